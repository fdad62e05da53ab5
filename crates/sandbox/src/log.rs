//! What the server has been asked: for tests that must know what really arrived.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::faults::FaultKind;

/// How many requests the log remembers; a long first fill must not eat the memory of the training clinic.
const REMEMBERED: usize = 20_000;

/// One request as it arrived.
#[derive(Debug, Clone, Serialize)]
pub struct Seen {
    /// The request's number, from 1.
    pub number: u64,
    /// When it arrived, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// The operation's name, or `unknown`.
    pub operation: &'static str,
    /// HTTP method.
    pub method: String,
    /// Path with the query, as sent.
    pub path: String,
    /// HTTP status answered; none when the line was cut.
    pub status: Option<u16>,
    /// The faults that struck.
    pub faults: Vec<FaultKind>,
    /// Whether the request was handed to the vendor (a spoiled answer may hide an applied write).
    pub applied: bool,
}

#[derive(Default)]
struct Inner {
    seen: VecDeque<Seen>,
    counts: BTreeMap<&'static str, u64>,
    number: u64,
}

/// The requests of one vendor, newest last.
#[derive(Default)]
pub struct Log(Mutex<Inner>);

impl Log {
    pub(crate) fn note(&self, mut seen: Seen) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.number += 1;
        seen.number = inner.number;
        *inner.counts.entry(seen.operation).or_default() += 1;
        if inner.seen.len() == REMEMBERED {
            inner.seen.pop_front();
        }
        inner.seen.push_back(seen);
    }

    /// The remembered requests, oldest first.
    pub fn seen(&self) -> Vec<Seen> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .seen
            .iter()
            .cloned()
            .collect()
    }

    /// How often each operation was asked since the start or the last [`Log::clear`].
    pub fn counts(&self) -> BTreeMap<&'static str, u64> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .counts
            .clone()
    }

    /// Forgets everything.
    pub fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Inner::default();
    }
}
