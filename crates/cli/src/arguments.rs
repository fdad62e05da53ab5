//! What can be typed. Keys are never arguments: other people on the computer can read those.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use uuid::Uuid;

/// Frontdesk without a window, for support people and scripts.
///
/// Answers are JSON on standard output. An error is one JSON object on standard error: exit 1, or 2 when
/// the command was typed wrongly, or 3 when a person must decide something.
#[derive(Debug, Parser)]
#[command(name = "frontdesk-cli", version)]
pub struct Arguments {
    /// Folder of the desk; by default the one the application uses.
    #[arg(long, env = "FRONTDESK_DATA_DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Calls one operation of a vendor and prints the decoded answer.
    Call(Call),
    /// Tries every read-only operation of a vendor. Creates nothing there.
    Check(Check),
    /// Accounts of the desk.
    Connections {
        #[command(subcommand)]
        command: Connections,
    },
    /// Reads from the vendors into the desk's store.
    Sync(Sync),
    /// Patients in the desk's store.
    Patients {
        #[command(subcommand)]
        command: Patients,
    },
    /// Appointments in the desk's store.
    Appointments {
        #[command(subcommand)]
        command: Appointments,
    },
    /// Serves the training clinics over HTTP; prints their addresses and keys as JSON on the first line.
    Sandbox(Sandbox),
}

/// A vendor of `call` and `check`.
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

/// Which account to use.
#[derive(Debug, Default, Args)]
pub struct Account {
    /// A saved connection, with its key from the keyring.
    #[arg(long, conflicts_with_all = ["base_url", "client_path"])]
    pub connection: Option<String>,
    /// The vendor's address: everything before `/integrations/…` (MedSoft), `/v1/…` (AlfaDocs), `/api_verify/`
    /// (VideoDoktor), `/api/v1/…` (Gensoft) or `/api/…` (eHealth).
    #[arg(long, required_unless_present = "connection")]
    pub base_url: Option<String>,
    /// MedSoft: the clinic's path.
    #[arg(long)]
    pub client_path: Option<String>,
    /// AlfaDocs: the practice's id; asked from `context` when absent.
    #[arg(long, value_name = "ID")]
    pub practice: Option<i64>,
    /// AlfaDocs: the archive's id; asked from `context` when absent.
    #[arg(long, value_name = "ID")]
    pub archive: Option<i64>,
    /// AlfaDocs: another method or path of an operation: `update-patient=PUT`, `free-slots=/v1/slots/{startDate}`.
    #[arg(long = "path", value_name = "OPERATION=[METHOD] [/PATH]")]
    pub paths: Vec<String>,
    /// VideoDoktor: how the beginning of a call is sent: dotted, spaced, sortable, or a strftime pattern.
    #[arg(long, value_name = "FORMAT")]
    pub start_format: Option<String>,
    /// Gensoft: how a report travels: raw, multipart, base64.
    #[arg(long, value_name = "TRANSPORT")]
    pub upload: Option<String>,
}

#[derive(Debug, Args)]
pub struct Call {
    /// The vendor.
    pub vendor: Vendor,
    /// The operation, as `frontdesk-cli check` lists them.
    pub operation: String,
    /// A parameter in the vendor's spelling.
    #[arg(short = 'p', long = "param", value_name = "NAME=VALUE", value_parser = pair)]
    pub params: Vec<(String, String)>,
    /// A body from a file, or from standard input with `-`: JSON, or the PDF of a report.
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// Where to write the file that comes with the answer, or else the answer itself.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub account: Account,
}

#[derive(Debug, Args)]
pub struct Check {
    /// The vendor; that of the connection when one is named.
    #[arg(required_unless_present = "connection")]
    pub vendor: Option<Vendor>,
    #[command(flatten)]
    pub account: Account,
    /// Prints JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Connections {
    /// Saves an account. The key comes from `FRONTDESK_MEDSOFT_KEY` or standard input and goes into the keyring.
    Add {
        /// The account's name on this desk.
        name: String,
        /// The vendor.
        #[arg(long)]
        vendor: Vendor,
        /// Everything before `/integrations/…`.
        #[arg(long)]
        base_url: String,
        /// The clinic's path at MedSoft.
        #[arg(long)]
        client_path: String,
        /// Reads the key from the first line of standard input.
        #[arg(long)]
        key_stdin: bool,
        /// Prints JSON.
        #[arg(long)]
        json: bool,
    },
    /// Lists the accounts.
    List {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Removes an account, its key and its rows; refused while work is unsent.
    Remove {
        /// The account's name.
        name: String,
    },
    /// Tries every read-only operation of an account.
    Check {
        /// The account's name.
        name: String,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Sync {
    /// One account; all of them when absent.
    #[arg(long)]
    pub connection: Option<String>,
    /// Goes on until the first fill is complete.
    #[arg(long)]
    pub until_done: bool,
    /// Prints JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Patients {
    /// Finds patients by name, phone, e-mail, national id or birth date.
    Find {
        /// What to look for: fragments in any order.
        text: String,
        /// At most so many, up to 200.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=200))]
        limit: u32,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Shows everything the desk knows of a patient.
    Show {
        /// The patient's id at this desk.
        id: Uuid,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Appointments {
    /// Lists a day.
    Today {
        /// Another day.
        #[arg(long)]
        date: Option<NaiveDate>,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Sets or clears a status of an appointment.
    SetStatus(SetStatus),
}

#[derive(Debug, Args)]
pub struct SetStatus {
    /// The account's name.
    #[arg(long)]
    pub connection: String,
    /// The patient's code at the vendor.
    #[arg(long)]
    pub patient: String,
    /// The appointment's code at the vendor.
    #[arg(long)]
    pub appointment: String,
    /// The status key (MedSoft: the flag's index, 1 to 10).
    #[arg(long)]
    pub status: String,
    /// Set or clear.
    #[arg(long, action = clap::ArgAction::Set)]
    pub value: bool,
    /// Why, for the vendor's record.
    #[arg(long)]
    pub reason: Option<String>,
    /// One id for the intent: the same one given twice never acts twice.
    #[arg(long)]
    pub intent: Option<Uuid>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Sandbox {
    /// Port on the loopback address; 0 takes any free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Everything invented follows from it.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| "expected NAME=VALUE".to_owned())?;
    if name.is_empty() {
        return Err("expected NAME=VALUE".to_owned());
    }
    Ok((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_parameter_may_hold_equals_signs_and_nothing() {
        assert_eq!(pair("motiv=a=b").unwrap(), ("motiv".into(), "a=b".into()));
        assert_eq!(pair("search=").unwrap(), ("search".into(), String::new()));
        assert!(pair("nothing").is_err());
    }
}
