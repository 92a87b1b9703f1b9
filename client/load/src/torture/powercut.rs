//! Power cuts, as many as are wanted, of servers that go on: at random moments what the disk holds is kept, together with what the
//! clients know then. Each such image is what a power cut at that moment would have left; the server is started on it and must know
//! everything that was acknowledged before.

mod cutter;
mod disk;
mod inspect;
mod moment;
mod round;
mod tally;

use super::{TortureArgs, keep};
use crate::{error::LoadError, findings::Fault, report};
use tally::Tally;

/// Takes and checks the images and prints the result; `true` when every promise was kept.
pub async fn run(args: &TortureArgs) -> Result<bool, LoadError> {
    let mut tally = Tally::begin();
    let mut number = 0;
    while tally.images() < args.images {
        number += 1;
        let was_clean = tally.is_clean();
        let directory = args.own.temporary_directory()?;
        let ended = round::run(args, number, directory.path(), &mut tally).await;
        if let Err(error @ LoadError::NoPowerCut(_)) = ended {
            return Err(error);
        }
        if let Err(error) = &ended {
            tally.findings.add(&Fault::broken(format!("round {number} could not be ended: {error}")));
        }
        eprintln!("round {number}: {}", tally.so_far());
        // One is enough to look into; a night does not fill the disk with them.
        if was_clean && !tally.is_clean() {
            keep(directory);
        }
        if ended.is_err() {
            break;
        }
    }
    report::print(&tally.report(args.own.seed))?;
    Ok(tally.is_clean())
}
