//! `add-invoice` (Cont Online v11 §17).

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;

use super::client::Medsoft;
use super::invoice::{Invoice, InvoiceLine};
use super::invoice_pdf::InvoicePdf;
use super::operations::ADD_INVOICE;
use crate::json::{Extra, Object};
use crate::outgoing::Outgoing;
use crate::scalar::Scalar as _;
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
        let call = Outgoing::new(&ADD_INVOICE)
            .code("codPacient", request.patient)
            .code("codNota", request.note)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::testing::{answering, with_rows};

    const PDF_TEXT: &str = "JVBERi0xLjQKMSAwIG9iago8PD4+CmVuZG9iagp0cmFpbGVyCjw8Pj4KJSVFT0YK";

    const INVOICE: &str = r#""cod": 230, "codPunctLucru": 1, "codPacient": 98,
        "dataEmitere": "2026-06-15T00:00:00.000+0000", "dataScadenta": "2026-06-30T00:00:00.000+0000",
        "serie": "pt10", "numar": 74, "incasat": 0, "listaServiciiCuprinseInFactura": {"data": [
            {"_cod": 12325, "_cod_pacient": 98, "denumire": "Consultatie", "_cod_factura": 230, "_pret": 100.00,
             "_discount_valoare": 0.00, "_valuta": "EUR", "_TVA": 0.00, "_punct_lucru": 1,
             "_tip_servicii": "c_proceduri", "_cod_nota": 3708, "_curs_schimb": 5.044308, "_facturat": 1,
             "_factura_detalii": "pt10 74 din 2026-06-15", "Cod": 12325, "Pacient": "POP ANA", "Incasat": "Da",
             "Data adaugarii": "2026-06-08", "Denumire": "Consultatie", "Pret": 100.00, "Discount": 0.00,
             "Valuta": "EUR", "TVA": 0.00}],
            "columns": ["_cod", "_cod_companie", "Companie"]}"#;

    fn request() -> AddInvoice {
        AddInvoice {
            patient: 98,
            note: 3708,
            with_pdf: Some(true),
        }
    }

    #[tokio::test]
    async fn every_field_is_read() {
        let (medsoft, stub) = with_rows(&format!(
            r#"{{"Factura": {{{INVOICE}, "altceva": 1.50}}, "Nota": 2.00}}"#
        ));
        let issued = medsoft.add_invoice(&request()).await.unwrap();
        assert_eq!(stub.calls(), ["POST /adauga-factura/98/3708?facturaPdf=true"]);
        assert!(stub.body().is_empty());
        let invoice = &issued.invoice;
        assert_eq!(
            (invoice.code, invoice.work_point, invoice.patient),
            (Some(230), Some(1), Some(98))
        );
        assert_eq!(
            (invoice.series.as_deref(), invoice.number, invoice.paid),
            (Some("pt10"), Some(74), Some(false))
        );
        assert_eq!(invoice.issued_on.as_ref().unwrap().date.to_string(), "2026-06-15");
        assert_eq!(invoice.due_on.as_ref().unwrap().date.to_string(), "2026-06-30");
        assert_eq!(invoice.extra.to_json(), r#"{"altceva":1.50}"#);
        assert_eq!(issued.extra.to_json(), r#"{"Nota":2.00}"#);
        assert_eq!(issued.columns, ["_cod", "_cod_companie", "Companie"]);
        let line = &issued.lines.rows[0];
        assert_eq!(
            (line.hidden_code, line.code, line.invoice),
            (Some(12_325), Some(12_325), Some(230))
        );
        assert_eq!(
            (line.patient, line.work_point, line.note),
            (Some(98), Some(1), Some(3708))
        );
        assert_eq!(
            (line.inner_name.as_deref(), line.name.as_deref()),
            (Some("Consultatie"), Some("Consultatie"))
        );
        assert_eq!(
            (line.hidden_currency.as_deref(), line.currency.as_deref()),
            (Some("EUR"), Some("EUR"))
        );
        assert_eq!((line.paid, line.invoiced), (Some(true), Some(true)));
        assert_eq!(line.exchange_rate.unwrap().to_string(), "5.044308");
        let money = [
            line.hidden_price,
            line.price,
            line.hidden_discount,
            line.discount,
            line.hidden_vat,
            line.vat,
        ];
        assert_eq!(
            money.map(|money| money.unwrap().to_string()),
            ["100.00", "100.00", "0.00", "0.00", "0.00", "0.00"]
        );
        assert_eq!(line.service_kind.as_deref(), Some("c_proceduri"));
        assert_eq!(line.invoice_details.as_deref(), Some("pt10 74 din 2026-06-15"));
        assert_eq!(line.patient_name.as_deref(), Some("POP ANA"));
        assert_eq!(line.added_on.as_ref().unwrap().date.to_string(), "2026-06-08");
        assert_eq!(
            (&line.hidden_name, &line.company_code, &line.company),
            (&None, &None, &None)
        );
        assert!(line.extra.is_empty());
        assert_eq!(issued.pdf, InvoicePdf::Absent);
    }

    #[tokio::test]
    async fn the_pdf_is_found_wherever_it_stands() {
        let inside = format!(r#"{{{INVOICE}, "facturaPdf": "{PDF_TEXT}"}}"#);
        let beside = format!(r#""Factura": {{{INVOICE}}}, "facturaPdf": "{PDF_TEXT}""#);
        for data in [
            format!(r#"[{{"Factura": {inside}}}]"#),
            format!("[{{{beside}}}]"),
            format!(r#"[{{"Factura": {{{INVOICE}}}}}, {{"facturaPdf": "{PDF_TEXT}"}}]"#),
            format!(r#"[{{"Factura": {{{INVOICE}, "facturaPdf": ""}}, "facturaPdf": "{PDF_TEXT}"}}]"#),
            format!(r#"{{"Factura": {inside}}}"#),
            format!("{{{beside}}}"),
            format!("[{inside}]"),
            format!(r#"[{{"Factura": {{{INVOICE}}}}}], "facturaPdf": "{PDF_TEXT}""#),
        ] {
            let (medsoft, _) = answering(&format!(r#"{{"Status": 0, "ReturnData": {data}}}"#));
            let issued = medsoft.add_invoice(&request()).await.unwrap();
            assert!(
                matches!(&issued.pdf, InvoicePdf::Sound(bytes) if bytes.starts_with(b"%PDF-1.4")),
                "{data}"
            );
            assert_eq!(
                (issued.invoice.number, issued.lines.len()),
                (Some(74), 1),
                "{data}"
            );
            assert_eq!(issued.invoice.extra.to_json(), "{}", "{data}");
            let written = serde_json::to_value(&issued).unwrap();
            assert_eq!(written["facturaPdf"], PDF_TEXT);
            assert_eq!(
                written["Factura"]["listaServiciiCuprinseInFactura"]["data"][0]["Cod"],
                12_325
            );
            let without = serde_json::to_string(&WithoutPdf(&issued)).unwrap();
            assert!(without.contains(r#""_curs_schimb":5.044308"#) && !without.contains("facturaPdf"));
        }
    }

    #[tokio::test]
    async fn a_mangled_pdf_does_not_lose_the_invoice() {
        let text = "JVBERi0xLjQKJe+/ve+/ve+/ve";
        let (medsoft, _) = with_rows(&format!(
            r#"{{"Factura": {{{INVOICE}}}, "facturaPdf": "{text}"}}"#
        ));
        let issued = medsoft.add_invoice(&request()).await.unwrap();
        assert!(matches!(issued.pdf, InvoicePdf::Damaged { .. }));
        assert_eq!(
            (issued.invoice.number, issued.pdf_text.as_deref()),
            (Some(74), Some(text))
        );
    }

    #[tokio::test]
    async fn lines_of_another_shape_are_kept_verbatim() {
        for (list, lines) in [
            ("[{\"Cod\": 5}, 6]", 1),
            ("\"2 servicii\"", 0),
            ("{\"data\": [{}], \"total\": 1.00}", 0),
        ] {
            let row = format!(r#"{{"Factura": {{"cod": 1, "listaServiciiCuprinseInFactura": {list}}}}}"#);
            let (medsoft, _) = with_rows(&row);
            let issued = medsoft.add_invoice(&request()).await.unwrap();
            assert_eq!(issued.lines.len(), lines, "{list}");
            let kept = issued.invoice.extra.get("listaServiciiCuprinseInFactura");
            assert_eq!(kept, (lines == 0).then_some(list), "{list}");
        }
    }

    #[tokio::test]
    async fn a_yes_without_an_invoice_may_have_issued_one() {
        for data in ["[]", "null", "[{}]", "[{\"Factura\": 5}]", "[17]"] {
            let (medsoft, _) = answering(&format!(r#"{{"Status": 0, "ReturnData": {data}}}"#));
            let error = medsoft.add_invoice(&request()).await.unwrap_err();
            assert_eq!(
                (error.kind, error.effect()),
                (ErrorKind::Unreadable, crate::Effect::Unknown),
                "{data}"
            );
        }
    }
}
