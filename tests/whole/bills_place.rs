//! A practice with a bill of today, and what its own books say of it.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use frontdesk_desk::DeskError;
use frontdesk_desk::agenda::Accepted;
use frontdesk_desk::billing::PaymentMethod;
use frontdesk_desk::bills::{
    Bill, BillPage, BillsPage, BillsRequest, LiabilityRule, PayBill, SetLiabilityRule,
};
use frontdesk_desk::money::{MoneyDayRequest, Taking};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Place;

/// Today at the clinic.
pub const TODAY: &str = "2026-11-23";
/// The account that is open and named first.
pub const ACCOUNT: &str = "33961";
/// An intent that no other test of this run has.
static NEXT: AtomicU64 = AtomicU64::new(1);

pub fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn intent() -> Uuid {
    Uuid::from_u64_pair(0xb111, NEXT.fetch_add(1, Ordering::SeqCst))
}

/// A payment of a bill in cash, today.
pub fn paying(bill: Uuid, amount: &str) -> PayBill {
    PayBill {
        bill,
        amount: amount.to_owned(),
        date: today(),
        account: ACCOUNT.to_owned(),
        payment_type: Some("51".to_owned()),
        method: PaymentMethod::Cash,
        insurance: false,
        expense_type: Some("sp".to_owned()),
        fiscal_receipt: None,
        card_slip: None,
        taking: None,
        intent: intent(),
    }
}

impl Place {
    /// A practice of a few patients, filled.
    pub async fn small_practice(dialect: &Value) -> Self {
        let place = Self::practice(12, dialect).await;
        place.fill().await;
        place
    }

    /// The vendor's id of somebody the desk knows.
    pub async fn somebody_there(&self) -> (Uuid, Uuid, String) {
        let row = self.today().await.into_iter().next().unwrap();
        let page = self.desk.page(row.patient.id).await.unwrap();
        let source = &page.records[0].source;
        (row.patient.id, source.record, source.vendor_id.clone().unwrap())
    }

    /// The practice makes a bill; what is not said is what a bill usually has.
    pub async fn billed(&self, fields: Value) -> String {
        let mut bill = json!({ "number": "2026/900", "date": TODAY, "amount": 100.0, "owed": [100.0] });
        for (name, value) in fields.as_object().unwrap() {
            bill[name] = value.clone();
        }
        let made = self.colleague("bills", bill).await;
        made["fields"]["id"].to_string()
    }

    /// The bills of a period after asking the practice.
    pub async fn bills_of(&self, from: &str, to: &str) -> BillsPage {
        self.asked_bills(from, to, true).await
    }

    pub async fn asked_bills(&self, from: &str, to: &str, refresh: bool) -> BillsPage {
        let request = BillsRequest {
            connection: self.connection.id,
            from: day(from),
            to: day(to),
            kind: None,
            direction: None,
            care_plan: None,
            patient: None,
            refresh,
        };
        self.desk.bills(request).await.unwrap()
    }

    /// A bill as the desk lists it after asking.
    pub async fn bill_listed(&self, vendor_id: &str) -> Bill {
        let page = self.bills_of("2026-11-01", TODAY).await;
        let mut bills = page.bills.into_iter();
        bills.find(|bill| bill.vendor_id == vendor_id).unwrap()
    }

    /// A new bill of today with everything about it asked.
    pub async fn new_bill(&self, fields: Value) -> BillPage {
        let vendor_id = self.billed(fields).await;
        let bill = self.bill_listed(&vendor_id).await;
        self.desk.bill(bill.id).await.unwrap()
    }

    /// Pays.
    pub async fn pay(&self, payment: PayBill) -> Accepted {
        self.desk.pay_bill(payment).await.unwrap()
    }

    /// The money taken at this desk today.
    pub async fn taken(&self) -> Vec<Taking> {
        let request = MoneyDayRequest {
            date: Some(today()),
            patient: None,
        };
        self.desk.money_day(request).await.unwrap().takings
    }

    /// Why a payment is not taken.
    pub async fn no_payment(&self, payment: PayBill) -> (String, String) {
        let error: DeskError = self.desk.pay_bill(payment).await.unwrap_err();
        let param = |name: &str| error.params.0.get(name).cloned().unwrap_or_default();
        (param("field"), param("reason"))
    }

    /// What the practice's own books say of a bill.
    pub async fn books(&self, bill: &Bill) -> Value {
        self.at_practice(&format!("bills/{}", bill.vendor_id)).await
    }

    /// How many payments the practice has for a bill.
    pub async fn payments_there(&self, bill: &Bill) -> usize {
        self.books(bill).await["transactions"].as_array().unwrap().len()
    }

    /// What is owed at the practice on a bill.
    pub async fn owed_there(&self, bill: &Bill) -> usize {
        self.books(bill).await["liabilities"].as_array().unwrap().len()
    }

    /// A colleague takes a payment for a bill.
    pub async fn colleague_pays(&self, bill: &Bill, amount: f64) {
        let id: u32 = bill.vendor_id.parse().unwrap();
        let payment = json!({ "billId": id, "amount": amount, "date": TODAY, "direction": "incoming", "accountId": 33962 });
        self.colleague("transactions", payment).await;
    }

    /// The clinic says who removes liabilities.
    pub async fn rule(&self, rule: LiabilityRule) {
        let request = SetLiabilityRule {
            connection: self.connection.id,
            rule,
        };
        self.desk.set_liability_rule(request).await.unwrap();
    }
}
