//! Bills, what is owed on them, payments. AlfaDocs' document shows no field of a bill or a payment, so every key read
//! here is a guess (VENDORS §1.3); what a row does not tell stays untold and is never computed.

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use frontdesk_basics::Amount;
use frontdesk_vendors::VendorError;
use frontdesk_vendors::alfadocs::{
    Bill, BillLiability, CreateTransaction, FindBills, FindTransactions, Transaction,
};
use rust_decimal::Decimal;

use super::{Adapter, id, no_row, text};
use crate::adapters::{
    BillRow, BillRows, Bills, LiabilityRow, NamedRow, NewTransaction, TransactionRow, TransactionRows,
};
use crate::bills::{BillDirection, BillKind};

pub(crate) use frontdesk_vendors::alfadocs::EXPENSE_TYPES;

/// The document names no currency; the vendor serves Italy (an inference).
pub(crate) const CURRENCY: &str = "EUR";
/// Bills follow Italian rules and are written in Italian, for the same reason.
pub(crate) const BILL_COUNTRY: (&str, &str) = ("IT", "it");

const PAY: &str = "create-transaction";
const REMOVE_LIABILITY: &str = "delete-bill-liability";

fn euro(amount: Decimal) -> Amount {
    Amount {
        amount,
        currency: Some(CURRENCY.to_owned()),
    }
}

fn direction(told: Option<&str>) -> Option<BillDirection> {
    match told.map(str::trim) {
        Some("incoming") => Some(BillDirection::Incoming),
        Some("outgoing") => Some(BillDirection::Outgoing),
        _ => None,
    }
}

fn direction_word(direction: BillDirection) -> &'static str {
    match direction {
        BillDirection::Incoming => "incoming",
        BillDirection::Outgoing => "outgoing",
    }
}

/// `None` for a row without an id: it could not be asked about.
fn bill(row: Bill) -> Option<BillRow> {
    let told = text(row.kind);
    let kind = match told.as_deref() {
        Some("full") => BillKind::Full,
        Some("partial") => BillKind::Partial,
        Some("credit") => BillKind::Credit,
        Some("proforma") => BillKind::Proforma,
        _ => BillKind::Other,
    };
    Some(BillRow {
        vendor_id: row.id?.to_string(),
        number: text(row.number),
        date: row.date.map(|date| date.date),
        kind,
        kind_told: told.filter(|_| kind == BillKind::Other),
        direction: direction(row.direction.as_deref()).unwrap_or(BillDirection::Incoming),
        vendor_patient: row.patient.map(|patient| patient.to_string()),
        care_plan: row.care_plan.map(|plan| plan.to_string()),
        total: row.total.or(row.amount).map(euro),
        vat: row.extra.scalar("vatAmount"),
        stamp: row.extra.scalar("stampAmount"),
        description: text(row.extra.scalar("description")),
    })
}

fn liability(row: BillLiability) -> Option<LiabilityRow> {
    Some(LiabilityRow {
        vendor_id: row.id?.to_string(),
        amount: row.amount.map(euro),
        due: row.date.map(|date| date.date),
    })
}

fn transaction(row: Transaction) -> Option<TransactionRow> {
    Some(TransactionRow {
        vendor_id: row.id?.to_string(),
        bill: row.bill.map(|bill| bill.to_string()),
        amount: row.amount.map(euro),
        date: row.date.map(|date| date.date),
        direction: direction(row.direction.as_deref()).unwrap_or(BillDirection::Incoming),
        account: row.account.map(|account| account.to_string()),
        payment_type: row.payment_type.map(|kind| kind.to_string()),
    })
}

impl Adapter {
    async fn transactions(
        &self,
        bill: Option<i64>,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<TransactionRows, VendorError> {
        let find = FindTransactions {
            start: Some(from),
            end: Some(to),
            direction: None,
            bill,
        };
        let rows = self.client.transactions(&find).await?;
        let whole = rows.unreadable.is_empty()
            && rows
                .iter()
                .all(|row| row.id.is_some() && direction(row.direction.as_deref()).is_some());
        // A server that pays no heed to the filter names other bills.
        let wanted = |row: &Transaction| bill.is_none() || row.bill.is_none() || row.bill == bill;
        Ok(TransactionRows {
            rows: rows.into_iter().filter(wanted).filter_map(transaction).collect(),
            whole,
        })
    }
}

#[async_trait]
impl Bills for Adapter {
    /// Without a type or direction the document promises all of them.
    async fn bills(&self, from: NaiveDate, to: NaiveDate) -> Result<BillRows, VendorError> {
        let find = FindBills {
            start: Some(from),
            end: Some(to),
            ..FindBills::default()
        };
        let rows = self.client.bills(&find).await?;
        let whole = rows.unreadable.is_empty() && rows.iter().all(|row| row.id.is_some());
        Ok(BillRows {
            rows: rows.into_iter().filter_map(bill).collect(),
            whole,
        })
    }

