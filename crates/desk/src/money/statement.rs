//! A patient's statement: what was charged and what was paid, as far as this desk knows.
//!
//! Charged are services and bills of the vendors; an invoice is a paper made of services that stand there already, so it
//! is named and not counted once more. Paid are payments of the vendors, and what was taken here and is not among them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use frontdesk_basics::{Amount, civil};
use rusqlite::Connection;
use uuid::Uuid;

use super::amounts::{Sums, written};
use super::seen::{self, PaymentSeen};
use super::takings::{self, Kept};
use super::{Statement, StatementLine, StatementLineKind, StatementRequest, day};
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::patients::{self, PatientPage, ServiceRow};
use crate::{billing, bills};

impl Desk {
    /// A patient's statement. Looking at it stands in the access log.
    ///
    /// # Errors
    /// `InvalidField` (`to`: `before-from`), `NotFound`, or the store's.
    pub async fn statement(&self, request: StatementRequest) -> Result<Statement, DeskError> {
        let (now, audit) = (self.ports.clock.now(), self.audit.clone());
        self.store
            .write(move |tx| {
                let made = statement(tx, &request, now)?;
                audit.viewed(tx, &NewLine::about(AuditAct::PatientOpened, request.patient))?;
                Ok(made)
            })
            .await
    }
}

/// The same from the store.
///
/// # Errors
/// `InvalidField` (`to`), `NotFound`, or the store's.
pub(super) fn statement(
    conn: &Connection,
    request: &StatementRequest,
    now: DateTime<Utc>,
) -> Result<Statement, DeskError> {
    let StatementRequest { patient, from, to } = *request;
    if to < from {
        return Err(DeskError::invalid("to", "before-from"));
    }
    let page = patients::page(conn, patient, now)?;
    let patient_name = page.patient.name.clone();
    let (mut lines, mut foreign) = (Vec::new(), Vec::new());
    let within = |date: Option<NaiveDate>| date.is_some_and(|date| (from..=to).contains(&date));
    for service in page.services.rows.iter().filter(|service| within(service.date)) {
        let line = charged_service(service);
        if service.foreign { &mut foreign } else { &mut lines }.push(line);
    }
    for invoice in billing::for_money::of_person(conn, patient)? {
        if within(Some(invoice.date)) {
            lines.push(named_only(
                invoice.date,
                StatementLineKind::Invoice,
                format!("{} · {}", invoice.number, in_words(&invoice.total)),
            ));
        }
    }
    for bill in bills::for_money::of_person(conn, patient)? {
        if within(bill.date) {
            lines.push(StatementLine {
                date: bill.date,
                kind: StatementLineKind::Bill,
                text: bill.number.unwrap_or_default(),
                debit: bill.total,
                credit: None,
                account: None,
            });
        }
    }
    let zone = day::zone(conn)?;
    let day_of = |kept: &Kept| civil::date_at_clinic(kept.taking.at, zone);
    // What is the same is found in whatever days: else it would count twice, once here and once in another statement.
    let payments = seen::payments_of(conn, patient)?;
    let taken = takings::of_person(conn, patient)?;
    let matched = seen::matched(conn, &payments, &taken, zone)?;
    let there = there(conn, &payments, &matched)?;
    for payment in payments.iter().filter(|payment| within(Some(payment.date))) {
        let line = paid_there(payment);
        if payment.foreign { &mut foreign } else { &mut lines }.push(line);
    }
    let here = taken
        .iter()
        .filter(|kept| !there.contains(&kept.taking.id) && within(Some(day_of(kept))));
    lines.extend(here.map(|kept| taken_here(kept, day_of(kept))));
    for lines in [&mut lines, &mut foreign] {
        lines.sort_by_key(|line| (line.date, order(line.kind)));
    }
    let (charged, paid) = sums(&lines);
    Ok(Statement {
        patient,
        patient_name,
        birth_date: page.patient.birth_date,
        from,
        to,
        charged,
        paid,
        checked_at: checked_at(&page),
        lines,
        foreign: Some(foreign).filter(|lines| !lines.is_empty()),
    })
}

