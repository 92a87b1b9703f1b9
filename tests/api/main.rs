//! The whole server in a box, driven over HTTP and WebSocket as its users do.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails, helpers or not")]

mod answer;
mod app;
mod cast;
mod ems_verbs;
mod held_store;
mod socket;
mod story;
mod users;
mod verbs;
mod wire;
mod world;

mod access;
mod account;
mod apart;
mod contact;
mod drain;
mod ems;
mod forms;
mod frames;
mod from_empty;
mod headers;
mod invitations;
mod lists;
mod malformed;
mod notices;
mod openapi;
mod origin;
mod overload;
mod presence;
mod registration;
mod repeats;
mod resume;
mod reveals;
mod review;
mod rights;
mod second_factor;
mod sessions;
mod settings;
mod sign_in;
mod signing;
mod uploads;
