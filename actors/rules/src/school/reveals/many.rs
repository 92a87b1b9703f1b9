//! A list with full numbers (OFF-05): one reason for the file, one line of the record a graduate.

use super::*;
use crate::refusal::invalid;
use std::collections::BTreeSet;

/// Graduates whose numbers a user may take along in files within an hour, and so in one file: a department's year, and no school's.
pub const EXPORTED_PER_HOUR: usize = 2_000;

impl School {
    /// Writes down that a user takes the numbers of these graduates along, of all or of none.
    pub(in crate::school) fn reveal_many(
        &self,
        id: StaffId,
        graduates: &BTreeSet<GraduateId>,
        reason: RevealReason,
        ctx: &Ctx<'_>,
    ) -> Result<Decision<Self>, Refusal> {
        let staff = self.staff.get(id).ok_or(Refusal::NotFound)?;
        if graduates.len() > EXPORTED_PER_HOUR {
            let why = format!("一次最多导出 {EXPORTED_PER_HOUR} 名毕业生的完整号码，请用筛选条件分次导出");
            return Err(Refusal::Invalid(vec![invalid("reason", why)]));
        }
        let rows = graduates.iter().map(|graduate| self.shown_to(staff, *graduate)).collect::<Result<Vec<_>, _>>()?;
        let before = self.reveals.lately(id, ctx.now).filter(|reveal| reveal.exported);
        within(EXPORTED_PER_HOUR, rows.len(), before, ctx.now)?;
        let showing = Showing { id, staff, reason, exported: true };
        let shown = (self.reveals.next_seq()..).zip(rows);
        let events = shown.map(|(seq, row)| Event::Revealed(Arc::new(showing.of(row, seq, ctx.now))));
        Ok(Decision::events(events.collect()).replying(Reply::Done))
    }
}
