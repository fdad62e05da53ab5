//! What stands at the vendors: payments, bills, invoices. It is shown beside what this desk took and never added to it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use frontdesk_basics::{Amount, civil};
use rusqlite::{Connection, Row, ToSql, params};
use uuid::Uuid;

use super::AskedOfDay;
use super::takings::{self, Kept};
use crate::adapters;
use crate::bills;
use crate::connections::{Ability, Vendor};
use crate::error::DeskError;
use crate::store::{id_of, instant_of};

/// A payment that a vendor lists.
#[derive(Debug, Clone)]
pub(crate) struct PaymentSeen {
    /// The clinic's name of the connection.
    pub connection: String,
    pub connection_id: Uuid,
    pub person: Option<Uuid>,
    pub name: String,
    pub date: NaiveDate,
    /// Negative: given back.
    pub amount: Option<Amount>,
    /// In the vendor's words.
    pub method: Option<String>,
    /// The payment's code at the vendor.
    pub note: Option<String>,
    /// Under another patient's code: shown apart, never counted.
    pub foreign: bool,
}

/// A bill that a vendor lists.
#[derive(Debug, Clone)]
pub(crate) struct BillSeen {
    pub id: Uuid,
    pub person: Option<Uuid>,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    pub date: Option<NaiveDate>,
    pub number: Option<String>,
    /// What it asks for; negative on what gives money back.
    pub total: Option<Amount>,
    /// What is still owed.
    pub open: Option<Amount>,
}

/// An invoice of this desk that was issued.
#[derive(Debug, Clone)]
pub(crate) struct InvoiceSeen {
    pub date: NaiveDate,
    /// Series and number.
    pub number: String,
    pub total: Amount,
}

const PAYMENTS: &str = "SELECT c.name AS connection_name, r.connection, r.person, \
     trim(r.last_name || ' ' || r.first_name) AS patient_name, f.date, f.amount, f.currency, f.method, f.note, \
     f.vendor_patient IS NOT NULL AND f.vendor_patient IS NOT r.vendor_id AS foreign_row \
     FROM patient_payments f JOIN patient_records r ON r.id = f.record JOIN connections c ON c.id = r.connection";

