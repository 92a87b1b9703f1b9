//! Open pages during a torture: what they show must last, and no frame may be skipped.

use super::{crowd::Who, deliver::Stage};
use crate::{
    error::LoadError,
    findings::Fault,
    socket::{Buffer, Frame, Socket},
};
use futures_util::future::{join_all, try_join_all};
use std::ops::Range;

/// Of so many busy graduates one has a page open.
const EVERY_GRADUATE: usize = 10;

/// Opens a page for every organisation and some of the busy graduates.
pub async fn open(stage: &Stage<'_>, busy: Range<usize>) -> Result<Vec<Socket>, LoadError> {
    let crowd = stage.crowd;
    let employers = (0..crowd.employers()).map(|place| (Who::Employer(place), "me"));
    let graduates = busy.step_by(EVERY_GRADUATE).map(|place| (Who::Graduate(place), "me"));
    let staff = crowd.reviewers().into_iter().map(|who| (who, "queue"));
    let opening = employers
        .chain(graduates)
        .chain(staff)
        .enumerate()
        .map(|(place, (who, topic))| Socket::open(stage.site, crowd.session(who), topic, Buffer::Small, place));
    try_join_all(opening).await
}

/// Reads all pages until their server is gone.
pub async fn watch(stage: &Stage<'_>, pages: Vec<Socket>) {
    join_all(pages.into_iter().map(|page| watch_one(stage, page))).await;
}

async fn watch_one(stage: &Stage<'_>, mut page: Socket) {
    while let Some(text) = page.next().await {
        let mut book = stage.book.borrow_mut();
        let Ok(frame) = serde_json::from_str::<Frame<'_>>(&text) else {
            book.findings.add(&Fault::broken(format!("not a frame: {text}")));
            continue;
        };
        book.frames += 1;
        if !page.order.follows(&frame) {
            book.findings.add(&Fault::broken(format!("a frame was skipped or repeated before {text}")));
        }
        for row in frame.rows() {
            book.history.pushed(&row.case, row.version, &row.state);
        }
    }
}
