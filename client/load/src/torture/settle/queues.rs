//! I2: the number on a tile, the rows behind it and what the history says are the same.

use super::{Inspection, LANES, LOOK_AGAIN, SETTLED_WITHIN};
use crate::{
    api,
    error::LoadError,
    findings::Fault,
    http::Connection,
    kind::CaseKind,
    lanes,
    torture::{
        act::{is_at_a_department, is_in_review},
        crowd::{Queue, Who},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};
use wangqian_protocol::queue::StaffHome;

/// A list, by its code.
type List = &'static str;

impl Inspection<'_> {
    /// Every tile of every reviewer.
    pub(super) async fn queues(&self) -> Result<Vec<Fault>, LoadError> {
        let due = self.waiting();
        let lists: BTreeSet<List> = CaseKind::ALL.into_iter().map(CaseKind::list).collect();
        let readers = self.crowd().reviewers();
        let faults = lanes::over(self.stage.site, LANES, readers, async |connection: &mut Connection, who| {
            let mut faults = Vec::new();
            for list in &lists {
                let due = self.crowd().queue_of(who).and_then(|queue| due.get(&(queue, *list))).copied().unwrap_or_default();
                faults.extend(self.queue(connection, who, list, due).await?);
            }
            Ok::<_, LoadError>(faults)
        })
        .await?;
        Ok(faults.into_iter().flatten().collect())
    }

    async fn queue(&self, connection: &mut Connection, who: Who, list: List, due: usize) -> Result<Option<Fault>, LoadError> {
        let session = self.crowd().session(who);
        let deadline = Instant::now() + SETTLED_WITHIN;
        loop {
            let home: StaffHome = api::read(connection, session, "/home", "the home page").await?;
            let Some(tile) = home.counts.tiles.into_iter().find(|tile| tile.kind == list) else {
                return Ok(Some(Fault::broken(format!("{who:?} has no tile for {list}"))));
            };
            let filter = format!("kind={list}&state={}", tile.filter);
            let (total, rows) = api::read_cases(connection, session, &filter).await?;
            if [tile.mine, total, rows.len()] == [due; 3] {
                return Ok(None);
            }
            if Instant::now() > deadline {
                let (mine, listed) = (tile.mine, rows.len());
                let fault = format!("{who:?}: {due} of {list} wait, the tile says {mine}, the list {total} with {listed} rows");
                return Ok(Some(Fault::broken(fault)));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// How many cases wait in each queue, by the history.
    fn waiting(&self) -> BTreeMap<(Queue<'_>, List), usize> {
        let mut waiting = BTreeMap::new();
        for case in self.history.cases.values() {
            let Some((_, state)) = case.newest().filter(|(_, state)| is_in_review(state)) else { continue };
            let school = self.crowd().graduates[case.graduate].school;
            let department = is_at_a_department(state).then(|| self.crowd().graduate(case.graduate).department.as_str());
            *waiting.entry((Queue { school, department }, case.kind.list())).or_default() += 1;
        }
        waiting
    }
}
