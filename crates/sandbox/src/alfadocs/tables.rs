//! What the practice has configured.

use serde_json::{Value, json};

/// The practice's id.
pub(crate) const PRACTICE: u32 = 4_711;
/// The archive that the key belongs to.
pub(crate) const ARCHIVE: u32 = 1_204;

/// Ids of the operators; the last one has left.
pub(crate) const OPERATORS: [u32; 5] = [301, 302, 303, 304, 305];
/// Ids of the chairs.
pub(crate) const CHAIRS: [u32; 3] = [21, 22, 23];
/// Ids of the colours.
pub(crate) const COLORS: [u32; 5] = [85_661, 85_662, 85_663, 85_664, 85_665];
/// Ids of the accounts; the last one is closed.
pub(crate) const ACCOUNTS: [u32; 3] = [33_961, 33_962, 33_963];
/// Ids of the payment types.
pub(crate) const PAYMENT_TYPES: [u32; 4] = [51, 52, 53, 54];

/// The states of an appointment.
pub(crate) const STATES: [&str; 6] = ["absent", "waiting", "in_care", "done", "cancelled", "confirmed"];

/// The codes of the Italian health card system that a transaction may bear.
pub(crate) const EXPENSES: [&str; 14] = [
    "tk", "tk2", "fc", "fv", "sp", "ad", "as", "sr", "sr2", "ct", "pi", "ic", "aa", "nn",
];

/// The types of a document.
pub(crate) const DOCUMENT_TYPES: [&str; 7] = [
    "text",
    "xray",
    "image",
    "identification",
    "electronic_signature_patient_details",
    "electronic_signature_patient_details_and_terms_and_conditions",
    "other",
];

pub(crate) fn practice() -> Value {
    json!({
        "id": PRACTICE, "name": "Studio Dentistico Tre Larici", "street": "Via dei Larici 3", "city": "Bressanone",
        "postcode": "39042", "province": "BZ", "email": "studio@example.com", "vatNumber": "00000000000",
    })
}

pub(crate) fn accounts() -> Vec<Value> {
    [("Cassa", false), ("POS", false), ("Banca", true)]
        .iter()
        .zip(ACCOUNTS)
        .map(|((name, deleted), id)| json!({ "id": id, "name": name, "deleted": deleted }))
        .collect()
}

pub(crate) fn chairs() -> Vec<Value> {
    ["Poltrona 1", "Poltrona 2", "Sala igiene"]
        .iter()
        .zip(CHAIRS)
        .map(|(name, id)| json!({ "id": id, "name": name }))
        .collect()
}

pub(crate) fn colors() -> Vec<Value> {
    [
        ("Igiene", "#8bc34a"),
        ("Conservativa", "#03a9f4"),
        ("Chirurgia", "#f44336"),
        ("Prima visita", "#ffeb3b"),
        ("Ortodonzia", "#9c27b0"),
    ]
    .iter()
    .zip(COLORS)
    .map(|((name, color), id)| json!({ "id": id, "name": name, "color": color }))
    .collect()
}

pub(crate) fn operators() -> Vec<Value> {
    [
        ("Beatrice", "Larcher", false),
        ("Tommaso", "Dell'Acqua", false),
        ("Noemi", "Köstner", false),
        ("Giosuè", "Mancinì", false),
        ("Aldo", "Vecchi", true),
    ]
    .iter()
    .zip(OPERATORS)
    .map(|((first, last, deleted), id)| {
        json!({
            "id": id, "name": format!("{first} {last}"), "firstName": first, "lastName": last, "deleted": deleted,
            "italianFiscalCode": format!("OPRTRE70A01M999{}", char::from(b'A' + (id % 26) as u8)),
        })
    })
    .collect()
}

pub(crate) fn payment_types() -> Vec<Value> {
    ["Contanti", "Carta", "Bonifico", "Assegno"]
        .iter()
        .zip(PAYMENT_TYPES)
        .map(|(name, id)| json!({ "id": id, "name": name }))
        .collect()
}

pub(crate) fn specialties() -> Vec<Value> {
    ["Igiene", "Odontoiatria", "Ortodonzia"]
        .iter()
        .zip(61..)
        .map(|(name, id)| json!({ "id": id, "name": name }))
        .collect()
}

pub(crate) fn booking_reasons() -> Vec<Value> {
    [
        (61, "Igiene orale", 45, 80.0, false, &OPERATORS[2..3]),
        (62, "Prima visita", 30, 0.0, false, &OPERATORS[0..2]),
        (62, "Urgenza", 30, 125.12, false, &OPERATORS[0..2]),
        (63, "Controllo ortodontico", 20, 50.5, true, &OPERATORS[3..4]),
    ]
    .iter()
    .zip(1..)
    .map(|((specialty, description, duration, price, deleted, operators), at)| {
        json!({
            "id": 70 + at, "specialtyId": specialty, "description": description, "duration": duration,
            "sequenceNumber": at, "createdAt": "2021-02-18 10:30:47", "deleted": deleted, "operatorIds": operators,
            "price": price,
        })
    })
    .collect()
}

pub(crate) fn custom_fields() -> Vec<Value> {
    vec![
        json!({ "id": 8_361, "objectType": "patient", "label": "Allergie", "technicalName": "allergie",
            "type": "single_line_text", "choices": [] }),
        json!({ "id": 8_362, "objectType": "patient", "label": "Privacy firmata", "technicalName": "privacyFirmata",
            "type": "single_checkbox", "choices": [] }),
        json!({ "id": 8_363, "objectType": "patient", "label": "Come ci ha trovato", "technicalName": "provenienza",
            "type": "dropdown", "choices": ["Amici", "Internet", "Altro"] }),
        json!({ "id": 8_364, "objectType": "care_plan", "label": "Laboratorio", "technicalName": "laboratorio",
            "type": "single_line_text", "choices": [] }),
    ]
}
