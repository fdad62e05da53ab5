//! What can be typed. Keys are never arguments: other people on the computer can read those.

mod accounts;
mod audit;
mod bills;
mod clinic;
mod invoice;
mod jobs;
mod money;
mod outbox;
mod render;
mod sheet;
mod store;
mod users;

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use clap::{Args, Parser, Subcommand};
use frontdesk_documents::languages;
use uuid::Uuid;

use crate::failure::CliError;
use crate::new_file::NewFile;

pub use accounts::{Account, Connections, Given, Vendor};
pub use audit::{Audit, Lines};
pub use bills::{Bills, Documents, FileDocument, PayBill};
pub use clinic::{Clinic, Settings};
pub use invoice::{Invoice, Issue, Method, Paper};
pub use jobs::{BookVideo, Contracts, Lab, Video};
pub use money::{CashUp, Papers, Takings};
pub use outbox::{Answer, MoneyIs, Outbox};
pub use render::Render;
pub use sheet::DowntimeSheet;
pub use store::Store;
pub use users::{Role, Users};

/// A file that a command writes.
#[derive(Debug, Args)]
pub struct Out {
    /// Where to write it; a file that is there already stays.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Replaces what is there under that name.
    #[arg(long)]
    pub overwrite: bool,
}

impl Out {
    /// The file, once nothing stands in its way.
    ///
    /// # Errors
    /// As [`NewFile::at`].
    pub fn file(&self) -> Result<NewFile, CliError> {
        NewFile::at(&self.out, self.overwrite)
    }
}

/// A file that a command writes as well, where one is named.
#[derive(Debug, Args)]
pub struct AlsoOut {
    /// Also writes it into a file; one that is there already stays.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Replaces what is there under that name.
    #[arg(long, requires = "out")]
    pub overwrite: bool,
}

impl AlsoOut {
    /// The file, once nothing stands in its way.
    ///
    /// # Errors
    /// As [`NewFile::at`].
    pub fn file(&self) -> Result<Option<NewFile>, CliError> {
        let out = self.out.as_deref();
        out.map(|out| NewFile::at(out, self.overwrite)).transpose()
    }
}

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
    /// Who gives the command, where the desk has users. Their password is the first line of standard input, typed
    /// where that is a terminal, or the one that `users keep-password` keeps in the keyring. A command that reads
    /// another password, PIN, passphrase or key there always reads one's own before it.
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    /// Gives this one command by the emergency code, when nobody who may sign in is there: who it is and why, for the
    /// access log. The code is the first line of standard input and void afterwards; it lets do what a receptionist may.
    #[arg(long, global = true, value_name = "REASON", conflicts_with = "user")]
    pub emergency: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Calls one operation of a vendor and prints the decoded answer. A write goes out as it is: it is in no outbox, and given
    /// twice it acts twice.
    Call(Call),
    /// Tries every read-only operation of a vendor. Creates nothing there. Exit 1 when nothing works.
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
    /// Video visits.
    Video {
        #[command(subcommand)]
        command: Video,
    },
    /// Orders and reports of laboratories.
    Lab {
        #[command(subcommand)]
        command: Lab,
    },
    /// Contract requests.
    Contracts {
        #[command(subcommand)]
        command: Contracts,
    },
    /// Bills made at a vendor, and payments for them.
    Bills {
        #[command(subcommand)]
        command: Bills,
    },
    /// Documents of patients.
    Documents {
        #[command(subcommand)]
        command: Documents,
    },
    /// Invoices made of services from the price list.
    Invoice {
        #[command(subcommand)]
        command: Invoice,
    },
    /// What is not at the vendors yet.
    Outbox {
        #[command(subcommand)]
        command: Outbox,
    },
    /// The drawer and the terminal: what should be there, counted, closed.
    CashUp {
        #[command(subcommand)]
        command: CashUp,
    },
    /// Money taken at this desk.
    Takings {
        #[command(subcommand)]
        command: Takings,
    },
    /// Papers kept of a patient.
    Papers {
        #[command(subcommand)]
        command: Papers,
    },
    /// Who looked at which patient, and who changed what.
    Audit {
        #[command(subcommand)]
        command: Audit,
    },
    /// What the desks of a clinic share, as a file.
    Clinic {
        #[command(subcommand)]
        command: Clinic,
    },
    /// What is set for this desk.
    Settings {
        #[command(subcommand)]
        command: Settings,
    },
    /// People who work at the desk.
    Users {
        #[command(subcommand)]
        command: Users,
    },
    /// Writes today's and the next days' list as a PDF, to work from on paper. Asks no vendor. A task scheduler that writes
    /// the same file again and again says `--overwrite`.
    DowntimeSheet(DowntimeSheet),
    /// Writes an invoice, a receipt, a statement or another paper as a PDF, of facts in a file. Needs no desk and asks no
    /// vendor.
    Render(Render),
    /// The store and its keys.
    Store {
        #[command(subcommand)]
        command: Store,
    },
    /// Serves the training clinics over HTTP; prints their addresses and keys as JSON on the first line.
    Sandbox(Sandbox),
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
    /// `--out` takes the file that comes with the answer, or else the answer itself.
    #[command(flatten)]
    pub out: AlsoOut,
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

