//! `price-list` (Cont Online v11 §14).

use rust_decimal::Decimal;
use serde::ser::Serializer;

use super::client::Medsoft;
use super::operations::PRICE_LIST;
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::scalar::{Scalar, VendorDate, parse_whole};
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
        /// Work points: one number, or several separated by commas in a text.
        work_points: WorkPoints = "punct_lucru",
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
        let parts = self
            .work_points
            .as_ref()
            .map_or("", WorkPoints::as_str)
            .split(',');
        parts.filter_map(parse_whole).collect()
    }
}

/// `punct_lucru` as written: the document shows a number, live answers also a list in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkPoints {
    text: String,
    number: bool,
}

impl WorkPoints {
    /// The digits, or the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Scalar for WorkPoints {
    fn read(raw: &str) -> Option<Self> {
        Some(Self {
            text: String::read(raw)?,
            number: !raw.starts_with('"'),
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match Decimal::read(&self.text).filter(|_| self.number) {
            Some(number) => number.write(serializer),
            None => self.text.write(serializer),
        }
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
        let call = Outgoing::new(&PRICE_LIST)
            .query("tipServiciu", request.kind.as_deref())
            .query("date", request.date.as_deref());
        self.list(call).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::with_rows;

    #[tokio::test]
    async fn work_points_prices_and_dates_in_every_spelling() {
        let (medsoft, stub) = with_rows(
            r#"{"cod": 111, "denumire": "Consultatie", "punct_lucru": 1, "pret": 200, "valuta": "RON",
                "tip_serviciu": "contracte", "data_adaugare_modificare": "2026-09-09T09:43:53.000+0000"},
               {"cod": 112, "denumire": "Detartraj", "punct_lucru": "1, 2,x,", "pret": 150.50, "valuta": "EUR"},
               {"cod": 113, "punct_lucru": null}"#,
        );
        let rows = medsoft.price_list(&PriceList::default()).await.unwrap();
        assert_eq!(stub.calls(), ["GET /listaPreturi"]);
        let [first, second, third] = &rows.rows[..] else {
            panic!("three rows")
        };
        assert_eq!(
            (first.code, first.name.as_deref()),
            (Some(111), Some("Consultatie"))
        );
        assert_eq!(
            (
                first.work_points.as_ref().map(WorkPoints::as_str),
                first.work_point_codes()
            ),
            (Some("1"), vec![1])
        );
        assert_eq!(
            (
                first.price.unwrap().to_string().as_str(),
                first.currency.as_deref()
            ),
            ("200", Some("RON"))
        );
        assert_eq!(first.kind.as_deref(), Some("contracte"));
        assert_eq!(
            first
                .changed_at
                .as_ref()
                .map(|date| date.date.to_string())
                .as_deref(),
            Some("2026-09-09")
        );
        assert_eq!(
            (second.work_point_codes(), second.price.unwrap().to_string()),
            (vec![1, 2], "150.50".to_owned())
        );
        assert_eq!((&third.work_points, third.work_point_codes()), (&None, vec![]));
        let written = serde_json::to_string(&rows).unwrap();
        assert!(written.contains(r#""punct_lucru":1,"#) && written.contains(r#""punct_lucru":"1, 2,x,""#));
    }

    #[tokio::test]
    async fn one_filter_but_not_both() {
        let (medsoft, stub) = with_rows("");
        let (kind, date) = (Some("contract".to_owned()), Some("2026-01-31".to_owned()));
        medsoft
            .price_list(&PriceList {
                kind: kind.clone(),
                date: None,
            })
            .await
            .unwrap();
        medsoft
            .price_list(&PriceList {
                kind: None,
                date: date.clone(),
            })
            .await
            .unwrap();
        let error = medsoft.price_list(&PriceList { kind, date }).await.unwrap_err();
        assert_eq!((error.kind, error.field), (ErrorKind::Invalid, Some("date")));
        assert_eq!(
            stub.calls(),
            [
                "GET /listaPreturi?tipServiciu=contract",
                "GET /listaPreturi?date=2026-01-31"
            ]
        );
    }
}
