//! Files that people hand in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The answer to `POST /uploads`. The body of the request is the file itself: JPEG, PNG or PDF, at most 10 MB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Uploaded {
    /// Name of the file: SHA-256 of its kept bytes. Commands name it, and `GET /uploads/{file}` gives it back.
    pub file: String,
    /// `image/jpeg`, `image/png` or `application/pdf`, by content.
    pub media_type: String,
    /// Bytes as it was sent, which limits count; images are written anew without their metadata.
    pub bytes: u64,
}
