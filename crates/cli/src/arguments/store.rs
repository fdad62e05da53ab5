//! What can be typed about the store and its keys. Codes come from standard input.

use clap::Subcommand;
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub enum Store {
    /// Says whether the store opens, by what, and which copies there are.
    State {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Makes a new recovery code and prints it; the one before it is void.
    RecoveryCode {
        /// Prints JSON instead of the code alone.
        #[arg(long)]
        json: bool,
    },
    /// Opens a store whose key is gone from the keyring by its recovery code, read from standard input, and gives the
    /// keyring a new key of it.
    Recover {
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Lists the copies of the store.
    Backups {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Puts a copy in the place of a store that is damaged or too new; that one is set aside.
    Restore {
        /// The copy's file name.
        name: String,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Sets a store that cannot be opened aside; the next start is a first one. Nothing is deleted.
    SetAside {
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Erases one patient from this desk; nothing changes at the vendors. Whoever of the same name and birth date was left
    /// with money or papers when a connection was removed is taken for the same patient and erased, too.
    ErasePatient {
        /// The patient's id at this desk.
        id: Uuid,
        /// Why; kept in the access log.
        #[arg(long)]
        reason: String,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}
