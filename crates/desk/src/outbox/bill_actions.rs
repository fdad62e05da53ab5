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
    /// Payments that other entries of this desk made, by the vendor's ids: known when the entry is worked on, and never
    /// kept. None of them is this one, but a person may not have seen them.
    #[serde(skip)]
    pub own: Vec<String>,
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
    pub document_kind: String,
    /// Its name there as the person wrote it.
    pub asked_name: String,
    /// The same behind the mark.
    pub name: String,
    /// What it is found again by: stands in no other name.
    pub mark: String,
}

impl FileDocumentAction {
    /// Whether a person means the same by both.
    pub(super) fn is_same_wish(&self, other: &Self) -> bool {
        (self.record, self.paper, &self.asked_name) == (other.record, other.paper, &other.asked_name)
            && (&self.folder, &self.document_kind) == (&other.folder, &other.document_kind)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::action::Action;

    #[test]
    fn entries_are_read_back_as_they_were_written() {
        let pay = PayBillAction {
            bill: Uuid::from_u128(1),
            vendor_bill: "9".into(),
            amount: "12.50".into(),
            currency: "EUR".into(),
            date: NaiveDate::default(),
            direction: BillDirection::Outgoing,
            account: "1".into(),
            payment_type: None,
            insurance: true,
            expense_type: Some("sp".into()),
            seen: vec!["3".into()],
            own: Vec::new(),
            paid: Some("0".into()),
            since: NaiveDate::default(),
        };
        let remove = RemoveLiabilityAction {
            bill: Uuid::from_u128(1),
            vendor_bill: "9".into(),
            liability: "4".into(),
            since: NaiveDate::default(),
        };
        let file = FileDocumentAction {
            record: Uuid::from_u128(2),
            paper: Uuid::from_u128(3),
            folder: "Ricevute".into(),
            document_kind: "other".into(),
            asked_name: "a.pdf".into(),
            name: "a 1.pdf".into(),
            mark: "1".into(),
        };
        for action in [
            Action::PayBill(pay),
            Action::RemoveLiability(remove),
            Action::FileDocument(file),
        ] {
            let text = serde_json::to_string(&action).unwrap();
            assert_eq!(serde_json::from_str::<Action>(&text).unwrap(), action);
        }
    }
}
