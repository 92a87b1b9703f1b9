//! The whole server in a box, driven over HTTP and WebSocket as its users do.

mod answer;
mod app;
mod cast;
mod held_store;
mod socket;
mod story;
mod users;
mod verbs;
mod world;

mod openapi;
mod signing;
