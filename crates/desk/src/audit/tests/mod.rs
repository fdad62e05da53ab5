//! The log on real files: what tampering leaves behind, what erasing does not.

mod anew;
mod ended;
mod keeping;
mod lines;
mod tampering;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::executor::block_on;
use futures::future::BoxFuture;
use rusqlite::types::Value;
use tempfile::TempDir;
use uuid::Uuid;

use super::{Audit, AuditAct, AuditProblem, AuditVerdict, NewLine};
use crate::error::DeskError;
use crate::ports::{Clock, DatabaseExecutor, Ports};
use crate::session::{Author, Seat};
use crate::store::Store;
use crate::store::testing::{Inline, now, ports_on};

/// A clock that a test sets.
#[derive(Clone, Default)]
struct SetClock(Arc<AtomicI64>);

impl SetClock {
    fn forward(&self, time: TimeDelta) {
        self.0.fetch_add(time.num_milliseconds(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        now() + TimeDelta::milliseconds(self.0.load(Ordering::SeqCst))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        self.forward(TimeDelta::from_std(time).unwrap());
        Box::pin(std::future::ready(()))
    }
}

/// A folder with a log in it.
struct Place {
    dir: TempDir,
    ports: Ports,
    clock: SetClock,
    seat: Seat,
}

/// The log as one process has it open.
struct Open {
    store: Store,
    audit: Audit,
}

const CANARY: &str = "Canarescu-Ștefania";

impl Place {
    fn new() -> Self {
        Self::on(Arc::new(Inline))
    }

    fn on(executor: Arc<dyn DatabaseExecutor>) -> Self {
        let (ports, _) = ports_on(executor);
        let clock = SetClock::default();
        Self {
            dir: tempfile::tempdir().unwrap(),
            ports: Ports {
                clock: Arc::new(clock.clone()),
                ..ports
            },
            clock,
            seat: Seat::default(),
        }
    }

    fn open(&self) -> Open {
        let store = block_on(Store::open(self.dir.path().join("desk"), &self.ports)).unwrap();
        let audit = Audit::new(&store, self.ports.clone(), self.seat.clone());
        block_on(audit.begin(&store)).unwrap();
        Open { store, audit }
    }

    fn sit(&self, name: &str) -> Uuid {
        let user = Uuid::from_u128(name.bytes().fold(7, |sum, byte| sum * 31 + u128::from(byte)));
        self.seat.take(Some(Author {
            user: Some(user),
            name: name.to_owned(),
            role: None,
            emergency: false,
        }));
        user
    }
}

impl Open {
    /// Puts a line down in a transaction of its own.
    fn record(&self, line: &NewLine) {
        let (audit, line) = (self.audit.clone(), line.clone());
        block_on(self.store.write(move |tx| audit.record(tx, &line))).unwrap();
    }

    fn viewed(&self, line: &NewLine) {
        let (audit, line) = (self.audit.clone(), line.clone());
        block_on(self.store.write(move |tx| audit.viewed(tx, &line))).unwrap();
    }

    /// So many lines, of persons in turn.
    fn lines(&self, count: u32) {
        for number in 0..count {
            self.record(&line(number));
        }
    }

    fn try_write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        block_on(self.store.write(job))
    }

    /// Changes rows as somebody with the key of the store could.
    fn tamper(&self, sql: &str) -> usize {
        let sql = sql.to_owned();
        self.try_write(move |tx| Ok(tx.execute(&sql, [])?)).unwrap()
    }

    fn verdict(&self) -> AuditVerdict {
        let audit = self.audit.clone();
        block_on(self.store.read(move |conn| {
            let kept = audit.anchor.read()?;
            super::verify::verify(conn, &audit.key, kept.as_ref(), None)
        }))
        .unwrap()
    }

    fn problem(&self) -> Option<(AuditProblem, u32)> {
        let verdict = self.verdict();
        assert_eq!(verdict.ok, verdict.problem.is_none());
        verdict.problem.map(|problem| (problem, verdict.at_line.unwrap()))
    }

    /// The cells of a column, by line.
    fn column(&self, name: &str) -> Vec<Value> {
        let query = format!("SELECT {name} FROM access_log ORDER BY seq");
        block_on(self.store.read(move |conn| {
            let mut statement = conn.prepare(&query)?;
            let cells = statement.query_map([], |row| row.get(0))?;
            Ok(cells.collect::<Result<_, _>>()?)
        }))
        .unwrap()
    }

    fn acts(&self) -> Vec<String> {
        self.column("act")
            .into_iter()
            .map(|act| match act {
                Value::Text(text) => text,
                other => panic!("{other:?}"),
            })
            .collect()
    }
}

/// A line with something in every column.
fn line(number: u32) -> NewLine {
    NewLine {
        person: Some(person(number % 3)),
        patient_name: Some(format!("{CANARY} {number}")),
        appointment: Some(Uuid::from_u128(0xa00 + u128::from(number))),
        entry: Some(Uuid::from_u128(0xe00 + u128::from(number))),
        reason: Some("asked on the phone".to_owned()),
        ..NewLine::of(AuditAct::PatientEdited).with(
            "phone",
            Some(format!("0722 {number}")),
            Some(format!("0733 {number}")),
        )
    }
}

fn person(number: u32) -> Uuid {
    Uuid::from_u128(0xb00 + u128::from(number))
}
