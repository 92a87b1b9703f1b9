//! Goal: every state of an offline signing, of both phases, against everything that can be asked of it.
//!
//! Method: one row an input, one column a state, in each cell the new state or the refusal; `=` is a step that changes nothing, `new` one
//! that begins or accepts another case. The words of the cells stand in `support/grid.rs`, those of the inputs in `support/asked.rs`.

use crate::support::{asked, grid, paper};
use wangqian_rules::case::CaseKind;

const GRID: &str = "
                                             depart school taken_ return reject stamp_ depar2 schoo2 taken2 retur2 effect rejec2 withdr rescin not_gr invali
submit                                      | !done  !done  school school !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
submit, department first                    | !done  !done  depart depart !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
submit, as seen before                      | !done  !done  !old   !old   !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
submit, another form                        | !done  !done  !bad   !form  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
submit, incomplete                          | !done  !done  !bad   !bad   !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
submit, the school has closed it            | !done  !done  !shut  !shut  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
submit, now of training mode 21             | !done  !done  !dir   !dir   !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
take back                                   | taken_ taken_ !done  !done  !done  !done  taken2 taken2 !done  !done  !done  !done  !done  !done  !done  !gone
take back, as seen before                   | !old   !old   !done  !done  !done  !done  !old   !old   !done  !done  !done  !done  !done  !done  !done  !gone
give up                                     | !done  !done  withdr withdr !done  withdr !done  !done  withdr withdr !done  !done  !done  !done  !done  !gone
give up, as seen before                     | !done  !done  !old   !old   !done  !old   !done  !done  !old   !old   !done  !done  !done  !done  !done  !gone
stamped, by the graduate                    | !done  !done  !done  !done  !done  schoo2 !done  !done  schoo2 schoo2 !done  !done  !done  !done  !done  !gone
stamped, by the employer                    | !none  !none  !none  !none  !none  schoo2 !done  !done  schoo2 schoo2 !done  !done  !done  !done  !done  !gone
stamped, by another employer                | !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !gone
stamped, by the paper                       | !done  !done  !done  !done  !done  schoo2 !done  !done  schoo2 schoo2 !done  !done  !done  !done  !done  !gone
stamped, without files                      | !none  !none  !none  !none  !none  !bad   !done  !done  !bad   !bad   !done  !done  !done  !done  !done  !gone
stamped, seven pages                        | !none  !none  !none  !none  !none  !bad   !done  !done  !bad   !bad   !done  !done  !done  !done  !done  !gone
stamped, the same page twice                | !none  !none  !none  !none  !none  !bad   !done  !done  !bad   !bad   !done  !done  !done  !done  !done  !gone
stamped, as seen before                     | !none  !none  !none  !none  !none  !old   !done  !done  !old   !old   !done  !done  !done  !done  !done  !gone
stamped, the school has closed it           | !none  !none  !none  !none  !none  !shut  !done  !done  !shut  !shut  !done  !done  !done  !done  !done  !gone
stamped, department first                   | !none  !none  !none  !none  !none  depar2 !done  !done  depar2 depar2 !done  !done  !done  !done  !done  !gone
department approves                         | school !done  !done  !done  !done  !done  schoo2 !done  !done  !done  !done  !done  !done  !done  !done  !gone
department returns                          | return !done  !done  !done  !done  !done  retur2 !done  !done  !done  !done  !done  !done  !done  !done  !gone
department rejects                          | reject !done  !done  !done  !done  !done  rejec2 !done  !done  !done  !done  !done  !done  !done  !done  !gone
school approves                             | !stage stamp_ !done  !done  !done  !done  !stage effect !done  !done  !done  !done  !done  !done  !done  !gone
school approves, as seen before             | !old   !old   !done  !done  !done  !done  !old   !old   !done  !done  !done  !done  !done  !done  !done  !gone
school without handler approves             | !stage !hand  !done  !done  !done  !done  !stage effect !done  !done  !done  !done  !done  !done  !done  !gone
school without handler returns              | !stage return !done  !done  !done  !done  !stage retur2 !done  !done  !done  !done  !done  !done  !done  !gone
school approves, for one side alone         | !stage !no    !done  !done  !done  !done  !stage !no    !done  !done  !done  !done  !done  !done  !done  !gone
school returns                              | !stage return !done  !done  !done  !done  !stage retur2 !done  !done  !done  !done  !done  !done  !done  !gone
school returns, without a reason            | !stage !bad   !done  !done  !done  !done  !stage !bad   !done  !done  !done  !done  !done  !done  !done  !gone
school returns, naming a field              | !stage return !done  !done  !done  !done  !stage !bad   !done  !done  !done  !done  !done  !done  !done  !gone
school rejects                              | !stage reject !done  !done  !done  !done  !stage rejec2 !done  !done  !done  !done  !done  !done  !done  !gone
school rejects, without details             | !stage !bad   !done  !done  !done  !done  !stage !bad   !done  !done  !done  !done  !done  !done  !done  !gone
school rejects, for a destination's reason  | !stage !bad   !done  !done  !done  !done  !stage !bad   !done  !done  !done  !done  !done  !done  !done  !gone
stand-in approves                           | school stamp_ !done  !done  !done  !done  schoo2 effect !done  !done  !done  !done  !done  !done  !done  !gone
read-only user approves                     | !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !gone
correct                                     | !stage !no    !done  !done  !done  !done  !stage !no    !done  !done  !done  !done  !done  !done  !done  !gone
amend, the nature                           | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  effect !done  !done  !done  !done  !gone
amend, the industry                         | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  effect !done  !done  !done  !done  !gone
amend, the category                         | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  effect !done  !done  !done  !done  !gone
amend, all three                            | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  effect !done  !done  !done  !done  !gone
amend, as seen before                       | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !old   !done  !done  !done  !done  !gone
amend, the same                             | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !bad   !done  !done  !done  !done  !gone
amend, an unknown code                      | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !bad   !done  !done  !done  !done  !gone
amend, the salary                           | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !bad   !done  !done  !done  !done  !gone
amend, by the department                    | !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !gone
not graduated                               | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  not_gr !done  !done  !done  !done  !gone
not graduated, as seen before               | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !old   !done  !done  !done  !done  !gone
not graduated, without words                | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !bad   !done  !done  !done  !done  !gone
not graduated, by the department            | !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !no    !gone
void                                        | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !no    !done  !done  !done  !done  !gone
accept                                      | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
decline                                     | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
withdraw                                    | !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !gone
agree, by the graduate                      | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
force                                       | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  !gone
begin, offline signing                      | !busy  !busy  !again !again new    !busy  !busy  !busy  !busy  !busy  !has   new    new    new    new    !gone
begin, backfill                             | !busy  !busy  new    new    new    !busy  !busy  !busy  !busy  !busy  !has   new    new    new    new    !gone
begin, a destination                        | !busy  !busy  new    new    new    !busy  !busy  !busy  !busy  !busy  !has   new    new    new    new    !gone
begin, offline rescission                   | !done  !done  !done  !done  !done  !done  !done  !done  !done  !done  new    !done  !done  !done  !done  !gone
begin, online rescission                    | !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !gone
begin, offline rescission by the employer   | !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !none  !gone
accept, another invitation                  | !busy  !busy  new    new    new    !busy  !busy  !busy  !busy  !busy  !has   new    new    new    new    !gone
";

#[test]
#[doc = "OFF-01, OFF-02, OFF-03, OFF-04, SIG-08, SET-02, SET-04, SET-05, SET-07, ROS-05, INV-01, ACC-04"]
fn every_input_meets_every_state_of_an_offline_signing_as_the_grid_says() {
    let kind = CaseKind::OFFLINE_SIGNING;
    grid::holds(GRID, kind.facts().states, |input, status| {
        asked::cell(&mut paper::graduate_with(kind, status), paper::CASE, input)
    });
}
