//! Patients, their phone numbers, and the fields that the practice has added.

use serde_json::{Value, json};

use super::ask::{Ask, Field, Refusal, Type, invalid, read, unknown, written};
use super::dialect::{Deleted, Filters, NoLinks, Omitted, PageLimit, Required, Written};
use super::practice::{Fields, Kind, Patient, Practice, fields, told};
use super::reply::Reply;

const FIELDS: [Field; 22] = [
    ("firstName", Type::Text, true),
    ("lastName", Type::Text, true),
    ("email", Type::Text, false),
    ("emailEnabled", Type::Bool, false),
    ("gender", Type::OneOf(&["m", "f"]), false),
    ("street", Type::Text, false),
    ("city", Type::Text, false),
    ("postcode", Type::Text, false),
    ("province", Type::Text, false),
    ("dateOfBirth", Type::Date, false),
    ("placeOfBirth", Type::Text, false),
    ("italianFiscalCode", Type::Text, false),
    ("job", Type::Text, false),
    ("yearlyNumberingYear", Type::Text, false),
    ("yearlyNumberingNumber", Type::Int, false),
    ("defaultDiscount", Type::Int, false),
    ("sourceId", Type::Int, false),
    ("priceListId", Type::Int, false),
    ("emailReminderPossible", Type::Bool, false),
    ("smsReminderPossible", Type::Bool, false),
    ("documentSignatureEmailPossible", Type::Bool, false),
    ("emailValid", Type::Bool, false),
];

const PHONE: [Field; 4] = [
    ("prefix", Type::Text, false),
    ("number", Type::Text, false),
    ("label", Type::Text, false),
    ("smsEnabled", Type::Bool, false),
];

/// The keys that an answer about a patient has, all empty; the birth date is read under another name than it is written.
pub(crate) fn blank() -> Fields {
    let mut blank = Fields::new();
    for (name, ..) in FIELDS {
        let name = if name == "dateOfBirth" { "dateBirth" } else { name };
        blank.insert(name.to_owned(), Value::Null);
    }
    for name in ["createdAt", "lastModifiedAt"] {
        blank.insert(name.to_owned(), Value::Null);
    }
    blank
}

/// A patient as reads show it; of a deleted one little is left.
pub(crate) fn view(patient: &Patient, ask: &Ask) -> Value {
    if patient.deleted {
        let left =
            ["id", "firstName", "lastName"].map(|name| (name.to_owned(), patient.fields[name].clone()));
        return Value::Object(left.into_iter().collect());
    }
    let mut shown = told(&patient.fields, Kind::Patient, ask.dialect);
    shown["phoneNumbers"] = patient
        .phones
        .values()
        .map(|phone| told(phone, Kind::Other, ask.dialect))
        .collect();
    shown
}

/// The answer to a write of one patient or phone number.
fn written_as(value: Value, ask: &Ask) -> Reply {
    let data = match ask.dialect.written {
        Written::Object => value,
        Written::List => json!([value]),
        Written::Empty => json!([]),
    };
    Reply::success(data)
}

/// A page of rows with the address of the next.
fn page(rows: &[Value], ask: &Ask) -> Result<Reply, Refusal> {
    let offset = ask.number("offset")?.unwrap_or(0) as usize;
    let limit = match ask.dialect.page_limit {
        PageLimit::AsAsked => ask.number("limit")?.unwrap_or(100),
        PageLimit::Twenty => 20,
    };
    if limit == 0 {
        return Err(invalid("limit must be positive"));
    }
    let next = offset.saturating_add(limit as usize);
    let links = if next < rows.len() {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let kept = ask
            .query()
            .filter(|(name, _)| name != "offset" && name != "limit");
        query.extend_pairs(kept);
        query.append_pair("offset", &next.to_string());
        query.append_pair("limit", &limit.to_string());
        json!({ "next": format!("{}{}?{}", ask.origin, ask.path, query.finish()) })
    } else {
        match ask.dialect.no_links {
            NoLinks::Object => json!({}),
            NoLinks::List => json!([]),
        }
    };
    let shown: Vec<&Value> = rows.iter().skip(offset).take(limit as usize).collect();
    Ok(Reply::Json(json!({
        "links": links, "total": rows.len(), "offset": offset, "limit": limit, "results": shown,
    })))
}

