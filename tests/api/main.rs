//! The whole server in a box, driven over HTTP and WebSocket as its users do.

mod openapi;
