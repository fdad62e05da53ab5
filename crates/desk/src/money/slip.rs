//! The papers of single acts of the drawer: the slip of money that no vendor has yet, and the receipt for money given back.

use chrono::NaiveDate;
use frontdesk_basics::{Words, civil};
use rusqlite::{Connection, OptionalExtension as _};
use serde_json::{Value, json};
use uuid::Uuid;

use super::amounts::written;
use super::export::{paper_language, words_for};
use super::tables::Writing;
use super::takings::{self, Kept};
use super::{day, give_back, numbers};
use crate::adapters;
use crate::audit::{AuditAct, NewLine};
use crate::billing::for_money as invoices;
use crate::connections::Vendor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::events::Topic;
use crate::papers::{self, Country, DocumentName, Letterhead, NewPaper, PaperBrief, PaperKind, PaperOrigin};

/// A paper on its way.
struct New {
    document: DocumentName,
    kind: PaperKind,
    number: String,
    person: Option<Uuid>,
    /// Of a clinic without a letterhead: what the papers of the patient's account are written in.
    language: Option<&'static str>,
    country: Country,
    zone: chrono_tz::Tz,
    facts: Value,
    /// Money given back of what has no invoice: the number of its slip, where it has one.
    line: Option<Option<String>>,
}

impl Desk {
    /// The paper of a taking: its slip, or the receipt for money given back. Numbered where it is not yet, made, and kept.
    /// `words` are those of this desk, for a clinic whose country does not tell the language of its papers.
    ///
    /// # Errors
    /// `NotFound`; `InvalidField` (`id`: `at-vendor`) where the vendor has it, because the slip says that it has not, and
    /// (`given-back`) where all of the money was given back; `PaperIncomplete` (`fields`: what the letterhead lacks),
    /// `CannotOpen`, or the store's.
    pub async fn taking_slip(&self, taking: Uuid, words: &Words) -> Result<PaperBrief, DeskError> {
        let made_before = self
            .store
            .read(move |conn| {
                // Also of a paper that is there: it would say today what was true when it was made.
                wanted(conn, taking)?;
                papers::of_thing(conn, taking)
            })
            .await?;
        if let Some(paper) = made_before {
            return Ok(paper);
        }
        let mut new = self.store.write(move |tx| new_paper(tx, taking)).await?;
        self.accounts.events().changed(&[Topic::Money]);
        let language = match (new.country, new.language) {
            (Country::Neutral, Some(language)) => language.to_owned(),
            (country, _) => paper_language(country, words),
        };
        if let Some(slip) = new.line.take() {
            let own = words_for(&language, words)?;
            let writing = Writing {
                words: own.as_ref().unwrap_or(words),
                zone: new.zone,
            };
            new.facts["lines"][0]["text"] = match slip {
                Some(slip) => writing.say_of("line-given-back-of", &[("slip", &slip)]),
                None => writing.say("line-given-back"),
            }
            .into();
        }
        let made = self.make_paper(new.document, new.facts, language).await?;
        let (id, now, audit) = (self.ports.ids.next(), self.ports.clock.now(), self.audit.clone());
        let (person, kind, name) = (new.person, new.kind, format!("{}.pdf", new.number));
        let kept = self
            .store
            .write(move |tx| {
                // Another process may have made it meanwhile; one paper is enough.
                if let Some(paper) = papers::of_thing(tx, taking)? {
                    return Ok(Some(paper));
                }
                papers::keep(
                    tx,
                    &NewPaper {
                        id,
                        person,
                        record: None,
                        about: Some(taking),
                        kind,
                        origin: PaperOrigin::Desk,
                        name: &name,
                        media_type: "application/pdf",
                        content: &made.bytes,
                        made_at: now,
                    },
                )?;
                let line = NewLine {
                    person,
                    ..NewLine::of(AuditAct::PaperOpened).with("document", None, Some(name))
                };
                audit.viewed(tx, &line)?;
                papers::of_thing(tx, taking)
            })
            .await?;
        self.accounts.events().changed(&[Topic::Papers]);
        kept.ok_or_else(|| DeskError::internal("a paper that was not kept"))
    }
}

/// A taking that has a paper now, and for money given back what it was given back of.
///
/// # Errors
/// `NotFound`, `InvalidField` (`id`: `at-vendor`, `given-back`), or the store's.
fn wanted(conn: &Connection, taking: Uuid) -> Result<(Kept, Option<Kept>), DeskError> {
    let kept = takings::one(conn, taking)?;
    let of = give_back::taking_of(conn, &kept)?;
    if of.is_none() && kept.taking.at_vendor {
        return Err(DeskError::invalid("id", "at-vendor"));
    }
    if of.is_none() && !kept.stands() {
        return Err(DeskError::invalid("id", "given-back"));
    }
    Ok((kept, of))
}

/// A taking's paper, with its number given now where it has none.
fn new_paper(tx: &Connection, taking: Uuid) -> Result<New, DeskError> {
    let (kept, of) = wanted(tx, taking)?;
    let number = numbers::number_slip(tx, taking)?;
    let (letterhead, zone) = (papers::letterhead(tx)?, day::zone(tx)?);
    let person = kept.taking.patient;
    let ids = person.map(|person| ids_of(tx, person)).transpose()?.flatten();
    let whose = Whose {
        number: &number,
        letterhead: &letterhead,
        zone,
        ids: ids.unwrap_or_default(),
    };
    let (document, kind, facts, line) = match of {
        Some(of) => {
            let (facts, line) = receipt(tx, &kept, &of, &whose)?;
            (DocumentName::Receipt, PaperKind::Receipt, facts, line)
        }
        None => (
            DocumentName::Slip,
            PaperKind::Slip,
            slip(tx, &kept, &whose)?,
            None,
        ),
    };
    Ok(New {
        document,
        kind,
        person,
        language: match letterhead.name.trim() {
            "" => vendor_of(tx, person)?.map(|vendor| adapters::country_and_language(vendor).1),
            _ => None,
        },
        country: letterhead.country,
        zone,
        facts,
        line,
        number,
    })
}

