//! Video visits, the laboratory, contract requests.

use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::{Args, Subcommand};
use frontdesk_commands::desk::contracts::ContractKind;
use uuid::Uuid;

use super::Out;

#[derive(Debug, Subcommand)]
pub enum Video {
    /// Lists the visits in the desk's store: today's and coming ones.
    List {
        /// Those of days gone by too.
        #[arg(long)]
        past: bool,
        /// Asks the vendors first.
        #[arg(long)]
        refresh: bool,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Books a visit. The vendor tells the patient by e-mail.
    Book(BookVideo),
    /// Removes a visit. The vendor tells the patient and the practice by e-mail.
    Remove {
        /// The visit's id at this desk.
        visit: Uuid,
        /// One id for the intent: the same one given twice never acts twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Shows where the report of a visit can be opened: from the day after.
    Report {
        /// The visit's id at this desk.
        visit: Uuid,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct BookVideo {
    /// The account's name.
    #[arg(long)]
    pub connection: String,
    /// The patient's id at this desk: what is not given is filled in from there.
    #[arg(long)]
    pub patient: Option<Uuid>,
    /// Whole name, as the vendor shall write it.
    #[arg(long)]
    pub name: Option<String>,
    /// E-mail address.
    #[arg(long)]
    pub email: Option<String>,
    /// Phone.
    #[arg(long)]
    pub phone: Option<String>,
    /// Year of birth, four digits.
    #[arg(long)]
    pub birth_year: Option<String>,
    /// Local time at the clinic: `2030-11-23T10:00`.
    #[arg(long, value_parser = local_time)]
    pub start: NaiveDateTime,
    /// One id for the intent: the same one given twice never books twice.
    #[arg(long)]
    pub intent: Option<Uuid>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Lab {
    /// Lists what was sent to laboratories from here.
    List {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Shows what would be sent of an order. Nothing is.
    Preview {
        /// The order's form as JSON, or `-` for standard input.
        form: PathBuf,
        /// The account's name.
        #[arg(long)]
        connection: String,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Sends an order.
    Send {
        /// The order's form as JSON, or `-` for standard input.
        form: PathBuf,
        /// The account's name.
        #[arg(long)]
        connection: String,
        /// The patient's id at this desk.
        #[arg(long)]
        patient: Option<Uuid>,
        /// One id for the intent: the same one given twice never sends twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Uploads a report; a repeated one replaces the former.
    Upload {
        /// The PDF.
        file: PathBuf,
        /// The account's name.
        #[arg(long)]
        connection: String,
        /// The id of the execution at the laboratory.
        #[arg(long)]
        execution: String,
        /// The order's id at this desk.
        #[arg(long)]
        order: Option<Uuid>,
        /// One id for the intent: the same one given twice never uploads twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Contracts {
    /// Lists the requests fetched here before; with `--connection`, a page of the registry.
    List {
        /// The account's name.
        #[arg(long)]
        connection: Option<String>,
        /// Capitation or reimbursement.
        #[arg(long = "type", default_value = "capitation", value_parser = kind, requires = "connection")]
        kind: ContractKind,
        /// Only those of a status, as the vendor writes it.
        #[arg(long, requires = "connection")]
        status: Option<String>,
        /// Only the one with this contract number.
        #[arg(long, requires = "connection")]
        number: Option<String>,
        /// Only those of a legal entity, by its number in the state register.
        #[arg(long, requires = "connection")]
        legal_entity: Option<String>,
        /// Which page.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..), requires = "connection")]
        page: u32,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Fetches a request in full and keeps it.
    Fetch {
        /// Its id at the vendor.
        id: String,
        /// The account's name.
        #[arg(long)]
        connection: String,
        /// Capitation or reimbursement.
        #[arg(long = "type", default_value = "capitation", value_parser = kind)]
        kind: ContractKind,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Shows a request as it was last fetched.
    Show {
        /// The request's id at this desk.
        id: Uuid,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Fetches a document of a request.
    Document {
        /// The request's id at this desk.
        id: Uuid,
        /// Its place among the documents that `show` names, from 1.
        #[arg(value_parser = clap::value_parser!(u32).range(1..))]
        number: u32,
        #[command(flatten)]
        out: Out,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

fn kind(text: &str) -> Result<ContractKind, String> {
    ContractKind::parse(&text.to_ascii_lowercase())
        .ok_or_else(|| "expected capitation or reimbursement".to_owned())
}

pub(super) fn local_time(text: &str) -> Result<NaiveDateTime, String> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .map_err(|_| "expected local time as 2030-11-23T10:00".to_owned())
}
