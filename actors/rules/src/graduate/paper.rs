//! The stamped agreement of an offline signing: handed in by the graduate, by the employer, or by whoever has the paper; or given up
//! (OFF-02, OFF-03; guide §6.2).

use super::{Graduate, Hand, Move, entry};
use crate::{admission::SchoolsWord, case::*, entity::Ctx, fields::Fields, file::StoredFile, form::Proof, refusal::Refusal};

/// The image of the stamped agreement.
pub const STAMPED: Proof =
    Proof { files: 1..=6, hint: "加盖用人单位公章的就业协议书，每一页都要清晰完整" };

/// Its image is handed in for review. What was printed stays: the agreement is compared with it, not with the graduate of today.
pub(super) fn hand_in(
    graduate: &Graduate,
    case: &Case,
    seen: u64,
    by: &Hand,
    files: Vec<StoredFile>,
    admission: SchoolsWord,
    ctx: &Ctx<'_>,
) -> Result<Move, Refusal> {
    by.expect_party_to(case)?;
    case.expect(matches!(case.status, Status::Open(Phase::Second, _)), seen)?;
    let admission = admission?;
    let mut fields = Fields::default();
    STAMPED.check(&files, &mut fields);
    let files = fields.finish(files)?;
    let submission = case.submission.clone().ok_or(Refusal::NotFound)?;
    let submission = Submission { at: ctx.now, route: admission.route, ..submission };
    let to = Status::InReview(Phase::Second, submission.route.first());
    let by_hand = by.caller(case, &graduate.profile()?.name);
    let made = Move::to(to, entry(ctx.now, by_hand, Did::Stamped)).submitting(submission).stamped(files);
    Ok(match by {
        Hand::Graduate => made,
        _ => made.telling("用人单位已回传盖章协议书", format!("{}已回传盖章的就业协议书，正在等待学校审核。", case.subject())),
    })
}

/// The graduate gives up what is theirs to hand in: the agreement was not stamped, or is not wanted any more.
pub(super) fn give_up(graduate: &Graduate, case: &Case, seen: u64, ctx: &Ctx<'_>) -> Result<Move, Refusal> {
    case.expect(matches!(case.status, Status::Open(..)), seen)?;
    if !case.can_be_given_up() {
        return Err(Refusal::NotPermitted);
    }
    let by = Hand::Graduate.caller(case, &graduate.profile()?.name);
    Ok(Move::to(Status::Ended(End::Withdrawn), entry(ctx.now, by, Did::GaveUp)))
}

impl Case {
    /// Whether its graduate may end it instead of handing it in: where its kind has such an end.
    pub fn can_be_given_up(&self) -> bool {
        matches!(self.status, Status::Open(..)) && self.facts().states.contains(&Status::Ended(End::Withdrawn))
    }
}