/// What stands on either paper.
struct Whose<'a> {
    number: &'a str,
    letterhead: &'a Letterhead,
    zone: chrono_tz::Tz,
    ids: Ids,
}

/// The patient's code at the vendor, and their national id.
#[derive(Default)]
struct Ids {
    code: Option<String>,
    national: Option<String>,
}

fn ids_of(conn: &Connection, person: Uuid) -> Result<Option<Ids>, DeskError> {
    Ok(conn
        .prepare_cached(
            "SELECT vendor_id, national_id FROM patient_records WHERE person = ?1 AND vendor_id IS NOT NULL \
             ORDER BY gone_at IS NOT NULL, created_at LIMIT 1",
        )?
        .query_row([person.to_string()], |row| {
            Ok(Ids {
                code: row.get(0)?,
                national: row.get(1)?,
            })
        })
        .optional()?)
}

fn slip(tx: &Connection, kept: &Kept, whose: &Whose<'_>) -> Result<Value, DeskError> {
    let taken = &kept.taking;
    Ok(json!({
        "letterhead": whose.letterhead.facts(),
        "country": whose.letterhead.country.code(),
        "number": whose.number,
        "desk": kept.desk,
        "received_at": civil::at_clinic(taken.at, whose.zone).format("%Y-%m-%dT%H:%M:%S").to_string(),
        "patient": { "name": taken.patient_name, "code": whose.ids.code },
        "vendor": taken.account.as_deref().unwrap_or_default(),
        "on_its_way": taken.under_way,
        "items": items(tx, kept)?,
        "amount": written(taken.amount.amount),
        "currency": taken.amount.currency,
        "method": taken.method.as_str(),
        "fiscal_receipt": taken.fiscal_receipt,
        "card_slip": taken.card_slip,
        "received_by": by(kept),
        "notes": taken.note.iter().collect::<Vec<_>>(),
    }))
}

/// The receipt for money given back of a taking. Where it has no invoice, one line says what it was.
fn receipt(
    tx: &Connection,
    back: &Kept,
    of: &Kept,
    whose: &Whose<'_>,
) -> Result<(Value, Option<Option<String>>), DeskError> {
    let given = &back.taking;
    let on: NaiveDate = civil::date_at_clinic(given.at, whose.zone);
    let amount = written(given.amount.amount);
    let invoice = of.taking.invoice.map(|invoice| invoices::issued(tx, invoice));
    let invoice = invoice.transpose()?.flatten();
    let (series, number) = match whose.number.rsplit_once('-') {
        Some((series, number)) => (Some(series), number),
        None => (None, whose.number),
    };
    let mut facts = json!({
        "letterhead": whose.letterhead.facts(),
        "country": whose.letterhead.country.code(),
        "series": series,
        "number": number,
        "issued_on": on,
        "patient": {
            "name": given.patient_name,
            "code": whose.ids.code,
            "national_id": whose.ids.national,
        },
        "currency": given.amount.currency,
        "sums": { "total": amount },
        "payments": [{ "method": given.method.as_str(), "amount": amount, "on": on }],
        "issued_by": by(back),
        "notes": given.note.iter().collect::<Vec<_>>(),
    });
    if let Some((series, number, issued_on)) = invoice {
        facts["for_invoice"] = json!({ "series": series, "number": number, "issued_on": issued_on });
        return Ok((facts, None));
    }
    facts["lines"] = json!([{ "text": "", "total": amount }]);
    Ok((facts, Some(of.taking.slip.clone())))
}

/// Who did it, where that is somebody.
fn by(kept: &Kept) -> Option<&str> {
    let author = kept.taking.author.as_str();
    (author != "desk").then_some(author)
}

/// The vendor of the patient's first record, else of the first account made.
fn vendor_of(conn: &Connection, person: Option<Uuid>) -> Result<Option<Vendor>, DeskError> {
    let found: Option<String> = conn
        .prepare_cached(
            "SELECT c.vendor FROM connections c LEFT JOIN patient_records r \
                 ON r.connection = c.id AND r.person = ?1 AND r.gone_at IS NULL \
             ORDER BY r.id IS NULL, r.created_at, c.created_at, c.rowid LIMIT 1",
        )?
        .query_row([person.map(|id| id.to_string())], |row| row.get(0))
        .optional()?;
    Ok(found.and_then(|vendor| Vendor::parse(&vendor)))
}

/// What an invoice that waits was made of, for the slip of its money.
fn items(tx: &Connection, kept: &Kept) -> Result<Vec<Value>, DeskError> {
    let Some(invoice) = kept.taking.invoice else {
        return Ok(Vec::new());
    };
    let (lines, total) = invoices::lines_of(tx, invoice)?;
    // What is left or was given in part says nothing of the single services.
    let whole = total == Some(kept.taking.amount.amount);
    let items = lines.into_iter().map(|line| {
        let text = match line.quantity {
            1 => line.name,
            many => format!("{many} × {}", line.name),
        };
        json!({ "text": text, "amount": line.total.filter(|_| whole) })
    });
    Ok(items.collect())
}
