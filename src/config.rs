//! What the operator can choose: command line or environment (`WANGQIAN_…`).

mod paces;

use crate::{
    auth::{oidc::OidcArgs, sealing::SealingKey},
    credit::RegistryOptions,
    system::{LinkKey, Peer, System},
};
use clap::{Args, ValueEnum};
use std::{fs, io, net::SocketAddr, path::PathBuf, time::Duration};
use wangqian_rules::account;

pub use paces::PaceArgs;

/// How any server runs.
#[derive(Args, Clone, Debug)]
pub struct ServerArgs {
    /// Address of pages and interface; port 0 takes a free one.
    #[arg(long, env = "WANGQIAN_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Address of `/metrics`; not served when absent.
    #[arg(long, env = "WANGQIAN_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
    /// Directory of journal and store; created when missing.
    #[arg(long, env = "WANGQIAN_DATA", default_value = "data")]
    pub data: PathBuf,
    /// Start although the machine's clock contradicts when the store was last written: after a rest of more than a month, or after
    /// the clock was wrong until now.
    #[arg(long)]
    pub trust_clock: bool,
    /// Size of the journal, MiB, above which an export is made and the journal before it removed.
    #[arg(long, env = "WANGQIAN_EXPORT_ABOVE_MIB", default_value_t = 4096)]
    pub export_above_mib: u64,
    /// Written with the bound address once the server takes requests.
    #[arg(long)]
    pub port_file: Option<PathBuf>,
    /// Origins that may use the interface besides the address it is served at, e.g. `https://wq.example.cn`.
    #[arg(long, env = "WANGQIAN_ORIGINS", value_delimiter = ',')]
    pub origins: Vec<String>,
    /// The server stands behind TLS: cookies are sent over it only.
    #[arg(long, env = "WANGQIAN_SECURE_COOKIES")]
    pub secure_cookies: bool,
    /// Every request comes through a reverse proxy that appends the client's address to `X-Forwarded-For`; it is believed.
    #[arg(long, env = "WANGQIAN_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// School, department and province users must set up a second factor (an authenticator app) before they do anything else.
    #[arg(long, env = "WANGQIAN_REQUIRE_TOTP")]
    pub require_totp: bool,
    /// File of the key that authenticator apps' keys are sealed with: 64 hexadecimal digits, e.g. of `openssl rand -hex 32`. Without it
    /// `totp.key` in the data directory, which is made.
    #[arg(long, env = "WANGQIAN_TOTP_KEY_FILE", value_name = "FILE")]
    pub totp_key_file: Option<PathBuf>,
    /// File of the key that documents are sealed with: 64 hexadecimal digits. Without it `papers.key` in the data directory, which is made.
    #[arg(long, env = "WANGQIAN_PAPERS_KEY_FILE", value_name = "FILE")]
    pub papers_key_file: Option<PathBuf>,
    /// Folder of TrueType or OpenType fonts for characters that the built-in ones do not have.
    #[arg(long, env = "WANGQIAN_FONTS", value_name = "FOLDER")]
    pub fonts: Option<PathBuf>,
    /// Threads that serve requests.
    #[arg(long, env = "WANGQIAN_WORKERS", default_value_t = cores())]
    pub workers: usize,
    /// Threads that entities live on.
    #[arg(long, env = "WANGQIAN_ARBITERS", default_value_t = cores())]
    pub arbiters: usize,
    /// Awake entities above which idle ones go to sleep at once.
    #[arg(long, env = "WANGQIAN_AWAKE_MAX", default_value_t = 50_000)]
    pub awake_max: usize,
    /// Connections at once.
    #[arg(long, env = "WANGQIAN_CONNECTIONS_MAX", default_value_t = 30_000)]
    pub connections_max: usize,
    /// Pages (WebSockets) that one account may have open at once: a reviewer's windows on several machines.
    #[arg(long, env = "WANGQIAN_SOCKETS_PER_ACCOUNT", default_value_t = 32)]
    pub sockets_per_account: usize,
    /// Replacements of code tables: a directory of CSV files named as the built-in ones.
    #[arg(long, env = "WANGQIAN_CODES")]
    pub codes: Option<PathBuf>,
    #[command(flatten)]
    pub credit: CreditArgs,
    /// File whose first line is the secret that platform and EMS know each other by, when they are two servers.
    #[arg(long, env = "WANGQIAN_LINK_KEY_FILE")]
    pub link_key_file: Option<PathBuf>,
    /// Contracts with WeChat and SMS providers: a JSON file (docs/operating.md, "Notices by WeChat and SMS"). Without it notices stay in the inbox.
    #[arg(long, env = "WANGQIAN_NOTICES", value_name = "FILE")]
    pub notices: Option<PathBuf>,
    #[command(flatten)]
    pub oidc: OidcArgs,
    #[command(flatten)]
    pub paces: PaceArgs,
}

/// Where somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AccountEntrance {
    School,
    Graduate,
    Employer,
    Province,
}

