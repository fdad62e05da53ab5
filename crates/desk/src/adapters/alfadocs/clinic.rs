//! Who treats, and where: operators and chairs. Appointments carry their ids, lists their names.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_vendors::alfadocs::{FindOperators, Operator};
use frontdesk_vendors::{ErrorKind, VendorError};

use super::{Adapter, text};
use crate::adapters::{DoctorEntry, Doctors};

/// Names are asked for again after so long, or as soon as an id turns up that has none.
const KEPT: TimeDelta = TimeDelta::hours(6);
/// An id that has no name is not asked about more often.
const ASK_AGAIN: TimeDelta = TimeDelta::minutes(10);

/// What operators and chairs are called, by id.
#[derive(Default, Clone)]
pub(super) struct Called {
    pub(super) operators: BTreeMap<i64, String>,
    pub(super) chairs: BTreeMap<i64, String>,
}

/// The names as last listed, shared by all who ask.
#[derive(Default)]
pub(super) struct Names(Mutex<Option<(DateTime<Utc>, Called)>>);

impl Names {
    fn known(&self) -> Option<(DateTime<Utc>, Called)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, at: DateTime<Utc>, called: Called) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, called));
    }
}

impl Adapter {
    /// The names of these operators and chairs, asked for when one of them is not known.
    pub(super) async fn called(&self, operators: &[i64], chairs: &[i64]) -> Result<Called, VendorError> {
        let now = self.clock.now();
        if let Some((at, called)) = self.names.known() {
            let whole = operators.iter().all(|id| called.operators.contains_key(id))
                && chairs.iter().all(|id| called.chairs.contains_key(id));
            let age = now - at;
            if age >= TimeDelta::zero() && age < if whole { KEPT } else { ASK_AGAIN } {
                return Ok(called);
            }
        }
        let before = self.names.known().map(|(_, called)| called).unwrap_or_default();
        let called = Called {
            // Those who have left too: their appointments stay.
            operators: match told(self.operators().await)? {
                Some(rows) => named(rows, |row| Some((row.id?, row.full_name()?))),
                None => before.operators,
            },
            chairs: match told(self.client.chairs().await)? {
                Some(rows) => named(rows, |row| Some((row.id?, text(row.name)?))),
                None => before.chairs,
            },
        };
        self.names.keep(now, called.clone());
        Ok(called)
    }

    async fn operators(&self) -> Result<frontdesk_vendors::Rows<Operator>, VendorError> {
        self.client.operators(&FindOperators::default()).await
    }
}

/// A list of names, where the vendor tells it: an agenda without them is better than none. Only what concerns
/// every question is passed on.
fn told<T>(answer: Result<T, VendorError>) -> Result<Option<T>, VendorError> {
    match answer {
        Ok(rows) => Ok(Some(rows)),
        Err(error)
            if matches!(
                error.kind,
                ErrorKind::NotSent
                    | ErrorKind::Interrupted
                    | ErrorKind::RateLimited
                    | ErrorKind::Unauthorized
            ) =>
        {
            Err(error)
        }
        Err(error) => {
            tracing::info!(
                kind = error.kind.as_str(),
                operation = error.operation,
                "names cannot be read"
            );
            Ok(None)
        }
    }
}

fn named<T>(
    rows: impl IntoIterator<Item = T>,
    name: impl Fn(T) -> Option<(i64, String)>,
) -> BTreeMap<i64, String> {
    rows.into_iter().filter_map(name).collect()
}

#[async_trait]
impl Doctors for Adapter {
    async fn doctors(&self) -> Result<Vec<DoctorEntry>, VendorError> {
        let entry = |row: Operator| {
            let (first_name, last_name) = match (text(row.first_name.clone()), text(row.last_name.clone())) {
                (first, Some(last)) => (first.unwrap_or_default(), last),
                // A whole name is not taken apart: nobody can say where the family name begins.
                _ => (String::new(), row.full_name()?),
            };
            Some(DoctorEntry {
                vendor_id: row.id?.to_string(),
                work_point: None,
                last_name,
                first_name,
                specialty: None,
                active: row.deleted.map(|deleted| !deleted),
                extra: row.extra.to_json(),
            })
        };
        Ok(self.operators().await?.into_iter().filter_map(entry).collect())
    }

    /// A practice is one place: AlfaDocs has no work points. Chairs are the rooms of appointments.
    async fn work_point_ids(&self) -> Result<Vec<String>, VendorError> {
        Ok(Vec::new())
    }
}
