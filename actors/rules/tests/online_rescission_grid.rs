//! Goal: every state of an online rescission, whoever asked for it, against everything that can be asked of it.
//!
//! Method: one row an input, one column a state, in each cell the new state or the refusal; `=` is a step that changes nothing, `new` one
//! that begins or accepts another case. The words of the cells stand in `support/grid.rs`, those of the inputs in `support/asked.rs`.

use crate::support::{asked, grid, rescission};
use wangqian_rules::case::*;

const BY_GRADUATE: &str = "
                                             asked_ depart school effect declin withdr reject overta invali
agree, by the employer                      | school !done  !done  !done  !done  !done  !done  !done  !gone
agree, department first                     | depart !done  !done  !done  !done  !done  !done  !done  !gone
agree, as seen before                       | !old   !done  !done  !done  !done  !done  !done  !done  !gone
agree, by the graduate                      | !done  !done  !done  !done  !done  !done  !done  !done  !gone
agree, by another employer                  | !none  !none  !none  !none  !none  !none  !none  !none  !gone
agree, the school has closed it             | !shut  !done  !done  !done  !done  !done  !done  !done  !gone
refuse, by the employer                     | declin !done  !done  !done  !done  !done  !done  !done  !gone
refuse, without words                       | !bad   !done  !done  !done  !done  !done  !done  !done  !gone
refuse, by the graduate                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
refuse, by another employer                 | !none  !none  !none  !none  !none  !none  !none  !none  !gone
take back                                   | withdr !no    !no    !done  !done  !done  !done  !done  !gone
take back, as seen before                   | !old   !old   !old   !done  !done  !done  !done  !done  !gone
withdraw                                    | !no    !no    !no    !no    !no    !no    !no    !no    !gone
withdraw, as seen before                    | !no    !no    !no    !no    !no    !no    !no    !no    !gone
withdraw, by another employer               | !none  !none  !none  !none  !none  !none  !none  !none  !gone
force                                       | effect !done  !done  !done  !done  !done  !done  !done  !gone
force, as seen before                       | !old   !done  !done  !done  !done  !done  !done  !done  !gone
force, without words                        | !bad   !done  !done  !done  !done  !done  !done  !done  !gone
force, by the department                    | !no    !no    !no    !no    !no    !no    !no    !no    !gone
submit                                      | !done  !done  !done  !done  !done  !done  !done  !done  !gone
give up                                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
stamped, by the graduate                    | !done  !done  !done  !done  !done  !done  !done  !done  !gone
department approves                         | !done  school !done  !done  !done  !done  !done  !done  !gone
department returns                          | !done  !no    !done  !done  !done  !done  !done  !done  !gone
department rejects                          | !done  reject !done  !done  !done  !done  !done  !done  !gone
school approves                             | !done  !stage effect !done  !done  !done  !done  !done  !gone
school approves, as seen before             | !done  !old   !old   !done  !done  !done  !done  !done  !gone
school without handler approves             | !done  !stage effect !done  !done  !done  !done  !done  !gone
school approves, for one side alone         | !done  !stage !no    !done  !done  !done  !done  !done  !gone
school returns                              | !done  !stage !no    !done  !done  !done  !done  !done  !gone
school rejects                              | !done  !stage reject !done  !done  !done  !done  !done  !gone
school rejects, without details             | !done  !stage !bad   !done  !done  !done  !done  !done  !gone
stand-in approves                           | !done  school effect !done  !done  !done  !done  !done  !gone
read-only user approves                     | !no    !no    !no    !no    !no    !no    !no    !no    !gone
amend, the category                         | !done  !done  !done  !no    !done  !done  !done  !done  !gone
not graduated                               | !no    !no    !no    !no    !no    !no    !no    !no    !gone
void                                        | !done  !done  !done  !no    !done  !done  !done  !done  !gone
accept                                      | !done  !done  !done  !done  !done  !done  !done  !done  !gone
decline                                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
begin, online rescission                    | !open  !open  !open  !done  new    new    new    !done  !gone
begin, online rescission by the employer    | !open  !open  !open  !done  new    new    new    !done  !gone
begin, offline rescission                   | !none  !none  !none  !none  !none  !none  !none  !none  !gone
begin, a destination                        | !has   !has   !has   new    !has   !has   !has   new    !gone
accept, another invitation                  | !has   !has   !has   new    !has   !has   !has   new    !gone
";

const BY_EMPLOYER: &str = "
                                             invite depart school effect declin withdr reject overta invali
