//! Video visits in the outbox: taken from a person, laid over what the vendors list, taken back.

use std::collections::BTreeMap;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::action::{Action, BookVideoAction, RemoveVideoAction};
use super::lay::nothing_to_lay;
use super::overlay::parse_id;
use super::rules::exists;
use super::table::{self, Entry};
use super::{EntryState, Outbox, UnsentEntry, queue};
use crate::agenda::Accepted;
use crate::error::{DeskError, ErrorCode};
use crate::store::to_ms;
use crate::video::{BookVideo, PendingVideo, RemoveVideo, VideoForm, civil_text};

impl Outbox {
    /// Books a video visit whose form was checked and tidied; the visit stands in the store at once. Answers
    /// which it is; the same intent given again answers the first.
    ///
    /// # Errors
    /// `NotFound` (connection, patient), `InvalidField` (`intent`), or the store's.
    pub(crate) async fn book_video(
        &self,
        request: BookVideo,
        hold: Duration,
    ) -> Result<(Uuid, Accepted), DeskError> {
        let (visit, now) = (self.ports.ids.next(), to_ms(self.ports.clock.now()));
        let BookVideo {
            intent,
            connection,
            patient,
            form,
        } = request;
        let accepted = self
            .accept(
                intent,
                hold,
                move |tx| {
                    exists(tx, "connections", "connection", &connection.to_string())?;
                    if let Some(patient) = patient {
                        exists(tx, "persons", "patient", &patient.to_string())?;
                    }
                    let action = Action::BookVideo(BookVideoAction {
                        visit,
                        form: form.clone(),
                    });
                    Ok((connection.to_string(), None, action))
                },
                move |tx, action| {
                    let Action::BookVideo(book) = action else {
                        return Ok(());
                    };
                    lay(tx, book, connection, patient, now)
                },
            )
            .await?;
        let entry = accepted.entry;
        let found = self.store.read(move |conn| table::by_id(conn, entry)).await?;
        match found.map(|entry| entry.action) {
            Some(Action::BookVideo(book)) => Ok((book.visit, accepted)),
            _ => Err(DeskError::invalid("intent", "used-for-something-else")),
        }
    }

    /// Removes a video visit that is at the vendor.
    ///
    /// # Errors
    /// `NotFound`, `RowWithoutId` while it is not booked there, or the store's.
    pub(crate) async fn remove_video(
        &self,
        request: RemoveVideo,
        hold: Duration,
    ) -> Result<Accepted, DeskError> {
        let visit = request.visit;
        self.accept(
            request.intent,
            hold,
            move |tx| {
                let row: Option<(String, Option<String>)> = tx
                    .query_row(
                        "SELECT connection, vendor_id FROM video_visits WHERE id = ?1 AND gone_at IS NULL",
                        [visit.to_string()],
                        |row| Ok((row.get(0)?, row.get(1)?)),
                    )
                    .optional()?;
                let (connection, vendor_id) = row.ok_or_else(|| DeskError::not_found("video visit"))?;
                let vendor_visit = vendor_id.ok_or_else(|| {
                    DeskError::new(
                        ErrorCode::RowWithoutId,
                        "the visit is not booked at the vendor yet",
                    )
                })?;
                let action = Action::RemoveVideo(RemoveVideoAction { visit, vendor_visit });
                Ok((connection, None, action))
            },
            nothing_to_lay,
        )
        .await
    }

    /// Whether an intent was taken before.
    pub(crate) async fn knows(&self, intent: Uuid) -> Result<bool, DeskError> {
        let found = self
            .store
            .read(move |conn| table::by_intent(conn, intent))
            .await?;
        Ok(found.is_some())
    }
}

fn lay(
    tx: &Connection,
    book: &BookVideoAction,
    connection: Uuid,
    patient: Option<Uuid>,
    now: i64,
) -> Result<(), DeskError> {
    let VideoForm {
        name,
        email,
        phone,
        birth_year,
        ..
    } = &book.form;
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    tx.execute(
        "INSERT INTO video_visits (id, connection, person, name, email, phone, birth_year, start, created_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            book.visit.to_string(),
            connection.to_string(),
            patient.map(|patient| patient.to_string()),
            name,
            given(email),
            given(phone),
            given(birth_year),
            book.form.start().map(civil_text),
            now,
        ],
    )?;
    Ok(())
}

