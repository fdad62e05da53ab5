//! Bills as the window sees them. Amounts a person types are decimal text with a dot.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::Amount;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::outbox::UnsentEntry;

/// The type of a bill (AlfaDocs 1.1.1, List bills).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BillKind {
    /// The whole care plan.
    Full,
    /// A part of it.
    Partial,
    /// A credit note.
    Credit,
    /// A pro forma: no tax document.
    Proforma,
    /// Another word of the vendor.
    Other,
}

/// Which way money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BillDirection {
    /// To the clinic.
    Incoming,
    /// From the clinic.
    Outgoing,
}

/// Which bills. From the store; `refresh` asks the vendor first.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BillsRequest {
    /// The connection.
    pub connection: Uuid,
    /// First day.
    pub from: NaiveDate,
    /// Last day; windows of 31 days are joined.
    pub to: NaiveDate,
    /// Only this kind.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<BillKind>,
    /// Only this direction.
    #[serde(default)]
    #[ts(optional)]
    pub direction: Option<BillDirection>,
    /// Only of this care plan (the vendor's id).
    #[serde(default)]
    #[ts(optional)]
    pub care_plan: Option<String>,
    /// Only bills that say they are of this person: the vendor has no such filter.
    #[serde(default)]
    #[ts(optional)]
    pub patient: Option<Uuid>,
    /// Ask the vendor now.
    #[serde(default)]
    pub refresh: bool,
}

/// A bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Bill {
    /// Ours.
    pub id: Uuid,
    /// The connection.
    pub connection: Uuid,
    /// The vendor's id.
    pub vendor_id: String,
    /// Its number, where the vendor told one.
    pub number: Option<String>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Its kind.
    pub kind: BillKind,
    /// The vendor's word for the kind where it is another.
    pub kind_told: Option<String>,
    /// Which way.
    pub direction: BillDirection,
    /// The patient record it says it is of.
    pub record: Option<Uuid>,
    /// The person.
    pub patient: Option<Uuid>,
    /// Their name.
    pub patient_name: Option<String>,
    /// Their birth date.
    pub birth_date: Option<NaiveDate>,
    /// The vendor's id of the care plan.
    pub care_plan: Option<String>,
    /// The sum, as the vendor returned it.
    pub total: Option<Amount>,
    /// What is still owed as far as this desk has asked; `None`: not asked yet.
    pub open: Option<Amount>,
    /// Something about it is on its way or needs a person.
    pub pending: bool,
}

/// Bills of a period.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BillsPage {
    /// Newest first.
    pub bills: Vec<Bill>,
    /// When the vendor was last asked about the whole period; `None`: never about all of it.
    pub checked_at: Option<DateTime<Utc>>,
    /// The vendor was asked and did not answer, as an error code.
    pub unanswered: Option<crate::error::ErrorCode>,
}

/// What is owed on a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Liability {
    /// The vendor's id.
    pub vendor_id: String,
    /// How much.
    pub amount: Option<Amount>,
    /// When it is due.
    pub due: Option<NaiveDate>,
}

/// A payment the vendor lists for a bill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Transaction {
    /// The vendor's id.
    pub vendor_id: String,
    /// How much.
    pub amount: Option<Amount>,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Which way.
    pub direction: BillDirection,
    /// The account's name.
    pub account: Option<String>,
    /// The payment type's name.
    pub payment_type: Option<String>,
}

/// An account of the clinic that money goes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Account {
    /// The vendor's id.
    pub vendor_id: String,
    /// Its name.
    pub name: String,
    /// Closed: only for showing.
    pub closed: bool,
}

/// A way of paying, as the clinic named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PaymentType {
    /// The vendor's id.
    pub vendor_id: String,
    /// Its name.
    pub name: String,
}

/// Who removes a liability once a bill is paid in full.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LiabilityRule {
    /// Nobody has said: none is removed here.
    #[default]
    Unknown,
    /// The vendor does it by itself.
    Vendor,
    /// This desk, after a payment in full; the clinic has confirmed that the vendor does not.
    Desk,
}

/// The clinic says who removes liabilities.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetLiabilityRule {
    /// The connection.
    pub connection: Uuid,
    /// Who.
    pub rule: LiabilityRule,
}

/// One bill in full; asked now where the line is up.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BillPage {
    /// The bill.
    pub bill: Bill,
    /// What is owed.
    pub liabilities: Vec<Liability>,
    /// What was paid.
    pub transactions: Vec<Transaction>,
    /// The sum of what was paid.
    pub paid: Amount,
    /// Accounts to choose from.
    pub accounts: Vec<Account>,
    /// Payment types to choose from.
    pub payment_types: Vec<PaymentType>,
    /// The expense types of the Italian tax register (Sistema TS), the vendor's words.
    pub expense_types: Vec<String>,
    /// Who removes liabilities.
    pub liability_rule: LiabilityRule,
    /// What of it is on its way or needs a person.
    pub unsent: Vec<UnsentEntry>,
    /// Money taken from the patient on slips that belongs to nothing yet.
    pub slips: Vec<crate::money::Taking>,
    /// When the vendor was last asked about this bill.
    pub checked_at: Option<DateTime<Utc>>,
    /// The vendor was asked and did not answer.
    pub unanswered: Option<crate::error::ErrorCode>,
}

/// Records a payment for a bill at the vendor; it cannot be taken back there.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PayBill {
    /// The bill.
    pub bill: Uuid,
    /// How much; decimal text, above 0.
    pub amount: String,
    /// The day; today or before.
    pub date: NaiveDate,
    /// The vendor's id of the account.
    pub account: String,
    /// The vendor's id of the payment type.
    #[serde(default)]
    #[ts(optional)]
    pub payment_type: Option<String>,
    /// How money was taken, for the money desk.
    pub method: crate::billing::PaymentMethod,
    /// An insurance pays.
    #[serde(default)]
    pub insurance: bool,
    /// The expense type of the tax register.
    #[serde(default)]
    #[ts(optional)]
    pub expense_type: Option<String>,
    /// The fiscal receipt's number, noted here.
    #[serde(default)]
    #[ts(optional)]
    pub fiscal_receipt: Option<String>,
    /// The card slip's number, noted here.
    #[serde(default)]
    #[ts(optional)]
    pub card_slip: Option<String>,
    /// Money of this sum that was taken on a slip before and is not taken once more.
    #[serde(default)]
    #[ts(optional)]
    pub taking: Option<Uuid>,
    /// The person's intent.
    pub intent: Uuid,
}

/// Files a paper of this desk into the patient's documents at the vendor.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FileDocument {
    /// The patient record.
    pub record: Uuid,
    /// The paper kept here.
    pub paper: Uuid,
    /// The folder's name there.
    pub folder: String,
    /// The document's type there, the vendor's word.
    pub kind: String,
    /// Its name there; the application adds what it is found again by.
    pub name: String,
    /// The person's intent.
    pub intent: Uuid,
}

/// Files a PDF from elsewhere, a scan or a report, into the patient's documents at the vendor. It is kept here too.
#[derive(Clone, Deserialize, TS)]
pub struct FilePdf {
    /// The patient record.
    pub record: Uuid,
    /// The PDF as base64.
    pub base64: String,
    /// The folder's name there.
    pub folder: String,
    /// The document's type there, the vendor's word.
    pub kind: String,
    /// Its name there; the application adds what it is found again by.
    pub name: String,
    /// The person's intent.
    pub intent: Uuid,
}