agree, by the graduate                      | school !done  !done  !done  !done  !done  !done  !done  !gone
agree, department first                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
agree, as seen before                       | !done  !done  !done  !done  !done  !done  !done  !done  !gone
agree, by the employer                      | !done  !done  !done  !done  !done  !done  !done  !done  !gone
agree, by another employer                  | !none  !none  !none  !none  !none  !none  !none  !none  !gone
agree, the school has closed it             | !done  !done  !done  !done  !done  !done  !done  !done  !gone
refuse, by the graduate                     | declin !done  !done  !done  !done  !done  !done  !done  !gone
refuse, without words                       | !done  !done  !done  !done  !done  !done  !done  !done  !gone
refuse, by the employer                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
refuse, by another employer                 | !none  !none  !none  !none  !none  !none  !none  !none  !gone
take back                                   | !no    !no    !no    !done  !done  !done  !done  !done  !gone
take back, as seen before                   | !no    !old   !old   !done  !done  !done  !done  !done  !gone
withdraw                                    | withdr !done  !done  !done  !done  !done  !done  !done  !gone
withdraw, as seen before                    | !old   !done  !done  !done  !done  !done  !done  !done  !gone
withdraw, by another employer               | !none  !none  !none  !none  !none  !none  !none  !none  !gone
force                                       | !done  !done  !done  !done  !done  !done  !done  !done  !gone
force, as seen before                       | !done  !done  !done  !done  !done  !done  !done  !done  !gone
force, without words                        | !done  !done  !done  !done  !done  !done  !done  !done  !gone
force, by the department                    | !no    !no    !no    !no    !no    !no    !no    !no    !gone
submit                                      | !done  !done  !done  !done  !done  !done  !done  !done  !gone
give up                                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
stamped, by the graduate                    | !done  !done  !done  !done  !done  !done  !done  !done  !gone
department approves                         | !done  school !done  !done  !done  !done  !done  !done  !gone
department returns                          | !done  !no    !done  !done  !done  !done  !done  !done  !gone
department rejects                          | !done  reject !done  !done  !done  !done  !done  !done  !gone
school approves                             | !done  !stage effect !done  !done  !done  !done  !done  !gone
school approves, as seen before             | !done  !old   !old   !done  !done  !done  !done  !done  !gone
school without handler approves             | !done  !stage effect !done  !done  !done  !done  !done  !gone
school approves, for one side alone         | !done  !stage !no    !done  !done  !done  !done  !done  !gone
school returns                              | !done  !stage !no    !done  !done  !done  !done  !done  !gone
school rejects                              | !done  !stage reject !done  !done  !done  !done  !done  !gone
school rejects, without details             | !done  !stage !bad   !done  !done  !done  !done  !done  !gone
stand-in approves                           | !done  school effect !done  !done  !done  !done  !done  !gone
read-only user approves                     | !no    !no    !no    !no    !no    !no    !no    !no    !gone
amend, the category                         | !done  !done  !done  !no    !done  !done  !done  !done  !gone
not graduated                               | !no    !no    !no    !no    !no    !no    !no    !no    !gone
void                                        | !done  !done  !done  !no    !done  !done  !done  !done  !gone
accept                                      | !done  !done  !done  !done  !done  !done  !done  !done  !gone
decline                                     | !done  !done  !done  !done  !done  !done  !done  !done  !gone
begin, online rescission                    | !open  !open  !open  !done  new    new    new    !done  !gone
begin, online rescission by the employer    | !open  !open  !open  !done  new    new    new    !done  !gone
begin, offline rescission                   | !none  !none  !none  !none  !none  !none  !none  !none  !gone
begin, a destination                        | !has   !has   !has   new    !has   !has   !has   new    !gone
accept, another invitation                  | !has   !has   !has   new    !has   !has   !has   new    !gone
";

/// The states that a rescission can be in that this party asked for.
fn states(by: Party) -> Vec<Status> {
    let all = CaseKind::ONLINE_RESCISSION.facts().states.iter().copied();
    all.filter(|status| *status != Status::Asked(by)).collect()
}

#[test]
#[doc = "RES-01, RES-02, RES-05, RES-06, SIG-08, SET-04, SET-07, ROS-05, INV-01, ACC-04"]
fn every_input_meets_every_state_of_an_online_rescission_as_the_grids_say() {
    for (by, grid) in [(Party::Graduate, BY_GRADUATE), (Party::Employer, BY_EMPLOYER)] {
        grid::holds(grid, &states(by), |input, status| {
            asked::cell(&mut rescission::online(by, status), rescission::CASE, input)
        });
    }
}