/// A booking that was changed before it was sent is in the list as it is now.
pub(super) fn lay_again(tx: &Connection, book: &BookVideoAction) -> Result<(), DeskError> {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    tx.execute(
        "UPDATE video_visits SET name = ?2, email = ?3, phone = ?4, birth_year = ?5, start = ?6, gone_at = NULL \
         WHERE id = ?1 AND vendor_id IS NULL",
        params![
            book.visit.to_string(),
            book.form.name,
            given(&book.form.email),
            given(&book.form.phone),
            given(&book.form.birth_year),
            book.form.start().map(civil_text),
        ],
    )?;
    Ok(())
}

/// A booking that will not be sent is in no list; its entry keeps the form.
pub(super) fn hide(tx: &Connection, book: &BookVideoAction, at: i64) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE video_visits SET gone_at = ?2 WHERE id = ?1 AND vendor_id IS NULL",
        params![book.visit.to_string(), at],
    )?;
    Ok(())
}

/// A booking that is sent once more is in the list again.
pub(super) fn show(tx: &Connection, book: &BookVideoAction) -> Result<(), DeskError> {
    tx.execute(
        "UPDATE video_visits SET gone_at = NULL WHERE id = ?1 AND vendor_id IS NULL",
        [book.visit.to_string()],
    )?;
    Ok(())
}

/// What an unsent entry says of its visit: a booking by its form, a removal by the row.
pub(super) fn describe(conn: &Connection, entry: &Entry, line: &mut UnsentEntry) -> Result<(), DeskError> {
    let (visit, vendor_visit) = match &entry.action {
        Action::BookVideo(book) => (book.visit, None),
        Action::RemoveVideo(remove) => (remove.visit, Some(&remove.vendor_visit)),
        _ => return Ok(()),
    };
    // The row may have been merged with one that reading had met: the vendor's id still finds it.
    let row = conn
        .query_row(
            "SELECT name, start, person, (SELECT min(birth_date) FROM patient_records WHERE person = v.person) \
             FROM video_visits v WHERE id = ?1 OR (connection = ?2 AND vendor_id = ?3) LIMIT 1",
            params![visit.to_string(), entry.connection.to_string(), vendor_visit],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, Option<chrono::NaiveDateTime>>(1)?,
                    row.get::<_, Option<String>>(2)?,
                    row.get(3)?,
                ))
            },
        )
        .optional()?;
    if let Some((name, start, person, birth_date)) = row {
        line.patient_name = name;
        line.patient = person.as_deref().and_then(parse_id);
        line.patient_birth_date = birth_date;
        (line.date, line.start) = (start.map(|start| start.date()), start.map(|start| start.time()));
    }
    if let Action::BookVideo(book) = &entry.action {
        line.patient_name.clone_from(&book.form.name);
        (line.date, line.start) = (book.form.date, book.form.time);
    }
    Ok(())
}

/// What has not reached the vendors of video visits.
#[derive(Default)]
pub(crate) struct PendingVisits {
    /// Bookings, by our visit.
    pub booking: BTreeMap<Uuid, PendingVideo>,
    /// Removals, by connection and the vendor's id.
    pub removing: BTreeMap<(Uuid, String), PendingVideo>,
}

/// The unsent bookings and removals of all accounts; of several removals of one visit the oldest counts.
pub(crate) fn pending_visits(conn: &Connection) -> Result<PendingVisits, DeskError> {
    let open = format!(
        "state IN {} AND kind IN ('book_video', 'remove_video') AND ?1 = ''",
        table::OPEN
    );
    let mut pending = PendingVisits::default();
    for entry in table::select(conn, &open, "")? {
        let state = if queue::is_blocked(conn, &entry)? {
            EntryState::Blocked
        } else {
            entry.state
        };
        let shown = |removing| PendingVideo {
            entry: entry.id,
            removing,
            state,
        };
        match &entry.action {
            Action::BookVideo(book) => {
                pending.booking.insert(book.visit, shown(false));
            }
            Action::RemoveVideo(remove) => {
                let visit = (entry.connection, remove.vendor_visit.clone());
                pending.removing.entry(visit).or_insert_with(|| shown(true));
            }
            _ => {}
        }
    }
    Ok(pending)
}
