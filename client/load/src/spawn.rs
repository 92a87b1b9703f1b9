//! A server of the tool's own: started, stopped, killed and measured as an operator would.

use crate::{error::LoadError, far::ems::EmsAddress, http::Site};
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, kill_process, setrlimit};
use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::process::{Child, Command};

const START_DEADLINE: Duration = Duration::from_secs(180);
const LOOK_EVERY: Duration = Duration::from_millis(2);
/// Of one account: a fan-out has one user with thousands of pages.
const SOCKETS_PER_ACCOUNT: &str = "100000";
const LOG_TAIL: usize = 2000;
/// The unit of times in `/proc` on every supported system.
const CLOCK_TICKS_A_SECOND: u64 = 100;
/// Every supported system has pages of this size.
const PAGE_BYTES: u64 = 4096;

/// The people and organisations a new server invents.
#[derive(Clone, Copy, Debug)]
pub struct Generate {
    pub graduates: usize,
    pub schools: usize,
    pub employers: usize,
    pub seed: u64,
}

/// Where a server's files are.
#[derive(Clone, Debug)]
pub struct Home {
    pub binary: PathBuf,
    /// Port file, log and the file about the people.
    pub notes: PathBuf,
    pub data: PathBuf,
    /// The EMS it reports to, if that is another server.
    pub ems: Option<EmsAddress>,
    /// The file about the providers that messages leave by, if they do.
    pub notices: Option<PathBuf>,
    /// Options of how often the server does what it does now and then.
    pub paces: Vec<&'static str>,
}

impl Home {
    /// Written by the server when it has invented them.
    pub fn people_file(&self) -> PathBuf {
        self.notes.join("people.json")
    }

    fn port_file(&self) -> PathBuf {
        self.notes.join("port")
    }

    /// The output of all servers here, one after the other.
    pub fn log_file(&self) -> PathBuf {
        self.notes.join("server.log")
    }

    fn arguments(&self, generate: Option<Generate>) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = ["serve", "--listen", "127.0.0.1:0"].map(OsString::from).into();
        let mut add = |option: &str, value: OsString| arguments.extend([option.into(), value]);
        add("--data", self.data.clone().into());
        add("--port-file", self.port_file().into());
        add("--sockets-per-account", SOCKETS_PER_ACCOUNT.into());
        if let Some(Generate { graduates, schools, employers, seed }) = generate {
            let sizes = format!("graduates={graduates},schools={schools},employers={employers},seed={seed}");
            add("--generate", sizes.into());
            add("--people-out", self.people_file().into());
        }
        if let Some(EmsAddress { url, key_file }) = &self.ems {
            add("--ems-url", url.into());
            add("--link-key-file", key_file.into());
        }
        if let Some(file) = &self.notices {
            add("--notices", file.into());
        }
        arguments.extend(generate.map(|_| "--cheap-passwords".into()));
        arguments.extend(self.paces.iter().map(OsString::from));
        arguments
    }

    fn log_tail(&self) -> String {
        let log = fs::read(self.log_file()).unwrap_or_default();
        String::from_utf8_lossy(&log[log.len().saturating_sub(LOG_TAIL)..]).into_owned()
    }
}

/// The server binary beside this tool's own, unless another one is named.
pub fn binary(named: Option<PathBuf>) -> Result<PathBuf, LoadError> {
    let path = match named {
        Some(path) => path,
        None => std::env::current_exe()?.with_file_name("wangqian"),
    };
    if path.is_file() { Ok(path) } else { Err(LoadError::NoServer(path)) }
}

/// A server that does not take requests yet; killed when dropped.
pub struct Starting<'a> {
    child: Child,
    home: &'a Home,
    began: Instant,
}

impl<'a> Starting<'a> {
    /// Starts it on a free port. `generate` fills an empty data directory.
    pub fn begin(home: &'a Home, generate: Option<Generate>) -> Result<Self, LoadError> {
        let began = Instant::now();
        remove_if_there(&home.port_file())?;
        let log = File::options().create(true).append(true).open(home.log_file())?;
        let mut command = Command::new(&home.binary);
        command.args(home.arguments(generate));
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true);
        Ok(Self { child: command.spawn()?, home, began })
    }

    pub fn process(&self) -> Process {
        Process::of(&self.child)
    }

    /// Waits until it is ready.
    pub async fn ready(mut self) -> Result<Server, LoadError> {
        let address = wait_until_ready(&mut self.child, self.home, self.began + START_DEADLINE).await?;
        Ok(Server { child: self.child, site: Site::from(address), started_in: self.began.elapsed() })
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    site: Site,
    started_in: Duration,
}

