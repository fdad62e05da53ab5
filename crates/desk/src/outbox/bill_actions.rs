//! What entries about bills and papers will do, kept with them word for word.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bills::BillDirection;

/// A payment for a bill.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PayBillAction {
    /// Our bill.
    pub bill: Uuid,
    /// Its id at the vendor.
    pub vendor_bill: String,
    /// How much, exact decimal text.
    pub amount: String,
    /// Its currency.
    pub currency: String,
    /// The day.
    pub date: NaiveDate,
    /// Which way.
    pub direction: BillDirection,
    /// The account's id at the vendor.
    pub account: String,
    /// The payment type's id at the vendor.
    pub payment_type: Option<String>,
    /// An insurance pays.
    pub insurance: bool,
    /// The expense type of the tax register.
    pub expense_type: Option<String>,
    /// The payments of the bill that were known when the person paid, by the vendor's ids.
    pub seen: Vec<String>,
    /// What was paid by then, payments of this desk that were still on their way among it; `None`: not known.
    pub paid: Option<String>,
    /// Payments of the bill may be of that day at the earliest.
    pub since: NaiveDate,
}

impl PayBillAction {
    /// Whether a person means the same by both.
    pub(super) fn is_same_wish(&self, other: &Self) -> bool {
        (self.bill, &self.amount, self.date) == (other.bill, &other.amount, other.date)
            && (&self.account, &self.payment_type) == (&other.account, &other.payment_type)
            && (self.insurance, &self.expense_type) == (other.insurance, &other.expense_type)
    }
}

/// What is owed on a bill that is paid in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RemoveLiabilityAction {
    /// Our bill.
    pub bill: Uuid,
    /// Its id at the vendor.
    pub vendor_bill: String,
    /// The liability's id at the vendor.
    pub liability: String,
    /// Payments of the bill may be of that day at the earliest.
    pub since: NaiveDate,
}

/// A paper for a patient's documents.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileDocumentAction {
    /// The patient record.
    pub record: Uuid,
    /// The paper kept here.
    pub paper: Uuid,
    /// The folder there.
    pub folder: String,
    /// The vendor's word for what it is.
    pub kind: String,
    /// Its name there as the person wrote it.
    pub asked_name: String,
    /// The same with the mark before its ending.
    pub name: String,
    /// What it is found again by: stands in no other name.
    pub mark: String,
}

impl FileDocumentAction {
    /// Whether a person means the same by both.
    pub(super) fn is_same_wish(&self, other: &Self) -> bool {
        (self.record, self.paper, &self.asked_name) == (other.record, other.paper, &other.asked_name)
            && (&self.folder, &self.kind) == (&other.folder, &other.kind)
    }
}

impl std::fmt::Debug for PayBillAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PayBillAction")
            .field("bill", &self.bill)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for FileDocumentAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileDocumentAction")
            .field("record", &self.record)
            .field("paper", &self.paper)
            .finish_non_exhaustive()
    }
}
