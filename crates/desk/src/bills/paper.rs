//! A bill as a paper: what the vendor returned, marked as a copy. The vendor makes no PDF of its bills.

use chrono::NaiveDate;
use frontdesk_basics::safe_file_name;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::read::{self, Kept, Methods};
use super::{BillKind, BillPage, Transaction};
use crate::adapters;
use crate::audit::{AuditAct, NewLine};
use crate::billing::PaymentMethod;
use crate::connections::Vendor;
use crate::desk::Desk;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::papers::{self, DocumentName, NewPaper, PaperBrief, PaperKind, PaperOrigin};
use crate::sync::absorb::derived_id;

/// What a bill becomes as a paper.
struct Facts {
    document: DocumentName,
    kind: PaperKind,
    facts: Value,
}

impl Desk {
    /// Renders a bill as the vendor returned it, asked now where the line is up, and keeps the paper: a receipt where it
    /// is paid in full, else the bill. Tax and stamp stand there only as returned. A paper that came out as one of the
    /// bill that is kept already is that one.
    ///
    /// # Errors
    /// `NotFound`, `InvalidField` (`bill`: `proforma`), `PaperIncomplete` (`fields`: what the vendor has not told),
    /// `CannotOpen` where no documents are made, or the store's.
    pub async fn bill_paper(&self, id: Uuid) -> Result<PaperBrief, DeskError> {
        let (brief, _) = self.bill_paper_with_bytes(id).await?;
        Ok(brief)
    }

    /// The same with the paper's bytes.
    ///
    /// # Errors
    /// As [`Desk::bill_paper`].
    pub async fn bill_paper_with_bytes(&self, id: Uuid) -> Result<(PaperBrief, Vec<u8>), DeskError> {
        let page = self.bill(id).await?;
        let kept = self.store.read(move |conn| read::bill(conn, id)).await?;
        let account = self.accounts.get(kept.bill.connection).await?;
        let vendor = account.vendor;
        let (letterhead, methods) = self
            .store
            .read(move |conn| {
                Ok((
                    (
                        papers::letterhead_facts(conn, &account.name)?,
                        papers::exemption(conn)?,
                    ),
                    read::methods_of(conn, id)?,
                ))
            })
            .await?;
        let facts = facts_of(&kept, &page, vendor, letterhead, &methods)?;
        // The patient's language is not known here: the bill's own stands.
        let language = adapters::bill_country(vendor).map_or("en", |(_, language)| language);
        let made = self
            .make_paper(facts.document, facts.facts, language.to_owned())
            .await?;
        let now = self.ports.clock.now();
        let name = safe_file_name(&format!("{}.pdf", made.title.trim()));
        let digest = format!("{:x}", Sha256::digest(&made.bytes));
        let paper = derived_id("bill paper", &[&id.to_string(), &digest]);
        let brief = PaperBrief {
            id: paper,
            patient: kept.bill.patient,
            kind: facts.kind,
            origin: PaperOrigin::Copy,
            name: name.clone(),
            made_at: now,
            bytes: u32::try_from(made.bytes.len()).unwrap_or(u32::MAX),
        };
        let (audit, bytes) = (self.audit.clone(), made.bytes.clone());
        let made_at = self
            .store
            .write(move |tx| {
                let before = read::paper_made_at(tx, paper)?;
                if before.is_none() {
                    papers::keep(
                        tx,
                        &NewPaper {
                            id: paper,
                            person: kept.bill.patient,
                            record: kept.bill.record,
                            about: Some(kept.bill.id),
                            kind: facts.kind,
                            origin: PaperOrigin::Copy,
                            name: &name,
                            media_type: "application/pdf",
                            content: &made.bytes,
                            made_at: now,
                        },
                    )?;
                }
                let line = NewLine {
                    record: kept.bill.record,
                    connection: Some(kept.bill.connection),
                    ..NewLine::of(AuditAct::PaperOpened).with("document", None, Some(name.clone()))
                };
                audit.record(tx, &line)?;
                Ok(before.unwrap_or(now))
            })
            .await?;
        self.accounts.events().changed(&[Topic::Papers]);
        Ok((PaperBrief { made_at, ..brief }, bytes))
    }
}

