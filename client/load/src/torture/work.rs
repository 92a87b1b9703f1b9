//! Everybody at work, until their server is gone.

use super::{
    choice::Chooser,
    crowd::{Crowd, Who},
    deliver::Stage,
    driver::Driver,
    pages,
};
use crate::{
    error::LoadError,
    http::{Connection, Site},
};
use futures_util::future::{join_all, join3};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use std::ops::Range;

/// Graduates that everybody is busy with during one cycle.
const BUSY: usize = 200;
/// New ones among them in each cycle: those who have signed have little left to do.
const NEW_EACH_CYCLE: usize = 100;

/// Graduates that so many cycles need.
pub fn people(cycles: usize) -> usize {
    BUSY + NEW_EACH_CYCLE * cycles
}

/// Whom everybody is busy with in a cycle, counted from 1; places among `all`.
pub fn busy(cycle: usize, all: usize) -> Range<usize> {
    let first = (NEW_EACH_CYCLE * (cycle - 1)).min(all.saturating_sub(BUSY));
    first..(first + BUSY).min(all)
}

/// Sessions are durable too: somebody always has a fresh one when the server dies.
pub async fn renew_sessions(
    site: &Site,
    crowd: &mut Crowd,
    busy: Range<usize>,
    random: &mut SmallRng,
) -> Result<(), LoadError> {
    let mut connection = Connection::to(site);
    let newcomers = [Who::Employer(0), Who::School(0), Who::Graduate(random.random_range(busy))];
    for who in newcomers {
        crowd.sign_in_again(&mut connection, who).await?;
    }
    Ok(())
}

/// A driver for each seed, and open pages, while `end` brings the server's end about.
pub async fn work<T>(
    stage: &Stage<'_>,
    busy: Range<usize>,
    seeds: Vec<u64>,
    end: impl Future<Output = T>,
) -> Result<T, LoadError> {
    let pages = pages::open(stage, busy.clone()).await?;
    let drivers = seeds.into_iter().map(|seed| {
        let chooser = Chooser::new(stage.crowd, busy.clone(), SmallRng::seed_from_u64(seed));
        Driver::new(stage, chooser).run()
    });
    let (_, (), end) = join3(join_all(drivers), pages::watch(stage, pages), end).await;
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cycle_has_newcomers_as_long_as_there_are_any() {
        assert_eq!([1, 2, 3].map(|cycle| busy(cycle, people(2))), [0..200, 100..300, 200..400]);
        assert_eq!(busy(9, people(2)), 200..400);
        assert_eq!(busy(1, 50), 0..50);
    }
}
