//! The settings of a server: defaults, below a TOML file, below environment and command line.
//!
//! A setting that is wrong stops the start, and the error names the place and the remedy.

mod values;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Deserialize;

pub use values::{Filter, Net, Origin, PublicUrl, Token};

/// The settings that one source (file, environment, command line) gives; what it leaves out is `None`.
///
/// The same struct is the set of command-line options and the set of keys of the file, so that both have the same names.
#[derive(Debug, Default, Clone, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, short, value_name = "ADDRESS:PORT", env = "EVENFLOOR_LISTEN")]
    pub listen: Option<SocketAddr>,

    /// Directory that holds the meetings; it is made if it is missing [default: data]
    #[arg(long, short, value_name = "DIR", env = "EVENFLOOR_DATA_DIR")]
    pub data_dir: Option<PathBuf>,

    /// Address under which browsers reach this server; links and QR codes begin with it [default: http:// and the listen address]
    #[arg(long, short = 'u', value_name = "URL", env = "EVENFLOOR_PUBLIC_URL")]
    pub public_url: Option<PublicUrl>,

    /// Further origins whose pages may open a socket, besides the public URL
    #[arg(long, value_name = "ORIGIN", env = "EVENFLOOR_ALLOWED_ORIGINS", value_delimiter = ',')]
    pub allowed_origins: Option<Vec<Origin>>,

    /// Token that creating a meeting needs, 16 characters or more [default: anybody may create]
    #[arg(long, value_name = "TOKEN", env = "EVENFLOOR_CREATE_TOKEN", hide_env_values = true)]
    pub create_token: Option<Token>,

    /// Connections open at once, all together [default: 15000]
    #[arg(long, value_name = "NUMBER", env = "EVENFLOOR_MAX_CONNECTIONS", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_connections: Option<u32>,

    /// Connections from one address that have not shown a credential yet [default: 4096]
    #[arg(long, value_name = "NUMBER", env = "EVENFLOOR_MAX_WAITING_PER_ADDRESS", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_waiting_per_address: Option<u32>,

    /// Joins by one shared link in a second; ten times as many at one go [default: 20]
    #[arg(long, value_name = "NUMBER", env = "EVENFLOOR_JOINS_PER_SECOND", value_parser = clap::value_parser!(u32).range(1..))]
    pub joins_per_second: Option<u32>,

    /// Addresses or networks to which the limit per address does not apply
    #[arg(long, value_name = "NET", env = "EVENFLOOR_EXEMPT_ADDRESSES", value_delimiter = ',')]
    pub exempt_addresses: Option<Vec<Net>>,

    /// Proxies in front of this server: exempt, and believed about the address of the client (X-Forwarded-For)
    #[arg(long, value_name = "NET", env = "EVENFLOOR_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<Net>>,

    /// Form of the log lines [default: plain]
    #[arg(long, value_name = "FORM", env = "EVENFLOOR_LOG_FORMAT")]
    pub log_format: Option<LogFormat>,

    /// What is logged, such as `info` or `info,server::engine=debug` [default: info]
    #[arg(long, value_name = "FILTER", env = "EVENFLOOR_LOG")]
    pub log: Option<Filter>,

    /// Meeting seconds for each real one: for demonstrations and rehearsals
    #[arg(long, value_name = "FACTOR", hide_short_help = true)]
    pub clock_speed: Option<f64>,
}

/// How log lines are written.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One line of text for people.
    #[default]
    Plain,
    /// One JSON object a line.
    Json,
}

/// Every setting of a running server.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the meetings are kept.
    pub data_dir: PathBuf,
    /// What links begin with; `None` means `http://` and the address in fact listened on.
    pub public_url: Option<PublicUrl>,
    /// Origins that may open a socket besides the public URL.
    pub allowed_origins: Vec<Origin>,
    /// What creating a meeting needs; `None` lets anybody create.
    pub create_token: Option<Token>,
    /// Connections open at once.
    pub max_connections: u32,
    /// Connections from one address that have shown no credential yet.
    pub max_waiting_per_address: u32,
    /// Joins by one shared link in a second.
    pub joins_per_second: u32,
    /// To whom the limit per address does not apply.
    pub exempt_addresses: Vec<Net>,
    /// Who may say on behalf of whom a request comes.
    pub trusted_proxies: Vec<Net>,
    /// The form of log lines.
    pub log_format: LogFormat,
    /// What is logged.
    pub log: Filter,
    /// Meeting seconds for each real one; 1 but for demonstrations.
    pub clock_speed: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            data_dir: PathBuf::from("data"),
            public_url: None,
            allowed_origins: Vec::new(),
            create_token: None,
            max_connections: 15_000,
            max_waiting_per_address: 4_096,
            joins_per_second: 20,
            exempt_addresses: Vec::new(),
            trusted_proxies: Vec::new(),
            log_format: LogFormat::Plain,
            log: Filter::default(),
            clock_speed: 1.0,
        }
    }
}

impl Config {
    /// The defaults with a file's settings over them, and over those the ones of environment and command line.
    ///
    /// # Errors
    /// When the file cannot be read or a setting in it is wrong: the error names file, line and remedy.
    pub fn load(file: Option<&Path>, options: Layer) -> Result<Self, ConfigError> {
        let mut config = Self::default();
        if let Some(path) = file {
            config.take(read(path)?);
        }
        config.take(options);
        Ok(config)
    }