    async fn bill(&self, vendor_bill: &str) -> Result<Option<BillRow>, VendorError> {
        const OPERATION: &str = "bill";
        let asked = id(OPERATION, "billId", vendor_bill)?;
        let Some(row) = self.if_there(self.client.bill(asked).await).await? else {
            return Ok(None);
        };
        match bill(row) {
            Some(row) if row.vendor_id == asked.to_string() => Ok(Some(row)),
            _ => Err(no_row(OPERATION)),
        }
    }

    async fn liabilities(&self, vendor_bill: &str) -> Result<Vec<LiabilityRow>, VendorError> {
        const OPERATION: &str = "bill-liabilities";
        let rows = self
            .client
            .bill_liabilities(id(OPERATION, "billId", vendor_bill)?)
            .await?;
        if !rows.unreadable.is_empty() {
            return Err(no_row(OPERATION));
        }
        Ok(rows.into_iter().filter_map(liability).collect())
    }

    async fn payments(&self, from: NaiveDate, to: NaiveDate) -> Result<TransactionRows, VendorError> {
        self.transactions(None, from, to).await
    }

    /// A day more: midnight may lie between the clinic and the vendor.
    async fn payments_of(
        &self,
        vendor_bill: &str,
        since: NaiveDate,
        known: NaiveDate,
    ) -> Result<TransactionRows, VendorError> {
        let bill = id("transactions", "billId", vendor_bill)?;
        let until = self.today().max(known) + Days::new(1);
        self.transactions(Some(bill), since.min(until), until).await
    }

    async fn accounts(&self) -> Result<Vec<NamedRow>, VendorError> {
        let rows = self.client.accounts().await?;
        let named = rows.into_iter().filter_map(|row| {
            let vendor_id = row.id?.to_string();
            Some(NamedRow {
                name: text(row.name).unwrap_or_else(|| vendor_id.clone()),
                vendor_id,
                closed: row.deleted == Some(true),
            })
        });
        Ok(named.collect())
    }

    async fn payment_types(&self) -> Result<Vec<NamedRow>, VendorError> {
        let rows = self.client.payment_types().await?;
        let named = rows.into_iter().filter_map(|row| {
            let vendor_id = row.id?.to_string();
            Some(NamedRow {
                name: text(row.name).unwrap_or_else(|| vendor_id.clone()),
                vendor_id,
                closed: false,
            })
        });
        Ok(named.collect())
    }

    async fn pay(&self, payment: &NewTransaction) -> Result<TransactionRow, VendorError> {
        let request = CreateTransaction {
            amount: Some(payment.amount),
            date: Some(payment.date),
            direction: Some(direction_word(payment.direction).to_owned()),
            bill: Some(id(PAY, "billId", &payment.bill)?),
            account: Some(id(PAY, "accountId", &payment.account)?),
            payment_type: payment
                .payment_type
                .as_deref()
                .map(|kind| id(PAY, "paymentTypeId", kind))
                .transpose()?,
            related_to_insurance: Some(payment.insurance),
            expense: payment.expense_type.clone(),
            ..CreateTransaction::default()
        };
        let row = self.client.create_transaction(&request).await?;
        // A yes that does not say what was recorded is looked for.
        row.and_then(transaction).ok_or_else(|| no_row(PAY))
    }

    async fn remove_liability(&self, vendor_bill: &str, liability: &str) -> Result<(), VendorError> {
        let bill = id(REMOVE_LIABILITY, "billId", vendor_bill)?;
        let liability = id(REMOVE_LIABILITY, "liabilityId", liability)?;
        let answer = self.client.delete_bill_liability(bill, liability).await;
        self.if_there(answer).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_vendors::FromObject as _;

    use super::*;

    fn of(json: &str) -> BillRow {
        bill(Bill::from_object(serde_json::from_str(json).unwrap())).unwrap()
    }

    #[test]
    fn a_bill_says_what_it_says_and_nothing_is_computed() {
        let row = of(
            r#"{"id":9,"type":"credit","direction":"outgoing","patientId":5,"amount":"102.50","stampAmount":2,
            "vatAmount":0,"description":" Igiene "}"#,
        );
        assert_eq!(row.kind, BillKind::Credit);
        assert_eq!(row.direction, BillDirection::Outgoing);
        assert_eq!(row.vendor_patient.as_deref(), Some("5"));
        assert_eq!(row.total, Some(euro(Decimal::new(10250, 2))));
        assert_eq!(row.stamp, Some(Decimal::TWO));
        assert_eq!(row.description.as_deref(), Some("Igiene"));
        let bare = of(r#"{"id":10,"type":"acconto"}"#);
        assert_eq!(
            (bare.kind, bare.kind_told.as_deref()),
            (BillKind::Other, Some("acconto"))
        );
        assert_eq!((bare.total, bare.stamp, bare.vat), (None, None, None));
    }
}
