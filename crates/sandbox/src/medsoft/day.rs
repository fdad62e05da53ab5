//! Today at the clinic: appointments over the opening hours, some around now whatever the hour, and how far each has got.

use std::borrow::Cow;

use chrono::{NaiveDateTime, NaiveTime, TimeZone, Timelike};

use super::build::{fits, time};
use super::clinic::{Appointment, Clinic, ZONE};
use super::tables;
use crate::dice::Dice;

/// How many appointments lie within an hour of now at least, where the day has room for them.
const AROUND_NOW: usize = 8;

/// Where appointments around now are tried, in minutes from now.
const OFFSETS: [i64; 14] = [-20, 15, 0, -40, 30, -10, 45, 5, -55, 55, -30, 25, 10, -5];

/// How many patients are with a doctor at most.
const WITH_DOCTOR: usize = 2;

/// How far an appointment has got.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Expected,
    Confirmed,
    Arrived,
    WithDoctor,
    Done,
    Missed,
    Cancelled,
}

impl Stage {
    /// The flags a receptionist would have ticked on the way. They are independent, so earlier ones stay.
    fn flags(self, confirmed: bool) -> [bool; 10] {
        let mut flags = [false; 10];
        flags[0] = confirmed && self != Self::Expected || self == Self::Confirmed;
        flags[1] = matches!(self, Self::Arrived | Self::WithDoctor | Self::Done);
        flags[2] = matches!(self, Self::WithDoctor | Self::Done);
        flags[3] = self == Self::Done;
        flags[4] = self == Self::Missed;
        flags[5] = self == Self::Cancelled;
        flags
    }
}

/// A place in the day: minutes from midnight, and whose.
#[derive(Clone, Copy)]
struct Slot {
    start: i64,
    end: i64,
    doctor: usize,
}

/// Files today's appointments of `codes` (every enabled patient) at `now`, wall time.
pub(crate) fn lay(clinic: &mut Clinic, dice: &mut Dice, codes: &[u32], now: NaiveDateTime) {
    let minute = i64::from(now.hour() * 60 + now.minute());
    let slots = slots(dice, now, minute);
    let mut stages: Vec<Stage> = slots.iter().map(|slot| stage(dice, slot, minute)).collect();
    make_lively(&slots, &mut stages, minute);
    let mut pool = codes.to_vec();
    let mut unmarked = 2;
    for (slot, stage) in slots.iter().zip(stages) {
        let doctor = &tables::DOCTORS[slot.doctor];
        let Some(patient) = draw(clinic, dice, &mut pool, doctor.code, now) else {
            continue;
        };
        // Two rows of the day have no code: expected ones, so that nothing else is lost with it.
        let bare = stage == Stage::Expected && unmarked > 0;
        unmarked -= usize::from(bare);
        let appointment = Appointment {
            patient,
            bare,
            date: now.date(),
            start: time(slot.start),
            end: time(slot.end),
            doctor: doctor.code,
            place: doctor.place,
            room: (!dice.percent(3)).then_some(Cow::Borrowed(doctor.room)),
            purpose: Cow::Borrowed(dice.pick(tables::purposes(doctor.code))),
            flags: stage.flags(dice.percent(70)),
            changes: Vec::new(),
        };
        clinic.appointments.file(patient, appointment);
    }
}

/// Takes somebody from the pool, one whom this doctor would see where that can be had.
fn draw(
    clinic: &Clinic,
    dice: &mut Dice,
    pool: &mut Vec<u32>,
    doctor: u32,
    now: NaiveDateTime,
) -> Option<u32> {
    let suits = |code: &u32| {
        clinic
            .patients
            .get(code)
            .is_some_and(|patient| fits(doctor, patient, now.date()))
    };
    let mut at = dice.below(pool.len());
    for _ in 0..100 {
        if pool.get(at).is_some_and(suits) {
            break;
        }
        at = dice.below(pool.len());
    }
    (at < pool.len()).then(|| pool.swap_remove(at))
}

fn slots(dice: &mut Dice, now: NaiveDateTime, minute: i64) -> Vec<Slot> {
    let mut regular = Vec::new();
    for (doctor, entry) in tables::DOCTORS.iter().take(8).enumerate() {
        // Half of the doctors work in the morning, half in the afternoon.
        let (mut at, until) = if doctor % 2 == 0 {
            (8 * 60, 14 * 60)
        } else {
            (14 * 60, 20 * 60)
        };
        let interval = i64::from(entry.interval);
        while at + interval <= until {
            regular.push(Slot {
                start: at,
                end: at + interval,
                doctor,
            });
            at += interval;
        }
    }
    let wanted = 45 + dice.below(7);
    while regular.len() > wanted {
        regular.swap_remove(dice.below(regular.len()));
    }
    let near = |slot: &Slot| (slot.start - minute).abs() <= 60;
    let rounded = minute - minute % 5;
    for offset in OFFSETS {
        if regular.iter().filter(|slot| near(slot)).count() >= AROUND_NOW {
            break;
        }
        let start = rounded + offset;
        if !(0..24 * 60 - 4).contains(&start) || !exists(now, start) {
            continue;
        }
        let end = (start + 20).min(24 * 60 - 1);
        let is_free = |doctor: &usize| {
            regular
                .iter()
                .all(|slot| slot.doctor != *doctor || slot.end <= start || end <= slot.start)
        };
        let from = dice.below(8);
        let doctor = (0..8).map(|step| (from + step) % 8).find(is_free);
        regular.push(Slot {
            start,
            end,
            doctor: doctor.unwrap_or(from),
        });
    }
    regular.sort_by_key(|slot| (slot.start, slot.doctor));
    regular
}

