//! §8 to §10, §15 and §16: services done, payments taken, and adding both.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value};

use super::ask::{Ask, Refusal, Rows, body_code, code, decimal, forbidden, invalid, money, text, unknown};
use super::clinic::{Clinic, Kind, Note, Service};
use super::dialect::{DetailCode, PaymentTotal};
use crate::json::{Json, Row};

/// §8. The price is text, the code of the service is not shown.
pub(crate) fn services(clinic: &Clinic, ask: &Ask, patient: &str) -> Rows {
    let patient = code(patient, "codPacient")?;
    if !clinic.patients.contains_key(&patient) {
        return ask.nothing("Pacientul");
    }
    let mut rows: Vec<_> = clinic.services.of(patient).collect();
    rows.sort_by_key(|(number, service)| std::cmp::Reverse((service.date, *number)));
    let rows = rows.into_iter().map(|(_, service)| {
        let doctor = service.doctor.and_then(|doctor| clinic.doctor_name(doctor));
        Row::new()
            .int("_cod_pacient", service.patient)
            .text("Data", service.date.to_string())
            .text("Denumire", service.name.as_ref())
            .maybe_text("Medic", doctor.map(|name| ask.name(&name)))
            .text("Pret", format!("{} {}", money(service.price), service.currency))
            .into()
    });
    Ok(rows.collect())
}

/// §9, oldest first as in the sample.
pub(crate) fn payments(clinic: &Clinic, ask: &Ask, patient: &str) -> Rows {
    let patient = code(patient, "codPacient")?;
    if !clinic.patients.contains_key(&patient) {
        return ask.nothing("Pacientul");
    }
    let mut rows: Vec<_> = clinic.notes.of(patient).collect();
    rows.sort_by_key(|(number, note)| (note.date, *number));
    let rows = rows.into_iter().map(|(number, note)| {
        Row::new()
            .int("_cod_pacient", note.patient)
            .int("_cod_nota", number)
            .text("Data", note.date.to_string())
            .maybe_text(
                "Punct lucru",
                note.place.and_then(|place| clinic.place_name(place)),
            )
            .maybe_text(
                "Pacient",
                clinic
                    .patients
                    .get(&note.patient)
                    .map(|payer| ask.name(&payer.full_name())),
            )
            .number("Total", money(note.total))
            .text("Valuta", note.currency)
            .maybe_text("Mod de plata", Some(note.method).filter(|word| !word.is_empty()))
            .into()
    });
    Ok(rows.collect())
}

/// The services of a note, with their codes.
pub(crate) fn services_of_note(clinic: &Clinic, patient: u32, note: u32) -> Vec<(u32, &Service)> {
    clinic
        .services
        .of(patient)
        .filter(|(_, service)| service.note == Some(note))
        .collect()
}

/// §10.
pub(crate) fn payment_details(clinic: &Clinic, ask: &Ask, patient: &str, note: &str) -> Rows {
    let (patient, number) = (code(patient, "codPacient")?, code(note, "codNota")?);
    let filed = clinic.notes.is_filed(patient, number);
    let Some(note) = clinic.notes.get(number).filter(|_| filed) else {
        return ask.nothing("Nota de plată");
    };
    let rows = services_of_note(clinic, patient, number)
        .into_iter()
        .map(|(processed, service)| {
            let shown = match ask.dialect.detail_code {
                DetailCode::Processed => processed,
                DetailCode::Listed => service.listed,
            };
            Row::new()
                .int("_cod_pacient", note.patient)
                .int("_cod_nota", number)
                .int("_cod_serviciu", shown)
                .text("_valuta", service.currency)
                .int("_este_avans", service.advance)
                .text("Denumire serviciu", service.name.trim_end())
                .text("Data serviciu", service.date.to_string())
                .number(
                    "Pret serviciu",
                    money(service.price * Decimal::from(service.quantity)),
                )
                .number(
                    "Valoare Discount",
                    if service.discount.is_zero() {
                        "0.0".into()
                    } else {
                        money(service.discount)
                    },
                )
                .maybe_text("Punct lucru", clinic.place_name(service.place))
                .number("Pret final", money(service.value()))
                .number("Cota TVA", "0.0")
                .into()
        });
    Ok(rows.collect())
}

/// One element of §15's list that has passed every rule.
struct Order {
    patient: u32,
    place: u32,
    kind: Kind,
    listed: u32,
    quantity: Option<Value>,
    price: Option<Value>,
    service: Service,
}

