//! One file an area, one handler an endpoint of [`crate::rights::endpoints`].

pub mod account;
pub mod cases;
pub mod codes;
pub mod command;
pub mod contact;
pub mod employer;
pub mod ems;
pub mod health;
pub mod home;
pub mod invitations;
pub mod link;
pub mod notices;
pub mod province;
pub mod reveals;
pub mod roster;
pub mod second_factor;
pub mod session;
pub mod settings;
pub mod sync;
pub mod system;
pub mod uploads;