/// Whether the clocks of the clinic show that minute exactly once today.
fn exists(now: NaiveDateTime, minute: i64) -> bool {
    ZONE.from_local_datetime(&now.date().and_time(time(minute)))
        .single()
        .is_some()
}

fn stage(dice: &mut Dice, slot: &Slot, minute: i64) -> Stage {
    let lot = dice.below(100);
    if slot.end <= minute {
        return match lot {
            0..86 => Stage::Done,
            86..92 => Stage::Missed,
            92..97 => Stage::Cancelled,
            _ => Stage::Confirmed,
        };
    }
    if slot.start <= minute + 35 {
        return match lot {
            0..60 => Stage::Arrived,
            60..90 => Stage::Confirmed,
            _ => Stage::Expected,
        };
    }
    match lot {
        0..60 => Stage::Confirmed,
        60..66 => Stage::Cancelled,
        _ => Stage::Expected,
    }
}

/// Sees to it that somebody is with a doctor and somebody waits, as on any working day.
fn make_lively(slots: &[Slot], stages: &mut [Stage], minute: i64) {
    let mut by_nearness: Vec<usize> = (0..slots.len()).collect();
    by_nearness.sort_by_key(|index| (slots[*index].start - minute).abs());
    let started = by_nearness
        .iter()
        .filter(|index| slots[**index].start <= minute && minute < slots[**index].end);
    let inside: Vec<usize> = started.copied().take(WITH_DOCTOR).collect();
    let inside = if inside.is_empty() {
        by_nearness.iter().copied().take(1).collect()
    } else {
        inside
    };
    for index in &inside {
        stages[*index] = Stage::WithDoctor;
    }
    let mut waiting = stages.iter().filter(|stage| **stage == Stage::Arrived).count();
    for index in by_nearness.into_iter().filter(|index| !inside.contains(index)) {
        if waiting >= 2 {
            break;
        }
        // Late by up to an hour, as it happens at the end of a long day.
        if slots[index].start > minute - 60 && stages[index] != Stage::Arrived {
            stages[index] = Stage::Arrived;
            waiting += 1;
        }
    }
}

/// The wall time without seconds.
pub(crate) fn minutes(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};
    use proptest::prelude::*;

    use super::super::build;
    use super::*;

    fn today(clinic: &Clinic, now: NaiveDateTime) -> Vec<Appointment> {
        clinic
            .appointments
            .all()
            .map(|(_, row)| row.clone())
            .filter(|row| row.date == now.date())
            .collect()
    }

    fn check(now: NaiveDateTime, seed: u64) {
        let clinic = build::clinic(seed, 400, now);
        let day = today(&clinic, now);
        assert!(
            (45..=60).contains(&day.len()),
            "{} appointments at {now}",
            day.len()
        );
        let distance = |row: &Appointment| (now.date().and_time(row.start) - now).num_minutes();
        let near = day.iter().filter(|row| distance(row).abs() <= 61).count();
        assert!(near >= 5, "only {near} around {now}");
        let opening = day
            .iter()
            .filter(|row| (8..20).contains(&row.start.hour()))
            .count();
        assert!(opening >= 40, "{opening} in the opening hours at {now}");
        let with = |flags: &[usize], without: &[usize]| {
            day.iter()
                .filter(|r| flags.iter().all(|f| r.flags[f - 1]) && without.iter().all(|f| !r.flags[f - 1]))
                .count()
        };
        assert!(
            (1..=WITH_DOCTOR).contains(&with(&[3], &[4])),
            "with the doctor at {now}"
        );
        assert!(with(&[2], &[3, 4]) >= 1, "nobody waits at {now}");
        for row in &day {
            assert!(row.start < row.end, "{} - {} at {now}", row.start, row.end);
            assert!(
                ZONE.from_local_datetime(&now.date().and_time(row.start))
                    .earliest()
                    .is_some()
            );
            let future = distance(row) > 60;
            assert!(
                !(future && (row.flags[3] || row.flags[4])),
                "done or missed in the future at {now}"
            );
        }
        let mut patients: Vec<u32> = day.iter().map(|row| row.patient).collect();
        patients.sort_unstable();
        patients.dedup();
        assert_eq!(patients.len(), day.len(), "nobody comes twice");
    }

    fn local(day: &str, hour: u32, minute: u32) -> NaiveDateTime {
        day.parse::<NaiveDate>()
            .unwrap()
            .and_hms_opt(hour, minute, 0)
            .unwrap()
    }

    #[test]
    fn every_hour_of_ordinary_and_clock_change_days_has_appointments_around_it() {
        // Romania moves its clocks on the last Sundays of March and October.
        for day in [
            "2026-03-02",
            "2026-03-29",
            "2026-10-25",
            "2028-02-29",
            "2026-12-31",
        ] {
            for hour in 0..24 {
                let now = local(day, hour, 10);
                if ZONE.from_local_datetime(&now).earliest().is_some() {
                    check(now, 1);
                }
            }
            check(local(day, 0, 0), 2);
            check(local(day, 23, 50), 2);
            check(local(day, 23, 59), 2);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn any_instant_has_appointments_around_it(seconds in 1_700_000_000i64..1_900_000_000, seed: u64) {
            let now = DateTime::<Utc>::from_timestamp(seconds, 0).unwrap().with_timezone(&ZONE).naive_local();
            check(now, seed);
        }
    }
}
