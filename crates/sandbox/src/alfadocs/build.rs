//! The practice as it was before anybody asked: patients, five weeks of agenda to either side, care plans, bills.

use std::collections::HashSet;

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use serde_json::{Value, json};

use super::agenda;
use super::ask::written;
use super::dialect::Liabilities;
use super::money::{BILL_TYPES, pay};
use super::patients;
use super::practice::{Document, Patient, Practice, fields};
use super::tables::{ACCOUNTS, CHAIRS, COLORS, OPERATORS, PAYMENT_TYPES, custom_fields};
use crate::dice::Dice;
use crate::pdf;
use crate::people::fiscal::fiscal_code;
use crate::people::lands::ITALY;
use crate::people::{Person, Sex};

/// The practice at `now`, wall time.
pub(crate) fn practice(dice: &mut Dice, count: usize, now: NaiveDateTime) -> Practice {
    let mut practice = Practice::default();
    practice.custom_fields = custom_fields().into_iter().map(fields).collect();
    let mut ids = Vec::with_capacity(count);
    for at in 0..count {
        let person = ITALY.adult(dice, now.date());
        let id = practice.next_id();
        let mut patient = patient(dice, &mut practice, id, &person, now);
        // The first stays, so that there is somebody in the smallest practice.
        patient.deleted = at > 0 && dice.percent(3);
        if !patient.deleted {
            ids.push(id);
        }
        practice.patients.insert(id, patient);
    }
    agenda(dice, &mut practice, &ids, now);
    for (at, id) in ids.iter().enumerate().filter(|(at, _)| at % 3 == 0) {
        care(dice, &mut practice, at, *id, now.date());
    }
    supplier(&mut practice, now.date());
    practice
}

fn phone(dice: &mut Dice, practice: &mut Practice, label: &str) -> (u32, super::practice::Fields) {
    let id = practice.next_id();
    // Numbers that begin so are given to nobody.
    let number = match label {
        "home" => format!("0472000{:03}", dice.between(0, 999)),
        _ => format!("3990000{:03}", dice.between(0, 999)),
    };
    let phone = json!({
        "id": id, "prefix": "0039", "number": number, "label": label, "smsEnabled": label == "mobile",
    });
    (id, fields(phone))
}

fn patient(
    dice: &mut Dice,
    practice: &mut Practice,
    id: u32,
    person: &Person,
    now: NaiveDateTime,
) -> Patient {
    let (city, postcode, province) = dice.pick(&[
        ("Bressanone", "39042", Some("BZ")),
        ("Chiusa", "39043", Some("BZ")),
        ("Trento", "38121", Some("TN")),
        ("Innsbruck", "6020", None),
    ]);
    let created = now - Duration::days(dice.between(40, 3_000));
    let known = |dice: &mut Dice, percent: u32, value: Value| {
        if dice.percent(percent) { value } else { Value::Null }
    };
    let code = fiscal_code(&person.last, &person.first, person.sex, person.birth);
    let house = dice.between(1, 90);
    let mut row = patients::blank();
    row.extend(fields(json!({
        "id": id,
        "firstName": person.first,
        "lastName": person.last,
        "email": known(dice, 75, json!(person.email)),
        "emailEnabled": true,
        "emailValid": known(dice, 60, json!(true)),
        "gender": known(dice, 95, json!(if person.sex == Sex::Female { "f" } else { "m" })),
        "street": known(dice, 80, json!(format!("Via dei Mulini {house}"))),
        "city": known(dice, 85, json!(city)),
        "postcode": known(dice, 85, json!(postcode)),
        "province": province,
        "dateBirth": known(dice, 92, json!(person.birth.to_string())),
        "placeOfBirth": known(dice, 50, json!(city)),
        "italianFiscalCode": known(dice, 85, json!(code)),
        "yearlyNumberingYear": created.year().to_string(),
        "yearlyNumberingNumber": dice.between(1, 900),
        "defaultDiscount": known(dice, 10, json!(10)),
        "emailReminderPossible": true,
        "smsReminderPossible": dice.percent(80),
        "documentSignatureEmailPossible": dice.percent(50),
        "createdAt": written(created),
        "lastModifiedAt": written(created + Duration::days(20)),
        "_allergie": known(dice, 15, json!("Lattice")),
        "_privacyFirmata": dice.percent(70),
        "_provenienza": known(dice, 40, json!("Amici")),
    })));
    let mut patient = Patient {
        fields: row,
        ..Patient::default()
    };
    let labels: &[&str] = match dice.below(10) {
        0 => &[],
        1..7 => &["mobile"],
        7..9 => &["mobile", "home"],
        _ => &["mobile", "home", "work"],
    };
    for label in labels {
        let (id, phone) = phone(dice, practice, label);
        patient.phones.insert(id, phone);
    }
    for at in 0..dice.below(4) {
        let id = practice.next_id();
        patient.documents.insert(id, document(id, at, person, created));
    }
    patient
}

