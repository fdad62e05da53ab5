//! The appointments of a range of days of a vendor that lists them, and the patients among them.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use frontdesk_vendors::{ErrorKind, VendorError};
use futures::FutureExt as _;
use futures::stream::{self, StreamExt as _};
use uuid::Uuid;

use super::Inner;
use super::absorb::{self, Seen, Times};
use super::fresh::is_due;
use crate::adapters::{DayBook, DirectoryPatient, DirectoryQuery, PatientDirectory};
use crate::error::DeskError;

/// A patient of an appointment whom the vendor does not have is looked for again after so long: whoever is listed
/// again is met on the pages anyway, and asking may cost the vendor's whole list.
const NOBODY_FOR: TimeDelta = TimeDelta::hours(24);
/// One of whom it would not tell.
const REFUSED_FOR: TimeDelta = TimeDelta::minutes(10);
/// Many appointments that are missing at once are believed to be gone when a look so much later misses them too.
const SECOND_LOOK: TimeDelta = TimeDelta::minutes(10);
const LOOKED_UP_AT_ONCE: usize = 4;

impl Inner {
    /// Reads the appointments of these days and writes them, with the patients among them that the store does not
    /// hold. Returns how many those were.
    pub(super) async fn read_days(
        &self,
        connection: Uuid,
        days: &dyn DayBook,
        directory: &dyn PatientDirectory,
        range: (NaiveDate, NaiveDate),
    ) -> Result<Result<usize, VendorError>, DeskError> {
        let asked_at = self.ports.clock.now();
        let answer = match days.appointments_between(range.0, range.1).await {
            Ok(answer) => answer,
            Err(error) => return Ok(Err(error)),
        };
        let (answer, strangers) = self
            .store
            .read(move |conn| {
                let strangers = absorb::strangers(conn, connection, &answer.rows)?;
                Ok((answer, strangers))
            })
            .await?;
        let found = self.look_up(connection, directory, strangers).await;
        let count = found.met.len();
        let now = self.ports.clock.now();
        let times = Times { asked_at, now };
        let seen = Seen {
            untold: found.untold,
            partly: found.failed.is_some(),
            missed_before: self.missed_before(connection, now),
        };
        let (met, partly) = (found.met, seen.partly || !answer.whole);
        let doubted = self
            .store
            .write(move |tx| {
                for patient in &met {
                    absorb::patient_listed(tx, connection, patient, times)?;
                }
                absorb::days(tx, connection, range, &answer, &seen, times)
            })
            .await?;
        if !partly {
            self.note_missed(connection, range, doubted, asked_at);
        }
        Ok(found.failed.map_or(Ok(count), Err))
    }

    /// A walk over everybody has met nobody whom the vendor had not shown before it began: none of them is asked about
    /// again, which may cost a list each. Whoever is listed again is met by the next walk.
    pub(super) fn still_nobody(&self, connection: Uuid, began: DateTime<Utc>) {
        let mut nobody = self.nobody();
        let of_it = nobody.iter_mut().filter(|((of, _), _)| *of == connection);
        of_it
            .filter(|(_, asked)| !asked.refused && asked.at < began)
            .for_each(|(_, asked)| asked.unlisted = true);
    }

    /// Appointments that looks at their days have missed for long enough.
    fn missed_before(&self, connection: Uuid, now: DateTime<Utc>) -> BTreeSet<Uuid> {
        self.missing()
            .iter()
            .filter(|((of, _), missing)| *of == connection && is_due(Some(missing.since), SECOND_LOOK, now))
            .flat_map(|(_, missing)| missing.appointments.iter().copied())
            .collect()
    }

    /// Remembers what a look at these days missed, for the second look.
    fn note_missed(
        &self,
        connection: Uuid,
        range: (NaiveDate, NaiveDate),
        doubted: BTreeSet<Uuid>,
        asked_at: DateTime<Utc>,
    ) {
        let mut missing = self.missing();
        let key = (connection, range);
        if doubted.is_empty() {
            missing.remove(&key);
            return;
        }
        let known = missing.entry(key).or_insert_with(|| Missing {
            since: asked_at,
            appointments: doubted.clone(),
        });
        if !doubted.is_subset(&known.appointments) {
            known.since = asked_at;
        }
        known.appointments = doubted;
    }

    /// Looks patients up by their codes. One who cannot be read keeps nobody else from being read.
    async fn look_up(&self, connection: Uuid, directory: &dyn PatientDirectory, codes: Vec<String>) -> Found {
        let now = self.ports.clock.now();
        let (wanted, asked_lately): (Vec<String>, Vec<String>) = {
            let nobody = self.nobody();
            codes.into_iter().partition(|code| {
                nobody
                    .get(&(connection, code.clone()))
                    .is_none_or(|asked| !asked.unlisted && is_due(Some(asked.at), asked.again_after(), now))
            })
        };
        let answers: Vec<_> = stream::iter(wanted)
            .map(|code| {
                async move {
                    let answer = directory.find(&DirectoryQuery::by_code(code.as_str())).await;
                    (code, answer)
                }
                .boxed()
            })
            .buffer_unordered(LOOKED_UP_AT_ONCE)
            .collect()
            .await;
        let mut found = Found::default();
        let mut nobody = self.nobody();
        for (code, answer) in answers {
            let refused = match answer {
                Ok(rows) if rows.is_empty() => false,
                Ok(rows) => {
                    nobody.remove(&(connection, code));
                    found.met.extend(rows);
                    continue;
                }
                Err(error) if is_of_everything(&error) => {
                    found.failed = Some(error);
                    continue;
                }
                Err(error) => {
                    tracing::info!(
                        kind = error.kind.as_str(),
                        "a patient of an appointment cannot be read"
                    );
                    found.untold.insert(code.clone());
                    true
                }
            };
            nobody.insert(
                (connection, code),
                NotShown {
                    at: now,
                    refused,
                    unlisted: false,
                },
            );
        }
        let untold = asked_lately.into_iter().filter(|code| {
            nobody
                .get(&(connection, code.clone()))
                .is_some_and(|asked| asked.refused)
        });
        found.untold.extend(untold);
        found
    }
}

/// What came of looking patients up.
#[derive(Default)]
struct Found {
    met: Vec<DirectoryPatient>,
    /// Patients of whom the vendor would not tell.
    untold: BTreeSet<String>,
    /// What kept the vendor from answering anything.
    failed: Option<VendorError>,
}

/// A patient of an appointment whom the vendor did not show.
pub(super) struct NotShown {
    at: DateTime<Utc>,
    /// The vendor would not tell, rather than that there is nobody.
    refused: bool,
    /// A walk over everybody has not met them since.
    unlisted: bool,
}

impl NotShown {
    fn again_after(&self) -> TimeDelta {
        if self.refused { REFUSED_FOR } else { NOBODY_FOR }
    }
}

/// By connection and days.
pub(super) type MissingDays = HashMap<(Uuid, (NaiveDate, NaiveDate)), Missing>;

/// Appointments that a look at their days missed, too many to believe it at once.
pub(super) struct Missing {
    since: DateTime<Utc>,
    appointments: BTreeSet<Uuid>,
}

/// Not a matter of one patient: every other question would fail too. The list was answered a moment ago, so a
/// failure of the vendor's own is one of the question.
fn is_of_everything(error: &VendorError) -> bool {
    matches!(
        error.kind,
        ErrorKind::NotSent | ErrorKind::RateLimited | ErrorKind::Unauthorized
    )
}
