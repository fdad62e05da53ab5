//! What is unpaid as far as this desk knows.

use chrono::{DateTime, Days, NaiveDate, Utc};
use frontdesk_basics::{Amount, civil};
use rusqlite::{Connection, params};

use super::amounts::Sums;
use super::takings::{self, Kept};
use super::{Unpaid, UnpaidKind, UnpaidRequest, UnpaidRow, accounts, day, seen};
use crate::bills;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::store::from_ms;

/// How far visits are looked back at unless said.
const DAYS: u64 = 30;
/// How far at most.
const MOST_DAYS: u64 = 366;

impl Desk {
    /// What is unpaid as far as this desk knows: bills, visits that took place, and money that no vendor has.
    ///
    /// # Errors
    /// `InvalidField` (`from`: `too-old` where it is more than a year ago), or the store's.
    pub async fn unpaid(&self, request: UnpaidRequest) -> Result<Unpaid, DeskError> {
        let now = self.ports.clock.now();
        self.store.read(move |conn| unpaid(conn, request.from, now)).await
    }
}

/// The same from the store.
///
/// # Errors
/// `InvalidField` (`from`), or the store's.
pub(super) fn unpaid(
    conn: &Connection,
    from: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<Unpaid, DeskError> {
    let zone = day::zone(conn)?;
    let today = civil::date_at_clinic(now, zone);
    let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let from = match from {
        Some(from) => from,
        None => back(DAYS).max(first_day(conn, zone)?.unwrap_or(today)),
    };
    if from < back(MOST_DAYS) {
        return Err(DeskError::invalid("from", "too-old"));
    }
    let mut rows: Vec<UnpaidRow> = bills::for_money::open(conn)?
        .into_iter()
        .map(|bill| UnpaidRow {
            kind: UnpaidKind::Bill,
            patient: bill.person,
            patient_name: bill.name,
            birth_date: bill.birth_date,
            date: bill.date,
            subject: bill.number,
            amount: bill.open,
            bill: Some(bill.id),
            taking: None,
            account: None,
            accounts: Vec::new(),
        })
        .collect();
    for row in &mut rows {
        if let Some(person) = row.patient {
            row.accounts = accounts::of_person(conn, person)?;
        }
    }
    for date in days_of_visits(conn, from, today)? {
        rows.extend(
            day::not_paid(conn, date, zone)?
                .into_iter()
                .map(|visit| UnpaidRow {
                    kind: UnpaidKind::Visit,
                    patient: Some(visit.patient),
                    patient_name: visit.patient_name,
                    birth_date: visit.birth_date,
                    date: Some(date),
                    subject: visit.doctor,
                    amount: None,
                    bill: None,
                    taking: None,
                    account: None,
                    accounts: visit.accounts,
                }),
        );
    }
    for kept in not_at_vendor(conn, zone)? {
        let date = civil::date_at_clinic(kept.taking.at, zone);
        let taking = kept.taking;
        let (kind, amount) = match taking.takes_back {
            Some(_) => (UnpaidKind::StillThere, taking.amount),
            None => (UnpaidKind::NotAtVendor, taking.left),
        };
        rows.push(UnpaidRow {
            kind,
            patient: taking.patient,
            patient_name: taking.patient_name,
            birth_date: taking.birth_date,
            date: Some(date),
            subject: taking.slip,
            amount: Some(amount),
            bill: None,
            taking: Some(taking.id),
            account: taking.account,
            accounts: match taking.patient {
                Some(person) => accounts::of_person(conn, person)?,
                None => Vec::new(),
            },
        });
    }
    rows.sort_by(|one, other| (one.date, &one.patient_name).cmp(&(other.date, &other.patient_name)));
    Ok(Unpaid {
        from,
        owed: sum_of(&rows, UnpaidKind::Bill),
        not_at_vendor: sum_of(&rows, UnpaidKind::NotAtVendor),
        still_there: sum_of(&rows, UnpaidKind::StillThere),
        rows,
    })
}

/// The day on which this desk began: what was paid before it nobody here knows.
fn first_day(conn: &Connection, zone: chrono_tz::Tz) -> Result<Option<NaiveDate>, DeskError> {
    let began: Option<i64> = conn.query_row(
        "SELECT MIN(at) FROM (SELECT MIN(created_at) AS at FROM connections UNION ALL SELECT MIN(at) FROM takings)",
        [],
        |row| row.get(0),
    )?;
    Ok(began.map(|at| civil::date_at_clinic(from_ms(at), zone)))
}

/// What is owed, what was received and what was given back are never added to each other.
fn sum_of(rows: &[UnpaidRow], kind: UnpaidKind) -> Vec<Amount> {
    let mut sums = Sums::default();
    let of_kind = rows.iter().filter(|row| row.kind == kind);
    for amount in of_kind.filter_map(|row| row.amount.as_ref()) {
        sums.add(amount);
    }
    sums.into_amounts()
}

fn days_of_visits(conn: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<NaiveDate>, DeskError> {
    let mut statement = conn.prepare_cached(
        "SELECT DISTINCT date FROM appointments WHERE date BETWEEN ?1 AND ?2 AND gone_at IS NULL ORDER BY date",
    )?;
    let days = statement.query_map(params![from, to], |row| row.get(0))?;
    Ok(days.collect::<Result<_, _>>()?)
}

/// Takings that stand and that no vendor has: neither recorded there from here, nor listed there on the same day for the
/// same person and amount, as when somebody typed them in there by hand; and what was given back of takings that a vendor
/// has, as long as it does not list that likewise. Those of people who were erased are nobody's to be brought there.
fn not_at_vendor(conn: &Connection, zone: chrono_tz::Tz) -> Result<Vec<Kept>, DeskError> {
    let open = takings::not_at_vendor(conn)?;
    let mut left = Vec::new();
    for kept in open {
        if kept.taking.patient.is_none() {
            continue;
        }
        if !seen::is_listed(conn, &kept, zone)? {
            left.push(kept);
        }
    }
    Ok(left)
}
