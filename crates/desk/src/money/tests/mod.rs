//! The drawer of an invented clinic.

mod accounts;
mod day;
mod files;
mod give_back;
mod shift;
mod statement;
mod taking;
mod work_point;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::{Amount, Words};
use futures::executor::block_on;
use futures::future::BoxFuture;
use rusqlite::Connection;
use uuid::Uuid;

use super::*;
use crate::adapters::{BookAppointment, DirectoryPatient};
use crate::audit::{AuditAct, AuditLine, AuditQuery};
use crate::billing::PaymentMethod;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Events;
use crate::ports::{Clock, DatabaseExecutor, Ports, documents_by};
use crate::store::testing::{Inline, now, ports};
use crate::store::{from_ms, to_ms};
use crate::sync::absorb::{self, Times};

/// A clock that is set by hand.
struct ByHand(AtomicI64);

impl Clock for ByHand {
    fn now(&self) -> DateTime<Utc> {
        from_ms(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

struct Clinic {
    desk: Desk,
    ports: Ports,
    clock: Arc<ByHand>,
    connection: Uuid,
    dir: tempfile::TempDir,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn times() -> Times {
    Times {
        asked_at: now(),
        now: now(),
    }
}

impl Clinic {
    fn new() -> Self {
        Self::on(Arc::new(Inline))
    }

    /// A clinic in Bucharest, on the Monday 2026-03-02 at 10:00. Its papers are their facts.
    fn on(executor: Arc<dyn DatabaseExecutor>) -> Self {
        let clock = Arc::new(ByHand(AtomicI64::new(to_ms(now()))));
        let (ports, _) = ports();
        let ports = Ports {
            clock: clock.clone(),
            executor,
            documents: documents_by(|name, facts, language| {
                let facts = serde_json::json!({ "document": name, "language": language, "facts": facts });
                Ok::<_, String>((name.to_owned(), facts.to_string().into_bytes()))
            }),
            ..ports
        };
        let dir = tempfile::tempdir().unwrap();
        let desk = block_on(Desk::open(
            dir.path().join("desk"),
            ports.clone(),
            Events::default(),
        ))
        .unwrap();
        let clinic = Self {
            desk,
            ports,
            clock,
            connection: Uuid::from_u128(0xc),
            dir,
        };
        let connection = clinic.connection.to_string();
        clinic.write(move |tx| {
            tx.execute(
                "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
                 VALUES (?1, 'Clinica', 'medsoft', 'https://clinic.example', 'Europe/Bucharest', 1)",
                [&connection],
            )?;
            tx.execute(
                "INSERT INTO statuses (connection, key, position, name, active, stage)
                 VALUES (?1, '4', 4, 'Finalizat', 1, 'done')",
                [&connection],
            )?;
            Ok(())
        });
        clinic
    }

    /// Another process on the same store.
    fn another(&self, executor: Arc<dyn DatabaseExecutor>) -> Desk {
        let ports = Ports {
            executor,
            ..self.ports.clone()
        };
        block_on(Desk::open(self.dir.path().join("desk"), ports, Events::default())).unwrap()
    }

    fn at(&self, instant: &str) {
        let instant: DateTime<Utc> = instant.parse().unwrap();
        self.clock.0.store(to_ms(instant), Ordering::SeqCst);
    }

    fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, DeskError> + Send + 'static,
    ) -> T {
        block_on(self.desk.store.write(move |tx| job(tx))).unwrap()
    }

    fn record(&self, code: &str, name: &str) -> Uuid {
        let (connection, row) = (
            self.connection,
            DirectoryPatient {
                vendor_id: code.into(),
                last_name: name.into(),
                first_name: "Ion".into(),
                birth_date: Some(day("1974-01-31")),
                ..DirectoryPatient::default()
            },
        );
        self.write(move |tx| absorb::patient_listed(tx, connection, &row, times()))
            .unwrap()
    }

    fn person(&self, record: Uuid) -> Uuid {
        self.write(move |conn| {
            Ok(conn.query_row(
                "SELECT person FROM patient_records WHERE id = ?1",
                [record.to_string()],
                |row| crate::store::id_of(row, "person"),
            )?)
        })
    }

    fn patient(&self, code: &str, name: &str) -> Uuid {
        self.person(self.record(code, name))
    }

    /// A visit of that day, done or not.
    fn visit(&self, record: Uuid, date: &str, done: bool) {
        let row = BookAppointment {
            vendor_id: Some(format!("a{record}{date}")),
            date: Some(day(date)),
            doctor: Some("Dr. Vasiliu".into()),
            flags: [("4".to_owned(), done)].into(),
            ..BookAppointment::default()
        };
        self.write(move |tx| absorb::appointments(tx, record, &[row], times()));
    }

    /// A payment as the vendor lists it; `of` is whose by the row's own word.
    fn listed(
        &self,
        record: Uuid,
        position: u32,
        date: &'static str,
        amount: &'static str,
        of: Option<&'static str>,
    ) {
        self.write(move |tx| {
            tx.execute(
                "INSERT INTO patient_payments (record, position, vendor_patient, date, amount, currency, method)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'RON', 'Numerar')",
                rusqlite::params![record.to_string(), position, of, date, amount],
            )?;
            Ok(())
        });
    }

    /// The same under the vendor's code for it.
    fn listed_as(&self, record: Uuid, date: &'static str, amount: &'static str, code: &'static str) {
        self.write(move |tx| {
            tx.execute(
                "INSERT INTO patient_payments (record, position, vendor_patient, date, amount, currency, method, note)
                 VALUES (?1, (SELECT count(*) FROM patient_payments), NULL, ?2, ?3, 'RON', 'Numerar', ?4)",
                rusqlite::params![record.to_string(), date, amount, code],
            )?;
            Ok(())
        });
    }

    /// A bill of a patient with something owed.
    fn bill(&self, code: &'static str, date: &'static str, total: &'static str) {
        let connection = self.connection.to_string();
        self.write(move |tx| {
            tx.execute(
                "INSERT INTO bills (id, connection, vendor_id, number, date, kind, direction, vendor_patient, total,
                     currency, open, found_from, found_to, seen_at)
                 VALUES ('00000000-0000-0000-0000-0000000000b1', ?1, 'b1', '7', ?3, 'invoice', 'incoming', ?2, ?4, 'RON',
                     ?4, ?3, ?3, 1)",
                rusqlite::params![connection, code, date, total],
            )?;
            Ok(())
        });
    }

    fn take(&self, person: Uuid, amount: &str, currency: &str, method: PaymentMethod) -> Taking {
        block_on(
            self.desk
                .record_taking(taking(person, amount, currency, method, self.ports.ids.next())),
        )
        .unwrap()
    }

    fn cancel(&self, taking: Uuid) -> Result<Taking, DeskError> {
        self.give_back(taking, None, None)
    }

    fn give_back(
        &self,
        taking: Uuid,
        amount: Option<&str>,
        method: Option<PaymentMethod>,
    ) -> Result<Taking, DeskError> {
        block_on(self.desk.give_back(GiveBack {
            taking,
            amount: amount.map(str::to_owned),
            method,
            reason: "typed twice".into(),
            intent: self.ports.ids.next(),
        }))
    }

    fn is_there(&self, id: Uuid, number: Option<&str>) -> Result<Taking, DeskError> {
        block_on(self.desk.taking_is_there(TakingThere {
            id,
            number: number.map(str::to_owned),
            reason: None,
        }))
    }

    /// A taking as it is now.
    fn kept(&self, id: Uuid) -> Taking {
        self.write(move |conn| Ok(takings::one(conn, id)?.taking))
    }

    fn move_cash(&self, kind: CashMoveKind, amount: &str) -> Result<MoneyMove, DeskError> {
        block_on(
            self.desk.cash_move(CashMove {
                kind,
                amount: amount.into(),
                currency: "ron".into(),
                reason: if kind == CashMoveKind::OpeningFloat {
                    ""
                } else {
                    "bank"
                }
                .into(),
                intent: self.ports.ids.next(),
            }),
        )
    }

    fn money(&self, date: Option<&str>) -> MoneyDay {
        block_on(self.desk.money_day(MoneyDayRequest {
            date: date.map(day),
            patient: None,
        }))
        .unwrap()
    }

    fn close(&self, counted: &[(PaymentMethod, &str, &str)], reason: &str) -> Result<CashUp, DeskError> {
        block_on(
            self.desk
                .close_cash(closing(counted, reason, self.ports.ids.next())),
        )
    }

    /// The vendor has what was taken under that intent.
    fn at_vendor(&self, taking: Uuid) {
        self.write(move |tx| {
            tx.execute(
                "UPDATE takings SET at_vendor = 1 WHERE id = ?1",
                [taking.to_string()],
            )?;
            Ok(())
        });
    }

    /// The same, under the vendor's code for the payment.
    fn at_vendor_as(&self, taking: Uuid, code: &'static str) {
        self.write(move |tx| {
            tx.execute(
                "UPDATE takings SET at_vendor = 1, vendor_ref = ?2 WHERE id = ?1",
                rusqlite::params![taking.to_string(), code],
            )?;
            Ok(())
        });
    }

    fn log(&self, act: AuditAct) -> Vec<AuditLine> {
        block_on(self.desk.access_log(AuditQuery {
            act: Some(act),
            ..AuditQuery::default()
        }))
        .unwrap()
        .lines
    }
}

fn taking(person: Uuid, amount: &str, currency: &str, method: PaymentMethod, intent: Uuid) -> RecordTaking {
    RecordTaking {
        patient: person,
        amount: amount.into(),
        currency: currency.into(),
        method,
        fiscal_receipt: None,
        card_slip: None,
        note: None,
        intent,
    }
}

fn closing(counted: &[(PaymentMethod, &str, &str)], reason: &str, intent: Uuid) -> CloseCash {
    CloseCash {
        counted: counted
            .iter()
            .map(|(method, currency, amount)| Counted {
                method: *method,
                currency: (*currency).into(),
                amount: (*amount).into(),
            })
            .collect(),
        reason: reason.into(),
        intent,
    }
}

/// A slip's number without what stands before it.
fn number(slip: Option<&str>) -> Option<&str> {
    slip.and_then(|slip| slip.split_once('-'))
        .map(|(_, number)| number)
}

/// The field and the reason of a refusal.
fn refused<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> (String, String) {
    let error = outcome.unwrap_err();
    (
        error.params.0.get("field").cloned().unwrap_or_default(),
        error.params.0.get("reason").cloned().unwrap_or_default(),
    )
}

fn english() -> Words {
    Words::of("en").unwrap()
}
