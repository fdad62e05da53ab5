//! Everything unsent as a table that a clinic can read on paper, and redo from it by hand.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use frontdesk_basics::{Words, csv};

use super::action::{Action, changed_fields, form_field};
use super::table;
use super::view::{by_need, line};
use super::{EntryState, Outbox, Question, UnsentEntry};
use crate::agenda;
use crate::audit::{AuditAct, NewLine};
use crate::billing::StopReason;
use crate::error::{DeskError, ErrorCode};
use crate::lab::exams;
use crate::patients::PatientForm;

/// The columns, by the ends of their headings' message ids.
const COLUMNS: [&str; 12] = [
    "done", "what", "patient", "born", "visit", "details", "account", "state", "why", "by", "tries", "next",
];

/// A table as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsentTable {
    /// What to call it.
    pub name: String,
    /// The file, CSV.
    pub bytes: Vec<u8>,
}

/// A value that would be sent: the field's name, what it was where it is a change, what it shall be.
type Detail = (&'static str, Option<String>, String);

impl Outbox {
    /// Everything that is not at the vendors, and every refusal nobody has answered, in words; its times are those
    /// of the desk.
    ///
    /// # Errors
    /// The store's.
    pub async fn export_csv(&self, words: &Words) -> Result<UnsentTable, DeskError> {
        let (now, audit) = (self.ports.clock.now(), self.audit.clone());
        let (zone, mut lines) = self
            .store
            .write(move |tx| {
                let mut lines = Vec::new();
                for entry in table::unsettled(tx)? {
                    lines.push((line(tx, &entry)?, details(&entry.action)));
                }
                audit.record(tx, &NewLine::of(AuditAct::UnsentExported))?;
                Ok((agenda::desk_zone(tx)?.unwrap_or(Tz::UTC), lines))
            })
            .await?;
        lines.sort_by_key(|(line, _)| by_need(line));
        let writing = Writing { words, zone };
        let heading = COLUMNS.map(|column| writing.say(column, &[])).to_vec();
        let rows = lines.iter().map(|(line, details)| writing.row(line, details));
        Ok(UnsentTable {
            name: format!(
                "{}-{}.csv",
                writing.say("file", &[]),
                now.with_timezone(&zone).format("%Y-%m-%d-%H%M")
            ),
            bytes: csv(std::iter::once(heading).chain(rows)),
        })
    }
}

fn details(action: &Action) -> Vec<Detail> {
    let given = |field, value: &str| -> Option<Detail> {
        (!value.trim().is_empty()).then(|| (field, None, value.trim().to_owned()))
    };
    match action {
        Action::SetStatus(tick) => given("reason", tick.reason.as_deref().unwrap_or_default())
            .into_iter()
            .collect(),
        Action::CreatePatient(create) => changed_fields(&PatientForm::default(), &create.form)
            .into_iter()
            .filter_map(|field| given(field, &form_field(&create.form, field)?))
            .collect(),
        Action::UpdatePatient(update) => changed_fields(&update.before, &update.after)
            .into_iter()
            .filter_map(|field| {
                let before = form_field(&update.before, field).unwrap_or_default();
                Some((field, Some(before), form_field(&update.after, field)?))
            })
            .collect(),
        Action::BookVideo(book) => [
            given("email", &book.form.email),
            given("phone", &book.form.phone),
            given("birth_year", &book.form.birth_year),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Action::SendLab(send) => given("exams", &exams(&send.form).join(", "))
            .into_iter()
            .collect(),
        Action::BookAppointment(book) => [
            given("room", book.room_name.as_deref().unwrap_or_default()),
            given("reason", book.despite.as_deref().unwrap_or_default()),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Action::GdprForm(_)
        | Action::RemoveVideo(_)
        | Action::UploadReport(_)
        | Action::PayBill(_)
        | Action::RemoveLiability(_)
        | Action::FileDocument(_) => Vec::new(),
        Action::Invoice(action) => {
            let lines = action.lines.iter();
            let lines: Vec<String> = lines
                .map(|line| match line.quantity {
                    1 => line.name.clone(),
                    many => format!("{} x {many}", line.name),
                })
                .collect();
            [
                given("services", &lines.join("; ")),
                given("total", &format!("{} {}", action.total, action.currency)),
                given("method", action.form.payment.method.as_str()),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
    }
}

struct Writing<'a> {
    words: &'a Words,
    zone: Tz,
}

impl Writing<'_> {
    fn say(&self, end: &str, values: &[(&str, &str)]) -> String {
        let id = format!("unsent-table-{end}");
        self.words.say(&id, values).unwrap_or_else(|| end.to_owned())
    }

    fn at(&self, instant: DateTime<Utc>) -> String {
        instant
            .with_timezone(&self.zone)
            .format("%d.%m.%Y %H:%M")
            .to_string()
    }

    fn row(&self, line: &UnsentEntry, details: &[Detail]) -> Vec<String> {
        vec![
            self.at(line.created_at),
            self.what(line),
            line.patient_name.clone(),
            line.patient_birth_date
                .map(|date| date.format("%d.%m.%Y").to_string())
                .unwrap_or_default(),
            visit(line),
            self.details(line, details),
            line.connection.clone(),
            self.say(&format!("state-{}", table::word(&line.state)), &[]),
            self.why(line),
            line.author.clone(),
            line.attempts.to_string(),
            line.next_at.map(|next| self.at(next)).unwrap_or_default(),
        ]
    }

    fn what(&self, line: &UnsentEntry) -> String {
        let kind = match line.value {
            Some(true) => "kind-set".to_owned(),
            Some(false) => "kind-clear".to_owned(),
            None => format!("kind-{}", table::word(&line.action)),
        };
        let subject = line.status.as_ref().or(line.subject.as_ref());
        self.say(&kind, &[("subject", subject.map_or("", String::as_str))])
    }

    fn details(&self, line: &UnsentEntry, details: &[Detail]) -> String {
        let mut told: Vec<String> = details
            .iter()
            .map(|(field, before, after)| {
                let after = self.value(after);
                let value = match before {
                    Some(before) => {
                        let before = self.value(before);
                        self.say("change", &[("before", &before), ("after", &after)])
                    }
                    None => after,
                };
                format!("{}: {value}", self.field(field))
            })
            .collect();
        if let Some(Question::Conflict { fields }) = &line.question {
            told.extend(fields.iter().map(|field| {
                self.say(
                    "conflict",
                    &[
                        ("field", &self.field(&field.field)),
                        ("yours", &self.value(&field.yours)),
                        ("theirs", &self.value(&field.theirs)),
                        ("before", &self.value(&field.before)),
                    ],
                )
            }));
        }
        told.join("; ")
    }

    fn field(&self, field: &str) -> String {
        self.say(&format!("field-{field}"), &[])
    }

    fn value(&self, value: &str) -> String {
        match value {
            "" => self.say("empty", &[]),
            "female" | "male" | "cash" | "card" | "transfer" | "other" => self.say(value, &[]),
            _ => value.to_owned(),
        }
    }

    /// Why an invoice stopped.
    fn stopped(&self, stop: &StopReason) -> String {
        match stop {
            StopReason::OpenDeposit { amount, currency } => {
                let sum = [amount.as_deref(), currency.as_deref()].map(Option::unwrap_or_default);
                self.say("asks-stopped-open_deposit", &[("amount", sum.join(" ").trim())])
            }
            StopReason::OtherCurrency { currency } => {
                self.say("asks-stopped-other_currency", &[("currency", currency)])
            }
            StopReason::PriceChanged { name, was, now, .. } => self.say(
                "asks-stopped-price_changed",
                &[("name", name), ("was", was), ("now", &self.value(now))],
            ),
            StopReason::CodesLost => self.say("asks-stopped-codes_lost", &[]),
            StopReason::RecordedDiffers { ours, theirs, .. } => self.say(
                "asks-stopped-recorded_differs",
                &[("ours", &self.value(ours)), ("theirs", &self.value(theirs))],
            ),
        }
    }

    /// What is asked, what the vendor said, or why it waits.
    fn why(&self, line: &UnsentEntry) -> String {
        match &line.question {
            Some(Question::LabelChanged { was, now }) => {
                return self.say("asks-label_changed", &[("was", was), ("now", now)]);
            }
            Some(Question::Conflict { .. }) => return self.say("asks-conflict", &[]),
            Some(Question::Ambiguous { candidates, .. }) => {
                return self.say("asks-ambiguous", &[("count", &candidates.to_string())]);
            }
            Some(Question::TimeTaken { .. }) => return self.say("asks-time_taken", &[]),
            Some(Question::Vanished) => return self.say("asks-vanished", &[]),
            Some(Question::NeedsLiveLine) => return self.say("asks-needs_live_line", &[]),
            Some(Question::LookThere) => return self.say("asks-look_there", &[]),
            Some(Question::Stopped { stop }) => return self.stopped(stop),
            None => {}
        }
        let refused = self.refused(line);
        if line.state == EntryState::Refused && line.lost > 0 {
            // The no is to the last sending; one before it may have arrived.
            return format!("{refused} {}", self.say("refused-doubt", &[]));
        }
        refused
    }

    fn refused(&self, line: &UnsentEntry) -> String {
        match (line.reason, &line.vendor_message) {
            (_, Some(message)) => self.say("refused-saying", &[("message", message)]),
            (Some(ErrorCode::VendorRefused | ErrorCode::InvalidField), None) => self.say("refused", &[]),
            (Some(code), None) => {
                let values = [
                    ("connection", line.connection.as_str()),
                    ("vendor", &line.connection),
                ];
                let id = format!("error-{}", code.as_str());
                self.words.say(&id, &values).unwrap_or_else(|| code.as_str())
            }
            (None, None) if line.state == EntryState::Refused => self.say("refused", &[]),
            (None, None) => String::new(),
        }
    }
}

/// Day, time and doctor of the visit it is about.
fn visit(line: &UnsentEntry) -> String {
    let parts = [
        line.date.map(|date| date.format("%d.%m.%Y").to_string()),
        line.start.map(|start| start.format("%H:%M").to_string()),
        line.doctor.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
