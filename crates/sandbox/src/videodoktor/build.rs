//! The practice's calls as they were before anybody asked.

use chrono::{Datelike, Duration, NaiveDateTime, NaiveTime, Timelike, Weekday};

use super::calls::{Call, Calls};
use crate::dice::Dice;
use crate::people::lands::CZECHIA;

/// A word of letters and digits: ids, tokens and keys.
pub(crate) fn word(dice: &mut Dice, length: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    (0..length).map(|_| char::from(dice.pick(LETTERS))).collect()
}

fn call(dice: &mut Dice, start: NaiveDateTime) -> Call {
    let person = CZECHIA.adult(dice, start.date());
    let both = dice.below(4);
    // Numbers from 600 are mobile; those with 000 in the middle are nobody's.
    let phone = format!("6{:02}000{:03}", dice.between(1, 8), dice.between(0, 999));
    Call {
        id: word(dice, 18),
        start,
        name: format!("{} {}", person.first, person.last),
        email: person.email.filter(|_| both != 0),
        phone: (both != 1).then_some(phone),
        born: format!("{:04}", person.birth.year()),
    }
}

/// Calls of the last and the coming weeks at office hours, and always one that is running and one that is next.
pub(crate) fn calls(dice: &mut Dice, now: NaiveDateTime) -> Calls {
    let mut calls = Calls::default();
    let hour = now
        .date()
        .and_time(NaiveTime::from_hms_opt(now.hour(), 0, 0).unwrap_or_default());
    let running = hour + Duration::minutes(if now.minute() < 30 { 0 } else { 30 });
    let near = [running, running + Duration::minutes(60)];
    for start in near {
        if start.hour() != 3 {
            calls.insert(call(dice, start));
        }
    }
    for day in -20..=21_i64 {
        let date = now.date() + Duration::days(day);
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && day != 0 {
            continue;
        }
        for slot in 0..16_i64 {
            let start = date.and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())
                + Duration::minutes(30 * slot);
            if dice.percent(if day == 0 { 30 } else { 12 }) && !near.contains(&start) {
                calls.insert(call(dice, start));
            }
        }
    }
    calls
}
