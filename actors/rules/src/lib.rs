//! The business, pure.
//!
//! A **province** sets the agreement type. A **school** holds the roster, its reviewers and its review queue. An **employer**
//! invites a graduate. A **graduate** owns the case: accepts or declines, and is moved on by reviewers. They share no memory;
//! they send each other [`letter::Letter`]s. Each is an [`entity::Entity`]: `decide` says what a command, letter or timer
//! causes, `apply` makes it so. Nothing here waits, reads a clock, draws a random number or touches a disk.
//!
//! | to find | look in |
//! |---|---|
//! | what may happen to a case | `case` (states, labels), `graduate/*` (one file a kind of case), `review` (routes and stages) |
//! | who may decide | `school/staff`, `review` |
//! | what waits for whom | `school/list`; one decision on many: `batch/*` |
//! | what a person is told to do next | `next/*`; what their page offers: `actions` |
//! | what a person fills in | `fields` (how a form is read), `terms`, `profile`, `check`, `codes` |
//! | the employment management system, and what it and the platform tell each other | `ems/*`, `exchange`, `link` |
//! | what leaves for WeChat and SMS | `outbox/*` (per school), `gateway` (a channel's account), `follower` (who an openid is) |
//! | who signs in, with what | `account/*` |
//! | who an employer is, and who warns of it | `employer/*`, `province/registrations`; `flag`, `*/flags` |
//! | what a school and a province set, and what keeps a setting from being changed | `school/settings`, `school/guards`, `province`, `module` |
//! | what a reviewer should look at | `cautions/*`; where the submitted copy is old: `graduate/comparison` |
//! | departments that nobody reviews for | `school/unattended`, `school/openings` |
//! | what is shown of a person's numbers | `privacy`, `school/reveals` |
//! | what a school and a province count | `statistics/*`; how destinations are grouped: `codes/grouping` |
//! | what must always hold | `invariants` |
//! | what the parties tell each other | `letter`; what a step may cause: `effect`; why not: `refusal` |

pub mod account;
pub mod actions;
pub mod admission;
pub mod batch;
pub mod caller;
pub mod case;
pub mod cautions;
pub mod check;
pub mod codes;
pub mod delivery;
pub mod effect;
pub mod employer;
pub mod ems;
pub mod entity;
pub mod entrance;
pub mod exchange;
pub mod fields;
pub mod file;
pub mod flag;
pub mod follower;
pub mod form;
pub mod forms;
pub mod gateway;
pub mod graduate;
pub mod ids;
pub mod invariants;
pub mod letter;
pub mod link;
pub mod module;
pub mod next;
pub mod notice;
pub mod occasion;
pub mod outbox;
pub mod permission;
pub mod privacy;
pub mod profile;
pub mod province;
pub mod refusal;
pub mod review;
pub mod roster_row;
pub mod school;
mod sentence;
pub mod staff;
pub mod standing;
pub mod statistics;
pub mod terms;
pub mod time;
pub mod workdays;
