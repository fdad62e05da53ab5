//! Building the clinic from a seed: patients first, then what they did, then today.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use rust_decimal::Decimal;

use super::clinic::{Appointment, Clinic, Contract, Form, Kind, Note, Patient, Service, Step};
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
        history(
            &mut clinic,
            &mut dice,
            *code,
            index.checked_sub(1).map(|before| codes[before]),
            today,
        );
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

/// A working day that is not today: Sundays become the Saturday before.
fn working_day(day: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let day = if day.weekday() == Weekday::Sun {
        day - Days::new(1)
    } else {
        day
    };
    (day != today).then_some(day)
}

fn history(clinic: &mut Clinic, dice: &mut Dice, patient: u32, relative: Option<u32>, today: NaiveDate) {
    // Half of the patients are in treatment now; the others come back after years or never.
    if dice.percent(55) {
        for _ in 0..dice.between(1, 4) {
            let Some(day) = working_day(
                today - Days::new(60) + Days::new(dice.between(0, 120).unsigned_abs()),
                today,
            ) else {
                continue;
            };
            visit(clinic, dice, patient, day, today);
        }
    }
    if dice.percent(30) {
        let years_ago = today - Months::new(dice.between(6, 90).unsigned_abs() as u32);
        if let Some(day) = working_day(years_ago, today) {
            let mut old = appointment(dice, patient, day);
            // Brought over from an older program: never had a code here.
            old.bare = dice.percent(60);
            old.flags[3] = !old.bare;
            clinic.appointments.file(patient, old);
        }
    }
    for _ in 0..dice.between(0, 2) {
        let day = today - Days::new(dice.between(70, 3_000).unsigned_abs());
        let doctor = any_doctor(dice);
        serve_and_pay(clinic, dice, patient, relative, day, doctor);
    }
    if dice.percent(7) {
        contract(clinic, dice, patient, today);
    }
    if dice.percent(35) {
        let day = today - Days::new(dice.between(1, 700).unsigned_abs());
        let added = day.and_time(time(dice.between(8 * 60, 19 * 60)));
        let token = token(dice);
        clinic.forms.file(patient, Form { added, token });
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

/// The code of a doctor who can have appointments.
fn any_doctor(dice: &mut Dice) -> u32 {
    tables::DOCTORS[dice.below(8)].code
}

fn appointment(dice: &mut Dice, patient: u32, date: NaiveDate) -> Appointment {
    let doctor = &tables::DOCTORS[dice.below(8)];
    let interval = i64::from(doctor.interval);
    let start = dice.between(8 * 60 / interval, (20 * 60 - interval) / interval) * interval;
    Appointment {
        patient,
        bare: false,
        date,
        start: time(start),
        end: time(start + interval),
        doctor: doctor.code,
        place: doctor.place,
        room: (!dice.percent(4)).then_some(Cow::Borrowed(doctor.room)),
        purpose: Cow::Borrowed(dice.pick(tables::purposes(doctor.code))),
        flags: [false; 10],
        changes: Vec::new(),
    }
}

fn visit(clinic: &mut Clinic, dice: &mut Dice, patient: u32, day: NaiveDate, today: NaiveDate) {
    let mut visit = appointment(dice, patient, day);
    let doctor = visit.doctor;
    let done = day < today && dice.percent(84);
    visit.flags[0] = dice.percent(60);
    if done {
        visit.flags[1] = true;
        visit.flags[3] = true;
    } else if day < today || dice.percent(6) {
        visit.flags[if dice.percent(50) { 4 } else { 5 }] = true;
    }
    clinic.appointments.file(patient, visit);
    if done {
        serve_and_pay(clinic, dice, patient, None, day, doctor);
    }
}

fn serve_and_pay(
    clinic: &mut Clinic,
    dice: &mut Dice,
    patient: u32,
    relative: Option<u32>,
    day: NaiveDate,
    doctor: u32,
) {
    let place = clinic.doctor(doctor).map_or(1, |doctor| doctor.place);
    let advance = dice.percent(4);
    let mut codes = Vec::with_capacity(2);
    let mut total = Decimal::ZERO;
    let mut currency = "RON";
    for _ in 0..(if advance { 1 } else { dice.between(1, 2) }) {
        let listed = dice.pick(tables::services_of(doctor));
        let Some(priced) = clinic.priced(Kind::Service, listed) else {
            continue;
        };
        if !codes.is_empty() && priced.currency != currency {
            continue;
        }
        let discount = if dice.percent(8) {
            priced.price * Decimal::new(10, 2)
        } else {
            Decimal::ZERO
        };
        let service = Service {
            patient,
            place,
            kind: Kind::Service,
            listed,
            name: if advance {
                Cow::Borrowed("Avans ")
            } else {
                Cow::Borrowed(priced.name)
            },
            quantity: 1,
            price: if advance { Decimal::from(100) } else { priced.price },
            discount: if advance { Decimal::ZERO } else { discount },
            currency: if advance { "RON" } else { priced.currency },
            date: day,
            doctor: (!advance).then_some(doctor),
            advance,
            note: None,
            invoice: None,
        };
        currency = service.currency;
        total += service.value();
        codes.push(clinic.services.file(patient, service));
    }
    if codes.is_empty() || !dice.percent(85) {
        return;
    }
    // A refund is a note of its own with the amount below zero.
    let refund = dice.percent(3);
    let payer = relative.filter(|_| dice.percent(2)).unwrap_or(patient);
    let note = Note {
        patient: payer,
        date: day,
        place: (!dice.percent(15)).then_some(place),
        total: if refund { -total } else { total },
        currency,
        method: dice.pick(&["Numerar", "Numerar", "Card", "Card", "Transfer bancar"]),
        invoice: None,
    };
    let note = clinic.notes.file(patient, note);
    for code in codes {
        if let Some(service) = clinic.services.get_mut(code) {
            service.note = Some(note);
            if refund {
                service.price = -service.price;
                service.discount = -service.discount;
            }
        }
    }
}

fn contract(clinic: &mut Clinic, dice: &mut Dice, patient: u32, today: NaiveDate) {
    let begin = today - Days::new(dice.between(10, 500).unsigned_abs());
    let (name, procedures): (&str, &[(u32, &str)]) = dice.pick(&[
        (
            "contract stoma - DEVIZ 2",
            &[
                (41, "Detartraj cu ultrasunete"),
                (42, "Obturație compozit"),
                (44, "Coroană zirconiu"),
            ][..],
        ),
        (
            " - DEVIZ TRATAMENT",
            &[(51, "Implant dentar"), (52, "Bont protetic")][..],
        ),
        (
            "Pachet monitorizare sarcină",
            &[
                (61, "Ecografie morfologică trimestrul II"),
                (62, "Control sarcină"),
            ][..],
        ),
        (
            "Abonament pediatrie 12 luni",
            &[(71, "Consultație pediatrie"), (72, "Administrare vaccin")][..],
        ),
    ]);
    let steps = procedures.iter().enumerate().map(|(index, (procedure, name))| {
        let done = index == 0;
        let doctor = any_doctor(dice);
        Step {
            code: 500 + patient * 4 + index as u32,
            procedure: *procedure,
            status: if done {
                (3, "Efectuat")
            } else {
                dice.pick(&[(1, "Planificat"), (2, "În lucru")])
            },
            name,
            doctor: done.then_some(doctor),
            at: done.then(|| begin.and_time(time(14 * 60 + 50))),
            place: clinic.doctor(doctor).map_or(1, |doctor| doctor.place),
        }
    });
    let contract = Contract {
        name: name.into(),
        begin,
        steps: steps.collect(),
        end: dice.percent(50).then(|| begin + Months::new(12)),
    };
    clinic.contracts.file(patient, contract);
}
