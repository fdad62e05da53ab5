//! The paper of an invoice: the vendor's own PDF, or a marked copy rendered here from what the vendor returned.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use uuid::Uuid;

use super::InvoiceLine;
use super::returned;
use super::table::{self, Ended, Stored};
use super::view::paper_of;
use crate::adapters::{self, IssuedLine};
use crate::connections::Vendor;
use crate::error::DeskError;
use crate::money;
use crate::outbox;
use crate::papers::{self, DocumentName, NewPaper, PaperKind, PaperOrigin, templates};
use crate::ports::Ports;
use crate::store::Store;

/// A sensible name for the file of an invoice; series and number as far as a file name can hold them.
pub(crate) fn file_name(invoice: &Stored, kind: PaperKind) -> String {
    let tidy = |text: &Option<String>| -> String {
        text.as_deref()
            .unwrap_or_default()
            .chars()
            .map(|letter| if letter.is_alphanumeric() { letter } else { '-' })
            .collect()
    };
    let parts = ["factura".to_owned(), tidy(&invoice.series), tidy(&invoice.number)];
    let stem = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let end = if kind == PaperKind::Damaged { "bin" } else { "pdf" };
    format!("{stem}.{end}")
}

/// Makes the copy of an issued invoice that has no paper. Answers whether one was made: not where there is a paper, where
/// a person typed series and number (there is nothing returned to copy), or where no documents are made.
///
/// # Errors
/// `Internal`, `PaperIncomplete`, or the store's.
pub(crate) async fn make_copy(store: &Store, ports: &Ports, invoice: Uuid) -> Result<bool, DeskError> {
    if !ports.documents.makes() {
        return Ok(false);
    }
    let wanted = store
        .read(move |conn| {
            let Some(stored) = table::by_id(conn, invoice)? else {
                return Ok(None);
            };
            let wanted = stored.ended == Some(Ended::Issued) && !stored.by_hand;
            if !wanted || paper_of(conn, invoice)?.is_some() {
                return Ok(None);
            }
            let (_, language) = place(conn, &stored)?;
            let template = templates::own_template(conn, DocumentName::Invoice)?;
            let facts = facts(conn, &stored)?;
            Ok(Some((stored, template, facts, language.to_owned())))
        })
        .await?;
    let Some((stored, template, facts, language)) = wanted else {
        return Ok(false);
    };
    let made = templates::made(ports, template, DocumentName::Invoice, facts, language).await?;
    let now = ports.clock.now();
    store
        .write(move |tx| {
            if paper_of(tx, invoice)?.is_some() {
                return Ok(false);
            }
            let paper = NewPaper {
                id: outbox::derived(invoice, "copy"),
                person: stored.person,
                record: Some(stored.record),
                about: Some(invoice),
                kind: PaperKind::Invoice,
                origin: PaperOrigin::Copy,
                name: &file_name(&stored, PaperKind::Invoice),
                media_type: "application/pdf",
                content: &made.bytes,
                made_at: now,
            };
            papers::keep(tx, &paper)?;
            Ok(true)
        })
        .await
}

/// The file of an invoice's paper.
///
/// # Errors
/// The store's.
pub(super) fn bytes(conn: &Connection, invoice: Uuid) -> Result<Option<Vec<u8>>, DeskError> {
    let Some((paper, _)) = paper_of(conn, invoice)? else {
        return Ok(None);
    };
    Ok(conn
        .query_row(
            "SELECT content FROM papers WHERE id = ?1",
            [paper.to_string()],
            |row| row.get(0),
        )
        .optional()?)
}

