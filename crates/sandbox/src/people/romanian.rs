//! The people a clinic in Romania knows: families, namesakes, minorities, foreigners, and gaps in what is known of them.

use chrono::{Datelike, Days, NaiveDate};

use super::cnp::cnp;
use super::names::{self, FEMALE, LAST, MALE, Minority};
use super::{Person, Sex};
use crate::dice::Dice;
use crate::text::fold;

/// Counties of the code: Cluj, Bihor, Mureș, Sălaj, Alba, București sectors …, as any clinic meets them.
const COUNTIES: [u32; 12] = [12, 12, 12, 12, 5, 26, 31, 1, 8, 32, 40, 41];

/// How often the same full name is forced, so that a list of namesakes exists in a small clinic too.
const NAMESAKE_EVERY: usize = 450;

/// `count` people as known on `today`.
pub(crate) fn people(dice: &mut Dice, count: usize, today: NaiveDate) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::with_capacity(count);
    for index in 0..count {
        let person = match people.last() {
            _ if index % NAMESAKE_EVERY == NAMESAKE_EVERY / 30 => namesake(dice, today, index),
            Some(relative) if is_local(relative) && dice.percent(32) => family(dice, today, relative),
            _ => stranger(dice, today),
        };
        people.push(person);
    }
    people
}

/// Whether the first names of the majority suit this person's relatives.
fn is_local(person: &Person) -> bool {
    person.last.split('-').all(|part| LAST.contains(&part))
}

fn stranger(dice: &mut Dice, today: NaiveDate) -> Person {
    match dice.below(100) {
        0..5 => minority(dice, today, &names::HUNGARIAN, false),
        5..7 => minority(dice, today, &names::GERMAN, false),
        7..9 => minority(dice, today, &names::UKRAINIAN, true),
        9 => minority(dice, today, &names::CYRILLIC, true),
        10..13 => minority(dice, today, &names::FOREIGN, true),
        _ => {
            let sex = any_sex(dice);
            let mut last = dice.pick(&LAST).to_owned();
            let second = dice.pick(&LAST);
            if sex == Sex::Female && second != last && dice.percent(10) {
                last = format!("{last}-{second}");
            }
            let first = first_name(dice, sex);
            let birth = adult_birth(dice, today);
            described(dice, last, first, sex, birth, false)
        }
    }
}

fn namesake(dice: &mut Dice, today: NaiveDate, index: usize) -> Person {
    let (last, first, sex) = match (index / NAMESAKE_EVERY) % 2 {
        0 => ("Popescu", "Maria", Sex::Female),
        _ => ("Ionescu", "Andrei", Sex::Male),
    };
    let birth = adult_birth(dice, today);
    described(dice, last.into(), first.into(), sex, birth, false)
}

/// A child or spouse of someone already known: same last name, the same phone, often the same e-mail.
fn family(dice: &mut Dice, today: NaiveDate, relative: &Person) -> Person {
    let sex = any_sex(dice);
    let birth = if dice.percent(65) {
        today - Days::new(dice.between(20, 17 * 365).unsigned_abs())
    } else {
        adult_birth(dice, today)
    };
    let first = first_name(dice, sex);
    let own = described(dice, relative.last.clone(), first, sex, birth, false);
    Person {
        phone: relative.phone.clone(),
        email: if dice.percent(50) {
            relative.email.clone()
        } else {
            own.email
        },
        ..own
    }
}

fn minority(dice: &mut Dice, today: NaiveDate, names: &Minority, foreign: bool) -> Person {
    let sex = any_sex(dice);
    let last = dice.pick(names.last).to_owned();
    let first = dice.pick(if sex == Sex::Male {
        names.male
    } else {
        names.female
    });
    let birth = adult_birth(dice, today);
    let mut person = described(dice, last, first.into(), sex, birth, foreign);
    if foreign && dice.percent(70) {
        person.phone = Some(format!("{}{:07}", names.prefix, dice.between(0, 9_999_999)));
    }
    person
}

fn any_sex(dice: &mut Dice) -> Sex {
    if dice.percent(57) { Sex::Female } else { Sex::Male }
}

fn first_name(dice: &mut Dice, sex: Sex) -> String {
    let table = if sex == Sex::Male { &MALE } else { &FEMALE };
    let first = dice.pick(table);
    let second = dice.pick(table);
    match dice.below(100) {
        0..18 if first != second => format!("{first}-{second}"),
        18..30 if first != second => format!("{first} {second}"),
        _ => first.to_owned(),
    }
}

fn adult_birth(dice: &mut Dice, today: NaiveDate) -> NaiveDate {
    today - Days::new(dice.between(18 * 365, 94 * 365).unsigned_abs())
}

