//! A desk whose store is filled as reading fills it.

mod erasing;
mod thinning;

use chrono::{DateTime, NaiveDate, Utc};
use futures::executor::block_on;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use uuid::Uuid;

use super::*;
use crate::adapters::{BookAppointment, DirectoryPatient, PatientDocument, PatientPhone};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Events;
use crate::store::testing::{now, ports};
use crate::store::to_ms;
use crate::sync::absorb::{self, Times};

/// Nobody is called so; words begin with it, so that an index that cuts common beginnings off still shows it.
const CANARY: &str = "Zqxcanary";

struct Clinic {
    desk: Desk,
    connection: Uuid,
    _dir: tempfile::TempDir,
}

/// An answer that came now.
fn times() -> Times {
    Times {
        asked_at: now(),
        now: now(),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn patient(code: &str, name: &str) -> DirectoryPatient {
    DirectoryPatient {
        vendor_id: code.into(),
        last_name: name.into(),
        first_name: format!("{name}ana"),
        birth_date: Some(day("1974-01-31")),
        phone: Some("0722 987 001".into()),
        phones: Some(vec![PatientPhone {
            number: "0722 987 002".into(),
            ..PatientPhone::default()
        }]),
        email: Some(format!("{name}@example.test")),
        national_id: Some(format!("{name}-CNP")),
        extra: format!(r#"{{"oras":"{name}"}}"#),
        ..DirectoryPatient::default()
    }
}

fn visit(code: &str, date: &str, purpose: &str) -> BookAppointment {
    BookAppointment {
        vendor_id: Some(code.into()),
        date: Some(day(date)),
        purpose: Some(purpose.into()),
        flags: [("1".to_owned(), false)].into(),
        ..BookAppointment::default()
    }
}

impl Clinic {
    fn new() -> Self {
        let (ports, _) = ports();
        let dir = tempfile::tempdir().unwrap();
        let desk = block_on(Desk::open(dir.path().join("desk"), ports, Events::default())).unwrap();
        let clinic = Self {
            desk,
            connection: Uuid::from_u128(0xc),
            _dir: dir,
        };
        let connection = clinic.connection.to_string();
        clinic.write(move |tx| {
            tx.execute(
                "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
                 VALUES (?1, 'Clinica', 'medsoft', 'https://clinic.example', 'Europe/Bucharest', 1)",
                [&connection],
            )?;
            Ok(())
        });
        clinic
    }

    fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, DeskError> + Send + 'static,
    ) -> T {
        block_on(self.desk.store.write(move |tx| job(tx))).unwrap()
    }

    fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, DeskError> + Send + 'static,
    ) -> T {
        block_on(self.desk.store.read(job)).unwrap()
    }

    /// The vendor lists a patient; `None` when it is kept out.
    fn listed(&self, row: DirectoryPatient) -> Option<Uuid> {
        let connection = self.connection;
        self.write(move |tx| absorb::patient_listed(tx, connection, &row, times()))
    }

    /// The vendor answers a patient's appointments, all of them.
    fn visits(&self, record: Uuid, rows: Vec<BookAppointment>) {
        self.write(move |tx| absorb::appointments(tx, record, &rows, times()));
    }

    /// A patient with everything a vendor tells, and a visit on that day.
    fn known(&self, code: &str, name: &str, date: &str) -> Uuid {
        let record = self.listed(patient(code, name)).unwrap();
        self.visits(record, vec![visit(&format!("a{code}"), date, name)]);
        let paper = PatientDocument {
            vendor_id: "d1".into(),
            name: format!("{name}.pdf"),
            ..PatientDocument::default()
        };
        self.write(move |tx| absorb::documents(tx, record, &[paper], now()));
        record
    }

    fn person(&self, record: Uuid) -> Uuid {
        self.read(move |conn| {
            Ok(conn.query_row(
                "SELECT person FROM patient_records WHERE id = ?1",
                [record.to_string()],
                |row| crate::store::id_of(row, "person"),
            )?)
        })
    }

    fn found(&self, text: &str) -> usize {
        let query = FindPatients {
            text: text.into(),
            limit: None,
        };
        block_on(self.desk.find_patients(query)).unwrap().hits.len()
    }

    fn count(&self, table: &'static str) -> u32 {
        self.read(move |conn| {
            Ok(conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?)
        })
    }

    /// Puts down that something was sent, as of that moment.
    fn sent(&self, record: Uuid, state: &'static str, at: DateTime<Utc>) {
        let connection = self.connection.to_string();
        self.write(move |tx| {
            let number: u32 = tx.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0))?;
            let id = Uuid::from_u128(0x5e47_0000 + u128::from(number)).to_string();
            tx.execute(
                "INSERT INTO outbox (id, intent, connection, resource, kind, action, record, state, author,
                     created_at, settled_at)
                 VALUES (?1, ?1, ?2, 'record:' || ?3, 'gdpr_form',
                     json_object('kind', 'gdpr_form', 'record', ?3), ?3, ?4, 'Zqxcanary', ?5, ?5)",
                rusqlite::params![id, connection, record.to_string(), state, to_ms(at)],
            )?;
            Ok(())
        });
    }

    /// Every table that holds the text in any column, what the search keeps for itself included.
    fn tables_with(&self, text: &str) -> Vec<String> {
        let text = text.to_lowercase().into_bytes();
        self.read(move |conn| {
            let names: Vec<String> = conn
                .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let mut holding = Vec::new();
            for name in names {
                let mut statement = conn.prepare(&format!("SELECT * FROM \"{name}\""))?;
                let columns = statement.column_count();
                let mut rows = statement.query([])?;
                let mut holds = false;
                while let Some(row) = rows.next()? {
                    for column in 0..columns {
                        if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(column)? {
                            let bytes = bytes.to_ascii_lowercase();
                            holds |= bytes.windows(text.len()).any(|window| window == text);
                        }
                    }
                }
                if holds {
                    holding.push(name);
                }
            }
            Ok(holding)
        })
    }
}
