//! What the edge does by asking several entities in turn, whether a request began it or a row of a file.

mod admit;
mod invite;

pub use admit::admit;
pub use invite::{Wanted, offer};
