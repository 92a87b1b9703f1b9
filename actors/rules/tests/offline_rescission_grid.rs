//! Goal: every state of an offline rescission against everything that can be asked of it.
//!
//! Method: one row an input, one column a state, in each cell the new state or the refusal; `=` is a step that changes nothing, `new` one
//! that begins or accepts another case. The words of the cells stand in `support/grid.rs`, those of the inputs in `support/asked.rs`.

use crate::support::{asked, grid, rescission};
use wangqian_rules::case::CaseKind;

const GRID: &str = "
                                                     depart school taken_ return effect withdr reject overta invali
submit                                              | !done  !done  school school !done  !done  !done  !done  !gone
submit, department first                            | !done  !done  depart depart !done  !done  !done  !done  !gone
submit, as seen before                              | !done  !done  !old   !old   !done  !done  !done  !done  !gone
submit, another form                                | !done  !done  !bad   !form  !done  !done  !done  !done  !gone
submit, without proof                               | !done  !done  !bad   !bad   !done  !done  !done  !done  !gone
submit, now of training mode 21                     | !done  !done  school school !done  !done  !done  !done  !gone
take back                                           | taken_ taken_ !done  !done  !done  !done  !done  !done  !gone
take back, as seen before                           | !old   !old   !done  !done  !done  !done  !done  !done  !gone
give up                                             | !done  !done  withdr withdr !done  !done  !done  !done  !gone
give up, as seen before                             | !done  !done  !old   !old   !done  !done  !done  !done  !gone
withdraw                                            | !no    !no    !no    !no    !no    !no    !no    !no    !gone
withdraw, by another employer                       | !none  !none  !none  !none  !none  !none  !none  !none  !gone
agree, by the employer                              | !done  !done  !done  !done  !done  !done  !done  !done  !gone
refuse, by another employer                         | !none  !none  !none  !none  !none  !none  !none  !none  !gone
force                                               | !done  !done  !done  !done  !done  !done  !done  !done  !gone
force, by the department                            | !no    !no    !no    !no    !no    !no    !no    !no    !gone
stamped, by the graduate                            | !done  !done  !done  !done  !done  !done  !done  !done  !gone
department approves                                 | school !done  !done  !done  !done  !done  !done  !done  !gone
department approves, for one side alone             | !no    !done  !done  !done  !done  !done  !done  !done  !gone
department returns                                  | return !done  !done  !done  !done  !done  !done  !done  !gone
department rejects                                  | reject !done  !done  !done  !done  !done  !done  !done  !gone
school approves                                     | !stage effect !done  !done  !done  !done  !done  !done  !gone
school approves, as seen before                     | !old   !old   !done  !done  !done  !done  !done  !done  !gone
school approves, for one side alone                 | !stage effect !done  !done  !done  !done  !done  !done  !gone
school approves, for one side alone without words   | !stage !bad   !done  !done  !done  !done  !done  !done  !gone
school without handler approves                     | !stage effect !done  !done  !done  !done  !done  !done  !gone
school returns                                      | !stage return !done  !done  !done  !done  !done  !done  !gone
school returns, without a reason                    | !stage !bad   !done  !done  !done  !done  !done  !done  !gone
school rejects                                      | !stage reject !done  !done  !done  !done  !done  !done  !gone
stand-in approves                                   | school effect !done  !done  !done  !done  !done  !done  !gone
stand-in approves, for one side alone               | !no    effect !done  !done  !done  !done  !done  !done  !gone
read-only user approves                             | !no    !no    !no    !no    !no    !no    !no    !no    !gone
amend, the category                                 | !done  !done  !done  !done  !no    !done  !done  !done  !gone
not graduated                                       | !no    !no    !no    !no    !no    !no    !no    !no    !gone
void                                                | !done  !done  !done  !done  !no    !done  !done  !done  !gone
accept                                              | !done  !done  !done  !done  !done  !done  !done  !done  !gone
decline                                             | !done  !done  !done  !done  !done  !done  !done  !done  !gone
begin, offline rescission                           | !open  !open  !open  !open  !done  new    new    !done  !gone
begin, offline rescission by the employer           | !none  !none  !none  !none  !none  !none  !none  !none  !gone
begin, online rescission                            | !none  !none  !none  !none  !none  !none  !none  !none  !gone
begin, a destination                                | !has   !has   !has   !has   new    !has   !has   new    !gone
accept, another invitation                          | !has   !has   !has   !has   new    !has   !has   new    !gone
";

#[test]
#[doc = "RES-03, RES-04, RES-05, SIG-08, SET-04, SET-07, ROS-05, INV-01, ACC-04"]
fn every_input_meets_every_state_of_an_offline_rescission_as_the_grid_says() {
    for agreement in [CaseKind::OFFLINE_SIGNING, CaseKind::BACKFILL] {
        grid::holds(GRID, CaseKind::OFFLINE_RESCISSION.facts().states, |input, status| {
            // The employer of an agreement that was registered from paper takes no part here.
            let is_employers = ["withdraw", "agree, by the employer"].contains(&input) && agreement == CaseKind::BACKFILL;
            let found = asked::cell(&mut rescission::offline(agreement, status), rescission::CASE, input);
            match (is_employers, &*found) {
                (true, "!none") if status != wangqian_rules::case::Status::Invalidated => {
                    if input == "withdraw" {
                        "!no".into()
                    } else {
                        "!done".into()
                    }
                }
                _ => found,
            }
        });
    }
}
