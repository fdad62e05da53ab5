//! Bills made at the vendor: listed, paid, printed. Nothing here computes tax or stamp.

mod asking;
mod filing;
pub(crate) mod for_money;
mod job;
mod model;
mod paper;
mod read;
mod schema;
pub(crate) mod sums;
mod table;

pub use model::{
    Account, Bill, BillDirection, BillKind, BillPage, BillsPage, BillsRequest, FileDocument, FilePdf,
    Liability, LiabilityRule, PayBill, PaymentType, SetLiabilityRule, Transaction,
};
pub(crate) use read::{accounts_of, bill, payment_types_of};
pub(crate) use schema::MIGRATION;
pub(crate) use table::{
    drop_liability, forget_patient, liabilities_of, paid_of, recorded, rule_of, set_rule, told_rule,
};
