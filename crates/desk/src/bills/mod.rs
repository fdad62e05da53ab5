//! Bills made at the vendor: listed, paid, printed. Nothing here computes tax or stamp.

mod asking;
mod filing;
pub(crate) mod for_money;
mod job;
mod model;
mod paper;
mod read;
pub(crate) mod sums;
mod table;

pub use model::{
    Account, Bill, BillDirection, BillKind, BillPage, BillsPage, BillsRequest, FileDocument, Liability,
    LiabilityRule, PayBill, PaymentType, SetLiabilityRule, Transaction,
};
pub(crate) use read::{accounts_of, bill, payment_types_of};
pub(crate) use table::{
    MIGRATION, drop_liability, forget_patient, id_of_bill, liabilities_of, paid_of, recorded, rule_of,
};
