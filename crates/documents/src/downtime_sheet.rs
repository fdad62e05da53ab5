//! The down-time sheet: the days' lists on paper, to work from when nothing else works.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Utc};
use chrono_tz::Tz;
use frontdesk_basics::civil;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Filled;
use crate::dates::clock;
use crate::error::DocumentError;
use crate::speech::Speech;

/// What it is called.
pub(crate) const NAME: &str = "downtime-sheet";

/// The facts, as the desk collects them (`desk::sheet::DowntimeSheet`).
#[derive(Deserialize)]
pub(crate) struct Facts {
    desk: String,
    made_at: DateTime<Utc>,
    zone: String,
    connections: Vec<Connection>,
    days: Vec<Day>,
    unsent: u32,
}

#[derive(Deserialize)]
struct Connection {
    name: String,
    last_contact_at: Option<DateTime<Utc>>,
    offline_since: Option<DateTime<Utc>>,
    complete: bool,
    #[serde(default)]
    asked: Option<u32>,
    #[serde(default)]
    known: Option<u32>,
}

#[derive(Deserialize)]
struct Day {
    date: NaiveDate,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    start: Option<NaiveTime>,
    end: Option<NaiveTime>,
    family_name: String,
    first_name: String,
    birth_date: Option<NaiveDate>,
    birth_year: Option<String>,
    phone: Option<String>,
    doctor: Option<String>,
    work_point: Option<String>,
    #[serde(default)]
    room: Option<String>,
    purpose: Option<String>,
    statuses: Vec<String>,
    video: bool,
    unsent: bool,
    called_off: bool,
    same_name: bool,
    foreign: bool,
    connection: String,
}

/// Says the facts in the document's language.
///
/// # Errors
/// `Words` for a zone that is none, `Silent`.
pub(crate) fn fill(facts: &Facts, speech: &Speech) -> Result<Filled, DocumentError> {
    let zone = civil::zone(&facts.zone)?;
    let made = civil::at_clinic(facts.made_at, zone);
    let moment = speech.moment(made)?;
    let title = speech.say("paper-sheet-title", &[("moment", &moment)])?;
    let sources: Vec<_> = facts
        .connections
        .iter()
        .map(|connection| source(connection, made, zone, speech))
        .collect::<Result<_, _>>()?;
    let several = facts.connections.len() > 1;
    let days: Vec<_> = facts
        .days
        .iter()
        .map(|each| day(each, several, speech))
        .collect::<Result<_, _>>()?;
    let unsent = match facts.unsent {
        0 => None,
        count => Some(speech.say("paper-sheet-unsent", &[("count", &count.to_string())])?),
    };
    let say = |message: &str| speech.say(message, &[]);
    let data = json!({
        // The PDF tells it as universal time.
        "date": {
            "year": facts.made_at.year(), "month": facts.made_at.month(), "day": facts.made_at.day(),
            "hour": facts.made_at.hour(), "minute": facts.made_at.minute(), "second": facts.made_at.second(),
        },
        "name": say("paper-sheet-name")?,
        "desk": facts.desk,
        "made": speech.say("paper-sheet-made", &[("moment", &moment)])?,
        "sources_heading": say("paper-sheet-sources")?,
        "sources": sources,
        "unsent": unsent,
        "how": say("paper-sheet-how")?,
        "personal": say("paper-sheet-personal")?,
        "page": speech.say("paper-page", &[("page", "{page}"), ("pages", "{pages}")])?,
        "days": days,
        "nothing": say("paper-sheet-nothing")?,
        "columns": [
            say("paper-sheet-time")?, say("paper-sheet-patient")?, say("paper-sheet-phone")?,
            say("paper-sheet-doctor")?, say("paper-sheet-status")?, say("paper-sheet-arrived")?,
            say("paper-sheet-notes")?,
        ],
    });
    Ok(Filled {
        title,
        template: "downtime-sheet.typ",
        data,
        picture: None,
    })
}

