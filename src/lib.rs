//! The edge: HTTP and WebSocket, sessions, configuration, what is read in from files. Business is below, in `wangqian_rules`.

pub mod auth;
pub mod config;
pub mod convert;
pub mod demo;
pub mod ems;
pub mod error;
pub mod exchange;
pub mod exports;
mod hex;
pub mod import;
pub mod limits;
pub mod load;
pub mod metrics;
pub mod openapi;
pub mod people;
pub mod rights;
pub mod routes;
pub mod screens;
pub mod startup;
pub mod state;
pub mod system;
pub mod telemetry;
pub mod uploads;
pub mod web;
pub mod ws;
