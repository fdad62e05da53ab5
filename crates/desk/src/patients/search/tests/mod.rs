//! The look-up on a real store.

mod finding;
mod folding;
mod hits;
mod likeness;
mod properties;

use futures::executor::block_on;
use rusqlite::{Transaction, params};
use tempfile::TempDir;
use uuid::Uuid;

use super::{find, index_record, load_hits};
use crate::error::DeskError;
use crate::patients::{FindPatients, FoundPatients, PatientHit};
use crate::store::Store;
use crate::store::testing::{now, ports};

const CLINIC: &str = "00000000-0000-0000-0000-0000000c1111";

/// A record as a test writes it down.
#[derive(Debug, Clone, Default)]
struct Row {
    last: String,
    first: String,
    born: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    id: Option<String>,
}

fn row(last: &str, first: &str) -> Row {
    Row {
        last: last.to_owned(),
        first: first.to_owned(),
        ..Row::default()
    }
}

impl Row {
    fn born(self, date: &str) -> Self {
        Self {
            born: Some(date.to_owned()),
            ..self
        }
    }

    fn phone(self, phone: &str) -> Self {
        Self {
            phone: Some(phone.to_owned()),
            ..self
        }
    }

    fn email(self, email: &str) -> Self {
        Self {
            email: Some(email.to_owned()),
            ..self
        }
    }

    fn id(self, id: &str) -> Self {
        Self {
            id: Some(id.to_owned()),
            ..self
        }
    }
}

/// Person and record of one number are the same id: a test's people have one record each.
fn person(number: usize) -> Uuid {
    Uuid::from_u128(0xa0_0000 + number as u128)
}

/// A store with one clinic in Bucharest.
struct Clinic {
    store: Store,
    _dir: TempDir,
}

impl Clinic {
    /// A clinic with these patients, numbered from 0.
    fn with(rows: Vec<Row>) -> Self {
        let (ports, _) = ports();
        let dir = tempfile::tempdir().unwrap();
        let store = block_on(Store::open(dir.path().join("desk"), &ports)).unwrap();
        let clinic = Self { store, _dir: dir };
        clinic.write(move |tx| {
            tx.execute(
                "INSERT INTO connections (id, name, vendor, base_url, zone, created_at)
                 VALUES (?1, 'Clinica', 'medsoft', 'https://clinic.example', 'Europe/Bucharest', 1)",
                [CLINIC],
            )?;
            rows.iter()
                .enumerate()
                .try_for_each(|(number, row)| put(tx, number, row))
        });
        clinic
    }

    fn write(&self, job: impl FnOnce(&Transaction<'_>) -> Result<(), DeskError> + Send + 'static) {
        block_on(self.store.write(job)).unwrap();
    }

    /// Runs SQL on the record of a person (`?1`).
    fn change(&self, number: usize, sql: &'static str) {
        self.write(move |tx| {
            tx.execute(sql, [person(number).to_string()])?;
            index_record(tx, person(number))
        });
    }

    fn appointment(&self, number: usize, date: &'static str, start: &'static str) -> Uuid {
        let id = Uuid::new_v4();
        self.write(move |tx| {
            tx.execute(
                "INSERT INTO appointments (id, record, connection, vendor_id, vendor_patient, date, start, seen_at)
                 VALUES (?1, ?2, ?3, ?1, ?4, ?5, ?6, 1)",
                params![id.to_string(), person(number).to_string(), CLINIC, number.to_string(), date, start],
            )?;
            Ok(())
        });
        id
    }

    fn find_up_to(&self, text: &str, limit: u32) -> FoundPatients {
        let request = FindPatients {
            text: text.to_owned(),
            limit: Some(limit),
        };
        block_on(self.store.read(move |conn| find(conn, &request, now()))).unwrap()
    }

    fn find(&self, text: &str) -> FoundPatients {
        self.find_up_to(text, 50)
    }

    /// Names found as written; panics when they were found by misspelling.
    fn names(&self, text: &str) -> Vec<String> {
        let found = self.find(text);
        assert!(!found.by_misspelling, "{text} was taken for a misspelling");
        found.hits.into_iter().map(|hit| hit.name).collect()
    }

    fn hit(&self, number: usize) -> PatientHit {
        block_on(
            self.store
                .read(move |conn| load_hits(conn, &[person(number)], now())),
        )
        .unwrap()
        .remove(0)
    }
}

fn put(tx: &Transaction<'_>, number: usize, row: &Row) -> Result<(), DeskError> {
    let id = person(number).to_string();
    tx.execute(
        "INSERT INTO persons (id, desk, created_at) VALUES (?1, 'desk', 1)",
        [&id],
    )?;
    tx.execute(
        "INSERT INTO patient_records (id, person, connection, vendor_id, last_name, first_name, birth_date, phone,
             email, national_id, created_at) VALUES (?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)",
        params![id, CLINIC, number.to_string(), row.last, row.first, row.born, row.phone, row.email, row.id],
    )?;
    index_record(tx, person(number))
}