    /// Takes over every setting that a layer has.
    fn take(&mut self, layer: Layer) {
        fn set<T>(slot: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *slot = value;
            }
        }
        set(&mut self.listen, layer.listen);
        set(&mut self.data_dir, layer.data_dir);
        set(&mut self.allowed_origins, layer.allowed_origins);
        set(&mut self.max_connections, layer.max_connections);
        set(&mut self.max_waiting_per_address, layer.max_waiting_per_address);
        set(&mut self.joins_per_second, layer.joins_per_second);
        set(&mut self.exempt_addresses, layer.exempt_addresses);
        set(&mut self.trusted_proxies, layer.trusted_proxies);
        set(&mut self.log_format, layer.log_format);
        set(&mut self.log, layer.log);
        set(&mut self.clock_speed, layer.clock_speed);
        self.public_url = layer.public_url.or(self.public_url.take());
        self.create_token = layer.create_token.or(self.create_token.take());
    }
}

/// What is wrong with the settings, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or may not be read.
    #[error("{path}: cannot be read: {source}\n  remedy: name another file with --config, or leave --config out")]
    Unreadable {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A line of the file is not a setting that the server knows.
    #[error("{0}")]
    Line(BadLine),
}

/// A line of a settings file that cannot be used.
#[derive(Debug)]
pub struct BadLine {
    /// The file.
    pub path: String,
    /// The number of the line, from 1.
    pub line: usize,
    text: String,
    problem: String,
    remedy: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, text, problem, remedy } = self;
        write!(f, "{path}, line {line}: {problem}\n  {line} | {text}\n  remedy: {remedy}")
    }
}

fn read(path: &Path) -> Result<Layer, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { path: path.display().to_string(), source })?;
    parse(&text, path).map_err(ConfigError::Line)
}

fn parse(text: &str, path: &Path) -> Result<Layer, BadLine> {
    let layer = toml::from_str::<Layer>(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        bad_line(text, path, offset, error.message())
    })?;
    for (key, value) in [
        ("max_connections", layer.max_connections),
        ("max_waiting_per_address", layer.max_waiting_per_address),
        ("joins_per_second", layer.joins_per_second),
    ] {
        if value == Some(0) {
            let offset = text.find(key).unwrap_or(0);
            return Err(bad_line(text, path, offset, &format!("{key} is 0, which lets nobody in")));
        }
    }
    Ok(layer)
}

fn bad_line(text: &str, path: &Path, offset: usize, problem: &str) -> BadLine {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let shown = text.lines().nth(line - 1).unwrap_or("").trim();
    let secret = shown.starts_with("create_token");
    let remedy = if problem.starts_with("unknown field") {
        "correct the name or remove the line; `evenfloor serve --help` lists every setting"
    } else if problem.starts_with("invalid type") {
        "write text in quotes, numbers without, and lists in brackets, as in `evenfloor serve --help`"
    } else {
        "correct the value; `evenfloor serve --help` has an example of each"
    };
    let near = protocol::reading::suggestion(problem);
    BadLine {
        path: path.display().to_string(),
        line,
        text: if secret { "create_token = (not shown)".to_owned() } else { shown.to_owned() },
        problem: problem.lines().next().unwrap_or(problem).to_owned(),
        remedy: near.map_or(remedy.to_owned(), |near| format!("{near} {remedy}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(text: &str) -> String {
        parse(text, Path::new("evenfloor.toml")).expect_err("the text is wrong").to_string()
    }

    #[test]
    fn a_full_file_is_read() {
        let layer = parse(
            "listen = \"0.0.0.0:9000\"\ndata_dir = \"/var/lib/evenfloor\"\npublic_url = \"https://meet.example.org/\"\n\
             allowed_origins = [\"https://other.example.org\"]\ncreate_token = \"0123456789abcdef\"\nmax_connections = 10\n\
             exempt_addresses = [\"10.0.0.0/8\"]\nlog_format = \"json\"\nlog = \"warn\"\n",
            Path::new("evenfloor.toml"),
        )
        .expect("every setting is right");
        let mut config = Config::default();
        config.take(layer);
        assert_eq!(config.public_url.expect("is set").as_str(), "https://meet.example.org");
        assert_eq!(config.max_connections, 10);
        assert_eq!(config.max_waiting_per_address, 4_096);
        assert_eq!(config.log_format, LogFormat::Json);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let text = complaint("# where\nlisten = \"127.0.0.1:1\"\nprot = 3\n");
        assert!(text.starts_with("evenfloor.toml, line 3: unknown field `prot`"), "{text}");
        assert!(text.contains("remedy: correct the name"), "{text}");
        let text = complaint("listen_on = \"127.0.0.1:1\"");
        assert!(text.contains("remedy: did you mean `listen`? correct the name"), "{text}");
    }

    #[test]
    fn a_wrong_type_is_named_with_its_line() {
        let text = complaint("\nmax_connections = \"many\"\n");
        assert!(text.starts_with("evenfloor.toml, line 2: invalid type"), "{text}");
        assert!(text.contains("2 | max_connections"), "{text}");
    }

    #[test]
    fn bad_addresses_and_urls_are_named_with_their_line() {
        assert!(complaint("listen = \"localhost\"").starts_with("evenfloor.toml, line 1: "));
        let text = complaint("log = \"info\"\npublic_url = \"meet.example.org\"");
        assert!(text.starts_with("evenfloor.toml, line 2: public url"), "{text}");
        let text = complaint("\n\nmax_connections = 0");
        assert!(text.starts_with("evenfloor.toml, line 3: max_connections is 0"), "{text}");
    }

    #[test]
    fn a_bad_token_is_not_shown() {
        let text = complaint("create_token = \"hunter2\"");
        assert!(text.starts_with("evenfloor.toml, line 1: create token"), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}
