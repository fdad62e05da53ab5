//! Price list and invoices as the window sees them. Amounts a person types are decimal text with a dot.

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::Amount;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::OpenDeposit;
use crate::FieldProblem;
use crate::agenda::Accepted;
use crate::connections::WorkPoint;
use crate::money::Taking;
use crate::outbox::{Decision, Question};
use crate::patients::{PaymentRow, ServiceRow};

/// What a row of the price list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKind {
    /// A service done.
    Service,
    /// A product sold.
    Product,
    /// A subscription or contract: its quantity and price are the vendor's own.
    Contract,
}

/// Looks up the price list in the store.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PriceQuery {
    /// The connection.
    pub connection: Uuid,
    /// Fragments of the name, or its code; empty: favourites first, then what is used most, then the rest.
    pub text: String,
    /// Only what that work point (the vendor's id) sells.
    #[serde(default)]
    #[ts(optional)]
    pub work_point: Option<String>,
    /// At most so many; 50 unless said.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A row of the price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PriceItem {
    /// What it is.
    pub kind: ServiceKind,
    /// The vendor's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its price; `None`: the vendor gave none.
    pub price: Option<Amount>,
    /// Whether another price may be asked.
    pub price_may_change: bool,
    /// Whether it takes a quantity.
    pub takes_quantity: bool,
    /// Marked at this clinic.
    pub favourite: bool,
}

/// What the price list answers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PriceListPage {
    /// The rows.
    pub items: Vec<PriceItem>,
    /// There are more.
    pub more: bool,
    /// When the vendor was last asked for the list.
    pub checked_at: Option<DateTime<Utc>>,
    /// Ids of work points that sell something of what was looked for, where the asked one sells nothing of it.
    pub sold_at: Vec<String>,
}

/// Marks a row of the price list, or no longer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Favourite {
    /// The connection.
    pub connection: Uuid,
    /// What it is.
    pub kind: ServiceKind,
    /// The vendor's code.
    pub code: String,
    /// Marked or not.
    pub on: bool,
}

/// What stands beside the form of a new invoice. Read from the store; a refresh of the patient's services and payments
/// starts in the background.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InvoiceDesk {
    /// The patient record at the vendor.
    pub record: Uuid,
    /// The person.
    pub patient: Uuid,
    /// The connection.
    pub connection: Uuid,
    /// The clinic's name of it.
    pub connection_name: String,
    /// Whether the vendor answers at present.
    pub online: bool,
    /// Name as the vendor has it.
    pub patient_name: String,
    /// Birth date.
    pub birth_date: Option<NaiveDate>,
    /// The last four of the national id.
    pub national_id_tail: Option<String>,
    /// Work points whose id is known; an invoice needs one, confirmed by a person.
    pub work_points: Vec<WorkPoint>,
    /// The one of today's visit (the vendor's id); nothing where a person has to say.
    pub work_point: Option<String>,
    /// The currency invoices are made in here.
    pub currency: String,
    /// Services put down elsewhere and not through this desk: shown, never invoiced here.
    pub services_elsewhere: Vec<ServiceRow>,
    /// Payment notes made elsewhere: shown, never invoiced here.
    pub payments_elsewhere: Vec<PaymentRow>,
    /// When services and payments were last asked for.
    pub checked_at: Option<DateTime<Utc>>,
    /// An open deposit was seen: the vendor's documents say no way to use it, so such an invoice is finished there.
    pub open_deposit: Option<OpenDeposit>,
    /// Invoices of this patient that are not finished.
    pub unfinished: Vec<Invoice>,
    /// Money taken on slips that belongs to nothing yet.
    pub slips: Vec<Taking>,
}

/// One line of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceLineForm {
    /// What it is.
    pub kind: ServiceKind,
    /// The vendor's code.
    pub code: String,
    /// How many; whole, at least 1; 1 for contracts.
    pub quantity: u32,
    /// Another unit price than the list's, where it may change; decimal text.
    #[serde(default)]
    #[ts(optional)]
    pub price: Option<String>,
}

/// How money was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Cash.
    Cash,
    /// A card at the terminal beside the desk.
    Card,
    /// A bank transfer.
    Transfer,
    /// Another way (voucher, insurance).
    Other,
}

impl PaymentMethod {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Cash, Self::Card, Self::Transfer, Self::Other];

    /// The word in the store and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Transfer => "transfer",
            Self::Other => "other",
        }
    }

    /// The method of that word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == text)
    }
}