/// What of this desk's rows stands among the vendors' payments: takings, what was given back there too, and what was given
/// back before the vendor had the rest, which then is all that it lists.
fn there(
    conn: &Connection,
    payments: &[PaymentSeen],
    matched: &[Option<Kept>],
) -> Result<BTreeSet<Uuid>, DeskError> {
    let mut there: BTreeSet<Uuid> = matched.iter().flatten().map(|kept| kept.taking.id).collect();
    for (payment, kept) in payments.iter().zip(matched) {
        let (Some(listed), Some(kept)) = (&payment.amount, kept) else {
            continue;
        };
        let mut less = kept.taking.amount.amount - listed.amount;
        for back in takings::given_back_of(conn, kept.taking.id)? {
            let given = -back.taking.amount.amount;
            // Of an outgoing payment both are negative.
            if given.is_sign_negative() != less.is_sign_negative() || given.abs() > less.abs() {
                break;
            }
            if there.insert(back.taking.id) {
                less -= given;
            }
        }
    }
    Ok(there)
}

fn charged_service(service: &ServiceRow) -> StatementLine {
    let name = match service.quantity {
        1 => service.name.clone(),
        many => format!("{many} × {}", service.name),
    };
    let text = joined([Some(name), service.doctor.clone()]);
    StatementLine {
        date: service.date,
        kind: StatementLineKind::Service,
        text,
        debit: service.price.clone(),
        credit: None,
        account: None,
    }
}

fn paid_there(payment: &PaymentSeen) -> StatementLine {
    let parts = [
        Some(payment.connection.clone()),
        payment.method.clone(),
        payment.note.clone(),
    ];
    StatementLine {
        date: Some(payment.date),
        kind: StatementLineKind::VendorPayment,
        text: joined(parts),
        debit: None,
        credit: payment.amount.clone(),
        account: None,
    }
}

fn taken_here(kept: &Kept, date: NaiveDate) -> StatementLine {
    let taking = &kept.taking;
    let kind = match taking.takes_back {
        Some(_) => StatementLineKind::GivenBack,
        None if taking.at_vendor => StatementLineKind::Recorded,
        None => StatementLineKind::Taking,
    };
    StatementLine {
        date: Some(date),
        kind,
        text: joined([
            taking.slip.clone(),
            taking.invoice_number.clone(),
            taking.bill_number.clone(),
            taking.note.clone(),
        ]),
        debit: None,
        credit: Some(taking.amount.clone()),
        account: taking.account.clone(),
    }
}

fn named_only(date: NaiveDate, kind: StatementLineKind, text: String) -> StatementLine {
    StatementLine {
        date: Some(date),
        kind,
        text,
        debit: None,
        credit: None,
        account: None,
    }
}

fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn in_words(amount: &Amount) -> String {
    let currency = amount.currency.as_deref().unwrap_or_default();
    format!("{} {currency}", written(amount.amount)).trim().to_owned()
}

/// Of one day: what was charged before what was paid.
fn order(kind: StatementLineKind) -> u8 {
    match kind {
        StatementLineKind::Service => 0,
        StatementLineKind::Bill => 1,
        StatementLineKind::Invoice => 2,
        StatementLineKind::VendorPayment => 3,
        StatementLineKind::Taking | StatementLineKind::Recorded => 4,
        StatementLineKind::GivenBack => 5,
    }
}

fn sums(lines: &[StatementLine]) -> (Vec<Amount>, Vec<Amount>) {
    let (mut charged, mut paid) = (Sums::default(), Sums::default());
    for line in lines {
        if let Some(debit) = &line.debit {
            charged.add(debit);
        }
        if let Some(credit) = &line.credit {
            paid.add(credit);
        }
    }
    (charged.into_amounts(), paid.into_amounts())
}

/// As old as the older of the lists it was made from; unasked while one of them is.
fn checked_at(page: &PatientPage) -> Option<DateTime<Utc>> {
    let (services, payments) = (page.services.checked_at?, page.payments.checked_at?);
    Some(services.min(payments))
}
