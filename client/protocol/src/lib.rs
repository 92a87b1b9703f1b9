//! The wire: what crosses HTTP and the WebSocket, and nothing else.
//!
//! Clients (the web app, the load tester, other programs) are written against these types; the OpenAPI document and the
//! TypeScript types are generated from them. Instants are Unix milliseconds (`*_ms`), civil dates `YYYY-MM-DD`, ids opaque
//! strings. Unknown fields in a request are refused: a field the server does not know is a field somebody meant.

pub mod account;
pub mod batch;
pub mod board;
pub mod bulk;
pub mod case;
pub mod code;
pub mod delivery;
pub mod deputy;
pub mod document;
pub mod employer;
pub mod ems;
pub mod flag;
pub mod form;
pub mod invitation;
pub mod link;
pub mod module;
pub mod next;
pub mod notice;
pub mod paper;
pub mod password_reset;
pub mod problem;
pub mod province;
pub mod queue;
pub mod record;
pub mod reveal;
pub mod roster;
pub mod session;
pub mod settings;
pub mod socket;
pub mod statistics;
pub mod system;
pub mod upload;
pub mod waiting;
pub mod zip;
