//! What the window and the command line ask about bills.

use chrono::NaiveDate;
use uuid::Uuid;

use super::asking::today_at;
use super::{BillPage, BillsPage, BillsRequest, PayBill, SetLiabilityRule, read, table};
use crate::adapters;
use crate::agenda::Accepted;
use crate::audit::{AuditAct, NewLine};
use crate::connections::{self, Ability, Connection};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;

/// The longest period that is asked for, in days: each 31 of them are a request.
const LONGEST: i64 = 5 * 366;

fn check_period(from: NaiveDate, to: NaiveDate) -> Result<(), DeskError> {
    match (to - from).num_days() {
        ..0 => Err(DeskError::invalid("to", "before-from")),
        0..LONGEST => Ok(()),
        _ => Err(DeskError::invalid("to", "too-long")),
    }
}

impl Desk {
    async fn with_bills(&self, connection: Uuid) -> Result<Connection, DeskError> {
        let connection = self.accounts.get(connection).await?;
        if adapters::abilities_of(connection.vendor).contains(&Ability::Bills) {
            return Ok(connection);
        }
        Err(DeskError::not_found("account with bills"))
    }

    /// The bills of a period, from the store; where `refresh` says so, the vendor is asked first.
    ///
    /// # Errors
    /// `NotFound` (connection), `InvalidField` (`to`: `before-from`, `too-long`), or the store's. A vendor that does not
    /// answer is told in the page.
    pub async fn bills(&self, request: BillsRequest) -> Result<BillsPage, DeskError> {
        check_period(request.from, request.to)?;
        let connection = self.with_bills(request.connection).await?;
        let unanswered = match request.refresh {
            true => self.ask_bills(&connection, request.from, request.to).await.err(),
            false => None,
        };
        if request.refresh {
            self.accounts.events().changed(&[Topic::Money]);
        }
        let page = self.store.read(move |conn| read::bills(conn, &request)).await?;
        Ok(BillsPage {
            unanswered: unanswered.map(|error| error.code),
            ..page
        })
    }

    /// One bill in full, asked now where the line is up.
    ///
    /// # Errors
    /// `NotFound`, or the store's. A vendor that does not answer is told in the page.
    pub async fn bill(&self, id: Uuid) -> Result<BillPage, DeskError> {
        let kept = self.store.read(move |conn| read::bill(conn, id)).await?;
        let connection = self.accounts.get(kept.bill.connection).await?;
        self.put_down_view(NewLine {
            record: kept.bill.record,
            connection: Some(connection.id),
            ..NewLine::of(AuditAct::DocumentOpened).with(
                "document",
                None,
                Some(kept.bill.number.clone().unwrap_or(kept.bill.vendor_id.clone())),
            )
        })
        .await?;
        let unanswered = self.ask_bill(&kept, &connection).await?;
        let vendor = connection.vendor;
        let page = self.store.read(move |conn| read::page(conn, id, vendor)).await?;
        Ok(BillPage { unanswered, ..page })
    }

    /// Records a payment for a bill through the outbox, on a live line with the person watching; it cannot be taken back
    /// at the vendor. The money counts as taken at this desk at once.
    ///
    /// # Errors
    /// `NotFound`; `InvalidField`: `bill` (`gone`, `proforma`), `amount` (`not-a-number`, `not-positive`,
    /// `too-many-places`, `too-large`), `date` (`future`), `account` (`unknown`, `closed`), `payment_type` (`unknown`),
    /// `expense_type` (`unknown`), `intent` (`used-for-something-else`); or the store's.
    pub async fn pay_bill(&self, request: PayBill) -> Result<Accepted, DeskError> {
        self.outbox.pay_bill(request).await
    }

    /// Today at the clinic of a connection.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn today_of(&self, connection: Uuid) -> Result<NaiveDate, DeskError> {
        let connection = self.accounts.get(connection).await?;
        Ok(today_at(&connection, self.ports.clock.now()))
    }

    /// The clinic says who removes the liabilities of paid bills.
    ///
    /// # Errors
    /// `NotFound`, or the store's.
    pub async fn set_liability_rule(&self, request: SetLiabilityRule) -> Result<(), DeskError> {
        let connection = self.with_bills(request.connection).await?;
        let (audit, now) = (self.audit.clone(), self.ports.clock.now());
        self.store
            .write(move |tx| {
                let before = table::rule_of(tx, connection.id)?;
                if before == request.rule {
                    return Ok(());
                }
                table::set_rule(tx, connection.id, request.rule)?;
                connections::touch(tx, connection.id, now)?;
                let line = NewLine {
                    connection: Some(connection.id),
                    ..NewLine::of(AuditAct::ConnectionEdited).with(
                        "liability_rule",
                        Some(table::word(&before)),
                        Some(table::word(&request.rule)),
                    )
                };
                audit.record(tx, &line)
            })
            .await?;
        self.accounts
            .events()
            .changed(&[Topic::Money, Topic::Connections]);
        Ok(())
    }
}
