//! Which server a run is against.

use crate::{
    error::LoadError,
    far::{
        Far,
        ems::{Ems, EmsAddress},
    },
    http::Site,
    people::People,
    spawn::{self, Generate, Home, Server},
};
use std::{fs, path::PathBuf, time::Duration};
use tempfile::TempDir;

/// A server of one's own, or one that is there.
#[derive(Clone, Debug, clap::Args)]
pub struct TargetArgs {
    /// Start a server on a free port with a temporary directory and generated people.
    #[arg(long, required_unless_present = "url", conflicts_with = "url")]
    spawn: bool,
    /// A running server, `http://host:port`.
    #[arg(long, requires = "people")]
    url: Option<String>,
    /// Its people, as `wangqian serve --people-out` wrote them.
    #[arg(long)]
    people: Option<PathBuf>,
    #[command(flatten)]
    own: OwnServerArgs,
}

/// How to start a server of one's own.
#[derive(Clone, Debug, clap::Args)]
pub struct OwnServerArgs {
    /// Graduates to generate, in all schools together.
    #[arg(long, default_value_t = 20_000)]
    graduates: usize,
    /// Schools to generate: odd ones review at both levels, even ones at school level only.
    #[arg(long, default_value_t = 4)]
    schools: usize,
    /// Employers to generate.
    #[arg(long, default_value_t = 64)]
    employers: usize,
    /// What is generated, and what a torture chooses.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The server's binary; `wangqian` beside this one by default.
    #[arg(long)]
    server: Option<PathBuf>,
    /// Where the temporary directory is made; measure on a real disk.
    #[arg(long)]
    directory: Option<PathBuf>,
}

impl OwnServerArgs {
    pub fn generate(&self) -> Generate {
        Generate { graduates: self.graduates, schools: self.schools, employers: self.employers, seed: self.seed }
    }

    pub fn binary(&self) -> Result<PathBuf, LoadError> {
        spawn::binary(self.server.clone())
    }

    pub fn temporary_directory(&self) -> Result<TempDir, LoadError> {
        let parent = self.directory.clone().unwrap_or_else(std::env::temp_dir);
        Ok(tempfile::Builder::new().prefix("wangqian-load-").tempdir_in(parent)?)
    }
}

impl TargetArgs {
    /// With one school, of at least so many graduates, on a server of one's own.
    pub fn of_one_school(&self, graduates: usize) -> Self {
        let own = OwnServerArgs { schools: 1, graduates: self.own.graduates.max(graduates), ..self.own.clone() };
        Self { own, ..self.clone() }
    }
}

/// A server and its people.
pub struct Target {
    pub site: Site,
    pub people: People,
    /// The tool's own server; dropped before its directory.
    pub own: Option<Server>,
    _directory: Option<TempDir>,
}

impl Target {
    pub async fn open(args: &TargetArgs) -> Result<Self, LoadError> {
        match (&args.url, &args.people) {
            (Some(url), Some(people)) => {
                let people = read_people(people)?;
                Ok(Self { site: site_of(url).await?, people, own: None, _directory: None })
            }
            _ => Self::spawn(&args.own, args.own.temporary_directory()?, None).await,
        }
    }

    /// A server of one's own that reports to an EMS that the tool plays.
    pub async fn reporting(args: &TargetArgs) -> Result<(Self, Far<Ems>), LoadError> {
        let directory = args.own.temporary_directory()?;
        let (ems, address) = Far::ems(directory.path()).await?;
        Ok((Self::spawn(&args.own, directory, Some(address)).await?, ems))
    }

    async fn spawn(args: &OwnServerArgs, directory: TempDir, ems: Option<EmsAddress>) -> Result<Self, LoadError> {
        let notes = directory.path().to_owned();
        let home = Home { binary: args.binary()?, data: notes.join("data"), notes, ems, notices: None, paces: vec![] };
        let server = Server::start(&home, Some(args.generate())).await?;
        let people = read_people(&home.people_file())?;
        Ok(Self { site: server.site().clone(), people, own: Some(server), _directory: Some(directory) })
    }

    /// Processor time of the tool's own server since it began; of another's none is known.
    pub fn cpu_time(&self) -> Result<Duration, LoadError> {
        self.own.as_ref().map_or(Ok(Duration::ZERO), Server::cpu_time)
    }

    /// Ends the tool's own server in good order.
    pub async fn close(self) -> Result<(), LoadError> {
        match self.own {
            Some(server) => server.stop().await,
            None => Ok(()),
        }
    }
}

pub fn read_people(file: &std::path::Path) -> Result<People, LoadError> {
    Ok(serde_json::from_slice(&fs::read(file)?)?)
}

async fn site_of(url: &str) -> Result<Site, LoadError> {
    let bad = || LoadError::BadUrl(url.to_owned());
    let authority = url.strip_prefix("http://").ok_or_else(bad)?.trim_end_matches('/');
    let address = tokio::net::lookup_host(authority).await.map_err(|_| bad())?.next().ok_or_else(bad)?;
    Ok(Site { address, authority: authority.to_owned() })
}
