//! Bills and what is still owed on them. The document shows no field of either; those here are guesses, and all else is
//! kept.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::client::Alfadocs;
use super::operations::{BILL, BILL_LIABILITIES, BILLS, DELETE_BILL_LIABILITY};
use super::save::one_of;
use super::windows::{Range, join};
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

/// The most days that one answer covers.
pub(super) const DAYS: u64 = 31;

/// Which way money goes.
pub(super) const DIRECTIONS: &[&str] = &["incoming", "outgoing"];

const TYPES: &[&str] = &["full", "partial", "credit", "proforma"];

/// Which bills. Without dates the vendor answers the last 31 days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindBills {
    /// `dateStart`.
    pub start: Option<NaiveDate>,
    /// `dateEnd`, included.
    pub end: Option<NaiveDate>,
    /// `type`: full, partial, credit or proforma.
    pub kind: Option<String>,
    /// `direction`: incoming or outgoing.
    pub direction: Option<String>,
    /// `carePlanId`.
    pub care_plan: Option<i64>,
}

row! {
    /// A bill.
    pub struct Bill {
        /// Its id.
        id: i64 = "id",
        /// Its number, a guess.
        number: String = "number",
        /// Its day, a guess.
        date: VendorDate = "date",
        /// Full, partial, credit or proforma.
        kind: String = "type",
        /// Incoming or outgoing.
        direction: String = "direction",
        /// The patient, a guess.
        patient: i64 = "patientId",
        /// The care plan.
        care_plan: i64 = "carePlanId",
        /// The sum, a guess.
        total: Decimal = "total",
        /// The sum under another name, a guess.
        amount: Decimal = "amount",
    }
}

row! {
    /// What is still owed on a bill.
    pub struct BillLiability {
        /// Its id.
        id: i64 = "id",
        /// The bill.
        bill: i64 = "billId",
        /// How much, a guess.
        amount: Decimal = "amount",
        /// When it is due, a guess.
        date: VendorDate = "date",
    }
}

impl Alfadocs {
    /// Bills of a range of days; one longer than 31 days is asked for in pieces.
    ///
    /// # Errors
    /// `Invalid` for a range backwards or an unknown word; else those of the calls.
    pub async fn bills(&self, find: &FindBills) -> Result<Rows<Bill>, VendorError> {
        one_of(&BILLS, "type", TYPES, find.kind.as_deref())?;
        one_of(&BILLS, "direction", DIRECTIONS, find.direction.as_deref())?;
        let range = Range {
            start: find.start,
            end: find.end,
        };
        let (mut all, mut seen) = (Rows::default(), HashSet::new());
        for window in range.windows(BILLS.name, DAYS)? {
            let outgoing = self
                .to(&BILLS)
                .await?
                .query("dateStart", window.start)
                .query("dateEnd", window.end)
                .query("type", find.kind.as_deref())
                .query("direction", find.direction.as_deref())
                .query("carePlanId", find.care_plan);
            let rows = self.send(outgoing).await?.rows()?;
            join(&mut all, rows, &mut seen, |row: &Bill| {
                row.id.map(|id| id.to_string())
            });
        }
        Ok(all)
    }

    /// One bill.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn bill(&self, id: i64) -> Result<Bill, VendorError> {
        let outgoing = self.to(&BILL).await?.path("billId", id);
        self.send(outgoing).await?.the_one()
    }

    /// What is still owed on a bill.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn bill_liabilities(&self, bill: i64) -> Result<Rows<BillLiability>, VendorError> {
        let outgoing = self.to(&BILL_LIABILITIES).await?.path("billId", bill);
        self.send(outgoing).await?.rows()
    }

    /// Removes what is owed, after a transaction has paid it.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn delete_bill_liability(&self, bill: i64, liability: i64) -> Result<(), VendorError> {
        let outgoing = self.to(&DELETE_BILL_LIABILITY).await?;
        let outgoing = outgoing.path("billId", bill).path("liabilityId", liability);
        self.send(outgoing).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{A, answering, round_trip};
    use super::*;

    const BILL_ROW: &str = r#"{"id":9,"number":"12/2026","date":"2026-05-04","type":"full","direction":"incoming",
        "patientId":5,"carePlanId":3,"total":100.50,"amount":"100.50","bollo":2.00}"#;

    #[tokio::test]
    async fn a_long_range_of_bills_is_asked_in_pieces() {
        let (client, stub) = answering(&format!(r#"{{"status":"success","data":[{BILL_ROW}]}}"#));
        let find = FindBills {
            start: "2026-01-01".parse().ok(),
            end: "2026-02-01".parse().ok(),
            kind: Some("proforma".to_owned()),
            direction: Some("outgoing".to_owned()),
            care_plan: Some(3),
        };
        let rows = client.bills(&find).await.unwrap();
        let rest = "type=proforma&direction=outgoing&carePlanId=3";
        assert_eq!(
            stub.calls(),
            [
                format!("GET {A}/bills?dateStart=2026-01-01&dateEnd=2026-01-31&{rest}"),
                format!("GET {A}/bills?dateStart=2026-02-01&dateEnd=2026-02-01&{rest}"),
            ]
        );
        assert_eq!(rows.len(), 1);
        let row = &rows.rows[0];
        assert_eq!(
            (row.total, row.amount),
            (Some(Decimal::new(10050, 2)), Some(Decimal::new(10050, 2)))
        );
        assert_eq!(row.extra.get("bollo"), Some("2.00"));
        for (kind, direction, field) in [("all", "incoming", "type"), ("full", "in", "direction")] {
            let wrong = FindBills {
                kind: Some(kind.to_owned()),
                direction: Some(direction.to_owned()),
                ..find.clone()
            };
            assert_eq!(client.bills(&wrong).await.unwrap_err().field, Some(field));
        }
    }

    #[tokio::test]
    async fn one_bill_and_its_liabilities() {
        let (client, stub) = answering(&format!(r#"{{"status":"success","data":{BILL_ROW}}}"#));
        assert_eq!(client.bill(9).await.unwrap().number.as_deref(), Some("12/2026"));
        assert_eq!(stub.calls(), [format!("GET {A}/bills/9")]);
        let row = r#"{"id":1,"billId":9,"amount":50.25,"date":"2026-06-01"}"#;
        let (client, stub) = answering(&format!(r#"{{"data":[{row}]}}"#));
        let rows = client.bill_liabilities(9).await.unwrap();
        assert_eq!(stub.calls(), [format!("GET {A}/bills/9/liabilities")]);
        assert_eq!(round_trip(&rows.rows[0], row), 0);
    }

    #[tokio::test]
    async fn a_liability_is_removed_whatever_the_body_of_the_yes() {
        for body in ["", "{}", r#"{"status":"success"}"#] {
            let (client, stub) = answering(body);
            client.delete_bill_liability(9, 1).await.unwrap();
            assert_eq!(stub.calls(), [format!("DELETE {A}/bills/9/liabilities/1")]);
        }
    }
}
