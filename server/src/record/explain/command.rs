//! `evenfloor explain`: replays the record of a meeting and says of every call whether it followed the rule.

use std::path::PathBuf;

use anyhow::{Context, bail};

use super::{explain, page, told};
use crate::record::Source;
use crate::record::export::{pretty, print};
use crate::store::SqliteStore;

/// Options of `explain`.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The meeting: its name in addresses
    meeting: String,
    /// Directory that holds the meetings
    #[arg(long, short, value_name = "DIR", alias = "data", env = "EVENFLOOR_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
    /// Write one JSON object, for programs
    #[arg(long)]
    json: bool,
}

impl Explain {
    /// Reads the record, recomputes it and writes what was found.
    ///
    /// # Errors
    /// When the record differs from the recomputation; when there is no such meeting or directory, its log is damaged, a
    /// rule was in force that this build does not know, or the output cannot be written.
    pub fn run(self) -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().context("cannot start a thread")?;
        let store = SqliteStore::open_to_read(&self.data_dir)?;
        let source = runtime.block_on(Source::read(&store, &self.meeting));
        let named = || format!("meeting {:?} in {}", self.meeting, self.data_dir.display());
        let explained = explain(&source.with_context(named)?).with_context(named)?;
        print(&if self.json { pretty(&told(&explained)) } else { page(&explained) })?;
        match explained.differences.len() {
            0 => Ok(()),
            n => bail!(
                "meeting {:?}: the record differs from what was recomputed (differences: {n}, listed above): it was \
                 altered, or written by a build with a fault; compare it with a copy of which you are sure",
                self.meeting
            ),
        }
    }
}