/// How fresh an account's rows are, and whether some may be missing.
fn source(
    connection: &Connection,
    made: NaiveDateTime,
    zone: Tz,
    speech: &Speech,
) -> Result<Value, DocumentError> {
    let said = |message: &str, instant: DateTime<Utc>| {
        let moment = speech.moment_beside(civil::at_clinic(instant, zone), made)?;
        speech.say(message, &[("name", &connection.name), ("moment", &moment)])
    };
    let text = match (connection.offline_since, connection.last_contact_at) {
        (Some(since), _) => said("paper-sheet-source-offline", since)?,
        (None, Some(at)) => said("paper-sheet-source-answers", at)?,
        (None, None) => speech.say("paper-sheet-source-never", &[("name", &connection.name)])?,
    };
    let newest = match (connection.offline_since, connection.last_contact_at) {
        (Some(_), Some(at)) => {
            let moment = speech.moment_beside(civil::at_clinic(at, zone), made)?;
            Some(speech.say("paper-sheet-newest", &[("moment", &moment)])?)
        }
        _ => None,
    };
    let from = match (connection.asked, connection.known) {
        (Some(asked), Some(known)) => Some(speech.say(
            "paper-sheet-from",
            &[("asked", &asked.to_string()), ("known", &known.to_string())],
        )?),
        _ => None,
    };
    let text = [Some(text), newest, from]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let incomplete = match connection.complete {
        true => None,
        false => Some(speech.say("paper-sheet-incomplete", &[])?),
    };
    Ok(json!({
        "text": text,
        "incomplete": incomplete,
        "stale": connection.offline_since.is_some() || connection.last_contact_at.is_none(),
    }))
}

fn day(day: &Day, several: bool, speech: &Speech) -> Result<Value, DocumentError> {
    let rows: Vec<_> = day
        .rows
        .iter()
        .map(|each| row(each, several, speech))
        .collect::<Result<_, _>>()?;
    // A row under another patient's code also stands, or should stand, in that patient's own list.
    let count = day
        .rows
        .iter()
        .filter(|row| !row.foreign && !row.called_off)
        .count();
    Ok(json!({
        "heading": capitalised(&speech.long_date(day.date)?),
        "count": speech.say("paper-sheet-visits", &[("count", &count.to_string())])?,
        "rows": rows,
    }))
}

fn row(row: &Row, several: bool, speech: &Speech) -> Result<Value, DocumentError> {
    let born = match (&row.birth_date, &row.birth_year) {
        (Some(date), _) => Some(speech.short_date(*date)?),
        (None, year) => year.clone(),
    };
    let born = born
        .map(|date| speech.say("paper-sheet-born", &[("date", &date)]))
        .transpose()?;
    let marks: Vec<_> = [
        (row.unsent, "paper-sheet-not-sent"),
        (row.same_name, "paper-sheet-same-name"),
        (row.foreign, "paper-sheet-other-code"),
    ]
    .into_iter()
    .filter(|(applies, _)| *applies)
    .map(|(_, message)| speech.say(message, &[]))
    .collect::<Result<_, _>>()?;
    let video = match row.video {
        true => Some(speech.say("paper-sheet-video", &[])?),
        false => None,
    };
    let place: Vec<_> = [
        row.work_point.clone(),
        row.room.clone(),
        several.then(|| row.connection.clone()),
    ]
    .into_iter()
    .flatten()
    .filter(|text| !text.trim().is_empty())
    .collect();
    Ok(json!({
        "start": row.start.map(clock),
        "end": row.end.map(clock),
        "family_name": row.family_name,
        "first_name": row.first_name,
        "born": born,
        "phone": row.phone,
        "doctor": row.doctor,
        "place": place.join(" · "),
        "purpose": row.purpose,
        "video": video,
        "status": row.statuses.join(", "),
        "marks": marks,
        "called_off": row.called_off,
    }))
}

/// With a capital first letter, as a heading is written.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
