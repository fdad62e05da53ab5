//! How many of a service stand behind one row of a vendor's list. MedSoft lists what one costs (§8) and not how many were
//! put there; the invoices of this desk know.

use chrono::NaiveDate;
use frontdesk_basics::money;
use rusqlite::{Connection, Row};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::InvoiceLine;
use super::table;
use crate::adapters::IssuedLine;
use crate::error::DeskError;
use crate::patients::ServiceRow;
use crate::patients::search::fold;
use crate::store::from_ms;

pub(crate) const MIGRATION: &str = "
ALTER TABLE invoices ADD COLUMN put_at INTEGER; -- ms; since when its services were known to stand at the vendor
";

/// How long after it was asked for an invoice that waited may have put its services there, where nothing tells when.
const WAITED: chrono::Days = chrono::Days::new(62);

/// One line of an invoice of this desk whose services stand at the vendor.
struct Put {
    from: NaiveDate,
    to: NaiveDate,
    name: String,
    unit: Decimal,
    quantity: u32,
    total: Decimal,
    currency: String,
}

impl Put {
    fn is(&self, row: &ServiceRow, by_name: bool) -> bool {
        let (Some(date), Some(price)) = (row.date, &row.price) else {
            return false;
        };
        let same_currency = price
            .currency
            .as_ref()
            .is_none_or(|currency| currency.eq_ignore_ascii_case(&self.currency));
        let same_price = price.amount == self.unit || (by_name && price.amount == self.total);
        let same_name = !by_name || folded(&row.name) == self.name;
        same_currency && same_price && same_name && (self.from..=self.to).contains(&date) && !row.foreign
    }
}

fn folded(name: &str) -> String {
    fold(name).trim().to_owned()
}

/// Writes into a record's rows how many each stands for, and what they come to, as the invoices of this desk say. A line
/// takes one row, be it of one service only: so no other line can take it. First those of its name, then, because what a
/// row is called there need not be what the price list calls it, those of its price, where it can be no other. An invoice
/// that was given up has put its services there too, but somebody may have taken them away again: it gets what is left,
/// by name.
///
/// # Errors
/// The store's.
pub(crate) fn count_services(
    conn: &Connection,
    record: Uuid,
    rows: &mut [&mut ServiceRow],
) -> Result<(), DeskError> {
    let (mut open, mut given_up) = (Vec::new(), Vec::new());
    let mut statement = conn.prepare_cached(
        "SELECT i.lines, i.returned, i.currency, i.created_at, i.issued_on, i.put_at, c.zone, \
         i.ended IS 'not_issued' AS given_up FROM invoices i LEFT JOIN connections c ON c.id = i.connection \
         WHERE i.record = ?1 AND i.reached IS NOT NULL ORDER BY i.seq",
    )?;
    let mut found = statement.query([record.to_string()])?;
    while let Some(row) = found.next()? {
        let is_given_up = row.get("given_up")?;
        put_there(
            row,
            is_given_up,
            if is_given_up { &mut given_up } else { &mut open },
        )?;
    }
    let mut counting = Counting {
        counted: vec![false; rows.len()],
        rows,
    };
    counting.by_name(&mut open);
    counting.by_price(open);
    counting.by_name(&mut given_up);
    Ok(())
}

struct Counting<'a, 'b> {
    rows: &'a mut [&'b mut ServiceRow],
    counted: Vec<bool>,
}

impl Counting<'_, '_> {
    /// Each line takes the first row of its name that nothing else has taken; what finds none is left in the list.
    fn by_name(&mut self, lines: &mut Vec<Put>) {
        lines.retain(|put| {
            let first = self
                .fitting(put, true)
                .into_iter()
                .min_by_key(|at| self.rows[*at].date);
            if let Some(at) = first {
                self.take(at, put);
            }
            first.is_none()
        });
    }

    /// Lines take rows of their price, where as many lines as rows come into question for each other.
    fn by_price(&mut self, mut lines: Vec<Put>) {
        loop {
            let wanted: Vec<Vec<usize>> = lines.iter().map(|put| self.fitting(put, false)).collect();
            let certain = wanted.iter().find(|rows| {
                !rows.is_empty() && wanted.iter().filter(|others| others == rows).count() == rows.len()
            });
            let Some(certain) = certain else { return };
            let mut free = certain.iter();
            let mut of_line = wanted.iter();
            lines.retain(|put| {
                let at = of_line
                    .next()
                    .filter(|wanted| *wanted == certain)
                    .and_then(|_| free.next());
                if let Some(at) = at {
                    self.take(*at, put);
                }
                at.is_none()
            });
        }
    }

    fn fitting(&self, put: &Put, by_name: bool) -> Vec<usize> {
        (0..self.rows.len())
            .filter(|at| !self.counted[*at] && put.is(self.rows[*at], by_name))
            .collect()
    }

    fn take(&mut self, at: usize, put: &Put) {
        self.counted[at] = true;
        self.rows[at].quantity = put.quantity;
        if let Some(price) = &mut self.rows[at].price {
            price.amount = put.total;
        }
    }
}

fn put_there(row: &Row<'_>, is_given_up: bool, open: &mut Vec<Put>) -> rusqlite::Result<()> {
    let zone: Option<String> = row.get("zone")?;
    let day = |ms| table::day_at(zone.as_deref(), from_ms(ms));
    let from = day(row.get("created_at")?);
    let put_at: Option<i64> = row.get("put_at")?;
    let to = match put_at.map(day).or(row.get("issued_on")?) {
        Some(there) => there.max(from),
        None if is_given_up => from,
        None => from.checked_add_days(WAITED).unwrap_or(from),
    };
    let currency: String = row.get("currency")?;
    let (lines, returned) = table::lines_of(row)?;
    // Amounts of two currencies are never taken from each other.
    let of_ours = |line: &&IssuedLine| {
        line.currency
            .as_ref()
            .is_none_or(|theirs| theirs.eq_ignore_ascii_case(&currency))
    };
    let mut discounts: Vec<(String, Decimal)> = returned
        .iter()
        .filter(of_ours)
        .filter_map(|line| Some((folded(&line.name), line.discount?)))
        .collect();
    for line in &lines {
        let Some((unit, total)) = priced(line) else {
            continue;
        };
        let name = folded(&line.name);
        let discount = discounts
            .iter()
            .position(|(of, _)| *of == name)
            .map_or(Decimal::ZERO, |at| discounts.remove(at).1);
        open.push(Put {
            from,
            to,
            name,
            unit,
            quantity: line.quantity,
            total: money::rounded(total.checked_sub(discount).unwrap_or(total)),
            currency: currency.clone(),
        });
    }
    Ok(())
}

fn priced(line: &InvoiceLine) -> Option<(Decimal, Decimal)> {
    Some((
        line.unit.as_ref()?.parse().ok()?,
        line.total.as_ref()?.parse().ok()?,
    ))
}
