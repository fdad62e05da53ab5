//! `product-stock` and `all-stock` (Cont Online v11 §12, §13).

use rust_decimal::Decimal;

use super::client::Medsoft;
use super::operations::{ALL_STOCK, PRODUCT_STOCK};
use crate::outgoing::Outgoing;
use crate::row::row;
use crate::{Rows, VendorError};

row! {
    /// What a store holds of a product. Code and name come twice.
    pub struct StockItem {
        /// The product's code.
        hidden_code: i64 = "_cod_produs",
        /// The product's name.
        hidden_name: String = "_denumire",
        /// The store's name.
        store: String = "Gestiune",
        /// The kind of goods.
        kind: String = "Tip",
        /// The product's code again.
        code: i64 = "Cod produs",
        /// The product's name again.
        name: String = "Denumire produs",
        /// How much, in `unit`.
        quantity: Decimal = "Cantitate",
        /// The unit of measure.
        unit: String = "UM",
    }
}

impl StockItem {
    /// The product's code, from whichever of its two keys is there.
    pub fn product(&self) -> Option<i64> {
        self.code.or(self.hidden_code)
    }

    /// The product's name, from whichever of its two keys is there.
    pub fn product_name(&self) -> Option<&str> {
        self.name.as_deref().or(self.hidden_name.as_deref())
    }
}

impl Medsoft {
    /// The stock of one product.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn product_stock(&self, product: i64) -> Result<Rows<StockItem>, VendorError> {
        self.list(Outgoing::new(&PRODUCT_STOCK).code("cod_produs", product))
            .await
    }

    /// The stock of all products.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn all_stock(&self) -> Result<Rows<StockItem>, VendorError> {
        self.list(Outgoing::new(&ALL_STOCK)).await
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::with_rows;

    const ROW: &str = r#"{"_cod_produs": 1, "_denumire": "ace", "Gestiune": "Clinica", "Tip": "Consumabile",
        "Cod produs": 1, "Denumire produs": "ace", "Cantitate": 13.000, "UM": "tub"}"#;

    #[tokio::test]
    async fn the_stock_of_one_product_keeps_its_decimals() {
        let (medsoft, stub) = with_rows(ROW);
        let rows = medsoft.product_stock(1).await.unwrap();
        assert_eq!(stub.calls(), ["GET /stoc/1"]);
        let row = &rows.rows[0];
        assert_eq!(
            (row.hidden_code, row.code, row.product()),
            (Some(1), Some(1), Some(1))
        );
        assert_eq!(
            (row.hidden_name.as_deref(), row.name.as_deref()),
            (Some("ace"), Some("ace"))
        );
        assert_eq!(
            (row.store.as_deref(), row.kind.as_deref()),
            (Some("Clinica"), Some("Consumabile"))
        );
        assert_eq!(
            (row.quantity.unwrap().to_string().as_str(), row.unit.as_deref()),
            ("13.000", Some("tub"))
        );
        assert!(
            serde_json::to_string(row)
                .unwrap()
                .contains(r#""Cantitate":13.000,"#)
        );
    }

    #[tokio::test]
    async fn all_stock_reads_either_spelling_of_code_and_name() {
        let (medsoft, stub) = with_rows(r#"{"_cod_produs": 2, "_denumire": "fire"}, {"Cod produs": 3}"#);
        let rows = medsoft.all_stock().await.unwrap();
        assert_eq!(stub.calls(), ["GET /stoc"]);
        assert_eq!(
            (rows.rows[0].product(), rows.rows[0].product_name()),
            (Some(2), Some("fire"))
        );
        assert_eq!(
            (rows.rows[1].product(), rows.rows[1].product_name()),
            (Some(3), None)
        );
    }
}
