//! The store on real files.

mod copies;
mod keys;
mod opening;
mod running;

use std::sync::Arc;

use futures::executor::block_on;
use tempfile::TempDir;

use super::testing::{Inline, TestSecrets, ports_on};
use super::*;
use crate::error::ErrorCode;

const CANARY: &str = "Canary-Ștefănescu-0722123456";

struct Place {
    dir: TempDir,
    ports: Ports,
    secrets: Arc<TestSecrets>,
}

impl Place {
    fn new() -> Self {
        Self::on(Arc::new(Inline))
    }

    fn on(executor: Arc<dyn DatabaseExecutor>) -> Self {
        let (ports, secrets) = ports_on(executor);
        Self {
            dir: tempfile::tempdir().unwrap(),
            ports,
            secrets,
        }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("desk")
    }

    fn open(&self) -> Result<Store, DeskError> {
        block_on(Store::open(self.path(), &self.ports))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Opens, writes a setting and closes.
    fn used(self) -> Self {
        put(&self.open().unwrap(), "greeting", CANARY).unwrap();
        self
    }

    fn code(&self) -> ErrorCode {
        self.open().unwrap_err().code
    }
}

fn put(store: &Store, key: &'static str, value: &str) -> Result<(), DeskError> {
    let value = value.to_owned();
    block_on(store.write(move |tx| {
        tx.execute("INSERT OR REPLACE INTO settings VALUES (?1, ?2)", [key, &value])?;
        Ok(())
    }))
}

fn get(store: &Store, key: &'static str) -> Result<String, DeskError> {
    block_on(store.read(move |conn| {
        Ok(
            conn.query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| {
                row.get(0)
            })?,
        )
    }))
}