/// An image of one pixel.
const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

fn document(id: u32, at: usize, person: &Person, created: NaiveDateTime) -> Document {
    let (name, kind, folder) = match at {
        0 => ("Consenso informato.pdf", "text", "Consensi"),
        1 => ("Ortopanoramica.png", "xray", "Radiografie"),
        _ => ("Carta d'identità.pdf", "identification", "Anagrafica"),
    };
    let file = match kind {
        "xray" => PIXEL.to_vec(),
        _ => pdf::page(&[name.to_owned(), format!("{} {}", person.first, person.last)]),
    };
    Document {
        fields: fields(json!({
            "id": id, "name": name, "type": kind, "folderName": folder, "createdAt": written(created),
        })),
        file,
    }
}

/// Visits of every working day around today, and always some around now.
fn agenda(dice: &mut Dice, practice: &mut Practice, ids: &[u32], now: NaiveDateTime) {
    let today = now.date();
    for offset in -35..=35_i64 {
        let date = today + Duration::days(offset);
        if date.weekday() == Weekday::Sun && offset != 0 {
            continue;
        }
        let mut taken = HashSet::new();
        for _ in 0..ids.len().min(24) {
            let (operator, slot) = (dice.below(4), dice.between(0, 16));
            // Half hours from nine to one and from half past two to half past six.
            let minutes = if slot < 8 { slot * 30 } else { 90 + slot * 30 };
            if taken.insert((operator, slot)) {
                let start = date.and_time(nine()) + Duration::minutes(minutes);
                visit(dice, practice, ids, operator, start, now);
            }
        }
        block(practice, date, "Pausa", false);
    }
    block(practice, today + Days::new(20), "Chiuso", true);
    let half = now.date().and_time(NaiveTime::MIN)
        + Duration::minutes(i64::from(now.hour() * 60 + now.minute() / 30 * 30));
    for (operator, minutes, state) in [
        (0, -30, Some("done")),
        (1, -30, Some("in_care")),
        (2, 0, Some("waiting")),
        (3, 0, None),
        (0, 30, Some("confirmed")),
        (1, 60, None),
    ] {
        let start = half + Duration::minutes(minutes);
        if let Some(id) = visit(dice, practice, ids, operator, start, now)
            && let Some(row) = practice.appointments.get_mut(&id)
        {
            row["state"] = json!(state);
        }
    }
}

fn nine() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()
}

fn visit(
    dice: &mut Dice,
    practice: &mut Practice,
    ids: &[u32],
    operator: usize,
    start: NaiveDateTime,
    now: NaiveDateTime,
) -> Option<u32> {
    if ids.is_empty() {
        return None;
    }
    let patient = dice.pick(ids);
    let state = match (start < now, dice.below(100)) {
        (true, 0..80) => Some("done"),
        (true, 80..90) => Some("absent"),
        (false, 0..40) => Some("confirmed"),
        (_, 90..96) => Some("cancelled"),
        _ => None,
    };
    let id = practice.next_id();
    let mut row = agenda::blank(id);
    row.extend(fields(json!({
        "date": written(start),
        "patientId": patient,
        "operatorId": OPERATORS[operator],
        "chairId": CHAIRS[operator % 3],
        "colorId": dice.pick(&COLORS),
        "duration": 30,
        "state": state,
        "description": if dice.percent(50) { json!("Controllo") } else { Value::Null },
        "smsReminder": dice.percent(60),
        "createdThroughBooking": dice.percent(10),
        "firstVisit": dice.percent(8),
    })));
    practice.appointments.insert(id, row);
    Some(id)
}

/// Time that is nobody's visit.
fn block(practice: &mut Practice, date: NaiveDate, why: &str, all_day: bool) {
    let id = practice.next_id();
    let mut row = agenda::blank(id);
    row.extend(fields(json!({
        "date": written(date.and_time(nine()) + Duration::hours(4)), "duration": 90, "allDay": all_day,
        "description": why, "colorId": COLORS[0], "type": null,
    })));
    practice.appointments.insert(id, row);
}

