//! §17: an invoice for a payment note.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use rust_decimal::Decimal;

use super::ask::{Ask, Rows, code, forbidden, money, unknown};
use super::billing::services_of_note;
use super::catalogue::stamp;
use super::clinic::{Clinic, Invoice, Service};
use super::dialect::{Pdf, PdfPlace};
use super::tables;
use crate::json::{Json, Row};
use crate::pdf;

/// The names of §17's sample, in its order; null columns have no key in the rows.
const COLUMNS: [&str; 25] = [
    "_cod",
    "_cod_pacient",
    "_denumire",
    "_cod_companie",
    "_cod_factura",
    "_pret",
    "_discount_valoare",
    "_valuta",
    "_TVA",
    "_punct_lucru",
    "_tip_servicii",
    "_cod_nota",
    "_curs_schimb",
    "_facturat",
    "_factura_detalii",
    "Cod",
    "Pacient",
    "Companie",
    "Incasat",
    "Data adaugarii",
    "Denumire",
    "Pret",
    "Discount",
    "Valuta",
    "TVA",
];

/// The rate that the sample of §17 shows beside EUR.
const EUR: &str = "5.044308";

/// §17. A note has one invoice: a tax system would not take a second.
pub(crate) fn add(clinic: &mut Clinic, ask: &Ask, patient: &str, note: &str) -> Rows {
    let (patient, note) = (code(patient, "codPacient")?, code(note, "codNota")?);
    let filed = clinic.notes.is_filed(patient, note);
    let found = clinic
        .notes
        .get(note)
        .filter(|_| filed)
        .ok_or_else(|| unknown("Nota de plată"))?;
    if found.invoice.is_some() {
        return Err(forbidden("Nota de plată este deja facturată."));
    }
    let place = clinic
        .place(found.place.unwrap_or(1))
        .ok_or_else(|| unknown("Punctul de lucru"))?;
    let issued = clinic
        .invoices
        .all()
        .filter(|(_, invoice)| invoice.series == place.series)
        .count();
    let invoice = Invoice {
        patient,
        note,
        place: place.code,
        series: place.series,
        number: 74 + issued as u32,
        date: ask.now.date(),
    };
    let number = clinic.invoices.file(patient, invoice);
    let codes: Vec<u32> = services_of_note(clinic, patient, note)
        .into_iter()
        .map(|(code, _)| code)
        .collect();
    for code in codes {
        if let Some(service) = clinic.services.get_mut(code) {
            service.invoice = Some(number);
        }
    }
    if let Some(note) = clinic.notes.get_mut(note) {
        note.invoice = Some(number);
    }
    Ok(clinic
        .invoices
        .get(number)
        .map(|invoice| answer(clinic, ask, number, invoice))
        .into_iter()
        .collect())
}

fn answer(clinic: &Clinic, ask: &Ask, number: u32, invoice: &Invoice) -> Json {
    let day = stamp(invoice.date.and_hms_opt(0, 0, 0).unwrap_or_default());
    let services = services_of_note(clinic, invoice.patient, invoice.note);
    let rows = services
        .iter()
        .map(|(code, service)| line(clinic, ask, number, invoice, *code, service));
    let contents = Row::new().put("data", Json::List(rows.collect())).put(
        "columns",
        Json::List(
            COLUMNS
                .iter()
                .map(|name| Json::Text((*name).to_owned()))
                .collect(),
        ),
    );
    let mut paper = Row::new()
        .int("cod", number)
        .int("codPunctLucru", invoice.place)
        .int("codPacient", invoice.patient)
        .text("dataEmitere", day.as_str())
        .text("dataScadenta", day.as_str())
        .text("serie", invoice.series)
        .int("numar", invoice.number)
        .int("incasat", 0)
        .put("listaServiciiCuprinseInFactura", contents.into());
    let file = ask
        .is_true("facturaPdf")
        .then(|| encoded(ask, &printed(clinic, invoice, &services)));
    let beside = ask.dialect.pdf_place == PdfPlace::Beside;
    if !beside {
        paper = paper.maybe_text("facturaPdf", file.as_deref());
    }
    Row::new()
        .put("Factura", paper.into())
        .maybe_text("facturaPdf", file.filter(|_| beside))
        .into()
}

fn line(clinic: &Clinic, ask: &Ask, number: u32, invoice: &Invoice, code: u32, service: &Service) -> Json {
    let price = money(service.price * Decimal::from(service.quantity));
    let discount = money(service.discount);
    let patient = clinic
        .patients
        .get(&invoice.patient)
        .map(|patient| ask.name(&patient.full_name()));
    let mut row = Row::new()
        .int("_cod", code)
        .int("_cod_pacient", invoice.patient)
        .text("denumire", service.name.as_ref())
        .int("_cod_factura", number)
        .number("_pret", &price)
        .number("_discount_valoare", &discount)
        .text("_valuta", service.currency)
        .number("_TVA", "0.00")
        .int("_punct_lucru", invoice.place)
        .text("_tip_servicii", service.kind.table())
        .int("_cod_nota", invoice.note);
    if service.currency == "EUR" {
        row = row.number("_curs_schimb", EUR);
    }
    row.int("_facturat", 1)
        .text(
            "_factura_detalii",
            format!("{} {} din {}", invoice.series, invoice.number, invoice.date),
        )
        .int("Cod", code)
        .maybe_text("Pacient", patient)
        .text("Incasat", "Da")
        .text("Data adaugarii", service.date.to_string())
        .text("Denumire", service.name.as_ref())
        .number("Pret", &price)
        .number("Discount", &discount)
        .text("Valuta", service.currency)
        .number("TVA", "0.00")
        .into()
}

fn printed(clinic: &Clinic, invoice: &Invoice, services: &[(u32, &Service)]) -> Vec<u8> {
    let mut lines = vec![
        tables::CLINIC.to_owned(),
        clinic.place_name(invoice.place).unwrap_or_default().to_owned(),
        String::new(),
        format!("FACTURA seria {} nr. {}", invoice.series, invoice.number),
        format!("Data emiterii: {}", invoice.date),
        format!(
            "Client: {}",
            clinic
                .patients
                .get(&invoice.patient)
                .map(|p| p.full_name())
                .unwrap_or_default()
        ),
        String::new(),
    ];
    for (_, service) in services {
        let (name, value) = (service.name.trim_end(), money(service.value()));
        lines.push(format!(
            "{name}   x {}   {value} {}",
            service.quantity, service.currency
        ));
    }
    if let Some(note) = clinic.notes.get(invoice.note) {
        lines.push(String::new());
        lines.push(format!("TOTAL: {} {}", money(note.total), note.currency));
    }
    lines.push("Document de instruire, fara valoare fiscala".to_owned());
    pdf::page(&lines)
}

/// The file in Base64, sound or as the document's own sample shows it.
fn encoded(ask: &Ask, file: &[u8]) -> String {
    match ask.dialect.pdf {
        Pdf::Sound => STANDARD.encode(file),
        Pdf::Mangled => STANDARD_NO_PAD.encode(String::from_utf8_lossy(file).as_bytes()),
    }
}
