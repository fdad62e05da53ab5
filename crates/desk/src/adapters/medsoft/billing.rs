//! Price list and invoices: §14 price list, §10 payment details, §15 services, §16 payment note, §17 invoice.

use async_trait::async_trait;
use frontdesk_basics::Amount;
use frontdesk_vendors::medsoft::{
    AddInvoice, AddPayment, AddService, AddServices, InvoiceLine, InvoicePdf, PriceList, PriceListItem,
};
use frontdesk_vendors::{ErrorKind, VendorError};
use rust_decimal::Decimal;

use super::{Adapter, code, date, no_row, text, vendor_id};
use crate::adapters::{
    Invoicing, IssuedInvoice, IssuedLine, NoteRow, NoteToMake, PriceRow, ServiceToAdd, VendorPdf,
};
use crate::billing::{PaymentMethod, ServiceKind};
use crate::patients::search::fold;

/// The document gives the calls no currency and its samples are in lei: invoices here are in RON only.
pub(crate) const CURRENCY: &str = "RON";

/// §8, §10: the name under which a deposit stands among a patient's services (the sample's own, with a blank behind
/// it).
const DEPOSIT: &str = "avans";

/// §15: what `tipServiciu` may be when services are added.
fn word(kind: ServiceKind) -> &'static str {
    match kind {
        ServiceKind::Service => "servicii",
        ServiceKind::Product => "produse",
        ServiceKind::Contract => "contracte",
    }
}

/// §14 shows `contracte`; the filter of the same section is spelt `contract` and `serviciul`, so that a clinic's rows
/// may be spelt otherwise too: the beginning decides.
fn kind(word: Option<&str>) -> Option<ServiceKind> {
    let word = fold(word?);
    [
        ("serv", ServiceKind::Service),
        ("prod", ServiceKind::Product),
        ("contract", ServiceKind::Contract),
    ]
    .into_iter()
    .find_map(|(beginning, kind)| word.trim().starts_with(beginning).then_some(kind))
}

/// The clinic's words for how it was paid (§9 shows `Numerar`; the others are what such clinics write, a guess). Of a word that
/// is not among them nothing is known.
pub(crate) fn payment_method(word: &str) -> Option<PaymentMethod> {
    let word = fold(word);
    let word = word.trim();
    [
        ("numerar", PaymentMethod::Cash),
        ("cash", PaymentMethod::Cash),
        ("card", PaymentMethod::Card),
        ("pos", PaymentMethod::Card),
        ("transfer", PaymentMethod::Transfer),
        ("virament", PaymentMethod::Transfer),
        ("ordin de plata", PaymentMethod::Transfer),
        ("op", PaymentMethod::Transfer),
        ("banca", PaymentMethod::Transfer),
    ]
    .into_iter()
    .find(|(known, _)| word == *known || word.starts_with(&format!("{known} ")))
    .map(|(_, method)| method)
}

fn price_row(item: PriceListItem) -> Option<PriceRow> {
    let work_points = item.work_point_codes().iter().map(i64::to_string).collect();
    Some(PriceRow {
        kind: kind(item.kind.as_deref())?,
        code: vendor_id(item.code)?,
        name: text(item.name).unwrap_or_default(),
        work_points,
        price: item.price.map(|amount| Amount {
            amount,
            currency: text(item.currency),
        }),
        changed_on: date(item.changed_at),
        extra: item.extra.to_json(),
    })
}

fn issued_line(row: InvoiceLine) -> IssuedLine {
    IssuedLine {
        name: text(row.name)
            .or_else(|| text(row.inner_name))
            .or_else(|| text(row.hidden_name))
            .unwrap_or_default(),
        price: row.price.or(row.hidden_price),
        discount: row.discount.or(row.hidden_discount),
        currency: text(row.currency).or_else(|| text(row.hidden_currency)),
        vat: row.vat.or(row.hidden_vat),
        exchange_rate: row.exchange_rate,
    }
}

/// Whether a service, by its name, is money paid ahead (VENDORS.md, MedSoft: `Avans`).
pub(crate) fn is_deposit(service: &str) -> bool {
    fold(service).trim() == DEPOSIT
}

#[async_trait]
impl Invoicing for Adapter {
    fn is_deposit(&self, service: &str) -> bool {
        is_deposit(service)
    }

    fn method(&self, word: &str) -> Option<PaymentMethod> {
        payment_method(word)
    }

    async fn prices(&self) -> Result<Vec<PriceRow>, VendorError> {
        let rows = self.0.price_list(&PriceList::default()).await?;
        Ok(rows.into_iter().filter_map(price_row).collect())
    }

