//! `wangqian-load`: behaves as the people do, measures the server, and tries to break its promises.
//!
//! | to find | look in |
//! |---|---|
//! | the measured flows; one queue on thousands of pages; one decision on many items | `signing/*`; `fanout/*`; `batch/*` |
//! | people at work, `kill -9` and power cuts, and who judges what is left | `torture/*`: `act`, `powercut`, `history`, `check` |
//! | servers of others that are played: EMS, WeChat, SMS | `far/*` |
//! | the server under test | `target` (which), `spawn` (one of its own) |
//! | what a browser does | `http/*`, `socket/*`, `api`, `people` |
//! | the kinds of cases; what a graduate hands in for each, and the proof of it | `kind`; `destination`, `agreement`, `rescission`, `proof`, `photo` |

mod agreement;
mod api;
mod batch;
mod destination;
mod error;
mod fanout;
mod far;
mod findings;
mod http;
mod kind;
mod lanes;
mod people;
mod photo;
mod proof;
mod report;
mod rescission;
mod signing;
mod socket;
mod spawn;
mod target;
mod torture;

use clap::{Parser, Subcommand};
use error::LoadError;
use std::{io, process::ExitCode};

/// Load tester and torture tool. Every command ends with one JSON object on its last line.
#[derive(Debug, Parser)]
#[command(name = "wangqian-load", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Durable signings and registrations over HTTP, with the parties' pushes on. Exits with 1 when one was not done, or is not found
    /// afterwards as it has to be.
    Signing(signing::SigningArgs),
    /// One decision on many items. Exits with 1 when one was not decided, or not exactly once.
    Batch(batch::BatchArgs),
    /// Many sockets on one topic.
    Fanout(fanout::FanoutArgs),
    /// Kill the server again and again, and check that it kept its promises. Exits with 1 when it did not, with 2 when power
    /// cannot be cut here.
    Torture(torture::TortureArgs),
}

const FAILED: u8 = 1;
const CANNOT_RUN_HERE: u8 = 2;

fn main() -> ExitCode {
    match start(&Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("wangqian-load: {error}");
            ExitCode::from(if matches!(error, LoadError::NoPowerCut(_)) { CANNOT_RUN_HERE } else { FAILED })
        }
    }
}

/// One thread is enough for the people, and leaves the other processor to the server.
fn start(command: &Command) -> Result<ExitCode, LoadError> {
    spawn::raise_file_limit()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        tokio::select! {
            result = run(command) => result,
            // Dropping the run ends its server and unmounts its disk.
            _ = tokio::signal::ctrl_c() => Err(io::Error::from(io::ErrorKind::Interrupted).into()),
        }
    })
}

async fn run(command: &Command) -> Result<ExitCode, LoadError> {
    match command {
        Command::Signing(args) => signing::run(args).await.map(code_of),
        Command::Batch(args) => batch::run(args).await.map(code_of),
        Command::Fanout(args) => fanout::run(args).await.map(|()| ExitCode::SUCCESS),
        Command::Torture(args) => torture::run(args).await.map(code_of),
    }
}

fn code_of(clean: bool) -> ExitCode {
    if clean { ExitCode::SUCCESS } else { FAILED.into() }
}
