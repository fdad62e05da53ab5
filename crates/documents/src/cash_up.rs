//! The cash-up: what a desk took between two moments, counted against what was recorded.

use chrono::NaiveDateTime;
use frontdesk_basics::money::rounded;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::error::DocumentError;
use crate::exact::Exact;
use crate::letterhead::Letterhead;
use crate::parts::Method;
use crate::sums::agree;

/// What it is called.
pub(crate) const NAME: &str = "cash-up";

/// The facts of a cash-up. Moments are by the clinic's clock (`2026-11-23T14:05:00`).
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashUp {
    /// ISO 3166 code of the clinic's country, which chooses the profile; the neutral one when absent.
    pub country: Option<String>,
    /// The clinic's letterhead.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Where within the clinic.
    pub work_point: Option<String>,
    /// End of a shift or of the day.
    pub kind: CashUpKind,
    /// Its number, where the desk gives one.
    pub number: Option<String>,
    /// Which desk counts.
    pub desk: String,
    /// Who counted.
    pub counted_by: Option<String>,
    /// Whose shift it was, where that is somebody else, or all who worked; a line each.
    #[serde(default)]
    pub users: Vec<String>,
    /// From when.
    pub from: NaiveDateTime,
    /// To when.
    pub to: NaiveDateTime,
    /// One for each currency; amounts of several are never added.
    pub drawers: Vec<Drawer>,
    /// What this desk took, in order.
    #[serde(default)]
    pub payments: Vec<Taken>,
    /// Payments seen at the vendors in this time, which may hold those above; beside them, never added.
    #[serde(default)]
    pub at_vendors: Vec<AtVendor>,
    /// Done but not paid.
    #[serde(default)]
    pub unpaid: Vec<Unpaid>,
    /// What else has to be said, a line each.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// Why is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CashUpKind {
    /// A shift ends.
    Shift,
    /// The day ends.
    Day,
}

/// One currency: its cash, and the other methods.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawer {
    /// ISO code.
    pub currency: String,
    /// Cash at the beginning.
    pub opening: Exact,
    /// Cash put in or taken out that is no payment; what was taken out is negative.
    #[serde(default)]
    pub movements: Vec<Movement>,
    /// By method; cash among them.
    pub methods: Vec<ByMethod>,
    /// Cash that should be there: opening, movements and cash payments.
    pub expected: Exact,
    /// Cash that was counted.
    pub counted: Exact,
    /// Counted without expected.
    pub difference: Exact,
    /// Why there is a difference.
    pub reason: Option<String>,
}

/// Cash put in or taken out.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// When.
    pub at: NaiveDateTime,
    /// What for.
    pub text: String,
    /// How much; negative when taken out.
    pub amount: Exact,
    /// Who.
    pub user: Option<String>,
}

/// What was taken by one method.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByMethod {
    /// Which.
    pub method: Method,
    /// The vendor's own word for it, printed in its place.
    pub method_name: Option<String>,
    /// How many payments.
    pub count: u32,
    /// Recorded.
    pub recorded: Exact,
    /// Counted, where that was done: the terminal's own total for cards.
    pub counted: Option<Exact>,
}

/// A payment.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// When.
    pub at: NaiveDateTime,
    /// Who paid.
    pub patient: String,
    /// The paper that goes with it, as given.
    pub document: Option<String>,
    /// How.
    pub method: Method,
    /// The vendor's own word for it, printed in its place.
    pub method_name: Option<String>,
    /// How much; negative when given back.
    pub amount: Exact,
    /// ISO code.
    pub currency: String,
    /// Who took it.
    pub user: Option<String>,
    /// Received, and not at the vendor yet.
    #[serde(default)]
    pub not_at_vendor: bool,
    /// There is no slip of it: it waits with an invoice or a bill.
    #[serde(default)]
    pub without_slip: bool,
}

/// Payments seen at a vendor.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtVendor {
    /// The account's name.
    pub account: String,
    /// The method in the vendor's words.
    pub method: String,
    /// How many.
    pub count: u32,
    /// How much.
    pub amount: Exact,
    /// ISO code.
    pub currency: String,
}

/// A visit that is done and not paid.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unpaid {
    /// Who.
    pub patient: String,
    /// What.
    pub text: String,
    /// How much; absent where it is not known.
    pub amount: Option<Exact>,
    /// ISO code, with the amount.
    pub currency: Option<String>,
}

impl CashUp {
    /// Checks every sum.
    ///
    /// # Errors
    /// `Mismatch`.
    pub(crate) fn check(&self) -> Result<(), DocumentError> {
        for (index, drawer) in self.drawers.iter().enumerate() {
            let field = |name: &str| format!("drawers[{index}].{name}");
            let moved: Decimal = drawer.movements.iter().map(|movement| movement.amount.0).sum();
            let cash: Decimal = drawer
                .methods
                .iter()
                .filter(|by| by.method == Method::Cash)
                .map(|by| by.recorded.0)
                .sum();
            let expected = rounded(drawer.opening.0 + moved + cash);
            agree(NAME, &field("expected"), drawer.expected.0, expected)?;
            let difference = drawer.counted.0 - drawer.expected.0;
            agree(NAME, &field("difference"), drawer.difference.0, difference)?;
            self.check_methods(index, drawer)?;
        }
        Ok(())
    }

    /// What was taken by each method against the payments, where these are listed.
    fn check_methods(&self, index: usize, drawer: &Drawer) -> Result<(), DocumentError> {
        if self.payments.is_empty() {
            return Ok(());
        }
        for (at, by) in drawer.methods.iter().enumerate() {
            let taken = self.payments.iter().filter(|payment| {
                payment.currency == drawer.currency
                    && payment.method == by.method
                    && payment.method_name == by.method_name
            });
            let reckoned = rounded(taken.map(|payment| payment.amount.0).sum());
            let field = format!("drawers[{index}].methods[{at}].recorded");
            agree(NAME, &field, by.recorded.0, reckoned)?;
        }
        Ok(())
    }
}