pub(crate) fn list(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let (prefix, number) = (ask.param("phoneNumberPrefix"), ask.param("phoneNumber"));
    let silent = ask.dialect.filters == Filters::Ignored;
    let fits = |patient: &&Patient| {
        let phone = |phone: &Fields| {
            prefix.is_none_or(|prefix| phone["prefix"] == prefix)
                && number.is_none_or(|number| phone["number"] == number)
        };
        let same = |name: &str| {
            let kept = patient.fields[name].as_str().unwrap_or_default();
            ask.param(name)
                .is_none_or(|wanted| kept.eq_ignore_ascii_case(wanted))
        };
        !patient.deleted
            && ((prefix.is_none() && number.is_none()) || patient.phones.values().any(phone))
            && same("italianFiscalCode")
            && (silent || ["lastName", "firstName", "email"].into_iter().all(same))
    };
    let rows: Vec<Value> = practice
        .patients
        .values()
        .filter(fits)
        .map(|patient| view(patient, ask))
        .collect();
    page(&rows, ask)
}

/// The fields of a body as they are kept, those of the practice's own among them.
fn sent(practice: &Practice, ask: &Ask, need: bool) -> Result<Fields, Refusal> {
    let body = ask.body()?;
    let mut sent = read(&body, &FIELDS, need)?;
    if let Some(birth) = sent.remove("dateOfBirth") {
        sent.insert("dateBirth".into(), birth);
    }
    for (name, value) in body.iter().filter(|(name, _)| name.starts_with('_')) {
        let field = practice
            .custom_fields
            .iter()
            .find(|field| field["objectType"] == "patient" && field["technicalName"] == name[1..]);
        let Some(field) = field else {
            return Err(invalid(format!("{name} is not a custom field")));
        };
        let choices = field["choices"].as_array().map_or(&[][..], Vec::as_slice);
        if field["type"] == "dropdown" && !value.is_null() && !choices.contains(value) {
            return Err(invalid(format!("{name} has no such choice")));
        }
        sent.insert(name.clone(), value.clone());
    }
    Ok(sent)
}

pub(crate) fn create(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let sent = sent(practice, ask, true)?;
    let id = practice.next_id();
    let mut patient = Patient {
        fields: blank(),
        ..Patient::default()
    };
    patient.fields.extend(sent);
    let now = json!(written(ask.now));
    let stamps = [
        ("id", json!(id)),
        ("createdAt", now.clone()),
        ("lastModifiedAt", now),
    ];
    patient
        .fields
        .extend(stamps.map(|(name, value)| (name.to_owned(), value)));
    let shown = view(&patient, ask);
    practice.patients.insert(id, patient);
    Ok(written_as(shown, ask))
}

pub(crate) fn show(practice: &Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let id = ask.id(0, "Patient")?;
    let patient = practice.patients.get(&id).ok_or_else(|| unknown("Patient"))?;
    Ok(Reply::success(view(patient, ask)))
}

fn present<'a>(practice: &'a mut Practice, ask: &Ask) -> Result<&'a mut Patient, Refusal> {
    let id = ask.id(0, "Patient")?;
    practice
        .patients
        .get_mut(&id)
        .filter(|patient| !patient.deleted)
        .ok_or_else(|| unknown("Patient"))
}

pub(crate) fn update(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    present(practice, ask)?;
    let sent = sent(practice, ask, ask.dialect.required == Required::Enforced)?;
    let patient = present(practice, ask)?;
    if ask.dialect.omitted == Omitted::Cleared {
        for (name, value) in &mut patient.fields {
            if !matches!(name.as_str(), "id" | "createdAt" | "firstName" | "lastName") {
                *value = Value::Null;
            }
        }
    }
    patient.fields.extend(sent);
    patient.fields["lastModifiedAt"] = json!(written(ask.now));
    Ok(written_as(view(patient, ask), ask))
}

