//! Bills made at the vendor: listed, paid, printed. Nothing here computes tax or stamp.

pub(crate) mod for_money;
mod model;

pub use model::{
    Account, Bill, BillDirection, BillKind, BillPage, BillsPage, BillsRequest, FileDocument, Liability,
    LiabilityRule, PayBill, PaymentType, SetLiabilityRule, Transaction,
};
