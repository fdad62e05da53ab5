//! Invoices.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use uuid::Uuid;

#[derive(Debug, Subcommand)]
pub enum Invoice {
    /// Takes the money for services, pays them at the vendor and issues the invoice. Exit 0 when it is issued, 3 when a
    /// person must decide or look something up at the vendor.
    Issue(Issue),
    /// Lists invoices of this desk.
    List {
        /// Only those neither issued nor given up.
        #[arg(long)]
        unfinished: bool,
        /// Only those whose payment the vendor noted otherwise than it was taken: to be put right there.
        #[arg(long)]
        noted_otherwise: bool,
        /// Only those made on that day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Option<NaiveDate>,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Says what the vendor notes for payments that this program makes there: known, so that nobody is asked where it was
    /// taken another way. Without a word it shows what was said.
    NotedMethod {
        /// The account's name, where several make invoices.
        #[arg(long)]
        connection: Option<String>,
        /// The vendor's word, as it stands in its list.
        #[arg(conflicts_with = "ask")]
        word: Option<String>,
        /// Ask each time again.
        #[arg(long)]
        ask: bool,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Goes on with an invoice that waits, was refused or was asked about.
    Resume {
        /// The invoice's id at this desk.
        #[arg(required_unless_present = "intent")]
        id: Option<Uuid>,
        /// The intent it was issued under, in the id's place.
        #[arg(long, conflicts_with = "id")]
        intent: Option<Uuid>,
        #[command(flatten)]
        paper: Paper,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Issue {
    /// The account's name, where several make invoices.
    #[arg(long)]
    pub connection: Option<String>,
    /// The patient's code at the vendor, or id at this desk.
    #[arg(long)]
    pub patient: String,
    /// The work point's code at the vendor.
    #[arg(long)]
    pub work_point: String,
    /// What is charged; TYPE is produse, servicii or contracte. May be given several times.
    #[arg(long = "service", value_name = "TYPE:CODE[:QTY[:PRICE]]", required = true)]
    pub services: Vec<String>,
    /// The total that was taken: where the prices come to another one nothing is issued.
    #[arg(long, value_name = "AMOUNT")]
    pub total: Option<String>,
    /// How it was paid.
    #[arg(long, default_value = "cash")]
    pub method: Method,
    /// The fiscal receipt's number.
    #[arg(long)]
    pub fiscal_receipt: Option<String>,
    /// The number of the card slip.
    #[arg(long)]
    pub card_slip: Option<String>,
    /// Somebody looked at the vendor: the money paid ahead that stands there was used up. Without this nothing is issued
    /// for a patient with an open deposit.
    #[arg(long)]
    pub deposit_used: bool,
    #[command(flatten)]
    pub paper: Paper,
    /// One id for the intent: the same one given twice never charges twice; it goes on, or answers what was done.
    #[arg(long)]
    pub intent: Option<Uuid>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}

/// Where the invoice's paper goes.
#[derive(Debug, Args)]
pub struct Paper {
    /// Where to write the PDF: the vendor's, or a marked copy. A file that is there already stays.
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Writes it over a file that is there already.
    #[arg(long, requires = "pdf")]
    pub overwrite: bool,
}

/// How money was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Method {
    /// Cash.
    Cash,
    /// A card at the terminal.
    Card,
    /// A bank transfer.
    Transfer,
    /// Another way.
    Other,
}
