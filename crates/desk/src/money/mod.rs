//! What this desk took and gave out: payments, slips, cash-up, unpaid, statements. It counts what was taken at this
//! desk and says so; payments seen at the vendors stand beside it.

mod model;
mod takings;

pub use model::{
    CancelTaking, CashMove, CashMoveKind, CashUp, CashUpLine, CashUps, CloseCash, Counted, MoneyDay,
    MoneyDayRequest, MoneyExport, MoneyFormat, MoneyMove, MoneyPaper, NotPaid, RecordTaking, Shift,
    Statement, StatementLine, StatementLineKind, StatementRequest, SumRow, Taking, Unpaid, UnpaidKind,
    UnpaidRequest, UnpaidRow, VendorPayment,
};
pub(crate) use takings::{MIGRATION, NewTaking, insert, recorded_at_vendor};
