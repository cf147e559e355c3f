//! `evenfloor export`: the record of a meeting, read from its data directory; the server may be running or not.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use clap::ValueEnum;

use super::{Source, canonical, markdown, record};
use crate::store::SqliteStore;

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The meeting: its name in addresses
    meeting: String,
    /// Directory that holds the meetings
    #[arg(long, short, value_name = "DIR", env = "EVENFLOOR_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// What to write
    #[arg(long, short, value_name = "FORMAT", default_value = "json")]
    format: Format,
    /// Leave out times and numbers, so that two runs of the same meeting give the same bytes
    #[arg(long, conflicts_with = "format")]
    canonical: bool,
    /// File to write to instead of standard output
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// The forms of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Everything, for programs
    Json,
    /// A page to go on writing in
    Markdown,
}

impl Export {
    /// Reads the record and writes it.
    ///
    /// # Errors
    /// When there is no such meeting or directory, its log is damaged, or the output cannot be written.
    pub fn run(self) -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().context("cannot start a thread")?;
        let store = SqliteStore::open_to_read(&self.data_dir)?;
        let source = runtime.block_on(Source::read(&store, &self.meeting));
        let source = source.with_context(|| format!("meeting {:?} in {}", self.meeting, self.data_dir.display()))?;
        let text = match (self.canonical, self.format) {
            (true, _) => pretty(&canonical(&source)),
            (false, Format::Json) => pretty(&record(&source)),
            (false, Format::Markdown) => markdown(&source),
        };
        match &self.out {
            Some(file) => std::fs::write(file, text)
                .with_context(|| format!("cannot write {}: choose another --out", file.display())),
            None => print(&text),
        }
    }
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        // Who reads has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}

/// JSON for files and people.
pub(super) fn pretty(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("a record has only text keys");
    text.push('\n');
    text
}