impl From<AccountEntrance> for account::Entrance {
    fn from(entrance: AccountEntrance) -> Self {
        match entrance {
            AccountEntrance::School => Self::School,
            AccountEntrance::Graduate => Self::Graduate,
            AccountEntrance::Employer => Self::Employer,
            AccountEntrance::Province => Self::Province,
        }
    }
}

/// How the enterprise credit registry is reached (SIG-03).
#[derive(Args, Clone, Debug)]
pub struct CreditArgs {
    /// The enterprise credit registry, e.g. `http://registry.example.cn/employers`: asked as `GET <url>/<credit code>` and answered
    /// by `{"status": "存续"}`. Without it, and for those that are not in the table, reviewers are told to check by hand.
    #[arg(long, env = "WANGQIAN_CREDIT_REGISTRY_URL")]
    pub credit_registry_url: Option<String>,
    /// Milliseconds that the registry has to answer.
    #[arg(long, env = "WANGQIAN_CREDIT_REGISTRY_TIMEOUT_MS", default_value_t = 4_000)]
    pub credit_registry_timeout_ms: u64,
    /// Instead of a registry: a file of lines `credit code,status`, e.g. `91320100MA1234567X,注销`.
    #[arg(long, env = "WANGQIAN_CREDIT_REGISTRY_TABLE")]
    pub credit_registry_table: Option<PathBuf>,
    /// A demonstration has a table of its own employers.
    #[arg(skip)]
    pub demo: bool,
}

impl CreditArgs {
    /// The options; `invented` is the table where no other is given.
    ///
    /// # Errors
    /// A table that cannot be read.
    pub fn options(&self, invented: Option<String>) -> io::Result<RegistryOptions> {
        let table = self.credit_registry_table.as_ref().map(fs::read_to_string).transpose()?.or(invented);
        let timeout = Duration::from_millis(self.credit_registry_timeout_ms);
        Ok(RegistryOptions { url: self.credit_registry_url.clone(), timeout, table })
    }
}

/// How the platform runs.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    /// Address of an employment management system that is another server, e.g. `http://ems.internal:8080`; without it this server
    /// holds one of its own.
    #[arg(long, env = "WANGQIAN_EMS_URL", requires = "link_key_file")]
    pub ems_url: Option<String>,
    /// Where people find its pages, if not there.
    #[arg(long, env = "WANGQIAN_EMS_PAGES_URL", requires = "ems_url")]
    pub ems_pages_url: Option<String>,
    /// Fills an empty store with a small fictitious world and prints its accounts.
    #[arg(long)]
    pub demo: bool,
    /// Fills an empty store for load tests, e.g. `graduates=20000,schools=10,employers=50,seed=1`.
    #[arg(long, value_name = "SIZES")]
    pub generate: Option<String>,
    /// Generated people share a password whose check costs next to nothing.
    #[arg(long, requires = "generate")]
    pub cheap_passwords: bool,
    /// Where the generated people are written down.
    #[arg(long, requires = "generate")]
    pub people_out: Option<PathBuf>,
}

/// How the employment management system runs alone.
#[derive(Args, Clone, Debug)]
pub struct EmsArgs {
    #[command(flatten)]
    pub server: ServerArgs,
    /// Address of the platform, e.g. `http://platform.internal:8080`.
    #[arg(long, env = "WANGQIAN_PLATFORM_URL", requires = "link_key_file")]
    pub platform_url: String,
    /// Where people find its pages, if not there.
    #[arg(long, env = "WANGQIAN_PLATFORM_PAGES_URL")]
    pub platform_pages_url: Option<String>,
}

impl ServeArgs {
    /// Whether an empty store is filled before it serves anybody.
    pub fn fills(&self) -> bool {
        self.demo || self.generate.is_some()
    }

    /// Which system it is.
    ///
    /// # Errors
    /// When the link key cannot be read.
    pub fn system(&self) -> io::Result<System> {
        let Some(url) = &self.ems_url else { return Ok(System::Both) };
        Ok(System::Platform { ems: self.server.peer(url, self.ems_pages_url.as_deref())? })
    }
}

impl EmsArgs {
    /// Which system it is.
    ///
    /// # Errors
    /// When the link key cannot be read.
    pub fn system(&self) -> io::Result<System> {
        Ok(System::Ems { platform: self.server.peer(&self.platform_url, self.platform_pages_url.as_deref())? })
    }
}

impl ServerArgs {
    /// The key that authenticator apps' keys are sealed with.
    ///
    /// # Errors
    /// When it cannot be read, or made.
    pub fn sealing_key(&self) -> io::Result<SealingKey> {
        self.totp_key_file.as_deref().map_or_else(|| SealingKey::within(&self.data), SealingKey::of_file)
    }

    fn peer(&self, url: &str, pages: Option<&str>) -> io::Result<Peer> {
        let file = self.link_key_file.as_deref().ok_or_else(|| io::Error::other("--link-key-file is missing"))?;
        let plain = |url: &str| url.trim_end_matches('/').to_owned();
        Ok(Peer { url: plain(url), pages: plain(pages.unwrap_or(url)), key: LinkKey::read(file)? })
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}
