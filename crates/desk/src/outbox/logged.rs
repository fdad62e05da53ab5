//! What the access log says of an entry: its act when it is taken, and what a person did with it afterwards.

use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::action::{
    Action, BookAppointmentAction, FORM_FIELDS, SetStatusAction, changed_fields, form_field,
};
use super::overlay::parse_id;
use super::table::Entry;
use super::{Decision, Question, Resolve, perform};
use crate::audit::{AuditAct, FieldChange, NewLine};
use crate::billing::{self, InvoiceStep, StopReason};
use crate::error::DeskError;
use crate::lab::exams;

/// An act that was taken from a person.
pub(super) fn taken(tx: &Connection, entry: &Entry) -> Result<NewLine, DeskError> {
    let act = match &entry.action {
        Action::SetStatus(_) => AuditAct::StatusSet,
        Action::CreatePatient(_) => AuditAct::PatientCreated,
        Action::UpdatePatient(_) => AuditAct::PatientEdited,
        Action::GdprForm(_) => AuditAct::ConsentFormMade,
        Action::BookVideo(_) => AuditAct::VideoBooked,
        Action::BookAppointment(_) => AuditAct::AppointmentBooked,
        Action::RemoveVideo(_) => AuditAct::VideoRemoved,
        Action::SendLab(_) => AuditAct::LabSent,
        Action::UploadReport(_) => AuditAct::ReportUploaded,
        Action::PayBill(_) => AuditAct::BillPaid,
        Action::RemoveLiability(_) => AuditAct::LiabilityRemoved,
        Action::FileDocument(_) => AuditAct::DocumentFiled,
        Action::Invoice(action) => act_of(action.step),
    };
    let line = about(tx, act, entry)?;
    let reason = match &entry.action {
        Action::SetStatus(tick) => tick.reason.clone(),
        Action::BookAppointment(book) => book.despite.clone(),
        _ => None,
    };
    let mut changes = changes(&entry.action);
    if let Action::SetStatus(tick) = &entry.action
        && tick.value
        && tick.instead_of.is_none()
    {
        for change in changes.iter_mut().filter(|change| change.field == "status") {
            change.before = set_before(tx, tick)?;
        }
    }
    Ok(NewLine {
        changes,
        reason,
        ..line
    })
}

