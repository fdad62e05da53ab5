//! `product-stock` and `all-stock` (Cont Online v11 §12, §13).

use rust_decimal::Decimal;

use super::client::{Call, Medsoft};
use super::operations::{ALL_STOCK, PRODUCT_STOCK};
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
        self.list(Call::new(&PRODUCT_STOCK).path("cod_produs", product))
            .await
    }

    /// The stock of all products.
    ///
    /// # Errors
    /// Those of the call.
    pub async fn all_stock(&self) -> Result<Rows<StockItem>, VendorError> {
        self.list(Call::new(&ALL_STOCK)).await
    }
}
