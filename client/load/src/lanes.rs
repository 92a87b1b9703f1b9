//! Many requests over a few connections.

use crate::http::{Connection, Site};
use futures_util::future::try_join_all;
use std::cell::RefCell;

/// Does `job` for every item, `lanes` at a time, each lane on a connection of its own. Results are in the order of the
/// items; the first failure ends all.
pub async fn over<T, R, E>(
    site: &Site,
    lanes: usize,
    items: impl IntoIterator<Item = T>,
    job: impl AsyncFn(&mut Connection, T) -> Result<R, E>,
) -> Result<Vec<R>, E> {
    let waiting = RefCell::new(items.into_iter().enumerate());
    let done = RefCell::new(Vec::new());
    let lane = async || {
        let mut connection = Connection::to(site);
        loop {
            let Some((place, item)) = waiting.borrow_mut().next() else { return Ok(()) };
            let result = job(&mut connection, item).await?;
            done.borrow_mut().push((place, result));
        }
    };
    try_join_all((0..lanes).map(|_| lane())).await?;
    let mut done = done.into_inner();
    done.sort_unstable_by_key(|(place, _)| *place);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}
