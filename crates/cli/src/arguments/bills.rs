//! Bills at a vendor, and documents of patients.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use frontdesk_commands::desk::billing::PaymentMethod;
use frontdesk_commands::desk::bills::{BillKind, LiabilityRule};
use uuid::Uuid;

use super::Out;

#[derive(Debug, Subcommand)]
pub enum Bills {
    /// Lists the bills of a period in the desk's store.
    List {
        /// The account's name, where several have bills.
        #[arg(long)]
        connection: Option<String>,
        /// First day.
        #[arg(long)]
        from: NaiveDate,
        /// Last day.
        #[arg(long)]
        to: NaiveDate,
        /// Only full, partial, credit or proforma.
        #[arg(long, value_parser = kind)]
        kind: Option<BillKind>,
        /// Only those of a care plan, by its id at the vendor.
        #[arg(long)]
        care_plan: Option<String>,
        /// Only those that say they are of this patient, by the id at this desk.
        #[arg(long)]
        patient: Option<Uuid>,
        /// Asks the vendor first.
        #[arg(long)]
        refresh: bool,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Shows one bill with what is owed and what was paid, asked now.
    Show {
        /// The bill's id at this desk.
        id: Uuid,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Records a payment for a bill at the vendor. It cannot be taken back there.
    Pay(PayBill),
    /// Says who removes the liabilities of paid bills.
    Rule {
        /// The account's name, where several have bills.
        #[arg(long)]
        connection: Option<String>,
        /// `vendor`: the vendor does; `desk`: it does not, so this desk shall; `unknown`: nobody has said.
        #[arg(value_parser = rule)]
        rule: LiabilityRule,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Renders a bill as the vendor returned it, as a marked copy.
    Paper {
        /// The bill's id at this desk.
        id: Uuid,
        #[command(flatten)]
        out: Out,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct PayBill {
    /// The bill's id at this desk.
    pub id: Uuid,
    /// How much: a decimal with a dot.
    #[arg(long)]
    pub amount: String,
    /// The account of the clinic that the money goes to: its name or id at the vendor.
    #[arg(long)]
    pub account: String,
    /// The payment type: its name or id at the vendor.
    #[arg(long)]
    pub payment_type: Option<String>,
    /// How money was taken here: cash, card, transfer or other.
    #[arg(long, default_value = "cash", value_parser = method)]
    pub method: PaymentMethod,
    /// The day, not later than today; today when absent.
    #[arg(long)]
    pub date: Option<NaiveDate>,
    /// The expense type of the Italian tax register (Sistema TS).
    #[arg(long)]
    pub expense: Option<String>,
    /// An insurance pays.
    #[arg(long)]
    pub insurance: bool,
    /// The fiscal receipt's number.
    #[arg(long)]
    pub fiscal_receipt: Option<String>,
    /// The card slip's number.
    #[arg(long)]
    pub card_slip: Option<String>,
    /// Money taken on a slip before, by its id: of the same patient and sum, it is not taken once more.
    #[arg(long, value_name = "ID")]
    pub taking: Option<Uuid>,
    /// One id for the intent: the same one given twice never pays twice.
    #[arg(long)]
    pub intent: Option<Uuid>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Documents {
    /// Lists a patient's documents in the desk's store.
    List {
        /// The patient's id at this desk.
        #[arg(long)]
        patient: Uuid,
        /// Asks the vendors first.
        #[arg(long)]
        refresh: bool,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Fetches a document.
    Download {
        /// The document's id at this desk.
        id: Uuid,
        #[command(flatten)]
        out: Out,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Files a paper kept here, or a PDF from elsewhere, into the patient's documents at the vendor.
    File(FileDocument),
}

#[derive(Debug, Args)]
pub struct FileDocument {
    /// The patient's id at this desk.
    #[arg(long)]
    pub patient: Uuid,
    /// The paper's id at this desk.
    #[arg(long, required_unless_present = "file")]
    pub paper: Option<Uuid>,
    /// A PDF in the paper's place, a scan or a report: it is kept here too.
    #[arg(long, value_name = "FILE", conflicts_with = "paper")]
    pub file: Option<PathBuf>,
    /// The account's name, where several know the patient.
    #[arg(long)]
    pub connection: Option<String>,
    /// The folder at the vendor.
    #[arg(long)]
    pub folder: String,
    /// What it is, in the vendor's word.
    #[arg(long = "type", default_value = "other")]
    pub kind: String,
    /// Its name at the vendor; it gets what it is found again by. That of the file when absent.
    #[arg(long, required_unless_present = "file")]
    pub name: Option<String>,
    /// One id for the intent: the same one given twice never files twice.
    #[arg(long)]
    pub intent: Option<Uuid>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}

fn kind(text: &str) -> Result<BillKind, String> {
    match text {
        "full" => Ok(BillKind::Full),
        "partial" => Ok(BillKind::Partial),
        "credit" => Ok(BillKind::Credit),
        "proforma" => Ok(BillKind::Proforma),
        _ => Err("expected full, partial, credit or proforma".to_owned()),
    }
}

fn rule(text: &str) -> Result<LiabilityRule, String> {
    match text {
        "vendor" => Ok(LiabilityRule::Vendor),
        "desk" => Ok(LiabilityRule::Desk),
        "unknown" => Ok(LiabilityRule::Unknown),
        _ => Err("expected vendor, desk or unknown".to_owned()),
    }
}

fn method(text: &str) -> Result<PaymentMethod, String> {
    PaymentMethod::parse(text).ok_or_else(|| "expected cash, card, transfer or other".to_owned())
}
