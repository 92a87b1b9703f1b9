//! The employer's board: all hires by how far they are.

use crate::case::CaseRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /employer/board`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Board {
    /// Always all of them, in the order of the board.
    pub lanes: Vec<Lane>,
}

/// One lane.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Lane {
    /// Also a `state` of `GET /cases` and `GET /exports/cases`, for employers.
    pub code: String,
    pub label: String,
    pub count: usize,
    /// The newest few in it.
    pub rows: Vec<CaseRow>,
}
