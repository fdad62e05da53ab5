//! §12 to §14 and §19: stock, price list, doctors.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

use super::ask::{Ask, Rows, code, invalid, money};
use super::clinic::{Clinic, Doctor, Kind, Priced, Product};
use super::dialect::{DateFilter, PriceListPlaces};
use crate::json::{Json, Row};

/// §12.
pub(crate) fn product_stock(clinic: &Clinic, ask: &Ask, product: &str) -> Rows {
    let product = code(product, "cod_produs")?;
    match clinic.stock.iter().find(|row| row.code == product) {
        Some(found) => Ok(vec![stock_row(found)]),
        None => ask.nothing("Produsul"),
    }
}

/// §13.
pub(crate) fn all_stock(clinic: &Clinic) -> Rows {
    Ok(clinic.stock.iter().map(stock_row).collect())
}

fn stock_row(product: &Product) -> Json {
    Row::new()
        .int("_cod_produs", product.code)
        .text("_denumire", product.name)
        .text("Gestiune", product.store)
        .text("Tip", product.sort)
        .int("Cod produs", product.code)
        .text("Denumire produs", product.name)
        .number("Cantitate", format!("{:.3}", product.quantity))
        .text("UM", product.unit)
        .into()
}

/// §14: one filter or none.
pub(crate) fn price_list(clinic: &Clinic, ask: &Ask) -> Rows {
    let (kind, date) = (ask.param("tipServiciu"), ask.param("date"));
    if kind.is_some() && date.is_some() {
        return Err(invalid("Parametrii tipServiciu și date se folosesc individual."));
    }
    let date = match date {
        None => None,
        Some(text) => Some(
            NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map_err(|_| invalid("date trebuie să aibă forma AAAA-LL-ZZ."))?,
        ),
    };
    let wanted = |priced: &&Priced| {
        let changed = priced.changed.date();
        kind.is_none_or(|kind| Kind::meant(kind) == Some(priced.kind))
            && date.is_none_or(|date| match ask.dialect.date_filter {
                DateFilter::Since => changed >= date,
                DateFilter::SameDay => changed == date,
            })
    };
    Ok(clinic
        .prices
        .iter()
        .filter(wanted)
        .map(|priced| price_row(ask, priced))
        .collect())
}

fn price_row(ask: &Ask, priced: &Priced) -> Json {
    let row = Row::new().int("cod", priced.code).text("denumire", priced.name);
    let row = match ask.dialect.price_list_places {
        PriceListPlaces::Number => row.maybe_int("punct_lucru", priced.places.first().copied()),
        PriceListPlaces::Text => row.text(
            "punct_lucru",
            priced
                .places
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join(","),
        ),
    };
    row.number("pret", short_price(priced.price))
        .text("valuta", priced.currency)
        .text("tip_serviciu", priced.kind.name())
        .text("data_adaugare_modificare", stamp(priced.changed))
        .into()
}

/// A price as §14 prints it: `200`, not `200.00`.
fn short_price(price: Decimal) -> String {
    if price.fract().is_zero() {
        price.trunc().normalize().to_string()
    } else {
        money(price)
    }
}

/// A moment as §14 and §17 print it.
pub(crate) fn stamp(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S.000+0000").to_string()
}

/// §19.
pub(crate) fn doctors(clinic: &Clinic, ask: &Ask) -> Rows {
    let number = |name| ask.param(name).map(|text| code(text, name)).transpose();
    let (doctor, place) = (number("cod_medic")?, number("cod_punct_lucru")?);
    let everybody = ask.is_true("includeInactive");
    let wanted = |row: &&Doctor| {
        (everybody || row.is_listed())
            && doctor.is_none_or(|code| code == row.code)
            && place.is_none_or(|code| code == row.place)
    };
    Ok(clinic.doctors.iter().filter(wanted).map(doctor_row).collect())
}

fn doctor_row(doctor: &Doctor) -> Json {
    Row::new()
        .int("cod_punct_lucru", doctor.place)
        .int("cod", doctor.code)
        .text("nume", doctor.last)
        .text("prenume", doctor.first)
        .maybe_text("specialitate", doctor.specialty.map(|(_, name)| name))
        .maybe_int("cod_specialitate", doctor.specialty.map(|(code, _)| code))
        .int("interval_programare", doctor.interval)
        .maybe_text("telefon", doctor.phone)
        .maybe_text("email", doctor.email)
        .int("activ_cont_online", doctor.online)
        .into()
}
