//! Bills, payments and papers as they cross the capability traits.

use chrono::NaiveDate;
use frontdesk_basics::Amount;
use rust_decimal::Decimal;

use crate::bills::{BillDirection, BillKind};

/// A bill as the vendor lists it.
#[derive(Clone, PartialEq, Eq)]
pub struct BillRow {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// Its number.
    pub number: Option<String>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Its kind.
    pub kind: BillKind,
    /// The vendor's word for the kind where it is another.
    pub kind_told: Option<String>,
    /// Which way.
    pub direction: BillDirection,
    /// Whose it is by its own word: the patient's id at the vendor.
    pub vendor_patient: Option<String>,
    /// The care plan's id at the vendor.
    pub care_plan: Option<String>,
    /// The sum.
    pub total: Option<Amount>,
    /// The VAT within it, where the vendor told it.
    pub vat: Option<Decimal>,
    /// The stamp duty within it, where the vendor told it.
    pub stamp: Option<Decimal>,
    /// What it is for, in the vendor's words.
    pub description: Option<String>,
}

/// The bills of some days.
#[derive(Clone, Default)]
pub struct BillRows {
    /// Those that can be asked about.
    pub rows: Vec<BillRow>,
    /// Whether every row could be read: what is not among them is not there.
    pub whole: bool,
}

/// What is owed on a bill.
#[derive(Clone, PartialEq, Eq)]
pub struct LiabilityRow {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// How much.
    pub amount: Option<Amount>,
    /// When it is due.
    pub due: Option<NaiveDate>,
}

/// A payment as the vendor lists it.
#[derive(Clone, PartialEq, Eq)]
pub struct TransactionRow {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// The bill it says it pays.
    pub bill: Option<String>,
    /// How much.
    pub amount: Option<Amount>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Which way.
    pub direction: BillDirection,
    /// The account's id at the vendor.
    pub account: Option<String>,
    /// The payment type's id at the vendor.
    pub payment_type: Option<String>,
}

/// The payments of some days.
#[derive(Clone, Default)]
pub struct TransactionRows {
    /// Those that have an id.
    pub rows: Vec<TransactionRow>,
    /// Whether every row could be read.
    pub whole: bool,
}

/// An account that money goes to, or a way of paying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRow {
    /// Its id at the vendor.
    pub vendor_id: String,
    /// Its name.
    pub name: String,
    /// Closed: nothing new goes there.
    pub closed: bool,
}

/// A payment to be recorded. It cannot be taken back at the vendor.
#[derive(Clone, PartialEq, Eq)]
pub struct NewTransaction {
    /// The bill's id at the vendor.
    pub bill: String,
    /// How much, above 0.
    pub amount: Decimal,
    /// Its day.
    pub date: NaiveDate,
    /// Which way.
    pub direction: BillDirection,
    /// The account's id at the vendor.
    pub account: String,
    /// The payment type's id at the vendor.
    pub payment_type: Option<String>,
    /// An insurance pays.
    pub insurance: bool,
    /// The expense type of the tax register, the vendor's word.
    pub expense_type: Option<String>,
}

/// A file to be put among a patient's documents.
#[derive(Clone, PartialEq, Eq)]
pub struct NewDocument {
    /// File name.
    pub name: String,
    /// The vendor's word for what it is.
    pub kind: String,
    /// The folder it goes into.
    pub folder: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Rows about a person's money show nothing of themselves.
macro_rules! redacted {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "[redacted]"))
            }
        }
    )+};
}

redacted!(
    BillRow,
    BillRows,
    LiabilityRow,
    TransactionRow,
    TransactionRows,
    NewTransaction,
    NewDocument
);
