//! The rows of an issued invoice (Cont Online v11 §17).

use rust_decimal::Decimal;

use crate::row::row;
use crate::scalar::VendorDate;

row! {
    /// The invoice's own fields.
    pub struct Invoice {
        /// The invoice's code.
        code: i64 = "cod",
        /// The work point's code.
        work_point: i64 = "codPunctLucru",
        /// The patient code.
        patient: i64 = "codPacient",
        /// The day of issue.
        issued_on: VendorDate = "dataEmitere",
        /// The day it is due.
        due_on: VendorDate = "dataScadenta",
        /// The series.
        series: String = "serie",
        /// The number within the series.
        number: i64 = "numar",
        /// Whether it is paid.
        paid: bool = "incasat",
    }
}

row! {
    /// One service on the invoice. Keys with a leading underscore are the vendor's inner ones; several facts come
    /// twice, in two types.
    pub struct InvoiceLine {
        /// The code of the service done.
        hidden_code: i64 = "_cod",
        /// The patient code.
        patient: i64 = "_cod_pacient",
        /// The service's name.
        inner_name: String = "denumire",
        /// The service's name, as the column list spells the key.
        hidden_name: String = "_denumire",
        /// The company's code, when a company pays.
        company_code: i64 = "_cod_companie",
        /// The invoice's code.
        invoice: i64 = "_cod_factura",
        /// The price in `hidden_currency`.
        hidden_price: Decimal = "_pret",
        /// The discount as an amount.
        hidden_discount: Decimal = "_discount_valoare",
        /// The currency.
        hidden_currency: String = "_valuta",
        /// The VAT.
        hidden_vat: Decimal = "_TVA",
        /// The work point's code.
        work_point: i64 = "_punct_lucru",
        /// The table the service comes from.
        service_kind: String = "_tip_servicii",
        /// The payment note's code.
        note: i64 = "_cod_nota",
        /// The exchange rate to RON, exact.
        exchange_rate: Decimal = "_curs_schimb",
        /// Whether it is invoiced.
        invoiced: bool = "_facturat",
        /// Series, number and day in one text.
        invoice_details: String = "_factura_detalii",
        /// The code of the service done, again.
        code: i64 = "Cod",
        /// The patient's name.
        patient_name: String = "Pacient",
        /// The company's name, when a company pays.
        company: String = "Companie",
        /// Whether it is paid; `Da` or `Nu`.
        paid: bool = "Incasat",
        /// The day the service was added.
        added_on: VendorDate = "Data adaugarii",
        /// The service's name, again.
        name: String = "Denumire",
        /// The price, again.
        price: Decimal = "Pret",
        /// The discount, again.
        discount: Decimal = "Discount",
        /// The currency, again.
        currency: String = "Valuta",
        /// The VAT, again.
        vat: Decimal = "TVA",
    }
}
