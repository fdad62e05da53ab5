//! An invoice as a person sees it: its row, and where the step it is at stands.

use chrono::{NaiveDate, TimeDelta};
use frontdesk_basics::Amount;
use frontdesk_basics::civil;
use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use super::table::{self, Ended, Stored};
use super::{Invoice, InvoiceState, InvoiceStep, Invoices, InvoicesRequest, StopReason};
use crate::agenda;
use crate::error::DeskError;
use crate::outbox::{self, ActionKind, EntryState, Question, UnsentEntry};
use crate::papers::PaperKind;
use crate::store::to_ms;

/// Where an invoice stands that has not ended.
fn state_of(stored: &Stored, line: &UnsentEntry, lost: u32) -> InvoiceState {
    let nothing_there = stored.reached.is_none() && lost == 0;
    match (line.state, &line.question) {
        (EntryState::Asks, Some(Question::NeedsLiveLine)) if nothing_there => InvoiceState::Prepared,
        (EntryState::Blocked | EntryState::Held | EntryState::Waiting, _) if nothing_there => {
            InvoiceState::Prepared
        }
        (EntryState::Asks | EntryState::Refused, _) => InvoiceState::NeedsPerson,
        _ => InvoiceState::OnTheWay,
    }
}

fn step_of(kind: ActionKind) -> Option<InvoiceStep> {
    match kind {
        ActionKind::InvoiceServices => Some(InvoiceStep::Services),
        ActionKind::InvoicePayment => Some(InvoiceStep::Payment),
        ActionKind::InvoiceIssue => Some(InvoiceStep::Invoice),
        _ => None,
    }
}

/// The paper of an invoice, and whether it is a copy. The paper of an answer without a number may be that of another
/// document than the one that was numbered by a later answer: it is this invoice's only as long as no answer has numbered it.
pub(super) fn paper_of(conn: &Connection, invoice: Uuid) -> Result<Option<(Uuid, bool)>, DeskError> {
    let found: Option<(String, bool)> = conn
        .prepare_cached(
            "SELECT id, origin <> 'vendor' FROM papers p WHERE about = ?1 AND kind = 'invoice' \
             AND (origin <> 'vendor' OR id = ?2 OR NOT EXISTS (SELECT 1 FROM invoices i \
                 WHERE i.id = p.about AND i.ended = 'issued' AND i.by_hand = 0)) \
             ORDER BY made_at DESC LIMIT 1",
        )?
        .query_row(
            [
                invoice.to_string(),
                outbox::derived(invoice, PaperKind::Invoice.as_str()).to_string(),
            ],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    Ok(found.and_then(|(id, copy)| Some((Uuid::parse_str(&id).ok()?, copy))))
}

pub(super) fn shown(conn: &Connection, stored: Stored) -> Result<Invoice, DeskError> {
    let open = match (stored.ended, stored.entry) {
        (None, Some(entry)) => outbox::step_line(conn, entry)?,
        _ => None,
    };
    let state = match (stored.ended, &open) {
        (Some(Ended::Issued), _) => InvoiceState::Issued,
        (Some(Ended::NotIssued), _) => InvoiceState::NotIssued,
        (None, Some((line, lost))) => state_of(&stored, line, *lost),
        (None, None) => InvoiceState::NeedsPerson,
    };
    let paper = paper_of(conn, stored.id)?;
    let line = open.map(|(line, _)| line);
    let codes_lost = line.as_ref().is_some_and(|line| {
        matches!(
            line.question,
            Some(Question::Stopped {
                stop: StopReason::CodesLost
            })
        )
    });
    Ok(Invoice {
        id: stored.id,
        intent: stored.intent,
        record: stored.record,
        patient: stored.person,
        patient_name: stored.patient_name,
        birth_date: stored.birth_date,
        connection: stored.connection,
        connection_name: stored.connection_name,
        work_point: stored.work_point_name,
        lines: stored.lines,
        total: Amount {
            amount: stored.total,
            currency: Some(stored.currency),
        },
        payment: stored.form.payment,
        state,
        // Services were seen there although their codes are lost.
        reached: stored.reached.or(codes_lost.then_some(InvoiceStep::Services)),
        step: line.as_ref().and_then(|line| step_of(line.action)),
        entry: line.as_ref().map(|line| line.id),
        question: line.as_ref().and_then(|line| line.question.clone()),
        attempts: line.as_ref().map_or(0, |line| line.attempts),
        next_at: line
            .as_ref()
            .filter(|line| line.state == EntryState::Waiting)
            .and_then(|line| line.next_at),
        reason: line.as_ref().and_then(|line| line.reason),
        vendor_message: line.as_ref().and_then(|line| line.vendor_message.clone()),
        money_here: line.as_ref().is_some_and(|line| line.money_here),
        may: line.map(|line| line.may).unwrap_or_default(),
        series: stored.series,
        number: stored.number,
        vendor_id: stored.vendor_code,
        note: stored.note,
        noted_as: stored.noted_as,
        issued_on: stored.issued_on,
        by_hand: stored.by_hand,
        paper: paper.map(|(paper, _)| paper),
        copy: paper.is_some_and(|(_, copy)| copy),
        created_at: stored.created_at,
        author: stored.author,
    })
}

/// Those that need a person before those prepared, these before the rest; newest first among themselves.
pub(super) fn list(conn: &Connection, request: &InvoicesRequest) -> Result<Invoices, DeskError> {
    let rows = match (request.patient, request.date) {
        (Some(person), _) => table::select(
            conn,
            "(person = ?1 OR record IN (SELECT id FROM patient_records WHERE person = ?1))",
            &person.to_string(),
        )?,
        (None, Some(date)) => of_day(conn, date)?,
        (None, None) if request.noted_otherwise => {
            table::select(conn, "noted_as IS NOT NULL AND ?1 = ''", "")?
        }
        (None, None) if request.unfinished => table::select(conn, "ended IS NULL AND ?1 = ''", "")?,
        (None, None) => table::select(conn, "?1 = ''", "")?,
    };
    let mut invoices = Vec::new();
    for row in rows {
        let on = request
            .date
            .is_none_or(|date| request.patient.is_none() || day_of(conn, &row) == Some(date));
        let is_over = request.unfinished && row.ended.is_some();
        let agrees = request.noted_otherwise && row.noted_as.is_none();
        if on && !is_over && !agrees {
            invoices.push(shown(conn, row)?);
        }
    }
    invoices.sort_by_key(|invoice| match invoice.state {
        InvoiceState::NeedsPerson => 0,
        InvoiceState::Prepared => 1,
        _ => 2,
    });
    Ok(Invoices { invoices })
}

/// The day an invoice was made on, where this desk stands.
fn day_of(conn: &Connection, stored: &Stored) -> Option<NaiveDate> {
    let zone = agenda::desk_zone(conn).ok()?.unwrap_or(chrono_tz::Tz::UTC);
    Some(civil::date_at_clinic(stored.created_at, zone))
}

fn of_day(conn: &Connection, date: NaiveDate) -> Result<Vec<Stored>, DeskError> {
    // No zone is further from UTC than this; the exact day is compared below.
    let near = TimeDelta::hours(15);
    let noon = date.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc();
    let from = to_ms(noon - near - TimeDelta::hours(12));
    let to = to_ms(noon + near + TimeDelta::hours(12));
    let rows = table::select(
        conn,
        &format!("created_at BETWEEN {from} AND {to} AND ?1 = ''"),
        "",
    )?;
    Ok(rows
        .into_iter()
        .filter(|row| day_of(conn, row) == Some(date))
        .collect())
}
