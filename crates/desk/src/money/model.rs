//! The money desk as the window sees it. Amounts a person types are decimal text with a dot.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::Amount;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::billing::PaymentMethod;

/// Money taken at this desk. Never changed: what is given back, or was a mistake, is a further row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Taking {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub author: String,
    /// The person.
    pub patient: Option<Uuid>,
    /// Their name when it was taken.
    pub patient_name: String,
    /// Their birth date.
    pub birth_date: Option<NaiveDate>,
    /// How much; negative: given back.
    pub amount: Amount,
    /// How.
    pub method: PaymentMethod,
    /// The fiscal receipt's number.
    pub fiscal_receipt: Option<String>,
    /// The card slip's number.
    pub card_slip: Option<String>,
    /// What for, in the person's words.
    pub note: Option<String>,
    /// The number of its paper at this desk: of the slip *received, not at the vendor* where one was made, or of the
    /// receipt for money given back.
    pub slip: Option<String>,
    /// The invoice it belongs to.
    pub invoice: Option<Uuid>,
    /// Series and number of that invoice once issued.
    pub invoice_number: Option<String>,
    /// The bill it belongs to.
    pub bill: Option<Uuid>,
    /// The number of that bill, where it has one.
    pub bill_number: Option<String>,
    /// The clinic's name of the account it belongs to: that of its invoice or bill, else the only one that has the person.
    /// `None`: of none, or of one of several.
    pub account: Option<String>,
    /// Whether the vendor has it recorded; of money given back: whether it is undone there, too.
    pub at_vendor: bool,
    /// What of it is still here: less what was given back of it. Nothing of what is a giving back itself.
    pub left: Amount,
    /// Of money given back: the vendor has the taking and still says it was paid. It is cancelled or refunded there.
    pub still_there: bool,
    /// Whether the invoice or payment that it was taken for has not ended: it is given back by giving that up.
    pub under_way: bool,
    /// Whether the invoice or payment that it was taken for ended without having been made.
    pub not_made: bool,
    /// Of a slip that is offered for use: whether a vendor lists such a payment of that day, as when somebody typed it in
    /// there by hand.
    pub listed_there: bool,
    /// The taking that this one gives money back of.
    pub takes_back: Option<Uuid>,
}

/// Records money taken when the line is down, or for something that has no invoice here: on a numbered slip.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecordTaking {
    /// The person.
    pub patient: Uuid,
    /// How much; decimal text, above 0.
    pub amount: String,
    /// Currency, ISO code.
    pub currency: String,
    /// How.
    pub method: PaymentMethod,
    /// The fiscal receipt's number.
    #[serde(default)]
    #[ts(optional)]
    pub fiscal_receipt: Option<String>,
    /// The card slip's number.
    #[serde(default)]
    #[ts(optional)]
    pub card_slip: Option<String>,
    /// What for.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// The person's intent.
    pub intent: Uuid,
}

/// Gives money of a taking back by a further row of the other sign: a part of it, or all that is left.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct GiveBack {
    /// The taking.
    pub taking: Uuid,
    /// How much; decimal text, above 0 and never more than what is left of the taking. `None`: all of that.
    #[serde(default)]
    #[ts(optional)]
    pub amount: Option<String>,
    /// How it is given back; `None`: as it was taken.
    #[serde(default)]
    #[ts(optional)]
    pub method: Option<PaymentMethod>,
    /// Why.
    pub reason: String,
    /// The person's intent.
    pub intent: Uuid,
}

/// Says that somebody put into the vendor by hand what this desk recorded: a payment on a slip, or that money was given back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TakingThere {
    /// The taking.
    pub id: Uuid,
    /// What it is called there, as far as the person knows.
    #[serde(default)]
    #[ts(optional)]
    pub number: Option<String>,
    /// How they know.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// What moves cash without a patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CashMoveKind {
    /// The float the drawer begins a shift with.
    OpeningFloat,
    /// Put in.
    In,
    /// Taken out (to the bank, for a purchase).
    Out,
}

/// Moves cash without a patient.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CashMove {
    /// Which way.
    pub kind: CashMoveKind,
    /// How much; decimal text, above 0 (an opening float may be 0).
    pub amount: String,
    /// Currency.
    pub currency: String,
    /// Why; required for in and out.
    #[serde(default)]
    pub reason: String,
    /// The person's intent.
    pub intent: Uuid,
}

