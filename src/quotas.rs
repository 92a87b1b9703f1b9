//! How much of something one party may have in a while: bytes of files, look-ups of graduates, rows of files of invitations. Kept in
//! memory: a restart forgets, and nobody can bring one about.

mod look_ups;
mod spent;
mod uploads;

pub use look_ups::LookUps;
pub use uploads::UnverifiedUploads;

/// Those of one server.
#[derive(Default)]
pub struct Quotas {
    pub look_ups: LookUps,
    pub uploads: UnverifiedUploads,
}