/// The answer to a deletion.
pub(crate) fn gone(ask: &Ask) -> Reply {
    match ask.dialect.deleted {
        Deleted::NoContent => Reply::Nothing,
        Deleted::Success => Reply::Json(json!({ "status": "success" })),
    }
}

pub(crate) fn delete(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    present(practice, ask)?.deleted = true;
    Ok(gone(ask))
}

pub(crate) fn phones(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let patient = present(practice, ask)?;
    let rows: Vec<Value> = patient
        .phones
        .values()
        .map(|phone| told(phone, Kind::Other, ask.dialect))
        .collect();
    page(&rows, ask)
}

pub(crate) fn create_phone(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    present(practice, ask)?;
    let sent = read(&ask.body()?, &PHONE, true)?;
    if sent
        .get("number")
        .and_then(Value::as_str)
        .is_none_or(str::is_empty)
    {
        return Err(invalid("number is required"));
    }
    let id = practice.next_id();
    let mut phone =
        fields(json!({ "id": id, "prefix": null, "number": null, "label": null, "smsEnabled": false }));
    phone.extend(sent);
    let shown = told(&phone, Kind::Other, ask.dialect);
    present(practice, ask)?.phones.insert(id, phone);
    Ok(written_as(shown, ask))
}

pub(crate) fn phone(practice: &mut Practice, ask: &Ask, update: bool) -> Result<Reply, Refusal> {
    let id = ask.id(1, "Phone number")?;
    let patient = present(practice, ask)?;
    let phone = patient
        .phones
        .get_mut(&id)
        .ok_or_else(|| unknown("Phone number"))?;
    if !update {
        return Ok(Reply::success(told(phone, Kind::Other, ask.dialect)));
    }
    let sent = read(&ask.body()?, &PHONE, false)?;
    if ask.dialect.omitted == Omitted::Cleared {
        for (name, ..) in PHONE {
            phone[name] = Value::Null;
        }
    }
    phone.extend(sent);
    Ok(written_as(told(phone, Kind::Other, ask.dialect), ask))
}

const CUSTOM: [Field; 6] = [
    ("id", Type::Int, false),
    ("objectType", Type::OneOf(&["patient", "care_plan"]), true),
    ("label", Type::Text, true),
    ("technicalName", Type::Text, true),
    (
        "type",
        Type::OneOf(&["single_line_text", "single_checkbox", "dropdown"]),
        true,
    ),
    ("choices", Type::Texts, false),
];

pub(crate) fn custom_fields(practice: &Practice, ask: &Ask) -> Vec<Value> {
    let wanted = ask.param("objectType");
    practice
        .custom_fields
        .iter()
        .filter(|field| wanted.is_none_or(|wanted| field["objectType"] == wanted))
        .map(|field| told(field, Kind::Other, ask.dialect))
        .collect()
}

pub(crate) fn create_custom_field(practice: &mut Practice, ask: &Ask) -> Result<Reply, Refusal> {
    let mut sent = read(&ask.body()?, &CUSTOM, true)?;
    let same = |field: &Fields| {
        ["objectType", "technicalName"]
            .iter()
            .all(|name| field[*name] == sent[*name])
    };
    if practice.custom_fields.iter().any(same) {
        return Err(invalid("technicalName is taken"));
    }
    let choices = sent.get("choices").and_then(Value::as_array).map_or(0, Vec::len);
    if sent["type"] == "dropdown" && choices == 0 {
        return Err(invalid("choices are required for a dropdown"));
    }
    sent.insert("id".into(), json!(practice.next_id()));
    sent.entry("choices").or_insert_with(|| json!([]));
    let shown = told(&sent, Kind::Other, ask.dialect);
    practice.custom_fields.push(sent);
    Ok(Reply::success(shown))
}
