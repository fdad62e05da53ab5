//! Building the clinic from a seed: patients first, then what they did, then today.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::clinic::{Clinic, Patient};
use super::history::History;
use super::{day, tables};
use crate::dice::Dice;
use crate::people::{Person, Sex, romanian};
use crate::shelf::Shelf;

/// The first patient's code; the clinic has deleted its test patients.
const BEFORE_FIRST_PATIENT: u32 = 100;

/// The clinic as it is at `now`, wall time.
pub(crate) fn clinic(seed: u64, count: usize, now: NaiveDateTime) -> Clinic {
    let today = now.date();
    let mut clinic = Clinic {
        places: &tables::PLACES,
        doctors: &tables::DOCTORS,
        statuses: tables::statuses(),
        prices: tables::prices(),
        stock: tables::stock(),
        patients: BTreeMap::new(),
        appointments: Shelf::after(900_000),
        services: Shelf::after(12_000),
        notes: Shelf::after(1_000),
        invoices: Shelf::after(229),
        contracts: Shelf::after(140),
        forms: Shelf::after(1_400),
        last_patient: BEFORE_FIRST_PATIENT,
    };
    let people = romanian::people(&mut Dice::new(seed, 1), count, today);
    let mut dice = Dice::new(seed, 2);
    let mut codes = Vec::with_capacity(count);
    for person in people {
        // Codes of deleted patients leave gaps; a walk over the codes must not stop at the first.
        if dice.percent(3) {
            clinic.last_patient += dice.between(1, 9).unsigned_abs() as u32;
        }
        codes.push(clinic.add_patient(patient(&mut dice, person)));
    }
    let mut dice = Dice::new(seed, 3);
    for (index, code) in codes.iter().enumerate() {
        let relative = index.checked_sub(1).map(|before| codes[before]);
        History::of(&mut clinic, &mut dice, today, *code, relative).invent();
    }
    codes.retain(|code| clinic.patients.get(code).is_some_and(|patient| patient.enabled));
    day::lay(&mut clinic, &mut Dice::new(seed, 4), &codes, now);
    clinic
}

fn patient(dice: &mut Dice, person: Person) -> Patient {
    Patient {
        last: person.last.to_uppercase(),
        first: person.first.to_uppercase(),
        birth: (!dice.percent(2)).then_some(person.birth),
        cnp: person.national_id,
        phone: person.phone,
        second_phone: person.second_phone,
        email: person.email,
        sex: Some(if person.sex == Sex::Male { "1" } else { "2" }.into()),
        preferences: None,
        enabled: !dice.percent(2),
        haystack: String::new(),
    }
}

/// Whether a patient could have been at the clinic with this doctor on that day: no man with the obstetrician, no adult
/// with the paediatrician, nobody before birth.
pub(crate) fn fits(doctor: u32, patient: &Patient, day: NaiveDate) -> bool {
    let Some(birth) = patient.birth else {
        return !matches!(doctor, 14 | 19);
    };
    let Some(age) = day.years_since(birth) else {
        return false;
    };
    match doctor {
        10 | 12 => age >= 14,
        14 => age >= 16 && patient.sex.as_deref() == Some("2"),
        19 => age < 18,
        _ => true,
    }
}

/// A minute of the day as a time.
pub(crate) fn time(minute: i64) -> NaiveTime {
    let minute = minute.clamp(0, 24 * 60 - 1).unsigned_abs() as u32;
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or_default()
}

/// What stands in a form's address.
pub(crate) fn token(dice: &mut Dice) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    (0..10).map(|_| char::from(dice.pick(LETTERS))).collect()
}