/// What stood on an appointment whose statuses are set beside each other, in the clinic's own names; `None`: nothing.
fn set_before(tx: &Connection, tick: &SetStatusAction) -> Result<Option<String>, DeskError> {
    let names: Vec<String> = tx
        .prepare_cached(
            "SELECT coalesce(s.name, f.key) FROM appointment_flags f JOIN appointments a ON a.id = f.appointment \
             LEFT JOIN statuses s ON s.connection = a.connection AND s.key = f.key \
             WHERE f.appointment = ?1 AND f.value = 1 AND f.key <> ?2 ORDER BY f.first_set_at, f.key",
        )?
        .query_map(params![tick.appointment.to_string(), tick.key], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok((!names.is_empty()).then(|| names.join(", ")))
}

fn act_of(step: InvoiceStep) -> AuditAct {
    match step {
        InvoiceStep::Services => AuditAct::InvoiceServices,
        InvoiceStep::Payment => AuditAct::InvoicePayment,
        InvoiceStep::Invoice => AuditAct::InvoiceIssue,
    }
}

/// What follows from a step of an invoice that is done: the payment is an act of its own, and an invoice is told with its
/// series and number once it is issued.
pub(super) fn went_on(tx: &Connection, entry: &Entry) -> Result<Option<NewLine>, DeskError> {
    let Action::Invoice(action) = &entry.action else {
        return Ok(None);
    };
    match action.step {
        InvoiceStep::Services => match perform::invoice::follower(tx, entry)? {
            Some(payment) => taken(tx, &payment).map(Some),
            None => Ok(None),
        },
        InvoiceStep::Payment => Ok(None),
        InvoiceStep::Invoice => {
            let mut line = taken(tx, entry)?;
            if let Some(invoice) = billing::by_id(tx, action.invoice)? {
                line.changes.extend(
                    [("series", invoice.series), ("number", invoice.number)]
                        .into_iter()
                        .filter_map(|(field, value)| Some(learnt(field, value?))),
                );
            }
            Ok(Some(line))
        }
    }
}

fn learnt(field: &str, value: String) -> FieldChange {
    FieldChange {
        field: field.to_owned(),
        before: None,
        after: Some(value),
        theirs: None,
    }
}

/// An act that a person took back: what it had made of a value is what it was again.
pub(super) fn taken_back(tx: &Connection, entry: &Entry) -> Result<NewLine, DeskError> {
    let line = about(tx, AuditAct::Undone, entry)?;
    let changes = changes(&entry.action).into_iter().map(|change| FieldChange {
        before: change.after,
        after: change.before,
        ..change
    });
    Ok(NewLine {
        changes: changes.collect(),
        ..line
    })
}

/// What a person decided about an entry as it stood; of a conflict all three values.
pub(super) fn decided(
    tx: &Connection,
    entry: &Entry,
    resolve: &Resolve,
    reason: Option<&str>,
) -> Result<NewLine, DeskError> {
    let decision = resolve.decision;
    let act = match decision {
        Decision::Send => AuditAct::UnsentSent,
        Decision::Happened => AuditAct::UnsentHappened,
        Decision::Edit | Decision::Theirs => AuditAct::UnsentEdited,
        Decision::Discard => AuditAct::UnsentDiscarded,
    };
    let sent = !matches!(decision, Decision::Discard | Decision::Theirs);
    let changes = match &entry.question {
        Some(Question::Conflict { fields }) => fields
            .iter()
            .map(|field| FieldChange {
                field: field.field.clone(),
                // What is not sent was to be this person's own value, and stays the vendor's.
                before: Some(if sent { &field.before } else { &field.yours }.clone()),
                after: Some(if sent { &field.yours } else { &field.theirs }.clone()),
                theirs: Some(field.theirs.clone()),
            })
            .collect(),
        Some(Question::LabelChanged { was, now }) => vec![FieldChange {
            field: "label".to_owned(),
            before: Some(was.clone()),
            after: Some(now.clone()),
            theirs: None,
        }],
        Some(Question::Stopped {
            stop: StopReason::RecordedDiffers { field, ours, theirs },
        }) => vec![FieldChange {
            field: field.clone(),
            before: None,
            after: Some(ours.clone()),
            theirs: Some(theirs.clone()).filter(|theirs| !theirs.is_empty()),
        }],
        _ => Vec::new(),
    };
    let mut changes = changes;
    if let (Action::Invoice(_), Decision::Happened, Some(there)) = (&entry.action, decision, &resolve.issued)
    {
        changes.push(learnt("series", there.series.trim().to_owned()));
        changes.push(learnt("number", there.number.trim().to_owned()));
    }
    let reason = reason
        .map(str::trim)
        .filter(|reason| !reason.is_empty())
        .map(str::to_owned);
    Ok(NewLine {
        changes,
        reason,
        ..about(tx, act, entry)?
    })
}

fn about(tx: &Connection, act: AuditAct, entry: &Entry) -> Result<NewLine, DeskError> {
    let (mut person, mut patient_name, mut appointment) = (None, None, None);
    match &entry.action {
        Action::SetStatus(tick) => appointment = Some(tick.appointment),
        Action::BookAppointment(book) => appointment = Some(book.appointment),
        Action::BookVideo(book) => {
            appointment = Some(book.visit);
            patient_name = Some(book.form.name.clone());
        }
        Action::RemoveVideo(remove) => {
            appointment = Some(remove.visit);
            // The row may have been merged with one that reading had met: the vendor's id still finds it.
            let visit = tx
                .query_row(
                    "SELECT name, person FROM video_visits WHERE id = ?1 OR (connection = ?2 AND vendor_id = ?3) LIMIT 1",
                    params![
                        remove.visit.to_string(),
                        entry.connection.to_string(),
                        remove.vendor_visit
                    ],
                    |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)),
                )
                .optional()?;
            if let Some((name, of)) = visit {
                patient_name = Some(name);
                person = of.as_deref().and_then(parse_id);
            }
        }
        Action::SendLab(send) => {
            (person, patient_name) = ordered_for(tx, &send.order.to_string())?;
        }
        Action::UploadReport(upload) => {
            let order: Option<Option<String>> = tx
                .query_row(
                    "SELECT lab_order FROM lab_reports WHERE id = ?1",
                    [upload.report.to_string()],
                    |row| row.get(0),
                )
                .optional()?;
            if let Some(order) = order.flatten() {
                (person, patient_name) = ordered_for(tx, &order)?;
            }
        }
        Action::CreatePatient(_)
        | Action::UpdatePatient(_)
        | Action::GdprForm(_)
        | Action::PayBill(_)
        | Action::RemoveLiability(_)
        | Action::FileDocument(_)
        | Action::Invoice(_) => {}
    }
    Ok(NewLine {
        person,
        record: entry.record,
        patient_name: patient_name.filter(|name| !name.trim().is_empty()),
        appointment,
        connection: Some(entry.connection),
        entry: Some(entry.id),
        ..NewLine::of(act)
    })
}

