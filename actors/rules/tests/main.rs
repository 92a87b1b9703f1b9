//! The rules against their requirements: one binary, so that what all tests share is compiled once.

mod accounts;
mod accounts_kept;
mod ems;
mod flags;
mod gateway;
mod link;
mod mirror;
mod next;
mod online_signing;
mod online_signing_grid;
mod outbox;
mod outbox_waits;
mod parties;
mod properties;
mod records;
mod refusal;
mod registration;
mod roster_lifecycle;
mod school;
mod settings_grid;
mod sole_reviewer;
mod standing;
mod support;
mod transfers;
mod unattended;
mod wechat;
