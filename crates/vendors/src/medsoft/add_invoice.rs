//! `add-invoice` (Cont Online v11 §17).

use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use super::client::{Call, Medsoft};
use super::invoice_pdf::InvoicePdf;
use super::operations::ADD_INVOICE;
use crate::json::{Extra, Object};
use crate::row::row;
use crate::scalar::{Scalar as _, VendorDate};
use crate::{FromObject as _, Rows, VendorError};

const LINES: &str = "listaServiciiCuprinseInFactura";
const PDF: &str = "facturaPdf";

/// Which payment note to invoice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AddInvoice {
    /// `codPacient`.
    pub patient: i64,
    /// `codNota`.
    pub note: i64,
    /// `facturaPdf`: whether to send the PDF along. No later call can give it again.
    pub with_pdf: Option<bool>,
}

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

/// The answer to `add-invoice`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IssuedInvoice {
    /// The invoice's own fields.
    pub invoice: Invoice,
    /// The services on it, `listaServiciiCuprinseInFactura.data`.
    pub lines: Rows<InvoiceLine>,
    /// `listaServiciiCuprinseInFactura.columns`: all columns; those that are null are left out of the lines.
    pub columns: Vec<String>,
    /// The PDF, wherever in the answer it stood.
    pub pdf: InvoicePdf,
    /// The PDF's text as it came, for support.
    pub pdf_text: Option<String>,
    /// What stood beside `Factura`.
    pub extra: Extra,
}

/// An [`IssuedInvoice`] written without its PDF.
pub(super) struct WithoutPdf<'a>(pub &'a IssuedInvoice);

impl Serialize for IssuedInvoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self, self.pdf_text.as_deref(), serializer)
    }
}

impl Serialize for WithoutPdf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, None, serializer)
    }
}

fn write<S: Serializer>(issued: &IssuedInvoice, pdf: Option<&str>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("Factura", &Factura(issued))?;
    if let Some(pdf) = pdf {
        map.serialize_entry(PDF, pdf)?;
    }
    issued.extra.serialize_into(&mut map)?;
    map.end()
}

struct Factura<'a>(&'a IssuedInvoice);

impl Serialize for Factura<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(IssuedInvoice {
            invoice,
            lines,
            columns,
            ..
        }) = self;
        let mut object = serde_json::to_string(invoice)
            .and_then(|text| serde_json::from_str::<Object>(&text))
            .map_err(serde::ser::Error::custom)?;
        let list = serde_json::value::to_raw_value(&Lines { data: lines, columns });
        object.put(LINES, list.map_err(serde::ser::Error::custom)?);
        object.serialize(serializer)
    }
}

#[derive(serde::Serialize)]
struct Lines<'a> {
    data: &'a Rows<InvoiceLine>,
    columns: &'a [String],
}

impl Medsoft {
    /// Issues an invoice over a payment note. No documented read shows it again.
    ///
    /// # Errors
    /// `Unreadable` when the answer said yes and shows no invoice; else those of the call.
    pub async fn add_invoice(&self, request: &AddInvoice) -> Result<IssuedInvoice, VendorError> {
        let call = Call::new(&ADD_INVOICE)
            .path("codPacient", request.patient)
            .path("codNota", request.note)
            .query(PDF, request.with_pdf);
        let mut envelope = self.send(call).await?;
        let mut pdf = envelope.beside.take::<String>(PDF);
        let mut found = None;
        for mut row in envelope.objects() {
            let beside = row.take::<String>(PDF);
            let mut invoice = match row.take_raw("Factura") {
                Some(raw) => Object::parse(&raw),
                // Without the wrapping the row itself is the invoice.
                None if row.get("numar").is_some() || row.get("cod").is_some() => {
                    Some(std::mem::take(&mut row))
                }
                None => None,
            };
            let inside = invoice.as_mut().and_then(|invoice| invoice.take::<String>(PDF));
            pdf = [inside, beside, pdf]
                .into_iter()
                .flatten()
                .find(|text| !text.trim().is_empty());
            if let (None, Some(invoice)) = (&found, invoice) {
                found = Some((invoice, row));
            }
        }
        let (invoice, beside) = found.ok_or_else(|| envelope.unreadable("no invoice"))?;
        Ok(issued(invoice, beside, pdf))
    }
}

fn issued(mut invoice: Object, beside: Object, pdf_text: Option<String>) -> IssuedInvoice {
    let (mut lines, mut columns) = (Rows::default(), vec![]);
    if let Some(list) = invoice.take_raw(LINES) {
        match read_lines(&list) {
            Some(read) => (lines, columns) = read,
            None => invoice.put(LINES, list),
        }
    }
    let pdf = pdf_text
        .as_deref()
        .map_or(InvoicePdf::Absent, InvoicePdf::from_base64);
    IssuedInvoice {
        invoice: Invoice::from_object(invoice),
        lines,
        columns,
        pdf,
        pdf_text,
        extra: beside.into_extra(),
    }
}

/// The list of services: under `data` with its columns, or bare.
fn read_lines(list: &RawValue) -> Option<(Rows<InvoiceLine>, Vec<String>)> {
    let entries = |raw: &RawValue| serde_json::from_str::<Vec<Box<RawValue>>>(raw.get()).ok();
    let rows = |entries: Vec<Box<RawValue>>| Rows::read(entries.iter().map(|entry| &**entry));
    if let Some(bare) = entries(list) {
        return Some((rows(bare), vec![]));
    }
    let mut object = Object::parse(list)?;
    let data = object
        .take_raw("data")
        .map_or(Some(vec![]), |data| entries(&data))?;
    let columns = object
        .take_raw("columns")
        .and_then(|columns| entries(&columns))
        .unwrap_or_default();
    let columns = columns
        .iter()
        .filter_map(|column| String::read(column.get()))
        .collect();
    // A third key is nobody's yet; keeping the list verbatim is better than dropping it.
    object.is_empty().then(|| (rows(data), columns))
}
