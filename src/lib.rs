//! The edge: HTTP and WebSocket, sessions, configuration, what is read in from files. Business is below, in `wangqian_rules`.
//!
//! | to find | look in |
//! |---|---|
//! | what endpoints there are and who may call them; what every request passes | `endpoints` (the table), `endpoints/gate`, `rights`, `requests` (number, span, line), `limits`, `quotas` |
//! | what an endpoint does | `routes/*` (one file an area); bodies and queries: `sent`; answers: `convert`, `error` |
//! | what several entities are asked for in turn | `operations` |
//! | who is asking | `auth/*`: sessions, passwords, second factor, codes to the phone, identity provider, origin |
//! | what open pages are told | `ws/*` (the socket), `screens` (what becomes of what is shown) |
//! | who is woken when there is something to carry | `workers` |
//! | files that people hand in | `intake` (room and hands), `uploads`, `import` (xlsx), `bulk` (invitations), `jobs` (rows under way) |
//! | lists that people keep, as xlsx; how fast desks are | `sheets`; `waiting` |
//! | the employment management system | `system` (one server or two), `exchange` (what crosses), `ems` (its pages and uploads) |
//! | providers and registries | `notices/*` (WeChat, SMS), `credit` (the enterprise credit registry), `http_client` |
//! | documents of cases as PDF, the key that seals them | `papers` |
//! | how a world begins | `load` (a school's own files), `demo` (an invented one), `people` (the way in that both take) |
//! | how the process runs | `config`, `startup`, `state`, `exports`, `memory`, `telemetry`, `metrics`; the commands: `main.rs`, `commands.rs` |
//! | how people are found by what is typed; the operator's code tables | `search`; `code_tables` |
//! | the interface's description; the embedded app | `openapi`; `web` |

pub mod auth;
pub mod batches;
pub mod bulk;
pub mod code_tables;
pub mod config;
pub mod convert;
pub mod credit;
pub mod demo;
pub mod ems;
pub mod endpoints;
pub mod error;
pub mod exchange;
pub mod exports;
pub mod http_client;
pub mod import;
pub mod intake;
pub mod jobs;
pub mod limits;
pub mod load;
pub mod memory;
pub mod metrics;
pub mod notices;
pub mod openapi;
pub mod operations;
pub mod paper_link;
pub mod papers;
pub mod people;
mod percent;
mod private_file;
pub mod quotas;
pub mod requests;
pub mod rights;
pub mod routes;
pub mod screens;
pub mod search;
pub mod sent;
pub mod sheets;
pub mod startup;
pub mod state;
pub mod statistics;
pub mod system;
pub mod telemetry;
pub mod uploads;
pub mod waiting;
pub mod web;
pub mod workers;
pub mod ws;
pub mod zips;
