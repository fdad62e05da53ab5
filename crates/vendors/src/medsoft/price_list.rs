//! `price-list` (Cont Online v11 §14).

use rust_decimal::Decimal;

use super::client::{Call, Medsoft};
use super::operations::PRICE_LIST;
use crate::row::row;
use crate::scalar::VendorDate;
use crate::{Rows, VendorError};

/// One filter or none; the vendor does not take both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceList {
    /// `tipServiciu`: the kind. The document filters by `contract` and `serviciul`, rows say `contracte`.
    pub kind: Option<String>,
    /// `date`: added or changed on that date. The document gives no format, so the text is sent as it is.
    pub date: Option<String>,
}

row! {
    /// A service that may be booked and sold.
    pub struct PriceListItem {
        /// The service's code.
        code: i64 = "cod",
        /// The service's name.
        name: String = "denumire",
        /// Work points as written: one number, or several separated by commas.
        work_points: String = "punct_lucru",
        /// The price in `currency`.
        price: Decimal = "pret",
        /// The currency.
        currency: String = "valuta",
        /// The kind, as the clinic's rows spell it.
        kind: String = "tip_serviciu",
        /// When the service was added or last changed.
        changed_at: VendorDate = "data_adaugare_modificare",
    }
}

impl PriceListItem {
    /// The codes in `work_points`; parts that are no whole number are left out.
    pub fn work_point_codes(&self) -> Vec<i64> {
        let parts = self.work_points.as_deref().unwrap_or_default().split(',');
        parts.filter_map(crate::scalar::parse_whole).collect()
    }
}

impl Medsoft {
    /// The services marked for online booking.
    ///
    /// # Errors
    /// `Invalid` naming `date` when both filters are given; else those of the call.
    pub async fn price_list(&self, request: &PriceList) -> Result<Rows<PriceListItem>, VendorError> {
        if request.kind.is_some() && request.date.is_some() {
            let message = "the price list takes tipServiciu or date, not both";
            return Err(VendorError::invalid(PRICE_LIST.name, "date", message));
        }
        let call = Call::new(&PRICE_LIST)
            .query("tipServiciu", request.kind.as_deref())
            .query("date", request.date.as_deref());
        self.list(call).await
    }
}
