//! What can be typed about the access log.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::Out;

#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Checks that nobody has changed the log: exit 0 when nobody has, 1 when something is wrong.
    Verify {
        /// An end of the log that was written down earlier, as the last row of an exported log names it.
        #[arg(long, value_name = "LINE:CODE")]
        end: Option<String>,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Lists lines, newest first, at most 200.
    List {
        #[command(flatten)]
        lines: Lines,
        /// Older than this line: the next page.
        #[arg(long, value_name = "LINE")]
        before: Option<u32>,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Saves lines as a table (CSV).
    Export {
        #[command(flatten)]
        lines: Lines,
        #[command(flatten)]
        out: Out,
    },
}

/// Which lines.
#[derive(Debug, Args)]
pub struct Lines {
    /// From this day.
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    /// Until the end of this day.
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
    /// Of this user, by id.
    #[arg(long = "by", id = "by", value_name = "ID")]
    pub by: Option<Uuid>,
    /// About this patient.
    #[arg(long, value_name = "ID")]
    pub patient: Option<Uuid>,
}