fn order(clinic: &Clinic, ask: &Ask, fields: &Map<String, Value>) -> Result<Order, Refusal> {
    let (patient, place) = (
        body_code(fields, "codPacient")?,
        body_code(fields, "codPunctLucru")?,
    );
    let listed = body_code(fields, "codServiciu")?;
    let kind = text(fields, "tipServiciu")?.ok_or_else(|| invalid("tipServiciu este obligatoriu."))?;
    let kind = [Kind::Service, Kind::Product, Kind::Contract]
        .into_iter()
        .find(|known| known.name() == kind)
        .ok_or_else(|| invalid("tipServiciu poate fi produse, contracte sau servicii."))?;
    let sent = |name: &str| fields.get(name).filter(|value| !value.is_null()).cloned();
    let (quantity, price) = (sent("cantitate"), sent("pret"));
    if kind == Kind::Contract && (quantity.is_some() || price.is_some()) {
        return Err(invalid(
            "Pentru contracte nu se poate trimite cantitate sau pret.",
        ));
    }
    let pieces = match &quantity {
        None => 1,
        Some(value) => {
            let pieces = decimal(value, "cantitate")?;
            if !pieces.fract().is_zero() || pieces < Decimal::ONE {
                return Err(invalid("cantitate trebuie să fie un număr întreg, cel puțin 1."));
            }
            pieces
                .to_i64()
                .ok_or_else(|| invalid("cantitate este prea mare."))?
        }
    };
    let patient_known = clinic
        .patients
        .get(&patient)
        .is_some_and(|patient| patient.enabled);
    if !patient_known {
        return Err(unknown("Pacientul"));
    }
    if clinic.place(place).is_none() {
        return Err(unknown("Punctul de lucru"));
    }
    let priced = clinic.priced(kind, listed).ok_or_else(|| unknown("Serviciul"))?;
    let unit = match &price {
        None => priced.price,
        Some(value) => decimal(value, "pret")?,
    };
    // Beyond this a product of the two could not be held.
    let limit = Decimal::from(1_000_000_000);
    if unit.is_sign_negative() || unit > limit || Decimal::from(pieces) > limit {
        return Err(invalid("pret sau cantitate în afara limitelor."));
    }
    let service = Service {
        patient,
        place,
        kind,
        listed,
        name: Cow::Borrowed(priced.name),
        quantity: pieces,
        price: unit,
        discount: Decimal::ZERO,
        currency: priced.currency,
        date: ask.now.date(),
        doctor: None,
        advance: false,
        note: None,
        invoice: None,
    };
    Ok(Order {
        patient,
        place,
        kind,
        listed,
        quantity,
        price,
        service,
    })
}

/// §15: all or nothing.
pub(crate) fn add_services(clinic: &mut Clinic, ask: &Ask) -> Rows {
    let Value::Array(items) = ask.body()? else {
        return Err(invalid("Corpul cererii trebuie să fie o listă de servicii."));
    };
    if items.is_empty() {
        return Err(invalid("Lista de servicii este goală."));
    }
    let mut orders = Vec::with_capacity(items.len());
    for item in &items {
        let fields = item
            .as_object()
            .ok_or_else(|| invalid("Fiecare serviciu trebuie să fie un obiect."))?;
        orders.push(order(clinic, ask, fields)?);
    }
    let rows = orders.into_iter().map(|order| {
        if order.kind == Kind::Product
            && let Some(product) = clinic
                .stock
                .iter_mut()
                .find(|product| product.code == order.listed)
        {
            product.quantity -= Decimal::from(order.service.quantity);
        }
        let processed = clinic.services.file(order.patient, order.service);
        let mut row = Row::new()
            .int("codPacient", order.patient)
            .int("codPunctLucru", order.place)
            .int("codServiciu", order.listed)
            .text("tipServiciu", order.kind.name())
            .int("codServiciuProcesat", processed);
        if let Some(quantity) = order.quantity {
            row = row.number("cantitate", quantity);
        }
        if let Some(price) = order.price {
            row = row.number("pret", price);
        }
        row.into()
    });
    let rows: Vec<Json> = rows.collect();
    Ok(vec![Row::new().put("servicii", Json::List(rows)).into()])
}

/// §16.
pub(crate) fn add_payment(clinic: &mut Clinic, ask: &Ask) -> Rows {
    let fields = ask.object()?;
    let (patient, place) = (
        body_code(&fields, "codPacient")?,
        body_code(&fields, "codPunctLucru")?,
    );
    let total = decimal(fields.get("total").unwrap_or(&Value::Null), "total")?;
    let Some(Value::Array(codes)) = fields.get("listaCoduriServicii") else {
        return Err(invalid("listaCoduriServicii este obligatorie."));
    };
    let read = |value: &Value| value.as_u64().and_then(|code| u32::try_from(code).ok());
    let codes: Option<Vec<u32>> = codes.iter().map(read).collect();
    let codes = codes.ok_or_else(|| invalid("listaCoduriServicii trebuie să conțină coduri numerice."))?;
    if codes.is_empty() {
        return Err(invalid("listaCoduriServicii este goală."));
    }
    if clinic.place(place).is_none() {
        return Err(unknown("Punctul de lucru"));
    }
    let mut sum = Decimal::ZERO;
    let mut currencies = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        let service = clinic
            .services
            .get(*code)
            .filter(|service| service.patient == patient);
        let service = service.ok_or_else(|| unknown(&format!("Serviciul {code}")))?;
        if service.note.is_some() || codes[..index].contains(code) {
            return Err(forbidden(format!(
                "Serviciul {code} este deja pe o notă de plată."
            )));
        }
        sum += service.value();
        currencies.push(service.currency);
    }
    let first = currencies.first().copied().unwrap_or("RON");
    let note = Note {
        patient,
        date: ask.now.date(),
        place: Some(place),
        total: match ask.dialect.payment_total {
            PaymentTotal::AsSent => total,
            PaymentTotal::Recomputed => sum,
        },
        currency: if currencies.iter().all(|currency| *currency == first) {
            first
        } else {
            "RON"
        },
        method: ask.dialect.noted_method.word(),
        invoice: None,
    };
    let number = clinic.notes.file(patient, note);
    for code in codes {
        if let Some(service) = clinic.services.get_mut(code) {
            service.note = Some(number);
        }
    }
    Ok(vec![Row::new().int("codNota", number).into()])
}
