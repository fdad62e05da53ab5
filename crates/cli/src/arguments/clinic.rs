//! What the desks of a clinic share, and what is set for this one.

use std::path::PathBuf;

use clap::Subcommand;

use super::Out;

#[derive(Debug, Subcommand)]
pub enum Clinic {
    /// Saves the clinic file: accounts without their keys, users, settings. Its passphrase is read from standard input.
    Export {
        #[command(flatten)]
        out: Out,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Takes over a clinic file; on a computer without a desk it makes one. Its passphrase is read from standard input.
    Import {
        /// The file.
        file: PathBuf,
        /// Only shows what it would change.
        #[arg(long)]
        preview: bool,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Settings {
    /// Shows them.
    Get {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Changes one of them.
    Set {
        /// Its name, as `settings get` lists them.
        key: String,
        /// The value: a word, a number, JSON for a list; empty for none.
        value: String,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Sets the PIN that staff open the down-time sheet with when nothing else works: six to ten digits, read from
    /// standard input. An earlier PIN, and copies of an earlier sheet, open nothing any more.
    SheetPin {
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
}
