//! Goal: every state of a backfill against everything that can be asked of it.
//!
//! Method: one row an input, one column a state, in each cell the new state or the refusal; `=` is a step that changes nothing, `new` one
//! that begins or accepts another case. The words of the cells stand in `support/grid.rs`, those of the inputs in `support/asked.rs`.

use crate::support::{asked, grid, paper};
use wangqian_rules::case::CaseKind;

const GRID: &str = "
                                             depart school taken_ return effect reject rescin not_gr invali
submit                                      | !done  !done  school school !done  !done  !done  !done  !gone
submit, department first                    | !done  !done  depart depart !done  !done  !done  !done  !gone
submit, as seen before                      | !done  !done  !old   !old   !done  !done  !done  !done  !gone
submit, another form                        | !done  !done  !bad   !form  !done  !done  !done  !done  !gone
submit, without proof                       | !done  !done  !bad   !bad   !done  !done  !done  !done  !gone
submit, incomplete                          | !done  !done  !bad   !bad   !done  !done  !done  !done  !gone
submit, the school has closed it            | !done  !done  !shut  !shut  !done  !done  !done  !done  !gone
submit, now of training mode 21             | !done  !done  !dir   !dir   !done  !done  !done  !done  !gone
take back                                   | taken_ taken_ !done  !done  !done  !done  !done  !done  !gone
take back, as seen before                   | !old   !old   !done  !done  !done  !done  !done  !done  !gone
give up                                     | !done  !done  !no    !no    !done  !done  !done  !done  !gone
stamped, by the graduate                    | !done  !done  !done  !done  !done  !done  !done  !done  !gone
stamped, by the employer                    | !none  !none  !none  !none  !none  !none  !none  !none  !gone
stamped, by the paper                       | !done  !done  !done  !done  !done  !done  !done  !done  !gone
department approves                         | school !done  !done  !done  !done  !done  !done  !done  !gone
department returns                          | return !done  !done  !done  !done  !done  !done  !done  !gone
department rejects                          | reject !done  !done  !done  !done  !done  !done  !done  !gone
school approves                             | !stage effect !done  !done  !done  !done  !done  !done  !gone
school approves, as seen before             | !old   !old   !done  !done  !done  !done  !done  !done  !gone
school without handler approves             | !stage effect !done  !done  !done  !done  !done  !done  !gone
school approves, for one side alone         | !stage !no    !done  !done  !done  !done  !done  !done  !gone
school returns                              | !stage return !done  !done  !done  !done  !done  !done  !gone
school returns, without a reason            | !stage !bad   !done  !done  !done  !done  !done  !done  !gone
school returns, naming a field              | !stage return !done  !done  !done  !done  !done  !done  !gone
school rejects                              | !stage reject !done  !done  !done  !done  !done  !done  !gone
school rejects, without details             | !stage !bad   !done  !done  !done  !done  !done  !done  !gone
school rejects, for a destination's reason  | !stage !bad   !done  !done  !done  !done  !done  !done  !gone
stand-in approves                           | school effect !done  !done  !done  !done  !done  !done  !gone
read-only user approves                     | !no    !no    !no    !no    !no    !no    !no    !no    !gone
correct                                     | !stage !no    !done  !done  !done  !done  !done  !done  !gone
amend, the nature                           | !done  !done  !done  !done  effect !done  !done  !done  !gone
amend, all three                            | !done  !done  !done  !done  effect !done  !done  !done  !gone
amend, as seen before                       | !done  !done  !done  !done  !old   !done  !done  !done  !gone
amend, the same                             | !done  !done  !done  !done  !bad   !done  !done  !done  !gone
amend, the salary                           | !done  !done  !done  !done  !bad   !done  !done  !done  !gone
amend, by the department                    | !no    !no    !no    !no    !no    !no    !no    !no    !gone
not graduated                               | !done  !done  !done  !done  not_gr !done  !done  !done  !gone
not graduated, by the department            | !no    !no    !no    !no    !no    !no    !no    !no    !gone
void                                        | !done  !done  !done  !done  !no    !done  !done  !done  !gone
accept                                      | !done  !done  !done  !done  !done  !done  !done  !done  !gone
decline                                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
force                                       | !done  !done  !done  !done  !done  !done  !done  !done  !gone
begin, backfill                             | !busy  !busy  !again !again !has   new    new    new    !gone
begin, offline signing                      | !busy  !busy  new    new    !has   new    new    new    !gone
begin, a destination                        | !busy  !busy  new    new    !has   new    new    new    !gone
begin, offline rescission                   | !done  !done  !done  !done  new    !done  !done  !done  !gone
begin, online rescission                    | !none  !none  !none  !none  !none  !none  !none  !none  !gone
accept, another invitation                  | !busy  !busy  new    new    !has   new    new    new    !gone
";

#[test]
#[doc = "BAC-01, BAC-02, OFF-03, OFF-04, SIG-08, SET-02, SET-04, SET-07, ROS-05, INV-01, ACC-04"]
fn every_input_meets_every_state_of_a_backfill_as_the_grid_says() {
    let kind = CaseKind::BACKFILL;
    grid::holds(GRID, kind.facts().states, |input, status| {
        asked::cell(&mut paper::graduate_with(kind, status), paper::CASE, input)
    });
}