/// The payments of a bill; what went the other way is negative. How they were paid is said only where that is known of each
/// of them: else the paper would say of all what is true of some (Italian receipts state whether money can be traced).
fn payments_of(kept: &Kept, page: &BillPage, methods: &Methods) -> Vec<Value> {
    let signed = |payment: &Transaction| -> Option<Decimal> {
        let amount = payment.amount.as_ref()?.amount;
        Some(if payment.direction == kept.way() {
            amount
        } else {
            -amount
        })
    };
    let tell = page.transactions.iter().all(|payment| {
        payment.direction == kept.way()
            && payment.amount.is_some()
            && methods
                .get(&payment.vendor_id)
                .is_some_and(|method| *method != PaymentMethod::Other)
    });
    let method = |payment: &Transaction| methods.get(&payment.vendor_id).filter(|_| tell);
    page.transactions
        .iter()
        .filter_map(|payment| {
            let known = method(payment);
            // An account is no way of paying: it is named only where nothing else is known.
            let account = payment.account.as_ref().filter(|_| known.is_none());
            Some(json!({
                "method": known.map_or("other", |method| method.as_str()),
                "method_name": payment.payment_type.as_ref().or(account),
                "amount": signed(payment)?.to_string(),
                "on": payment.date,
            }))
        })
        .collect()
}

/// What a bill is for, as the vendor says it: one line over all of it but the stamp, which stands among the sums.
fn line_of(kept: &Kept, total: Decimal) -> Option<Value> {
    let stamp = kept
        .stamp
        .as_ref()
        .map_or(Some(Decimal::ZERO), |stamp| stamp.parse().ok())?;
    let text = kept.description.as_ref()?;
    Some(json!({ "text": text, "total": (total - stamp).to_string() }))
}

fn facts_of(
    kept: &Kept,
    page: &BillPage,
    vendor: Vendor,
    (letterhead, exemption): (Value, Option<String>),
    methods: &Methods,
) -> Result<Facts, DeskError> {
    let bill = &kept.bill;
    if bill.kind == BillKind::Proforma {
        return Err(DeskError::invalid("bill", "proforma"));
    }
    let (date, total): (NaiveDate, _) = match (bill.date, &bill.total) {
        (Some(date), Some(total)) => (date, total),
        (date, total) => {
            let missing = [("date", date.is_none()), ("total", total.is_none())];
            let missing: Vec<_> = missing
                .iter()
                .filter(|(_, is)| *is)
                .map(|(name, _)| *name)
                .collect();
            return Err(DeskError::new(
                ErrorCode::PaperIncomplete,
                "the vendor has not told what a bill must carry",
            )
            .with("fields", missing.join(",")));
        }
    };
    let paid = bill.open.as_ref().is_some_and(|open| open.amount.is_zero());
    let mut facts = json!({
        "country": adapters::bill_country(vendor).map(|(country, _)| country),
        "letterhead": letterhead,
        "number": bill.number,
        "issued_on": date,
        "patient": {
            "name": bill.patient_name.clone().unwrap_or_default(),
            "national_id": kept.national_id,
        },
        "currency": total.currency.clone().or_else(|| adapters::bill_currency(vendor).map(str::to_owned)),
        "lines": line_of(kept, total.amount).into_iter().collect::<Vec<_>>(),
        "vat_exemption": exemption,
        "sums": {
            "vat": kept.vat,
            "stamp": kept.stamp,
            "total": total.amount.to_string(),
        },
        "payments": payments_of(kept, page, methods),
        "copy": { "reason": "not-made", "issued_on": date },
    });
    if paid && bill.kind != BillKind::Credit {
        return Ok(Facts {
            document: DocumentName::Receipt,
            kind: PaperKind::Receipt,
            facts,
        });
    }
    facts["kind"] = match bill.kind {
        BillKind::Credit => "credit".into(),
        _ => "invoice".into(),
    };
    // Both are sums of what the vendor lists; nothing of the bill itself is computed.
    if let Some(open) = &bill.open {
        facts["sums"]["paid"] = page.paid.amount.to_string().into();
        facts["sums"]["remaining"] = open.amount.to_string().into();
    }
    Ok(Facts {
        document: DocumentName::Invoice,
        kind: PaperKind::Invoice,
        facts,
    })
}