#[derive(Debug, Args)]
pub struct Sync {
    /// One account; all of them when absent.
    #[arg(long)]
    pub connection: Option<String>,
    /// Goes on until the first fill is complete and everybody was asked about lately, or it cannot go on by itself: for a
    /// task scheduler before the clinic opens. Exit 0 when all is read, 1 when an account could not be.
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
    /// Creates a patient at an account's vendor.
    Create {
        /// The patient's form as JSON, or `-` for standard input: `last_name`, `first_name`, `phone`, ...
        #[arg(long, value_name = "FILE")]
        form: PathBuf,
        /// The account's name.
        #[arg(long)]
        connection: String,
        /// One id for the intent: the same one given twice never creates twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Changes a patient at the vendor.
    Edit {
        /// The patient's id at this desk.
        id: Uuid,
        /// The fields to change as JSON, or `-` for standard input; those not named stay.
        #[arg(long, value_name = "FILE")]
        form: PathBuf,
        /// The account's name, where several know the patient.
        #[arg(long)]
        connection: Option<String>,
        /// One id for the intent: the same one given twice never changes twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
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
    /// Shows where a patient can be booked, and what can be chosen there.
    Choices {
        /// The patient's id at this desk.
        #[arg(long)]
        patient: Uuid,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Asks the vendor when somebody is free.
    Free {
        /// The account's name.
        #[arg(long)]
        connection: String,
        /// Who treats: the id that `choices` shows.
        #[arg(long)]
        doctor: String,
        /// Which day.
        #[arg(long)]
        date: NaiveDate,
        /// For how long.
        #[arg(long, default_value_t = 30)]
        minutes: u32,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Books an appointment.
    Book(BookAppointment),
}

#[derive(Debug, Args)]
pub struct BookAppointment {
    /// The account's name.
    #[arg(long)]
    pub connection: String,
    /// The patient's id at this desk.
    #[arg(long)]
    pub patient: Uuid,
    /// Local time at the clinic: `2030-11-23T10:00`.
    #[arg(long, value_parser = jobs::local_time)]
    pub start: NaiveDateTime,
    /// How long.
    #[arg(long, default_value_t = 30)]
    pub minutes: u32,
    /// Who treats: the id that `choices` shows.
    #[arg(long)]
    pub doctor: String,
    /// Where: the id that `choices` shows.
    #[arg(long)]
    pub room: Option<String>,
    /// What for.
    #[arg(long, default_value = "")]
    pub purpose: String,
    /// Why it is booked although something is in the way.
    #[arg(long, value_name = "WHY")]
    pub despite: Option<String>,
    /// One id for the intent: the same one given twice never books twice.
    #[arg(long)]
    pub intent: Option<Uuid>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
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
    /// When it really happened, by the clinic's clock on the appointment's day: paper notes of an outage.
    #[arg(long, value_name = "HH:MM", value_parser = clock)]
    pub at: Option<NaiveTime>,
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

/// A language that papers are written in.
fn language(text: &str) -> Result<&'static str, String> {
    let languages = languages();
    languages
        .iter()
        .copied()
        .find(|language| language.eq_ignore_ascii_case(text))
        .ok_or_else(|| format!("papers are written in {}", languages.join(", ")))
}

fn clock(text: &str) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| "expected HH:MM".to_owned())
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
    fn whatever_writes_a_file_can_be_told_to_write_over_one() {
        fn check(command: &clap::Command, seen: &mut usize) {
            let has = |name: &str| command.get_arguments().any(|argument| argument.get_id() == name);
            if has("out") || has("pdf") {
                *seen += 1;
                assert!(has("overwrite"), "{}", command.get_name());
            }
            for command in command.get_subcommands() {
                check(command, seen);
            }
        }
        let mut seen = 0;
        check(&Arguments::command(), &mut seen);
        assert!(seen > 15, "{seen}");
    }

    #[test]
    fn the_log_is_listed_by_one_user_about_another() {
        let words = "cli audit list --user Ana --by 018f6d5e-0000-7000-8000-000000000001";
        for words in [
            words,
            "cli --user Ana audit list",
            "cli audit export --out x --user Ana",
        ] {
            let arguments = Arguments::try_parse_from(words.split(' ')).unwrap();
            assert_eq!(arguments.user.as_deref(), Some("Ana"), "{words}");
        }
    }

    #[test]
    fn a_kept_password_is_not_used_where_standard_input_holds_another_secret() {
        for (words, reads) in [
            ("cli users add Dan", true),
            ("cli users password", true),
            ("cli users pin", true),
            ("cli users pin --clear", false),
            ("cli users list", false),
            ("cli clinic export --out x", true),
            ("cli clinic import x", true),
            ("cli connections replace-keys medsoft --key-stdin", true),
            ("cli connections list", false),
        ] {
            let arguments = Arguments::try_parse_from(words.split(' ')).unwrap();
            assert_eq!(arguments.command.reads_secrets(), reads, "{words}");
        }
    }

    #[test]
    fn a_parameter_may_hold_equals_signs_and_nothing() {
        assert_eq!(pair("motiv=a=b").unwrap(), ("motiv".into(), "a=b".into()));
        assert_eq!(pair("search=").unwrap(), ("search".into(), String::new()));
        assert!(pair("nothing").is_err());
    }
}