/// The country of a vendor's clinics and the language of their papers: no vendor tells the patient's own.
fn place(conn: &Connection, stored: &Stored) -> Result<(&'static str, &'static str), DeskError> {
    let vendor: Option<String> = conn
        .query_row(
            "SELECT vendor FROM connections WHERE id = ?1",
            [stored.connection.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    let vendor = vendor
        .as_deref()
        .and_then(Vendor::parse)
        .unwrap_or(Vendor::Medsoft);
    Ok(adapters::country_and_language(vendor))
}

fn text(value: Decimal) -> String {
    value.to_string()
}

fn returned_line(line: &IssuedLine, ours: Option<&InvoiceLine>) -> Value {
    let discount = line.discount.filter(|discount| !discount.is_zero());
    let mut facts = json!({
        "text": line.name,
        "total": text(returned::sum(line)),
    });
    if let Some(discount) = discount {
        facts["discount"] = json!(text(discount));
    }
    if let Some(ours) = ours {
        facts["quantity"] = json!(ours.quantity.to_string());
        facts["unit_price"] = json!(ours.unit);
    }
    // Whether the vendor's number is a rate or an amount is not documented; nothing is both.
    if line.vat.is_some_and(|vat| vat.is_zero()) {
        facts["vat_rate"] = json!("0");
    }
    facts
}

fn own_line(line: &InvoiceLine) -> Value {
    let mut facts = json!({
        "text": line.name,
        "code": line.code,
        "quantity": line.quantity.to_string(),
        "total": line.total.clone().unwrap_or_else(|| "0".to_owned()),
    });
    if let Some(unit) = &line.unit {
        facts["unit_price"] = json!(unit);
    }
    facts
}

/// The day at the clinic on which the money was taken: that of its slip, which may have been an earlier one.
fn paid_on(conn: &Connection, stored: &Stored) -> Result<NaiveDate, DeskError> {
    match money::taken_at(conn, stored.id)? {
        Some(taken) => table::day_here(conn, stored, taken),
        None => table::day_made(conn, stored),
    }
}

/// The facts of the copy: the lines as the vendor returned them, ours where it returned none.
fn facts(conn: &Connection, stored: &Stored) -> Result<Value, DeskError> {
    let (country, _) = place(conn, stored)?;
    let country = papers::letterhead(conn)?.country.code().unwrap_or(country);
    let issued_on = match stored.issued_on {
        Some(told) => told,
        None => table::day_made(conn, stored)?,
    };
    let national_id: Option<String> = conn
        .query_row(
            "SELECT national_id FROM patient_records WHERE id = ?1",
            [stored.record.to_string()],
            |row| row.get(0),
        )
        .optional()?
        .flatten();
    let damaged: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM papers WHERE about = ?1 AND kind = 'damaged')",
        [stored.id.to_string()],
        |row| row.get(0),
    )?;
    let returned = returned::read(&stored.returned, &stored.lines, stored.total, &stored.currency);
    let lines: Vec<Value> = if returned.is_none() {
        stored.lines.iter().map(own_line).collect()
    } else {
        stored
            .returned
            .iter()
            .map(|line| returned_line(line, returned::own(line, &stored.lines, &stored.currency)))
            .collect()
    };
    let total = returned.as_ref().map_or(stored.total, |returned| returned.total);
    let foreign = returned.and_then(|returned| returned.foreign);
    let (printed, currency) = match &foreign {
        Some(foreign) => (foreign.total, foreign.currency.as_str()),
        None => (total, stored.currency.as_str()),
    };
    let mut facts = json!({
        "country": country,
        "letterhead": papers::letterhead_facts(conn, &stored.connection_name)?,
        "work_point": stored.work_point_name,
        "series": stored.series,
        "number": stored.number,
        "issued_on": issued_on,
        "due_on": stored.due_on,
        "patient": { "name": stored.patient_name, "national_id": national_id },
        "currency": currency,
        "lines": lines,
        "vat_exemption": papers::exemption(conn)?,
        "sums": { "total": text(printed) },
        "issued_by": stored.author,
        "copy": { "reason": if damaged { "damaged" } else { "missing" }, "issued_on": issued_on },
    });
    if let Some(foreign) = &foreign {
        facts["exchange"] = json!({
            "currency": stored.currency,
            "rate": text(foreign.rate),
            "total": text(total),
        });
    }
    // What was taken here says nothing of an invoice over another sum.
    if total == stored.total {
        let payment = &stored.form.payment;
        facts["sums"]["paid"] = json!(text(printed));
        facts["payments"] = json!([{
            "method": payment.method.as_str(),
            "amount": text(total),
            "currency": stored.currency,
            "on": paid_on(conn, stored)?,
            "fiscal_receipt": payment.fiscal_receipt,
            "card_slip": payment.card_slip,
        }]);
    }
    Ok(facts)
}
