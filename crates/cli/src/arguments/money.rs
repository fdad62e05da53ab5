//! The money desk and papers. Amounts are decimals with a dot.

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};
use frontdesk_commands::desk::billing::PaymentMethod;
use frontdesk_commands::desk::money::{CashMoveKind, Counted};
use uuid::Uuid;

use super::{AlsoOut, Out};

#[derive(Debug, Subcommand)]
pub enum CashUp {
    /// Shows what should be there, by currency and method, since the last cash-up.
    Show {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Closes the shift: counted against recorded.
    Close {
        /// What was counted; once for every line that `show` lists.
        #[arg(long, value_name = "METHOD:CURRENCY:AMOUNT", value_parser = counted)]
        counted: Vec<Counted>,
        /// Why it differs, where it does.
        #[arg(long, default_value = "")]
        reason: String,
        /// One id for the intent: the same one given twice never closes twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Lists the shifts that were closed, newest first.
    List {
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Moves cash without a patient.
    Move {
        /// Which way.
        kind: Moved,
        /// How much.
        #[arg(long)]
        amount: String,
        /// Currency, ISO code.
        #[arg(long)]
        currency: String,
        /// Why; needed for `in` and `out`.
        #[arg(long, default_value = "")]
        reason: String,
        /// One id for the intent: the same one given twice never moves twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Saves a closed shift as a document or a table, by the file's end: `.pdf` or `.csv`.
    Save {
        /// Its id.
        id: Uuid,
        #[command(flatten)]
        out: Out,
    },
}

#[derive(Debug, Subcommand)]
pub enum Takings {
    /// Records money taken, under the next slip's number of this desk.
    Record(Record),
    /// Gives money of a taking back by a further one: a part of it, or all that is left. A vendor that has the payment
    /// learns nothing of it (`still_there`): it is cancelled or refunded there.
    #[command(visible_alias = "cancel")]
    GiveBack {
        /// The taking.
        id: Uuid,
        /// How much, never more than what is left of it; all of that unless said.
        #[arg(long)]
        amount: Option<String>,
        /// How it is given back; as it was taken unless said.
        #[arg(long)]
        method: Option<PaidBy>,
        /// Why.
        #[arg(long)]
        reason: String,
        /// One id for the intent: the same one given twice never acts twice.
        #[arg(long)]
        intent: Option<Uuid>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Says that somebody put it into the vendor by hand: a payment on a slip, or that money was given back. It no longer
    /// stands among what is unpaid.
    There {
        /// The taking.
        id: Uuid,
        /// What it is called there.
        #[arg(long)]
        number: Option<String>,
        /// How that is known.
        #[arg(long)]
        reason: Option<String>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Lists what was taken on a day; today unless said.
    List {
        /// The day.
        #[arg(long)]
        date: Option<NaiveDate>,
        /// Prints JSON instead of a table: all the money of that day.
        #[arg(long)]
        json: bool,
    },
    /// Saves the payments of a day as a document or a table, by the file's end: `.pdf` or `.csv`.
    Save {
        /// The day at the clinic; today where it is not said.
        #[arg(long)]
        date: Option<NaiveDate>,
        #[command(flatten)]
        out: Out,
    },
    /// Makes the paper of a taking, a slip or the receipt for money given back, where it was not made yet, and saves it.
    Slip {
        /// The taking.
        id: Uuid,
        #[command(flatten)]
        out: Out,
    },
    /// Lists what is unpaid as far as this desk knows. A file of `--out` is a document or a table, by its end: `.pdf` or
    /// `.csv`.
    Unpaid {
        /// Visits since that day; the last 30 days unless said.
        #[arg(long)]
        from: Option<NaiveDate>,
        #[command(flatten)]
        out: AlsoOut,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
    /// Shows what a patient was charged and paid. A file of `--out` is a document or a table, by its end: `.pdf` or
    /// `.csv`.
    Statement {
        /// The patient's id at this desk.
        #[arg(long)]
        patient: Uuid,
        /// First day.
        #[arg(long)]
        from: NaiveDate,
        /// Last day.
        #[arg(long)]
        to: NaiveDate,
        #[command(flatten)]
        out: AlsoOut,
        /// The language of the document (en, ro, it, cs, pt-BR, uk); that of the clinic's country unless said.
        #[arg(long, requires = "out")]
        language: Option<String>,
        /// Prints JSON (the only form).
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Record {
    /// The patient's id at this desk.
    #[arg(long)]
    pub patient: Uuid,
    /// How much.
    #[arg(long)]
    pub amount: String,
    /// Currency, ISO code.
    #[arg(long)]
    pub currency: String,
    /// How.
    #[arg(long, default_value = "cash")]
    pub method: PaidBy,
    /// The fiscal receipt's number.
    #[arg(long)]
    pub fiscal_receipt: Option<String>,
    /// The card slip's number.
    #[arg(long)]
    pub card_slip: Option<String>,
    /// What for.
    #[arg(long)]
    pub note: Option<String>,
    /// One id for the intent: the same one given twice never counts twice.
    #[arg(long)]
    pub intent: Option<Uuid>,
    /// Prints JSON (the only form).
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Papers {
    /// Lists the papers kept of a patient, newest first.
    List {
        /// The patient's id at this desk.
        #[arg(long)]
        patient: Uuid,
        /// Prints JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Saves a paper.
    Save {
        /// The paper.
        id: Uuid,
        #[command(flatten)]
        out: Out,
    },
}

/// How money was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaidBy {
    /// Cash.
    Cash,
    /// A card at the terminal.
    Card,
    /// A bank transfer.
    Transfer,
    /// Another way.
    Other,
}

impl From<PaidBy> for PaymentMethod {
    fn from(by: PaidBy) -> Self {
        match by {
            PaidBy::Cash => Self::Cash,
            PaidBy::Card => Self::Card,
            PaidBy::Transfer => Self::Transfer,
            PaidBy::Other => Self::Other,
        }
    }
}

/// Which way cash moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Moved {
    /// The float a shift begins with.
    OpeningFloat,
    /// Put in.
    In,
    /// Taken out.
    Out,
}

impl From<Moved> for CashMoveKind {
    fn from(moved: Moved) -> Self {
        match moved {
            Moved::OpeningFloat => Self::OpeningFloat,
            Moved::In => Self::In,
            Moved::Out => Self::Out,
        }
    }
}

fn counted(text: &str) -> Result<Counted, String> {
    let wrong = || "expected METHOD:CURRENCY:AMOUNT, such as cash:RON:120.50".to_owned();
    let mut parts = text.splitn(3, ':');
    let (Some(method), Some(currency), Some(amount)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(wrong());
    };
    Ok(Counted {
        method: PaymentMethod::parse(method).ok_or_else(wrong)?,
        currency: currency.to_owned(),
        amount: amount.to_owned(),
    })
}
