//! The doors of the platform.

use serde::{Deserialize, Serialize};

/// Each role has its own entrance (ACC-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entrance {
    School,
    Graduate,
    Employer,
    Province,
}
