//! What is not at the vendors yet.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use uuid::Uuid;

use super::Out;

#[derive(Debug, Subcommand)]
pub enum Outbox {
    /// Lists what is not at the vendors yet, and every refusal nobody has answered.
    List {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Shows everything about an entry.
    Show {
        /// The entry.
        id: Uuid,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Sends an entry now: one that waits or was refused. What is asked about it is answered with `resolve`.
    Retry {
        /// The entry.
        id: Uuid,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Gives an entry up.
    Discard {
        /// The entry.
        id: Uuid,
        /// Why; kept with it. Needed where something of an invoice or payment is at the vendor, or may be.
        #[arg(long)]
        reason: Option<String>,
        /// Of an invoice or payment that is given up: where the money is that was taken for it, and that the vendor does
        /// not have.
        #[arg(long)]
        money: Option<MoneyIs>,
        /// What is asked about it, as `resolve` has it.
        #[arg(long, value_name = "WORD")]
        asked: Option<String>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Answers what is asked about an entry.
    Resolve {
        /// The entry.
        id: Uuid,
        /// What shall become of it.
        answer: Answer,
        /// Why; kept with it.
        #[arg(long)]
        reason: Option<String>,
        /// Of an invoice that was found issued at the vendor: its series there.
        #[arg(long, requires = "number")]
        series: Option<String>,
        /// Its number there.
        #[arg(long, requires = "series")]
        number: Option<String>,
        /// Of an invoice or payment that is given up: where the money is that was taken for it, and that the vendor does
        /// not have.
        #[arg(long)]
        money: Option<MoneyIs>,
        /// What is answered, as `list` and `show` print it: refused where another question is asked by now, or the same one
        /// about a later try. Needed for `theirs`, for money and for whatever else is not sent without a person.
        #[arg(long, value_name = "WORD")]
        asked: Option<String>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Changes what an entry will send, and sends it: one that is not on its way and cannot have reached the vendor.
    Edit {
        /// The entry.
        id: Uuid,
        /// Its form as JSON, as `show` prints it, or `-` for standard input.
        #[arg(long, value_name = "FILE")]
        form: PathBuf,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Writes everything unsent as a table (CSV) for a spreadsheet or for paper.
    Export {
        #[command(flatten)]
        out: Out,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Sends until nothing can be sent. Exit 0 when nothing is left, 3 when something needs a person, 1 when
    /// something waits for a line or a key.
    Drain {
        /// At most so many seconds.
        #[arg(long, default_value_t = 300)]
        patience: u64,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

/// Where money is whose invoice or payment is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MoneyIs {
    /// Here: the patient's next invoice or payment can be made with it.
    Kept,
    /// Given back to whoever paid.
    Returned,
}

/// A person's answer about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Answer {
    /// Send it, knowing what was asked.
    Send,
    /// Somebody looked at the vendor and saw it done.
    Happened,
    /// Of an edit in conflict: keep what the vendor has of the fields in question, and send the rest.
    Theirs,
    /// Give it up.
    Discard,
}
