//! What this desk took and gave back: payments, slips, refunds, cash-up, unpaid, statements. It counts what was taken at this
//! desk and says so; payments seen at the vendors stand beside it.

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

use crate::adapters;
use crate::connections::Vendor;
use crate::error::DeskError;

/// Where no connection says anything.
const FALLBACK_CURRENCY: &str = "EUR";

pub use files::{MoneyExport, MoneyFormat, MoneyPaper};
pub(crate) use linked::{
    GivenBack, MIGRATION as LINKED, free_slips, give_back, recorded_at_vendor, set_free, take,
};
pub use model::{
    CashMove, CashMoveKind, CashUp, CashUpLine, CashUps, CloseCash, Counted, GiveBack, MoneyDay,
    MoneyDayRequest, MoneyMove, NotPaid, RecordTaking, Shift, Statement, StatementLine, StatementLineKind,
    StatementRequest, SumRow, Taking, TakingThere, Unpaid, UnpaidKind, UnpaidRequest, UnpaidRow,
    VendorPayment,
};
pub(crate) use moves::MIGRATION as CASH;
pub(crate) use numbers::{Given, skip_numbers};
pub(crate) use seen::{BillSeen, InvoiceSeen, PaymentSeen};
pub(crate) use takings::{IN_PARTS, MIGRATION, NewTaking};

/// The currency proposed for what is typed: the last one used, else that of the first connection that takes money.
///
/// # Errors
/// The store's.
pub(crate) fn currency(conn: &Connection) -> Result<String, DeskError> {
    if let Some(last) = takings::last_currency(conn)? {
        return Ok(last);
    }
    let mut statement = conn.prepare_cached("SELECT vendor FROM connections ORDER BY created_at, rowid")?;
    let vendors = statement.query_map([], |row| row.get::<_, String>(0))?;
    for vendor in vendors {
        if let Some(currency) = Vendor::parse(&vendor?).and_then(adapters::currency_of) {
            return Ok(currency.to_owned());
        }
    }
    Ok(FALLBACK_CURRENCY.to_owned())
}