/// The payment taken with an invoice. Till and terminal stand outside of this application: their numbers are noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaymentForm {
    /// How.
    pub method: PaymentMethod,
    /// The fiscal receipt's number.
    #[serde(default)]
    #[ts(optional)]
    pub fiscal_receipt: Option<String>,
    /// The number of the card slip.
    #[serde(default)]
    #[ts(optional)]
    pub card_slip: Option<String>,
}

/// A new invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceForm {
    /// The vendor's id of the work point.
    pub work_point: String,
    /// At least one.
    pub lines: Vec<InvoiceLineForm>,
    /// The payment of the whole total.
    pub payment: PaymentForm,
    /// A person looked at the vendor: the money paid ahead that stands there was used up. Without that word no invoice is
    /// taken for a patient with an open deposit.
    #[serde(default)]
    pub deposit_used: bool,
}

/// Asks what a form comes to, while it is typed. Nothing is sent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckInvoice {
    /// The patient record.
    pub record: Uuid,
    /// The form.
    pub form: InvoiceForm,
}

/// A line with its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TotalLine {
    /// The name in the price list.
    pub name: String,
    /// The unit price that will be asked, in the price list's currency; `None`: the vendor's own (contracts), or unknown.
    pub unit: Option<Amount>,
    /// Unit price times quantity, rounded.
    pub total: Option<Amount>,
}

/// What a form comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InvoiceTotals {
    /// In the order of the form.
    pub lines: Vec<TotalLine>,
    /// The sum; `None` while a line has none, or one in another currency.
    pub total: Option<Amount>,
    /// What is not acceptable; fields as `lines.2.price`, `work_point`, `payment.method`, `deposit_used`. Reasons: `required`,
    /// `unknown-service`, `not-a-number`, `too-small`, `too-large`, `other-currency`, `no-price`, `price-fixed`,
    /// `unconfirmed-work-point`, `not-sold-there`, `open-deposit`, `too-long`.
    pub problems: Vec<FieldProblem>,
    /// The vendor's word for the last payment that it noted otherwise than it was taken, where one taken as the form says will
    /// be asked about for the same; `None`: nothing of the kind is known.
    pub asked_about: Option<String>,
}

/// Issues an invoice: services, payment, invoice, one after the other. Without a line it is prepared and waits.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct IssueInvoice {
    /// The patient record.
    pub record: Uuid,
    /// The form.
    pub form: InvoiceForm,
    /// The total that was confirmed, decimal text: another one by now is refused (`total`, `changed`).
    #[serde(default)]
    #[ts(optional)]
    pub total: Option<String>,
    /// Money of this sum that was taken on a slip before and is not taken once more.
    #[serde(default)]
    #[ts(optional)]
    pub taking: Option<Uuid>,
    /// The person's intent: the same one never makes a second invoice.
    pub intent: Uuid,
}

/// An invoice on its way.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InvoiceAccepted {
    /// The invoice, to watch.
    pub invoice: Uuid,
    /// The first queued action.
    pub accepted: Accepted,
}

/// One of the three calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceStep {
    /// Services are put on the patient.
    Services,
    /// The payment note is made.
    Payment,
    /// The invoice is issued.
    Invoice,
}

/// Where an invoice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    /// Prepared, nothing is at the vendor yet.
    Prepared,
    /// On its way, step by step.
    OnTheWay,
    /// A person must decide or finish it at the vendor.
    NeedsPerson,
    /// Issued.
    Issued,
    /// Given up, or not issued by a person's word.
    NotIssued,
}

/// Why an invoice stopped before its next step, and what is to be finished at the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum StopReason {
    /// The patient has an open deposit there.
    OpenDeposit {
        /// Its sum, where known.
        amount: Option<String>,
        /// Its currency.
        currency: Option<String>,
    },
    /// A price there is in another currency than invoices here.
    OtherCurrency {
        /// That currency.
        currency: String,
    },
    /// A price or the name of a service changed since the form.
    PriceChanged {
        /// What it is; `None`: asked by an older version.
        #[serde(default)]
        kind: Option<ServiceKind>,
        /// The vendor's code of the service: two of them may have one name.
        #[serde(default)]
        code: String,
        /// The service.
        name: String,
        /// The price the person saw.
        was: String,
        /// The price now; empty: it is no longer sold.
        now: String,
    },
    /// The services stand there, but the codes that the payment note needs were lost with the answer.
    CodesLost,
    /// The vendor recorded another sum or method than was taken.
    RecordedDiffers {
        /// `total` or `method`.
        field: String,
        /// What was taken.
        ours: String,
        /// What stands there.
        theirs: String,
    },
}

