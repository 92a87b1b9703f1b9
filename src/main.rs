//! The one binary: serves, loads a school's own files, looks after its data.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod commands;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};
use wangqian::{
    config::{AccountEntrance, EmsArgs, ServeArgs},
    load::LoadArgs,
};

#[derive(Parser)]
#[command(version, about = "网签：高校毕业生网上签约与去向登记平台")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server.
    Serve(Box<ServeArgs>),
    /// Runs the employment management system alone, for a platform that is another server.
    Ems(Box<EmsArgs>),
    /// Takes up a school's roster and employers from xlsx files into a data directory that no server is using.
    Load {
        #[arg(long, env = "WANGQIAN_DATA", default_value = "data")]
        data: PathBuf,
        /// Replacements of code tables, as the server has them: a directory of CSV files named as the built-in ones.
        #[arg(long, env = "WANGQIAN_CODES")]
        codes: Option<PathBuf>,
        #[command(flatten)]
        load: Box<LoadArgs>,
    },
    /// Writes the roster and employers templates as xlsx.
    Template {
        /// As of `load`.
        #[arg(long, env = "WANGQIAN_CODES")]
        codes: Option<PathBuf>,
        directory: PathBuf,
    },
    /// Writes everything in a data directory into one file, from which it can be rebuilt.
    Export { data: PathBuf, file: PathBuf },
    /// Copies a data directory, which a server may be using, into a backup directory; a later backup into the same copies only what is new.
    Backup {
        #[arg(long, env = "WANGQIAN_DATA", default_value = "data")]
        data: PathBuf,
        backup: PathBuf,
    },
    /// Makes a data directory of a backup, in a directory that is empty or not there.
    Restore {
        backup: PathBuf,
        #[arg(long, required_unless_present = "verify")]
        data: Option<PathBuf>,
        /// Reads all of the backup and writes nothing.
        #[arg(long)]
        verify: bool,
    },
    /// Rebuilds a damaged checkpoint store from an export and the journal.
    Rebuild {
        data: PathBuf,
        #[arg(long)]
        export: Option<PathBuf>,
    },
    /// Walks every entity's history and checks its hash chain and every checksum. Of a document (a PDF file) checks that every byte is as
    /// the platform sealed it, and the case's history in it.
    Verify {
        /// A data directory that no server is using, or a document.
        what: PathBuf,
        /// For a document: the platform's public key in Base64, or a file with it: alone, or the answer of `/api/v1/papers/key` as it was saved.
        #[arg(long)]
        key: Option<String>,
    },
    /// Gives an account of a data directory that no server is using a new one-time code in place of its password, and takes its second
    /// factor away: for a province's user who lost both. Schools' and departments' accounts are reset in the EMS.
    ResetAccount {
        #[arg(long, env = "WANGQIAN_DATA", default_value = "data")]
        data: PathBuf,
        #[arg(long, value_enum)]
        entrance: AccountEntrance,
        login: String,
    },
    /// Prints the OpenAPI description of the interface.
    Openapi,
}

fn main() -> ExitCode {
    wangqian::memory::begin();
    wangqian::telemetry::start();
    let done = match Cli::parse().command {
        Command::Serve(args) => commands::serve(*args),
        Command::Ems(args) => commands::ems(&args),
        Command::Load { data, codes, load } => commands::load(&data, codes.as_deref(), *load),
        Command::Template { codes, directory } => commands::template(codes.as_deref(), &directory),
        Command::Export { data, file } => commands::export(&data, &file),
        Command::Backup { data, backup } => commands::back_up(&data, &backup),
        Command::Restore { backup, data, verify } => commands::restore(&backup, data.as_deref().filter(|_| !verify)),
        Command::Rebuild { data, export } => commands::rebuild(&data, export.as_deref()),
        Command::Verify { what, key } => commands::verify(&what, key.as_deref()),
        Command::ResetAccount { data, entrance, login } => commands::reset_account(&data, entrance.into(), &login),
        Command::Openapi => commands::openapi(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wangqian: {error}");
            ExitCode::FAILURE
        }
    }
}
