//! The money of a day. It counts what was taken at this desk; what the vendors list stands beside it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use frontdesk_basics::{Amount, civil};
use rusqlite::Connection;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::takings::{self, Kept};
use super::{MoneyDay, MoneyDayRequest, NotPaid, SumRow, VendorPayment, accounts, moves, seen, shift};
use crate::agenda::{self, AppointmentRow, Stage, Which};
use crate::billing::PaymentMethod;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::papers::{self, Country};

impl Desk {
    /// The money of a day of the clinic.
    ///
    /// # Errors
    /// The store's.
    pub async fn money_day(&self, request: MoneyDayRequest) -> Result<MoneyDay, DeskError> {
        let now = self.ports.clock.now();
        self.store
            .read(move |conn| {
                let mut day = day(conn, request.date, now)?;
                if let Some(person) = request.patient {
                    day.currency = super::currency(conn, request.patient)?;
                    day.account = accounts::only_of(conn, person)?;
                }
                Ok(day)
            })
            .await
    }
}

/// The zone of the desk's days: that of its connections, else that of the letterhead's country.
///
/// # Errors
/// The store's.
pub(super) fn zone(conn: &Connection) -> Result<Tz, DeskError> {
    if let Some(zone) = agenda::desk_zone(conn)? {
        return Ok(zone);
    }
    Ok(match papers::letterhead(conn)?.country {
        Country::Ro => Tz::Europe__Bucharest,
        Country::It => Tz::Europe__Rome,
        Country::Neutral => Tz::UTC,
    })
}

/// The money of a day; of today where none is named.
///
/// # Errors
/// The store's.
pub(super) fn day(
    conn: &Connection,
    date: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<MoneyDay, DeskError> {
    let zone = zone(conn)?;
    let date = date.unwrap_or_else(|| civil::date_at_clinic(now, zone));
    let taken = takings::of_day(conn, date, zone)?;
    let seen = seen::payments(conn, date, date)?;
    let ours = seen::matched(conn, &seen, &taken, zone)?;
    let at_vendors = seen
        .iter()
        .zip(ours)
        .map(|(payment, taking)| VendorPayment {
            connection: payment.connection.clone(),
            patient: payment.person,
            patient_name: payment.name.clone(),
            amount: payment.amount.clone(),
            method: payment.method.clone(),
            ours: taking.is_some_and(|kept| kept.taking.at_vendor),
        })
        .collect();
    let currencies = super::currencies(conn)?;
    let mut takings: Vec<_> = taken.iter().map(|kept| kept.taking.clone()).collect();
    takings.reverse();
    Ok(MoneyDay {
        date,
        by_method: by_method(&taken),
        by_author: by_author(&taken),
        takings,
        moves: moves::of_day(conn, date, zone)?,
        at_vendors,
        asked: seen::asked_of_day(conn, date, zone)?,
        not_paid: not_paid(conn, date, zone)?,
        shift: shift::running(conn, &currencies)?,
        currency: super::currency(conn, None)?,
        currencies,
        account: None,
    })
}

fn by_method(taken: &[Kept]) -> Vec<SumRow> {
    let mut sums: BTreeMap<(&str, PaymentMethod), (u32, Decimal)> = BTreeMap::new();
    for kept in taken {
        let (count, sum) = sums.entry((kept.currency(), kept.taking.method)).or_default();
        *count += 1;
        *sum += kept.taking.amount.amount;
    }
    let rows = sums.into_iter().map(|((currency, method), (count, sum))| SumRow {
        method: Some(method),
        author: None,
        count,
        sum: Amount {
            amount: sum,
            currency: Some(currency.to_owned()),
        },
    });
    rows.collect()
}

fn by_author(taken: &[Kept]) -> Vec<SumRow> {
    let mut sums: BTreeMap<(&str, &str), (u32, Decimal)> = BTreeMap::new();
    for kept in taken {
        let (count, sum) = sums
            .entry((kept.currency(), kept.taking.author.as_str()))
            .or_default();
        *count += 1;
        *sum += kept.taking.amount.amount;
    }
    let rows = sums.into_iter().map(|((currency, author), (count, sum))| SumRow {
        method: None,
        author: Some(author.to_owned()),
        count,
        sum: Amount {
            amount: sum,
            currency: Some(currency.to_owned()),
        },
    });
    rows.collect()
}

/// Visits of a day that took place, of people of whom nothing was taken here and no payment is listed on that day.
///
/// # Errors
/// The store's.
pub(super) fn not_paid(conn: &Connection, date: NaiveDate, zone: Tz) -> Result<Vec<NotPaid>, DeskError> {
    let done: Vec<AppointmentRow> = agenda::rows(conn, &Which::OfDay(date))?
        .into_iter()
        .filter(|row| row.stage == Stage::Done && !row.foreign)
        .collect();
    if done.is_empty() {
        return Ok(Vec::new());
    }
    let paid = paid_on(conn, date, zone)?;
    done.into_iter()
        .filter(|row| !paid.contains(&row.patient.id))
        .map(|row| {
            Ok(NotPaid {
                appointment: row.id,
                patient: row.patient.id,
                patient_name: row.patient.name,
                birth_date: row.patient.birth_date,
                start: row.start,
                doctor: row.doctor,
                accounts: accounts::of_person(conn, row.patient.id)?,
            })
        })
        .collect()
}

/// People who paid something on a day, here or at a vendor.
fn paid_on(conn: &Connection, date: NaiveDate, zone: Tz) -> Result<BTreeSet<Uuid>, DeskError> {
    let taken = takings::of_day(conn, date, zone)?;
    let here = taken
        .iter()
        .filter(|kept| kept.stands())
        .filter_map(|kept| kept.taking.patient);
    let seen = seen::payments(conn, date, date)?;
    let there = seen.iter().filter(|payment| {
        payment
            .amount
            .as_ref()
            .is_none_or(|amount| amount.amount > Decimal::ZERO)
    });
    Ok(here.chain(there.filter_map(|payment| payment.person)).collect())
}