/// Whom an order was made for.
fn ordered_for(tx: &Connection, order: &str) -> Result<(Option<Uuid>, Option<String>), DeskError> {
    let found: Option<(Option<String>, String)> = tx
        .query_row(
            "SELECT person, patient_name FROM lab_orders WHERE id = ?1",
            [order],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(match found {
        Some((person, name)) => (person.as_deref().and_then(parse_id), Some(name)),
        None => (None, None),
    })
}

/// The values an action changes, as it was taken.
fn changes(action: &Action) -> Vec<FieldChange> {
    let change = |field: &str, before: Option<String>, after: Option<String>| FieldChange {
        field: field.to_owned(),
        before: before.filter(|text| !text.is_empty()),
        after: after.filter(|text| !text.is_empty()),
        theirs: None,
    };
    let given = |fields: Vec<(&str, String)>| -> Vec<FieldChange> {
        fields
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(field, value)| change(field, None, Some(value)))
            .collect()
    };
    match action {
        Action::SetStatus(tick) => {
            let label = Some(tick.label.clone());
            let former = tick.instead_of.as_ref().map(|former| former.label.clone());
            vec![if tick.value {
                change("status", former, label)
            } else {
                change("status", label, None)
            }]
        }
        Action::CreatePatient(create) => given(
            FORM_FIELDS
                .into_iter()
                .map(|field| (field, form_field(&create.form, field).unwrap_or_default()))
                .collect(),
        ),
        Action::UpdatePatient(update) => changed_fields(&update.before, &update.after)
            .into_iter()
            .map(|field| {
                change(
                    field,
                    form_field(&update.before, field),
                    form_field(&update.after, field),
                )
            })
            .collect(),
        Action::GdprForm(_) | Action::RemoveVideo(_) => Vec::new(),
        Action::BookVideo(book) => given(vec![
            ("name", book.form.name.clone()),
            ("email", book.form.email.clone()),
            ("phone", book.form.phone.clone()),
            ("birth_year", book.form.birth_year.clone()),
            (
                "date",
                book.form.date.map(|date| date.to_string()).unwrap_or_default(),
            ),
            (
                "time",
                book.form
                    .time
                    .map(|time| time.format("%H:%M").to_string())
                    .unwrap_or_default(),
            ),
        ]),
        Action::BookAppointment(book) => given(booked(book)),
        Action::SendLab(send) => given(vec![
            ("number", send.form.number.clone()),
            ("event", word(&send.form.event)),
            ("exams", exams(&send.form).join(", ")),
        ]),
        Action::UploadReport(upload) => given(vec![
            ("execution", upload.execution.clone()),
            ("file_name", upload.file_name.clone()),
        ]),
        Action::PayBill(pay) => given(vec![
            ("amount", format!("{} {}", pay.amount, pay.currency)),
            ("date", pay.date.to_string()),
        ]),
        Action::RemoveLiability(remove) => given(vec![("liability", remove.liability.clone())]),
        Action::FileDocument(file) => given(vec![
            ("document", file.name.clone()),
            ("folder", file.folder.clone()),
        ]),
        Action::Invoice(action) => given(vec![
            ("total", format!("{} {}", action.total, action.currency)),
            ("work_point", action.form.work_point.clone()),
            ("method", action.form.payment.method.as_str().to_owned()),
            (
                "services",
                action
                    .lines
                    .iter()
                    .map(|line| line.name.clone())
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
            ("note", action.note.clone().unwrap_or_default()),
        ]),
    }
}

fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A booking field by field.
pub(super) fn booked(book: &BookAppointmentAction) -> Vec<(&'static str, String)> {
    let form = &book.form;
    let date = form.date.map(|date| date.to_string());
    let time = form.time.map(|time| time.format("%H:%M").to_string());
    vec![
        ("date", date.unwrap_or_default()),
        ("time", time.unwrap_or_default()),
        ("minutes", form.minutes.to_string()),
        ("doctor", book.doctor_name.clone()),
        ("room", book.room_name.clone().unwrap_or_default()),
        ("purpose", form.purpose.clone()),
    ]
}
