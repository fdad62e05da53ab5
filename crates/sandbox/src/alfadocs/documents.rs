//! The files of a patient.

use base64::Engine;
use serde_json::{Value, json};

use super::ask::{Ask, Field, Refusal, Type, invalid, read, unknown, written};
use super::dialect::{DocumentRows, Download, Paths, Written};
use super::practice::{Document, Kind, Patient, Practice, fields, told};
use super::reply::Reply;
use super::tables::DOCUMENT_TYPES;

/// Where downloads are redirected to, under the sandbox's origin.
pub(crate) const STORAGE: &str = "/alfadocs/storage/";

const FIELDS: [Field; 4] = [
    ("base64Data", Type::Text, true),
    ("type", Type::OneOf(&DOCUMENT_TYPES), true),
    ("name", Type::Text, true),
    ("folderName", Type::Text, true),
];

fn patient<'a>(practice: &'a Practice, ask: &Ask) -> Result<(u32, &'a Patient), Refusal> {
    let id = ask.id(0, "Patient")?;
    let patient = practice.present(id).ok_or_else(|| unknown("Patient"))?;
    Ok((id, patient))
}

fn view(document: &Document, patient: u32, ask: &Ask) -> Value {
    let mut shown = told(&document.fields, Kind::Other, ask.dialect);
    let (_, base) = ask.path.split_once("/practices/").unwrap_or_default();
    let mut ids = base.split('/');
    let (practice, archive) = (ids.next().unwrap_or_default(), ids.nth(1).unwrap_or_default());
    let last = match ask.dialect.paths {
        Paths::Kebab => "download",
        Paths::Other => "content",
    };
    shown["downloadUrl"] = json!(format!(
        "{}/alfadocs/api/v1/practices/{practice}/archives/{archive}/patients/{patient}/documents/{}/{last}",
        ask.origin, document.fields["id"]
    ));
    shown
}

pub(crate) fn list(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (id, patient) = patient(practice, ask)?;
    let rows = patient.documents.values().map(|document| view(document, id, ask));
    let rows: Vec<Value> = match ask.dialect.document_rows {
        DocumentRows::Plain => rows.collect(),
        DocumentRows::Nested => rows
            .enumerate()
            // A list whose first index is 0 is a list; any other index makes an object of it.
            .map(|(at, row)| match at {
                0 => json!([row]),
                _ => json!({ at.to_string(): row }),
            })
            .collect(),
    };
    Ok(Reply::Json(json!({ "data": rows })))
}

pub(crate) fn create(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (patient_id, _) = patient(practice, ask)?;
    let sent = read(&ask.body()?, &FIELDS, true)?;
    let file = sent["base64Data"]
        .as_str()
        .and_then(|text| base64::engine::general_purpose::STANDARD.decode(text).ok())
        .filter(|file| !file.is_empty())
        .ok_or_else(|| invalid("base64Data is not valid"))?;
    let id = practice.next_id();
    let document = Document {
        fields: fields(json!({
            "id": id, "name": sent["name"], "type": sent["type"], "folderName": sent["folderName"],
            "createdAt": written(ask.now),
        })),
        file,
    };
    let shown = view(&document, patient_id, ask);
    if let Some(patient) = practice.patients.get_mut(&patient_id) {
        patient.documents.insert(id, document);
    }
    Ok(match ask.dialect.written {
        Written::Object => Reply::success(shown),
        Written::List => Reply::success(json!([shown])),
        // The sample shows an empty object.
        Written::Empty => Reply::Json(json!({})),
    })
}

fn document<'a>(practice: &'a Practice, ask: &Ask) -> Result<(u32, &'a Document), Refusal> {
    let (id, patient) = patient(practice, ask)?;
    let document = patient.documents.get(&ask.id(1, "Document")?);
    Ok((id, document.ok_or_else(|| unknown("Document"))?))
}

pub(crate) fn show(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (patient, document) = document(practice, ask)?;
    Ok(Reply::Json(json!({ "data": view(document, patient, ask) })))
}

pub(crate) fn download(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (patient, document) = document(practice, ask)?;
    Ok(match ask.dialect.download {
        Download::Direct => contents(document),
        Download::Redirect => {
            let id = &document.fields["id"];
            Reply::Elsewhere(format!("{}{STORAGE}{patient}-{id}", ask.origin))
        }
    })
}

fn contents(document: &Document) -> Reply {
    let kind = match document.file.first_chunk::<4>() {
        Some(b"%PDF") => "application/pdf",
        Some(b"\x89PNG") => "image/png",
        _ => "application/octet-stream",
    };
    Reply::File(document.file.clone(), kind)
}

/// What lies at an address of the storage.
pub(crate) fn stored(practice: &Practice, path: &str) -> Option<Reply> {
    let (patient, document) = path.strip_prefix(STORAGE)?.split_once('-')?;
    let patient = practice.present(patient.parse().ok()?)?;
    Some(contents(patient.documents.get(&document.parse().ok()?)?))
}
