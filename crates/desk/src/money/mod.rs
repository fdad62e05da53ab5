//! What this desk took and gave back: payments, slips, refunds, cash-up, unpaid, statements. It counts what was taken at this
//! desk and says so; payments seen at the vendors stand beside it.

mod accounts;
mod amounts;
mod day;
mod export;
mod facts;
mod files;
mod give_back;
mod linked;
mod model;
mod moves;
mod numbers;
mod record;
mod seen;
mod shift;
mod slip;
mod statement;
mod tables;
mod takings;
mod unpaid;

#[cfg(test)]
mod tests;

use rusqlite::Connection;
use uuid::Uuid;

use crate::adapters;
use crate::connections::Vendor;
use crate::error::DeskError;

/// Where no connection says anything.
const FALLBACK_CURRENCY: &str = "EUR";

pub use files::{MoneyExport, MoneyFormat, MoneyPaper};
pub(crate) use linked::{
    GivenBack, MIGRATION as LINKED, free_slips, give_back, is_at_vendor, is_here, recorded_at_vendor,
    refs_of_bill, set_free, take,
};
pub use model::{
    AskedOfDay, CashMove, CashMoveKind, CashUp, CashUpLine, CashUps, CloseCash, Counted, GiveBack, MoneyDay,
    MoneyDayRequest, MoneyMove, NotPaid, RecordTaking, Shift, Statement, StatementLine, StatementLineKind,
    StatementRequest, SumRow, Taking, TakingThere, Unpaid, UnpaidKind, UnpaidRequest, UnpaidRow,
    VendorPayment,
};
pub(crate) use moves::MIGRATION as CASH;
pub(crate) use numbers::{Given, skip_numbers};
pub(crate) use seen::{BillSeen, InvoiceSeen, PaymentSeen};
pub(crate) use takings::{IN_PARTS, MIGRATION, NewTaking, taken_at};

/// The currencies of the desk: those of its connections that take money, in the order in which they were made. Without
/// such a connection the last one used.
///
/// # Errors
/// The store's.
pub(crate) fn currencies(conn: &Connection) -> Result<Vec<String>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT vendor FROM connections ORDER BY created_at, rowid")?;
    let vendors = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut currencies = Vec::new();
    for vendor in vendors {
        let currency = Vendor::parse(&vendor?).and_then(adapters::currency_of);
        if let Some(currency) = currency.filter(|one| !currencies.iter().any(|known| known == one)) {
            currencies.push(currency.to_owned());
        }
    }
    if currencies.is_empty() {
        currencies.push(takings::last_currency(conn)?.unwrap_or_else(|| FALLBACK_CURRENCY.to_owned()));
    }
    Ok(currencies)
}

/// The currency proposed for what is typed: that of the first account that has the person, else the desk's first.
///
/// # Errors
/// The store's.
pub(crate) fn currency(conn: &Connection, person: Option<Uuid>) -> Result<String, DeskError> {
    if let Some(person) = person {
        let mut statement = conn.prepare_cached(
            "SELECT c.vendor FROM patient_records r JOIN connections c ON c.id = r.connection \
             WHERE r.person = ?1 ORDER BY r.gone_at IS NOT NULL, r.created_at, r.rowid",
        )?;
        let vendors = statement.query_map([person.to_string()], |row| row.get::<_, String>(0))?;
        for vendor in vendors {
            if let Some(currency) = Vendor::parse(&vendor?).and_then(adapters::currency_of) {
                return Ok(currency.to_owned());
            }
        }
    }
    let first = currencies(conn)?.into_iter().next();
    Ok(first.unwrap_or_else(|| FALLBACK_CURRENCY.to_owned()))
}
