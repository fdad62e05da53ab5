//! Invoices made of services from the price list: three calls at the vendor, one journal, at most one invoice an
//! intent.

mod beside;
mod deposit;
pub(crate) mod for_money;
mod form;
mod job;
mod model;
mod noted;
mod paper;
mod prices;
mod quantities;
mod returned;
mod table;
mod view;

#[cfg(test)]
pub(crate) use beside::desk as beside_a_form;
pub(crate) use beside::known_deposit;
pub use deposit::OpenDeposit;
pub(crate) use deposit::open_deposit;
pub(crate) use form::{Place, draft, whose};
pub use model::{
    CheckInvoice, Favourite, Invoice, InvoiceAccepted, InvoiceDesk, InvoiceForm, InvoiceLine,
    InvoiceLineForm, InvoiceState, InvoiceStep, InvoiceTotals, Invoices, InvoicesRequest, IssueInvoice,
    IssuedThere, NotedMethod, PaymentForm, PaymentMethod, PriceItem, PriceListPage, PriceQuery, ServiceKind,
    SetNotedMethod, StopReason, TotalLine,
};
pub(crate) use noted::{MIGRATION as NOTED, is_otherwise, noted_as, noted_method};
pub(crate) use paper::{file_name, make_copy};
pub(crate) use prices::{MIGRATION as PRICES, absorb as absorb_prices};
pub(crate) use quantities::{MIGRATION as PUT_AT, count_services};
pub(crate) use table::{
    MIGRATION, NewInvoice, answered_in_part, by_id, follow_record, forget_person, given_up, insert, issued,
    issued_by_hand, note_made, services_added,
};