    async fn add_services(
        &self,
        vendor_patient: &str,
        work_point: &str,
        services: &[ServiceToAdd],
    ) -> Result<Vec<String>, VendorError> {
        const OPERATION: &str = "add-services";
        let patient = code(OPERATION, "codPacient", vendor_patient)?;
        let place = code(OPERATION, "codPunctLucru", work_point)?;
        let mut request = AddServices::default();
        for service in services {
            request.services.push(AddService {
                patient: Some(patient),
                work_point: Some(place),
                service: Some(code(OPERATION, "codServiciu", &service.code)?),
                kind: word(service.kind).to_owned(),
                quantity: service.quantity.map(Decimal::from),
                price: service.price,
            });
        }
        let added = self.0.add_services(&request).await?;
        let codes: Vec<String> = added
            .services
            .into_iter()
            .filter_map(|row| vendor_id(row.processed))
            .collect();
        if codes.len() == services.len() {
            return Ok(codes);
        }
        Err(VendorError::new(
            ErrorKind::Unreadable,
            OPERATION,
            "the answer does not give each service its code",
        ))
    }

    async fn add_payment(&self, note: &NoteToMake) -> Result<String, VendorError> {
        const OPERATION: &str = "add-payment";
        let services = note
            .processed
            .iter()
            .map(|processed| code(OPERATION, "listaCoduriServicii", processed));
        let request = AddPayment {
            patient: code(OPERATION, "codPacient", &note.vendor_patient)?,
            work_point: code(OPERATION, "codPunctLucru", &note.work_point)?,
            total: note.total,
            services: services.collect::<Result<_, _>>()?,
        };
        let made = self.0.add_payment(&request).await?;
        made.and_then(|row| vendor_id(row.note))
            .ok_or_else(|| no_row(OPERATION))
    }

    async fn note(&self, vendor_patient: &str, note: &str) -> Result<Vec<NoteRow>, VendorError> {
        const OPERATION: &str = "payment-details";
        let patient = code(OPERATION, "codPacient", vendor_patient)?;
        let rows = self
            .0
            .payment_details(patient, code(OPERATION, "codNota", note)?)
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| NoteRow {
                code: vendor_id(row.service),
                name: text(row.name).unwrap_or_default(),
            })
            .collect())
    }

    async fn issue(&self, vendor_patient: &str, note: &str) -> Result<IssuedInvoice, VendorError> {
        const OPERATION: &str = "add-invoice";
        let issued = self
            .0
            .add_invoice(&AddInvoice {
                patient: code(OPERATION, "codPacient", vendor_patient)?,
                note: code(OPERATION, "codNota", note)?,
                with_pdf: Some(true),
            })
            .await?;
        let without_pdf = frontdesk_vendors::medsoft::IssuedInvoice {
            pdf: InvoicePdf::Absent,
            pdf_text: None,
            ..issued.clone()
        };
        let answer = serde_json::to_string(&without_pdf).unwrap_or_else(|_| "{}".to_owned());
        Ok(IssuedInvoice {
            vendor_id: vendor_id(issued.invoice.code),
            series: text(issued.invoice.series),
            number: vendor_id(issued.invoice.number),
            issued_on: date(issued.invoice.issued_on),
            due_on: date(issued.invoice.due_on),
            lines: issued.lines.into_iter().map(issued_line).collect(),
            pdf: match issued.pdf {
                InvoicePdf::Absent => VendorPdf::Absent,
                InvoicePdf::Sound(bytes) => VendorPdf::Sound(bytes),
                InvoicePdf::Damaged { bytes, .. } => VendorPdf::Damaged(bytes),
            },
            answer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clinics_words_for_a_method_are_known_whole() {
        for (word, known) in [
            ("Numerar", Some(PaymentMethod::Cash)),
            ("CARD", Some(PaymentMethod::Card)),
            ("Transfer bancar", Some(PaymentMethod::Transfer)),
            ("Ordin de plată", Some(PaymentMethod::Transfer)),
            ("Opțional", None),
            ("Tichete", None),
        ] {
            assert_eq!(payment_method(word), known, "{word}");
        }
    }

    #[test]
    fn kinds_are_known_in_every_spelling_of_the_document() {
        for (word, known) in [
            (Some("contracte"), Some(ServiceKind::Contract)),
            (Some("contract"), Some(ServiceKind::Contract)),
            (Some("serviciul"), Some(ServiceKind::Service)),
            (Some("Produse "), Some(ServiceKind::Product)),
            (Some("altceva"), None),
            (None, None),
        ] {
            assert_eq!(kind(word), known, "{word:?}");
        }
    }
}