/// Payments of some days, but not those under another patient's code.
///
/// # Errors
/// The store's.
pub(super) fn payments(
    conn: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<PaymentSeen>, DeskError> {
    let mut seen = read(conn, "f.date BETWEEN ?1 AND ?2", params![from, to])?;
    seen.retain(|payment| !payment.foreign);
    seen.extend(bills::for_money::payments(conn, from, to)?);
    Ok(seen)
}

/// All payments of a person, also those under another patient's code.
///
/// # Errors
/// The store's.
pub(super) fn payments_of(conn: &Connection, person: Uuid) -> Result<Vec<PaymentSeen>, DeskError> {
    let of_person = "r.person = ?1 AND f.date IS NOT NULL";
    let mut seen = read(conn, of_person, params![person.to_string()])?;
    seen.extend(bills::for_money::payments_of(conn, person)?);
    Ok(seen)
}

fn read(conn: &Connection, condition: &str, values: &[&dyn ToSql]) -> Result<Vec<PaymentSeen>, DeskError> {
    let mut statement = conn.prepare_cached(&format!(
        "{PAYMENTS} WHERE {condition} ORDER BY f.date, c.name, patient_name, f.position"
    ))?;
    let mut rows = statement.query(values)?;
    let mut seen = Vec::new();
    while let Some(row) = rows.next()? {
        seen.push(payment(row)?);
    }
    Ok(seen)
}

fn payment(row: &Row<'_>) -> Result<PaymentSeen, DeskError> {
    let amount: Option<String> = row.get("amount")?;
    let currency: Option<String> = row.get("currency")?;
    Ok(PaymentSeen {
        connection: row.get("connection_name")?,
        connection_id: id_of(row, "connection")?,
        person: Some(id_of(row, "person")?),
        name: row.get("patient_name")?,
        date: row.get("date")?,
        amount: amount.and_then(|amount| Amount::parse(&amount, currency).ok()),
        method: row.get("method")?,
        note: row.get("note")?,
        foreign: row.get("foreign_row")?,
    })
}

/// Which taking each payment is, one to one: by what the vendor calls it, whatever the day; and where one of the two
/// has no such name by person, day and amount, takings that the vendor took from this desk before the others. `takings`
/// of other days are looked at too where the vendor's name for a payment is theirs. What somebody put in there by hand may
/// stand under a later day. A payment there that gives money back is a giving back here by the same rules.
///
/// # Errors
/// The store's.
pub(super) fn matched(
    conn: &Connection,
    payments: &[PaymentSeen],
    takings: &[Kept],
    zone: Tz,
) -> Result<Vec<Option<Kept>>, DeskError> {
    let mut free: Vec<&Kept> = takings.iter().collect();
    let others = named(conn, payments)?;
    let known: BTreeSet<Uuid> = takings.iter().map(|kept| kept.taking.id).collect();
    free.extend(others.iter().filter(|kept| !known.contains(&kept.taking.id)));
    let mut of_payment: Vec<Option<Kept>> = vec![None; payments.len()];
    let ties: [fn(&PaymentSeen, &Kept, NaiveDate) -> bool; 4] = [
        |payment, kept, _| is_named(payment, kept),
        |payment, kept, day| kept.taking.at_vendor && payment.date == day && is_alike(payment, kept),
        |payment, kept, day| {
            let gone = kept.taking.takes_back.is_none() && !kept.stands();
            !kept.taking.at_vendor && !gone && payment.date == day && is_alike(payment, kept)
        },
        |payment, kept, day| kept.taking.at_vendor && payment.date > day && is_alike(payment, kept),
    ];
    for tie in ties {
        for (payment, place) in payments.iter().zip(&mut of_payment) {
            if place.is_some() || payment.foreign {
                continue;
            }
            let day = |kept: &Kept| civil::date_at_clinic(kept.taking.at, zone);
            if let Some(index) = free.iter().position(|kept| tie(payment, kept, day(kept))) {
                *place = Some(free.remove(index).clone());
            }
        }
    }
    Ok(of_payment)
}

/// Whether a vendor lists a taking, or a giving back, on its day, whether it was brought there from here or by hand.
///
/// # Errors
/// The store's.
pub(super) fn is_listed(conn: &Connection, kept: &Kept, zone: Tz) -> Result<bool, DeskError> {
    let date = civil::date_at_clinic(kept.taking.at, zone);
    let of_day: Vec<Kept> = takings::of_day(conn, date, zone)?
        .into_iter()
        .filter(|other| other.taking.patient == kept.taking.patient)
        .filter(|other| other.stands() || other.taking.takes_back.is_some())
        .collect();
    let listed = payments(conn, date, date)?;
    let matched = matched(conn, &listed, &of_day, zone)?;
    Ok(matched
        .iter()
        .flatten()
        .any(|other| other.taking.id == kept.taking.id))
}

/// Takings that the vendor calls as it calls one of these payments.
fn named(conn: &Connection, payments: &[PaymentSeen]) -> Result<Vec<Kept>, DeskError> {
    let names: BTreeSet<&str> = payments
        .iter()
        .filter_map(|payment| payment.note.as_deref())
        .collect();
    let mut found = Vec::new();
    for name in names {
        found.extend(takings::of_vendor_ref(conn, name)?);
    }
    Ok(found)
}

/// Two vendors may call two payments alike: the connection tells them apart, and where that is not known (any more), whose
/// they are.
fn is_named(payment: &PaymentSeen, kept: &Kept) -> bool {
    let is_of = match kept.connection {
        Some(connection) => connection == payment.connection_id,
        None => payment.person.is_some() && payment.person == kept.taking.patient,
    };
    // What was given back before the vendor had the rest is named as that rest is, and is no payment there.
    let same_way =
        |listed: &Amount| listed.amount.is_sign_negative() == kept.taking.amount.amount.is_sign_negative();
    let is_its_own = kept.taking.takes_back.is_none() || payment.amount.as_ref().is_some_and(same_way);
    is_its_own && payment.note.is_some() && payment.note == kept.vendor_ref && is_of
}

/// Of the same person and amount: what was taken, or what it came to by what was given back of it.
fn is_alike(payment: &PaymentSeen, kept: &Kept) -> bool {
    let Some(amount) = &payment.amount else {
        return false;
    };
    let same_currency = match &amount.currency {
        Some(currency) => currency == kept.currency(),
        None => true,
    };
    (payment.note.is_none() || kept.vendor_ref.is_none())
        && same_currency
        && !amount.amount.is_zero()
        && kept.was.contains(&amount.amount)
        && payment.person.is_some()
        && payment.person == kept.taking.patient
}

/// Of how many of a day's patients the payments were read since that day began.
///
/// # Errors
/// The store's.
pub(super) fn asked_of_day(conn: &Connection, date: NaiveDate, zone: Tz) -> Result<AskedOfDay, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT r.id, c.vendor, r.payments_checked_at FROM appointments a \
         JOIN patient_records r ON r.id = a.record JOIN connections c ON c.id = r.connection \
         WHERE a.date = ?1 AND a.gone_at IS NULL AND r.gone_at IS NULL",
    )?;
    let mut rows = statement.query([date])?;
    let mut asked = AskedOfDay::default();
    while let Some(row) = rows.next()? {
        let vendor: String = row.get("vendor")?;
        let lists = Vendor::parse(&vendor)
            .is_some_and(|vendor| adapters::abilities_of(vendor).contains(&Ability::Invoices));
        if !lists {
            continue;
        }
        asked.patients += 1;
        let checked = instant_of(row, "payments_checked_at")?;
        if checked.is_some_and(|checked| civil::date_at_clinic(checked, zone) >= date) {
            asked.asked += 1;
        }
    }
    Ok(asked)
}
