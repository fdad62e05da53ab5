//! Accounts: which one to call, and what one is made of.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use frontdesk_commands::desk::connections;

use super::AlsoOut;

/// A vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Vendor {
    /// MedSoft CLOUD; its key stands in `FRONTDESK_MEDSOFT_KEY`.
    Medsoft,
    /// AlfaDocs; its key stands in `FRONTDESK_ALFADOCS_KEY`.
    Alfadocs,
    /// VideoDoktor; its keys stand in `FRONTDESK_VIDEODOKTOR_KEY` and `FRONTDESK_VIDEODOKTOR_APP_KEY`.
    Videodoktor,
    /// Gensoft; its key stands in `FRONTDESK_GENSOFT_KEY`.
    Gensoft,
    /// eHealth; its token stands in `FRONTDESK_EHEALTH_TOKEN`, and `FRONTDESK_EHEALTH_PSK` where one is needed. To
    /// renew the token: `FRONTDESK_EHEALTH_REFRESH_TOKEN`, `_CLIENT_ID` and `_CLIENT_SECRET`.
    Ehealth,
}

impl Vendor {
    /// The same in the desk's type.
    pub fn of_desk(self) -> connections::Vendor {
        match self {
            Self::Medsoft => connections::Vendor::Medsoft,
            Self::Alfadocs => connections::Vendor::Alfadocs,
            Self::Videodoktor => connections::Vendor::Videodoktor,
            Self::Gensoft => connections::Vendor::Gensoft,
            Self::Ehealth => connections::Vendor::Ehealth,
        }
    }
}

/// Which account to use.
#[derive(Debug, Default, Args)]
pub struct Account {
    /// A saved connection, with its keys; nothing else about an account can then be given.
    #[arg(long)]
    pub connection: Option<String>,
    #[command(flatten)]
    pub given: Given,
}

/// What an account is made of, beside its keys. A vendor takes its own flags only.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub struct Given {
    /// The vendor's address: everything before `/integrations/…` (MedSoft), `/v1/…` (AlfaDocs), `/api_verify/`
    /// (VideoDoktor), `/api/v1/…` (Gensoft) or `/api/…` (eHealth). AlfaDocs and eHealth have one for everybody.
    #[arg(long)]
    pub base_url: Option<String>,
    /// MedSoft: the clinic's path.
    #[arg(long)]
    pub client_path: Option<String>,
    /// AlfaDocs: the practice's id; asked from `context` when absent.
    #[arg(long, value_name = "ID")]
    pub practice: Option<String>,
    /// AlfaDocs: the archive's id; asked from `context` when absent.
    #[arg(long, value_name = "ID")]
    pub archive: Option<String>,
    /// Another method or path of an operation: `update-patient=PUT`, `free-slots=/v1/slots/{startDate}`.
    #[arg(long = "path", value_name = "OPERATION=[METHOD] [/PATH]")]
    pub paths: Vec<String>,
    /// VideoDoktor: how the beginning of a call is sent: dotted, spaced, sortable, or a strftime pattern.
    #[arg(long, value_name = "FORMAT")]
    pub start_format: Option<String>,
    /// Gensoft: how a report travels: raw, multipart, base64.
    #[arg(long, value_name = "TRANSPORT")]
    pub upload: Option<String>,
    /// Gensoft: a file that says how an attendance is written, as JSON.
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Gensoft: lets patients' data travel unprotected, where the laboratory has no https.
    #[arg(long)]
    pub plain_http: bool,
    /// eHealth: the client's id, for renewing the token.
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    /// eHealth: where the token is renewed, if not at the account's own address.
    #[arg(long, value_name = "URL")]
    pub auth_url: Option<String>,
    /// The zone of the clinic's times, as `Europe/Rome`.
    #[arg(long)]
    pub zone: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Connections {
    /// Saves an account. Its keys come from the vendor's environment variables or from standard input, and go
    /// into the keyring.
    Add {
        /// The account's name on this desk.
        name: String,
        /// The vendor.
        #[arg(long)]
        vendor: Vendor,
        #[command(flatten)]
        given: Given,
        /// Reads the keys from standard input: one a line in the order of the vendor's form, an empty line for
        /// one that there is not. MedSoft, AlfaDocs, Gensoft: the key. VideoDoktor: the integration's key, then
        /// the practice's. eHealth: token, PSK, refresh token, client secret.
        #[arg(long)]
        key_stdin: bool,
        /// Tries the account first and prints what came of it; one that cannot be used is not saved.
        #[arg(long = "try")]
        try_first: bool,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Changes everything but the keys; what is not given stays.
    Edit {
        /// The account's name.
        name: String,
        /// Another name.
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        #[command(flatten)]
        given: Given,
        /// Takes a detail away, named as its flag: `mapping`, `plain-http`, `zone`. A path goes by
        /// `--path OPERATION=`.
        #[arg(long, value_name = "FLAG")]
        clear: Vec<String>,
        /// Tries the change first and prints what came of it; nothing is changed when it cannot be used.
        #[arg(long = "try")]
        try_first: bool,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Replaces keys: new ones are tried first where the vendor has a harmless question, and the old ones stay
    /// when they are refused. Keys that are not given stay.
    ReplaceKeys {
        /// The account's name.
        name: String,
        /// Reads the keys from standard input, as `add` does; an empty line leaves the old one.
        #[arg(long)]
        key_stdin: bool,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Lists the accounts.
    List {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Removes an account, its keys and its rows; refused while work is unsent.
    Remove {
        /// The account's name.
        name: String,
    },
    /// Tries every read-only operation of an account. Creates nothing at the vendor. The report, which `--out` saves as
    /// well, holds no key and no personal data.
    Check {
        /// The account's name.
        name: String,
        #[command(flatten)]
        out: AlsoOut,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
}
