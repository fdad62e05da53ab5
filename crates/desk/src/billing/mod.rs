//! Invoices made of services from the price list: three calls at the vendor, one journal, at most one invoice an
//! intent.

pub(crate) mod for_money;
mod model;

pub use model::{
    CheckInvoice, Favourite, Invoice, InvoiceAccepted, InvoiceDesk, InvoiceForm, InvoiceLine,
    InvoiceLineForm, InvoiceState, InvoiceStep, InvoiceTotals, Invoices, InvoicesRequest, IssueInvoice,
    IssuedThere, PaymentForm, PaymentMethod, PriceItem, PriceListPage, PriceQuery, ServiceKind, StopReason,
    TotalLine,
};