/// A care plan with entries, and the bill for what was done.
fn care(dice: &mut Dice, practice: &mut Practice, at: usize, patient: u32, today: NaiveDate) {
    let plan = practice.next_id();
    let date = today - Days::new(dice.between(1, 60).unsigned_abs());
    let visit = practice
        .appointments
        .values()
        .find(|row| row["patientId"] == patient)
        .map_or(Value::Null, |row| row["id"].clone());
    let mut total = 0.0;
    let count = dice.between(1, 4);
    for number in 1..=count {
        let (label, price) = dice.pick(&[
            ("Ablazione tartaro", 80.0),
            ("Otturazione", 120.5),
            ("Corona in ceramica", 750.0),
            ("Visita di controllo", 40.0),
        ]);
        total += price;
        let id = practice.next_id();
        let entry = json!({
            "id": id, "carePlanId": plan, "appointmentId": if number == 1 { visit.clone() } else { Value::Null },
            "label": label, "price": price, "discountedPrice": price, "discountPercentage": 0, "absoluteDiscount": 0,
            "createdAt": format!("{date} 09:00:00"), "done": true, "dateDone": date.to_string(), "deleted": false,
            "sequenceNumber": number, "numberOfExecutions": 1, "hasPhases": false, "doneAmount": price,
            "vatPercentage": 0, "udi": null,
        });
        practice.entries.insert(id, fields(entry));
    }
    if let Some(row) = visit
        .as_u64()
        .and_then(|id| practice.appointments.get_mut(&u32::try_from(id).ok()?))
    {
        row["carePlanId"] = json!(plan);
    }
    let scheme = match at % 2 {
        0 => json!([]),
        _ => {
            json!({ "general": [{ "code": "IG", "done": true }], "36": [{ "code": "OT", "elementId": 36, "done": false }] })
        }
    };
    let row = json!({
        "id": plan, "name": format!("Piano {}", date.year()), "state": "accepted", "deleted": false,
        "schemeCodes": scheme, "dateAccepted": date.to_string(), "operatorId": OPERATORS[at % 4], "patientId": patient,
        "createdAt": format!("{date} 08:30:00"), "text": null, "isSigned": at.is_multiple_of(2), "discountPercentage": 0,
        "entriesCount": count, "price": total, "discountedPrice": total, "doneAmount": total, "billedAmount": total,
        "fullBillsCount": u8::from(at.is_multiple_of(4)), "dentition": "adult", "_laboratorio": null,
    });
    practice.plans.insert(plan, fields(row));
    bill(practice, at, patient, plan, date, total);
}

fn bill(practice: &mut Practice, at: usize, patient: u32, plan: u32, date: NaiveDate, total: f64) {
    let bill = practice.next_id();
    let kind = BILL_TYPES[at / 3 % 4];
    // Exempt bills over 77.47 euro bear a stamp of two.
    let stamp = if total > 77.47 { 2.0 } else { 0.0 };
    let amount = total + stamp;
    practice.bills.insert(
        bill,
        fields(json!({
            "id": bill, "number": format!("{}/{}", date.year(), at + 1), "date": date.to_string(), "type": kind,
            "direction": "incoming", "patientId": patient, "carePlanId": plan, "amount": amount, "vatAmount": 0,
            "stampAmount": stamp, "description": "Prestazioni odontoiatriche",
        })),
    );
    let owed = match at / 3 % 3 {
        0 => 0.0,
        1 => amount,
        _ => (amount / 2.0 * 100.0).round() / 100.0,
    };
    if owed < amount {
        let payment = json!({
            "amount": ((amount - owed) * 100.0).round() / 100.0, "date": date.to_string(), "direction": "incoming",
            "billId": bill, "accountId": ACCOUNTS[at % 2], "paymentTypeId": PAYMENT_TYPES[at % 4],
            "sistemaTsExpenseType": "sp",
        });
        pay(practice, fields(payment), Liabilities::Stay);
    }
    if owed > 0.0 {
        let id = practice.next_id();
        let due = date + Days::new(30);
        let row = json!({ "id": id, "billId": bill, "amount": owed, "dueDate": due.to_string() });
        practice.liabilities.insert(id, fields(row));
    }
}

/// A bill that the practice has to pay.
fn supplier(practice: &mut Practice, today: NaiveDate) {
    let bill = practice.next_id();
    let date = today - Days::new(5);
    practice.bills.insert(
        bill,
        fields(json!({
            "id": bill, "number": "F-118", "date": date.to_string(), "type": "full", "direction": "outgoing",
            "patientId": null, "carePlanId": null, "amount": 402.6, "vatAmount": 72.6, "stampAmount": 0,
            "description": "Materiale di consumo",
        })),
    );
    let payment = json!({
        "amount": 402.6, "date": today.to_string(), "direction": "outgoing", "billId": bill, "accountId": ACCOUNTS[1],
        "paymentTypeId": PAYMENT_TYPES[2],
    });
    pay(practice, fields(payment), Liabilities::Stay);
}
