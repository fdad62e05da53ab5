//! How many of a service stand behind one row of a vendor's list. MedSoft lists what one costs (§8) and not how many were
//! put there; the invoices of this desk know.

use chrono::NaiveDate;
use frontdesk_basics::money;
use rusqlite::{Connection, Row};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::InvoiceLine;
use super::table;
use crate::error::DeskError;
use crate::patients::ServiceRow;
use crate::patients::search::fold;
use crate::store::from_ms;

/// How long after it was asked for an invoice that waited may have put its services there.
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
/// takes one row: that of its name, else one of its price on those days, because what a row is called there need not be
/// what the price list calls it.
///
/// # Errors
/// The store's.
pub(crate) fn count_services(
    conn: &Connection,
    record: Uuid,
    rows: &mut [&mut ServiceRow],
) -> Result<(), DeskError> {
    let mut open = Vec::new();
    let mut statement = conn.prepare_cached(
        "SELECT i.lines, i.returned, i.currency, i.created_at, i.issued_on, c.zone FROM invoices i \
         LEFT JOIN connections c ON c.id = i.connection \
         WHERE i.record = ?1 AND i.reached IS NOT NULL ORDER BY i.seq",
    )?;
    let mut found = statement.query([record.to_string()])?;
    while let Some(row) = found.next()? {
        put_there(row, &mut open)?;
    }
    let mut counted = vec![false; rows.len()];
    for by_name in [true, false] {
        open.retain(|put| {
            let mut of_put: Vec<usize> = (0..rows.len())
                .filter(|at| !counted[*at] && put.is(rows[*at], by_name))
                .collect();
            of_put.sort_by_key(|at| rows[*at].date);
            let Some(at) = of_put.first().copied() else {
                return true;
            };
            counted[at] = true;
            rows[at].quantity = put.quantity;
            if let Some(price) = &mut rows[at].price {
                price.amount = put.total;
            }
            false
        });
    }
    Ok(())
}

fn put_there(row: &Row<'_>, open: &mut Vec<Put>) -> rusqlite::Result<()> {
    let zone: Option<String> = row.get("zone")?;
    let from = table::day_at(zone.as_deref(), from_ms(row.get("created_at")?));
    let to = match row.get::<_, Option<NaiveDate>>("issued_on")? {
        Some(issued) => issued.max(from),
        None => from.checked_add_days(WAITED).unwrap_or(from),
    };
    let currency: String = row.get("currency")?;
    let (lines, returned) = table::lines_of(row)?;
    let mut discounts: Vec<(String, Decimal)> = returned
        .iter()
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
        let total = money::rounded(total - discount);
        if line.quantity != 1 || total != unit {
            open.push(Put {
                from,
                to,
                name,
                unit,
                quantity: line.quantity,
                total,
                currency: currency.clone(),
            });
        }
    }
    Ok(())
}

fn priced(line: &InvoiceLine) -> Option<(Decimal, Decimal)> {
    Some((
        line.unit.as_ref()?.parse().ok()?,
        line.total.as_ref()?.parse().ok()?,
    ))
}