/// One line of an invoice as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InvoiceLine {
    /// What it is.
    pub kind: ServiceKind,
    /// The vendor's code.
    pub code: String,
    /// The name.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// Unit price, decimal text; `None`: the vendor's own.
    pub unit: Option<String>,
    /// The line's sum, decimal text.
    pub total: Option<String>,
}

/// An invoice of this desk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Invoice {
    /// Its id here.
    pub id: Uuid,
    /// The person's intent.
    pub intent: Uuid,
    /// The patient record.
    pub record: Uuid,
    /// The person.
    pub patient: Option<Uuid>,
    /// Their name when it was made.
    pub patient_name: String,
    /// Their birth date.
    pub birth_date: Option<NaiveDate>,
    /// The connection.
    pub connection: Uuid,
    /// The clinic's name of it.
    pub connection_name: String,
    /// The work point's name.
    pub work_point: String,
    /// The lines.
    pub lines: Vec<InvoiceLine>,
    /// The total.
    pub total: Amount,
    /// The payment.
    pub payment: PaymentForm,
    /// Where it stands.
    pub state: InvoiceState,
    /// The step that is done last at the vendor, so that partial states show: after `Services` "services added, not yet
    /// invoiced", after `Payment` "paid there, not yet invoiced".
    pub reached: Option<InvoiceStep>,
    /// The step on its way or asked about.
    pub step: Option<InvoiceStep>,
    /// The outbox entry of that step, for a decision.
    pub entry: Option<Uuid>,
    /// What a person is asked.
    pub question: Option<Question>,
    /// How often that step was sent, for a decision.
    pub attempts: u32,
    /// When it goes on by itself, where it waits for the vendor.
    pub next_at: Option<DateTime<Utc>>,
    /// Why it was refused or waits, as an error code.
    pub reason: Option<crate::error::ErrorCode>,
    /// The vendor's own words, if it said no.
    pub vendor_message: Option<String>,
    /// Whether money was taken for it that no vendor has: whoever gives it up says where that is.
    pub money_here: bool,
    /// What a person may do with that entry.
    pub may: Vec<Decision>,
    /// The series.
    pub series: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// The vendor's code of the invoice.
    pub vendor_id: Option<String>,
    /// The vendor's code of the payment note, to look it up there.
    pub note: Option<String>,
    /// The vendor's word for how it was paid, where it is another way than was taken: to be put right there.
    pub noted_as: Option<String>,
    /// The day of issue.
    pub issued_on: Option<NaiveDate>,
    /// A person typed series and number after looking there.
    pub by_hand: bool,
    /// The paper to open: the vendor's PDF or a marked copy.
    pub paper: Option<Uuid>,
    /// Whether that paper is a copy rendered here.
    pub copy: bool,
    /// When it was made here.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub author: String,
}

/// Which invoices.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct InvoicesRequest {
    /// Of one person.
    #[serde(default)]
    #[ts(optional)]
    pub patient: Option<Uuid>,
    /// Made on that day at this desk.
    #[serde(default)]
    #[ts(optional)]
    pub date: Option<NaiveDate>,
    /// Only those not issued and not given up.
    #[serde(default)]
    pub unfinished: bool,
    /// Only those whose payment the vendor noted otherwise than it was taken.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub noted_otherwise: bool,
}

/// What a vendor notes for payments that other programs make there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NotedMethod {
    /// The vendor's word, known to the clinic; `None`: nobody has said, so that another way than was taken is asked about.
    pub word: Option<String>,
}

/// The clinic says what its vendor notes for payments that other programs make there.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetNotedMethod {
    /// The connection.
    pub connection: Uuid,
    /// The vendor's word as it stands there; `None` or empty: ask each time.
    pub word: Option<String>,
}

/// Invoices, newest first; those that need a person before the others.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Invoices {
    /// The rows.
    pub invoices: Vec<Invoice>,
}

/// What a person found at the vendor after looking there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IssuedThere {
    /// The series.
    pub series: String,
    /// The number.
    pub number: String,
}