/// A movement of cash without a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MoneyMove {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub author: String,
    /// Which way.
    pub kind: CashMoveKind,
    /// How much, never negative.
    pub amount: Amount,
    /// Why.
    pub reason: String,
}

/// The shift that runs: since the last cash-up.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Shift {
    /// When the last cash-up was made; `None`: never.
    pub since: Option<DateTime<Utc>>,
    /// What was taken, and moved, since, by currency and method: what should be there.
    pub expected: Vec<CashUpLine>,
    /// Movements since.
    pub moves: Vec<MoneyMove>,
}

/// A sum by one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SumRow {
    /// How money was taken; `None`: over all.
    pub method: Option<PaymentMethod>,
    /// By whom; `None`: by all.
    pub author: Option<String>,
    /// How many takings.
    pub count: u32,
    /// The sum.
    pub sum: Amount,
}

/// A payment seen in a vendor's list, for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VendorPayment {
    /// The clinic's name of the connection.
    pub connection: String,
    /// The person.
    pub patient: Option<Uuid>,
    /// Their name.
    pub patient_name: String,
    /// How much.
    pub amount: Option<Amount>,
    /// How, in the vendor's words.
    pub method: Option<String>,
    /// Whether it was recorded through this desk.
    pub ours: bool,
}

/// Somebody who was treated today and has paid nothing at this desk as far as it knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NotPaid {
    /// The appointment.
    pub appointment: Uuid,
    /// The person.
    pub patient: Uuid,
    /// Their name.
    pub patient_name: String,
    /// Their birth date.
    pub birth_date: Option<NaiveDate>,
    /// When the visit was.
    pub start: Option<chrono::NaiveTime>,
    /// With whom.
    pub doctor: Option<String>,
    /// The connections that have the person.
    pub accounts: Vec<Uuid>,
}

/// Which day.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct MoneyDayRequest {
    /// The day at the clinic; `None`: today.
    #[serde(default)]
    #[ts(optional)]
    pub date: Option<NaiveDate>,
    /// Somebody of whom money is to be taken: their currency is proposed, and their account named.
    #[serde(default)]
    #[ts(optional)]
    pub patient: Option<Uuid>,
}

/// The money of a day.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MoneyDay {
    /// The day.
    pub date: NaiveDate,
    /// What this desk took, newest first.
    pub takings: Vec<Taking>,
    /// Sums by currency and method.
    pub by_method: Vec<SumRow>,
    /// Sums by currency and user.
    pub by_author: Vec<SumRow>,
    /// Movements of cash without a patient.
    pub moves: Vec<MoneyMove>,
    /// Payments of that day seen at the vendors.
    pub at_vendors: Vec<VendorPayment>,
    /// Of how many of the day's patients that is.
    pub asked: AskedOfDay,
    /// Done but not paid.
    pub not_paid: Vec<NotPaid>,
    /// The shift that runs.
    pub shift: Shift,
    /// The currency proposed for what is typed: that of the patient's account, else the first of the desk's.
    pub currency: String,
    /// The currencies of the desk's accounts: a person chooses where there are several.
    pub currencies: Vec<String>,
    /// The clinic's name of the only account that has the patient of the request; `None`: none of them, or several.
    pub account: Option<String>,
}

/// Vendors tell payments patient by patient: what was seen of a day is of those who were asked about since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct AskedOfDay {
    /// Patients with an appointment on that day, at accounts that list payments.
    pub patients: u32,
    /// Those whose payments were read on that day or later.
    pub asked: u32,
}

/// What was counted of one method and currency.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Counted {
    /// How money was taken.
    pub method: PaymentMethod,
    /// Currency.
    pub currency: String,
    /// What was counted (cash) or what the terminal says (card); decimal text.
    pub amount: String,
}

/// Closes a shift.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CloseCash {
    /// What was counted; every expected line must be there.
    pub counted: Vec<Counted>,
    /// Why it differs; required where it does.
    #[serde(default)]
    pub reason: String,
    /// The person's intent.
    pub intent: Uuid,
}

