//! The rules against their requirements: one binary, so that what all tests share is compiled once.

mod accounts;
mod accounts_kept;
mod ems;
mod flags;
mod gateway;
mod link;
mod mirror;
mod online_signing;
mod online_signing_grid;
mod outbox;
mod outbox_waits;
mod parties;
mod properties;
mod records;
mod registration;
mod roster_lifecycle;
mod school;
mod settings_grid;
mod standing;
mod support;
mod transfers;
mod wechat;