impl Server {
    /// Starts it on a free port and waits until it is ready.
    pub async fn start(home: &Home, generate: Option<Generate>) -> Result<Self, LoadError> {
        Starting::begin(home, generate)?.ready().await
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    /// From the start of the process until it was ready.
    pub fn started_in(&self) -> Duration {
        self.started_in
    }

    /// Whether it ended without being asked to.
    pub fn has_ended(&mut self) -> Result<bool, LoadError> {
        Ok(self.child.try_wait()?.is_some())
    }

    /// `kill -9`, and waits until it is gone.
    pub async fn kill(mut self) -> Result<(), LoadError> {
        Ok(self.child.kill().await?)
    }

    /// Asks it to stop and waits until it has.
    pub async fn stop(mut self) -> Result<(), LoadError> {
        self.process().signal(Signal::TERM)?;
        self.child.wait().await?;
        Ok(())
    }

    pub fn process(&self) -> Process {
        Process::of(&self.child)
    }

    /// Processor time of all of its threads since it began.
    pub fn cpu_time(&self) -> Result<Duration, LoadError> {
        let pid = self.child.id().unwrap_or_default();
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // The name before the state may hold spaces and parentheses; the last one closes it. `utime` and `stime` are the 14th and 15th.
        let after = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        let ticks: u64 = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Ok(Duration::from_millis(ticks * 1000 / CLOCK_TICKS_A_SECOND))
    }

    /// Its resident memory, bytes.
    pub fn resident_bytes(&self) -> Result<u64, LoadError> {
        let pid = self.child.id().unwrap_or_default();
        let statm = fs::read_to_string(format!("/proc/{pid}/statm"))?;
        let pages: u64 = statm.split_whitespace().nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default();
        Ok(pages * PAGE_BYTES)
    }
}

/// A process of the tool's own, to be stopped for a while.
#[derive(Clone, Copy, Debug)]
pub struct Process(Option<Pid>);

impl Process {
    fn of(child: &Child) -> Self {
        Self(child.id().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw))
    }

    /// Stops all of its threads where they are: a write that had begun is finished, none begins.
    pub async fn freeze(self) -> Result<(), LoadError> {
        self.signal(Signal::STOP)?;
        let Some(pid) = self.0 else { return Ok(()) };
        while !all_threads_stopped(pid.as_raw_nonzero().get())? {
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// Lets it go on.
    pub fn thaw(self) -> Result<(), LoadError> {
        self.signal(Signal::CONT)
    }

    fn signal(self, signal: Signal) -> Result<(), LoadError> {
        match self.0 {
            Some(pid) => Ok(kill_process(pid, signal).map_err(io::Error::from)?),
            None => Ok(()),
        }
    }
}

async fn wait_until_ready(child: &mut Child, home: &Home, deadline: Instant) -> Result<SocketAddr, LoadError> {
    loop {
        if let Some(address) = read_port(&home.port_file()) {
            return Ok(address);
        }
        if child.try_wait()?.is_some() || Instant::now() > deadline {
            return Err(LoadError::NotStarted { log: home.log_tail() });
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// The address once the whole line is there.
fn read_port(file: &Path) -> Option<SocketAddr> {
    fs::read_to_string(file).ok()?.strip_suffix('\n')?.parse().ok()
}

pub fn remove_if_there(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn all_threads_stopped(pid: i32) -> io::Result<bool> {
    for thread in fs::read_dir(format!("/proc/{pid}/task"))? {
        // A thread that ended meanwhile is as good as stopped.
        let Ok(stat) = fs::read_to_string(thread?.path().join("stat")) else { continue };
        // The name before the state may hold spaces and parentheses; the last one closes it.
        let state = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        if !state.starts_with(['T', 't', 'Z', 'X']) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Allows as many open files as the system lets this user have; the server inherits it.
pub fn raise_file_limit() -> io::Result<()> {
    let maximum = getrlimit(Resource::Nofile).maximum;
    Ok(setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_port_file_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("port");
        assert_eq!(read_port(&file), None);
        fs::write(&file, "127.0.0.1:80").unwrap();
        assert_eq!(read_port(&file), None);
        fs::write(&file, "127.0.0.1:8080\n").unwrap();
        assert_eq!(read_port(&file), Some(SocketAddr::from(([127, 0, 0, 1], 8080))));
    }

    #[test]
    fn this_very_process_is_not_stopped() {
        assert!(!all_threads_stopped(std::process::id().try_into().unwrap()).unwrap());
    }
}