/// Counted against recorded, of one method and currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CashUpLine {
    /// How money was taken.
    pub method: PaymentMethod,
    /// Currency.
    pub currency: String,
    /// The float at the beginning, decimal text (cash only, else 0).
    pub opening: String,
    /// Taken.
    pub taken: String,
    /// Given back.
    pub given_back: String,
    /// Put in.
    pub moved_in: String,
    /// Taken out.
    pub moved_out: String,
    /// What should be there.
    pub expected: String,
    /// What was counted; `None`: not closed yet.
    pub counted: Option<String>,
    /// Counted less expected.
    pub difference: Option<String>,
}

/// A shift that was closed. Never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CashUp {
    /// Its id.
    pub id: Uuid,
    /// Its number at this desk, from 1; after a copy of the store took its place it goes on further up.
    pub number: u32,
    /// From when.
    pub from: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// By whom.
    pub author: String,
    /// Line by line.
    pub lines: Vec<CashUpLine>,
    /// Why it differs.
    pub reason: Option<String>,
}

/// Cash-ups, newest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CashUps {
    /// The rows.
    pub cash_ups: Vec<CashUp>,
}

/// Which unpaid things.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UnpaidRequest {
    /// Visits since that day; `None`: the last 30 days, but none before this desk began.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<NaiveDate>,
}

/// What is unpaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnpaidKind {
    /// A bill with something owed.
    Bill,
    /// A visit that took place and for which nothing was taken here.
    Visit,
    /// Money was taken on a slip and the vendor does not have it yet.
    NotAtVendor,
    /// Money was given back and the vendor still says it was paid.
    StillThere,
}

/// Something unpaid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnpaidRow {
    /// What it is.
    pub kind: UnpaidKind,
    /// The person.
    pub patient: Option<Uuid>,
    /// Their name.
    pub patient_name: String,
    /// Their birth date.
    pub birth_date: Option<NaiveDate>,
    /// The day.
    pub date: Option<NaiveDate>,
    /// The doctor, number of the bill or of the slip.
    pub subject: Option<String>,
    /// How much, where known.
    pub amount: Option<Amount>,
    /// The bill.
    pub bill: Option<Uuid>,
    /// The taking.
    pub taking: Option<Uuid>,
    /// The clinic's name of the account that a taking belongs to, as on [`Taking::account`].
    pub account: Option<String>,
    /// The connections that have the person.
    pub accounts: Vec<Uuid>,
}

/// What is unpaid as far as this desk knows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Unpaid {
    /// Visits are looked at since that day.
    pub from: NaiveDate,
    /// Oldest first.
    pub rows: Vec<UnpaidRow>,
    /// What the bills still ask for, by currency. What was received and no vendor has is no part of it.
    pub owed: Vec<Amount>,
    /// What was received and no vendor has, by currency: nobody owes it.
    pub not_at_vendor: Vec<Amount>,
    /// What was given back though a vendor still says it was paid, by currency; negative.
    pub still_there: Vec<Amount>,
}

/// Asks for a patient's statement.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StatementRequest {
    /// The person.
    pub patient: Uuid,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// What a line of a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatementLineKind {
    /// A service in the vendor's list.
    Service,
    /// An invoice of this desk.
    Invoice,
    /// A bill at the vendor.
    Bill,
    /// A payment in the vendor's list.
    VendorPayment,
    /// Money taken at this desk that no vendor has yet.
    Taking,
    /// Money taken at this desk that was recorded at a vendor, whose list does not show it yet.
    Recorded,
    /// Money given back at this desk.
    GivenBack,
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StatementLine {
    /// The day.
    pub date: Option<NaiveDate>,
    /// What it is.
    pub kind: StatementLineKind,
    /// In words.
    pub text: String,
    /// What is asked for.
    pub debit: Option<Amount>,
    /// What was paid.
    pub credit: Option<Amount>,
    /// Of money taken at this desk: the clinic's name of the account it belongs to, as on [`Taking::account`].
    pub account: Option<String>,
}

/// What a patient was charged and paid, as far as this desk knows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Statement {
    /// The person.
    pub patient: Uuid,
    /// Their name.
    pub patient_name: String,
    /// Their birth date.
    pub birth_date: Option<NaiveDate>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Oldest first.
    pub lines: Vec<StatementLine>,
    /// Charged, by currency.
    pub charged: Vec<Amount>,
    /// Paid, by currency.
    pub paid: Vec<Amount>,
    /// When the vendors were last asked about this person; `None`: not about all.
    pub checked_at: Option<DateTime<Utc>>,
    /// Rows under another patient's code: shown apart, never counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub foreign: Option<Vec<StatementLine>>,
}
