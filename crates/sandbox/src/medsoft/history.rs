//! What a patient did at the clinic before today, and has booked after it.

use std::borrow::Cow;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use rust_decimal::Decimal;

use super::build::{fits, time, token};
use super::clinic::{Appointment, Clinic, Contract, Doctor, Form, Kind, Note, Service, Step};
use super::tables;
use crate::dice::Dice;

/// A contract: its name, whose patients sign it, and its procedures.
type Offer = (&'static str, u32, &'static [(u32, &'static str)]);

const OFFERS: [Offer; 4] = [
    (
        "contract stoma - DEVIZ 2",
        17,
        &[
            (41, "Detartraj cu ultrasunete"),
            (42, "Obturație compozit"),
            (44, "Coroană zirconiu"),
        ],
    ),
    (
        " - DEVIZ TRATAMENT",
        17,
        &[(51, "Implant dentar"), (52, "Bont protetic")],
    ),
    (
        "Pachet monitorizare sarcină",
        14,
        &[
            (61, "Ecografie morfologică trimestrul II"),
            (62, "Control sarcină"),
        ],
    ),
    (
        "Abonament pediatrie 12 luni",
        19,
        &[(71, "Consultație pediatrie"), (72, "Administrare vaccin")],
    ),
];

/// The inventing of one patient's history.
pub(crate) struct History<'a> {
    clinic: &'a mut Clinic,
    dice: &'a mut Dice,
    today: NaiveDate,
    patient: u32,
    /// Somebody whose payments sometimes stand among this patient's.
    relative: Option<u32>,
}

impl<'a> History<'a> {
    pub(crate) fn of(
        clinic: &'a mut Clinic,
        dice: &'a mut Dice,
        today: NaiveDate,
        patient: u32,
        relative: Option<u32>,
    ) -> Self {
        Self {
            clinic,
            dice,
            today,
            patient,
            relative,
        }
    }

    pub(crate) fn invent(&mut self) {
        // Half of the patients are in treatment now; the others come back after years or never.
        if self.dice.percent(55) {
            for _ in 0..self.dice.between(1, 4) {
                let day = self.days_from_today(-60, 60);
                self.visit(day);
            }
        }
        if self.dice.percent(30) {
            let day = self.today - Months::new(self.dice.between(6, 90).unsigned_abs() as u32);
            self.old_appointment(day);
        }
        for _ in 0..self.dice.between(0, 2) {
            let day = self.days_from_today(-3_000, -70);
            if let Some(doctor) = self.doctor(day) {
                self.serve_and_pay(day, doctor);
            }
        }
        if self.dice.percent(7) {
            self.sign();
        }
        if self.dice.percent(35) {
            let day = self.days_from_today(-700, -1);
            let added = day.and_time(time(self.dice.between(8 * 60, 19 * 60)));
            let token = token(self.dice);
            self.clinic.forms.file(self.patient, Form { added, token });
        }
    }

    /// A day between the two, counted from today.
    fn days_from_today(&mut self, first: i64, last: i64) -> NaiveDate {
        let days = self.dice.between(first, last);
        let step = Days::new(days.unsigned_abs());
        if days < 0 {
            self.today - step
        } else {
            self.today + step
        }
    }

    /// A doctor whom this patient would have seen on that day.
    fn doctor(&mut self, day: NaiveDate) -> Option<&'static Doctor> {
        let patient = self.clinic.patients.get(&self.patient)?;
        let fitting: Vec<_> = tables::DOCTORS
            .iter()
            .take(8)
            .filter(|doctor| fits(doctor.code, patient, day))
            .collect();
        (!fitting.is_empty()).then(|| self.dice.pick(&fitting))
    }

    /// An appointment on a working day that is not today; Sundays become the Saturday before.
    fn appointment(&mut self, day: NaiveDate) -> Option<Appointment> {
        let date = if day.weekday() == Weekday::Sun {
            day - Days::new(1)
        } else {
            day
        };
        let doctor = self.doctor(date).filter(|_| date != self.today)?;
        let interval = i64::from(doctor.interval);
        let start = self
            .dice
            .between(8 * 60 / interval, (20 * 60 - interval) / interval)
            * interval;
        Some(Appointment {
            patient: self.patient,
            bare: false,
            date,
            start: time(start),
            end: time(start + interval),
            doctor: doctor.code,
            place: doctor.place,
            room: (!self.dice.percent(4)).then_some(Cow::Borrowed(doctor.room)),
            purpose: Cow::Borrowed(self.dice.pick(tables::purposes(doctor.code))),
            flags: [false; 10],
            changes: Vec::new(),
        })
    }

    fn old_appointment(&mut self, day: NaiveDate) {
        let Some(mut old) = self.appointment(day) else {
            return;
        };
        // Brought over from an older program: never had a code here.
        old.bare = self.dice.percent(60);
        old.flags[3] = !old.bare;
        self.clinic.appointments.file(self.patient, old);
    }

    fn visit(&mut self, day: NaiveDate) {
        let Some(mut visit) = self.appointment(day) else {
            return;
        };
        let (day, doctor) = (visit.date, self.clinic.doctor(visit.doctor));
        let past = day < self.today;
        let done = past && self.dice.percent(84);
        visit.flags[0] = self.dice.percent(60);
        if done {
            visit.flags[1] = true;
            visit.flags[3] = true;
        } else if past {
            visit.flags[if self.dice.percent(50) { 4 } else { 5 }] = true;
        } else if self.dice.percent(6) {
            visit.flags[5] = true;
        }
        self.clinic.appointments.file(self.patient, visit);
        if let Some(doctor) = doctor.filter(|_| done) {
            self.serve_and_pay(day, doctor);
        }
    }

    fn advance(&self, day: NaiveDate, doctor: &Doctor) -> Service {
        Service {
            patient: self.patient,
            place: doctor.place,
            kind: Kind::Service,
            listed: tables::services_of(doctor.code)[0],
            name: Cow::Borrowed("Avans "),
            quantity: 1,
            price: Decimal::from(100),
            discount: Decimal::ZERO,
            currency: "RON",
            date: day,
            doctor: None,
            advance: true,
            note: None,
            invoice: None,
        }
    }

    fn service(&mut self, day: NaiveDate, doctor: &Doctor) -> Option<Service> {
        let listed = self.dice.pick(tables::services_of(doctor.code));
        let reduced = self.dice.percent(8);
        let priced = self.clinic.priced(Kind::Service, listed)?;
        Some(Service {
            patient: self.patient,
            place: doctor.place,
            kind: Kind::Service,
            listed,
            name: Cow::Borrowed(priced.name),
            quantity: 1,
            price: priced.price,
            discount: if reduced {
                priced.price / Decimal::TEN
            } else {
                Decimal::ZERO
            },
            currency: priced.currency,
            date: day,
            doctor: Some(doctor.code),
            advance: false,
            note: None,
            invoice: None,
        })
    }

    /// One or two services of a doctor, mostly paid the same day.
    fn serve_and_pay(&mut self, day: NaiveDate, doctor: &'static Doctor) {
        let mut done: Vec<Service> = Vec::with_capacity(2);
        if self.dice.percent(4) {
            done.push(self.advance(day, doctor));
        } else {
            for _ in 0..self.dice.between(1, 2) {
                done.extend(self.service(day, doctor));
            }
        }
        let Some(currency) = done.first().map(|service| service.currency) else {
            return;
        };
        // A note has one currency.
        done.retain(|service| service.currency == currency);
        if self.dice.percent(85) {
            let refund = self.dice.percent(3);
            if refund {
                for service in &mut done {
                    service.price = -service.price;
                    service.discount = -service.discount;
                }
            }
            let note = Note {
                patient: self
                    .relative
                    .filter(|_| self.dice.percent(2))
                    .unwrap_or(self.patient),
                date: day,
                place: (!self.dice.percent(15)).then_some(doctor.place),
                total: done.iter().map(Service::value).sum(),
                currency,
                method: self
                    .dice
                    .pick(&["Numerar", "Numerar", "Card", "Card", "Transfer bancar"][..]),
                invoice: None,
            };
            let note = self.clinic.notes.file(self.patient, note);
            done.iter_mut().for_each(|service| service.note = Some(note));
        }
        for service in done {
            self.clinic.services.file(self.patient, service);
        }
    }

    /// A contract of a kind that suits the patient.
    fn sign(&mut self) {
        let begin = self.days_from_today(-500, -10);
        let Some(patient) = self.clinic.patients.get(&self.patient) else {
            return;
        };
        let suited: Vec<Offer> = OFFERS
            .into_iter()
            .filter(|(_, doctor, _)| fits(*doctor, patient, begin))
            .collect();
        if suited.is_empty() {
            return;
        }
        let (name, doctor, procedures) = self.dice.pick(&suited);
        let place = self.clinic.doctor(doctor).map_or(1, |doctor| doctor.place);
        let mut steps = Vec::with_capacity(procedures.len());
        for (index, (procedure, name)) in (0..).zip(procedures) {
            let done = index == 0;
            let open = self.dice.pick(&[(1, "Planificat"), (2, "În lucru")]);
            steps.push(Step {
                code: 500 + self.patient * 4 + index,
                procedure: *procedure,
                status: if done { (3, "Efectuat") } else { open },
                name,
                doctor: done.then_some(doctor),
                at: done.then(|| begin.and_time(time(14 * 60 + 50))),
                place,
            });
        }
        let end = self.dice.percent(50).then(|| begin + Months::new(12));
        self.clinic.contracts.file(
            self.patient,
            Contract {
                name: name.into(),
                begin,
                end,
                steps,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;

    use super::super::build;
    use super::*;

    #[test]
    fn nobody_comes_before_birth_or_to_the_wrong_doctor() {
        let now: NaiveDateTime = "2026-03-02T11:40:00".parse().unwrap();
        let clinic = build::clinic(1, 2_000, now);
        let mut seen = 0;
        for (_, row) in clinic.appointments.all() {
            let patient = &clinic.patients[&row.patient];
            assert!(
                fits(row.doctor, patient, row.date),
                "{} with {}",
                patient.full_name(),
                row.doctor
            );
            seen += 1;
        }
        let services = clinic.services.all();
        let early = |row: &Service| {
            clinic.patients[&row.patient]
                .birth
                .is_some_and(|birth| row.date < birth)
        };
        assert!(!services.into_iter().any(|(_, row)| early(row)));
        assert!(seen > 2_000, "{seen}");
    }

    #[test]
    fn appointments_lie_sixty_days_to_both_sides() {
        let now: NaiveDateTime = "2026-03-02T11:40:00".parse().unwrap();
        let clinic = build::clinic(1, 2_000, now);
        let distance = |row: &Appointment| (row.date - now.date()).num_days();
        let near: Vec<i64> = clinic
            .appointments
            .all()
            .map(|(_, row)| distance(row))
            .filter(|days| days.abs() <= 61)
            .collect();
        for span in [-60..-40, -20..0, 0..1, 1..20, 40..60] {
            assert!(
                near.iter().filter(|days| span.contains(*days)).count() > 40,
                "{span:?}"
            );
        }
        assert!(clinic.appointments.all().all(|(_, row)| distance(row) <= 60));
    }
}