fn described(
    dice: &mut Dice,
    last: String,
    first: String,
    sex: Sex,
    birth: NaiveDate,
    foreign: bool,
) -> Person {
    // Sequences from 900 are hardly ever given out, so these codes are nobody's.
    let (county, sequence) = (dice.pick(&COUNTIES), dice.between(900, 999).unsigned_abs() as u32);
    let known = dice.percent(if foreign { 25 } else { 90 });
    let national_id = known.then(|| cnp(sex, birth, county, sequence, foreign));
    let phone = dice.percent(94).then(|| phone(dice));
    let second_phone = dice.percent(8).then(|| phone_digits(dice));
    let email = dice.percent(62).then(|| email(dice, &last, &first, birth));
    Person {
        last,
        first,
        sex,
        birth,
        national_id,
        phone,
        second_phone,
        email,
    }
}

/// Ten digits of a mobile number in a range that no operator of size uses.
fn phone_digits(dice: &mut Dice) -> String {
    format!("0700{:06}", dice.between(0, 999_999))
}

/// The same number as different people at the desk have typed it.
fn phone(dice: &mut Dice) -> String {
    let digits = phone_digits(dice);
    match dice.below(20) {
        0 => format!("+4{digits}"),
        1 => format!("{} {} {}", &digits[..4], &digits[4..7], &digits[7..]),
        2 => format!("{}.{}.{}", &digits[..4], &digits[4..7], &digits[7..]),
        _ => digits,
    }
}

/// An address under the domains reserved for examples.
fn email(dice: &mut Dice, last: &str, first: &str, birth: NaiveDate) -> String {
    let plain = |name: &str| {
        fold(name)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
    };
    let (last, first) = (plain(last), plain(first));
    let domain = dice.pick(&["example.com", "example.org", "example.net", "posta.example"]);
    match dice.below(4) {
        _ if last.is_empty() => format!("pacient{}@{domain}", dice.between(1_000, 99_999)),
        0 => format!("{first}.{last}@{domain}"),
        1 => format!("{last}{:02}@{domain}", birth.year().rem_euclid(100)),
        2 => format!("{last}.{first}{}@{domain}", dice.between(1, 99)),
        _ => format!("{first}{last}@{domain}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::super::cnp::is_sound;
    use super::*;

    fn town() -> Vec<Person> {
        people(
            &mut Dice::new(1, 0),
            5_000,
            NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        )
    }

    #[test]
    fn the_same_seed_makes_the_same_people() {
        assert_eq!(town(), town());
    }

    #[test]
    fn codes_are_sound_and_agree_with_birth_and_sex() {
        let codes: Vec<_> = town()
            .into_iter()
            .filter_map(|p| p.national_id.map(|code| (code, p.birth, p.sex)))
            .collect();
        assert!(codes.len() > 3_500);
        for (code, birth, sex) in codes {
            assert!(is_sound(&code), "{code}");
            assert_eq!(code[1..7], birth.format("%y%m%d").to_string());
            assert_eq!(code[..1].parse::<u32>().unwrap() % 2 == 1, sex == Sex::Male);
        }
    }

    #[test]
    fn the_town_has_its_difficult_people() {
        let town = town();
        let share = |test: &dyn Fn(&Person) -> bool| town.iter().filter(|p| test(p)).count();
        for letter in ['ș', 'ț', 'ă', 'â', 'î', 'ő', 'ß', 'ł', 'đ', 'ї'] {
            let has = share(&|p| format!("{} {}", p.last, p.first).to_lowercase().contains(letter));
            assert!(has > 0, "nobody with {letter}");
        }
        assert!(share(&|p| p.last.contains('-')) > 50, "double-barrelled");
        assert!(share(&|p| p.email.is_none()) > 500 && share(&|p| p.phone.is_none()) > 100);
        assert!(share(&|p| p.national_id.is_none()) > 200);
        assert!(
            share(&|p| p
                .national_id
                .as_deref()
                .is_some_and(|c| c.starts_with(['7', '8'])))
                > 10,
            "residents"
        );
        let mut births: HashMap<(&str, &str), HashSet<NaiveDate>> = HashMap::new();
        let mut phones: HashMap<&str, usize> = HashMap::new();
        for p in &town {
            births.entry((&p.last, &p.first)).or_default().insert(p.birth);
            *phones.entry(p.phone.as_deref().unwrap_or("")).or_default() += 1;
        }
        assert!(births[&("Popescu", "Maria")].len() >= 4, "namesakes");
        assert!(
            phones
                .iter()
                .filter(|(phone, n)| !phone.is_empty() && **n > 2)
                .count()
                > 50,
            "families"
        );
    }
}
