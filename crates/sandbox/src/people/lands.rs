//! Names of the other vendors' countries. Lists of single names only: whoever comes out of combining them is invented.

use chrono::{Days, NaiveDate};

use super::{Person, Sex};
use crate::dice::Dice;
use crate::text::fold;

/// A country's names. Last names are given for a man and for a woman.
pub(crate) struct Land {
    last: &'static [(&'static str, &'static str)],
    male: &'static [&'static str],
    female: &'static [&'static str],
    /// Domains reserved for examples.
    domains: &'static [&'static str],
}

const DOMAINS: &[&str] = &["example.com", "example.org", "example.net"];

pub(crate) const CZECHIA: Land = Land {
    last: &[
        ("Novák", "Nováková"),
        ("Dvořák", "Dvořáková"),
        ("Procházka", "Procházková"),
        ("Kučera", "Kučerová"),
        ("Veselý", "Veselá"),
        ("Horák", "Horáková"),
        ("Němec", "Němcová"),
        ("Pokorný", "Pokorná"),
        ("Růžička", "Růžičková"),
        ("Říha", "Říhová"),
        ("Šťastný", "Šťastná"),
        ("Žižka", "Žižková"),
    ],
    male: &[
        "Jiří", "Tomáš", "Ondřej", "Václav", "Zdeněk", "Matěj", "Luboš", "Radim",
    ],
    female: &[
        "Božena",
        "Kateřina",
        "Zdeňka",
        "Markéta",
        "Alžběta",
        "Jitka",
        "Šárka",
        "Eliška",
    ],
    domains: DOMAINS,
};

pub(crate) const UKRAINE: Land = Land {
    last: &[
        ("Шевченко", "Шевченко"),
        ("Коваленко", "Коваленко"),
        ("Бойко", "Бойко"),
        ("Ткачук", "Ткачук"),
        ("Їжаківський", "Їжаківська"),
        ("Ґалаґан", "Ґалаґан"),
        ("Щербань", "Щербань"),
        ("Лук'яненко", "Лук'яненко"),
    ],
    male: &["Петро", "Андрій", "Юрій", "Євген", "Тарас", "Ярослав"],
    female: &["Олена", "Оксана", "Юлія", "Ірина", "Наталія", "Єва"],
    domains: DOMAINS,
};

pub(crate) const BRAZIL: Land = Land {
    last: &[
        ("da Conceição", "da Conceição"),
        ("Araújo", "Araújo"),
        ("Gonçalves", "Gonçalves"),
        ("dos Santos", "dos Santos"),
        ("Magalhães", "Magalhães"),
        ("Brandão", "Brandão"),
        ("Assunção", "Assunção"),
        ("Leôncio", "Leôncio"),
    ],
    male: &["João", "José", "Antônio", "Luís", "Césio", "Tomé", "Caetano"],
    female: &[
        "Conceição",
        "Tânia",
        "Lúcia",
        "Andréia",
        "Inês",
        "Iracema",
        "Jacira",
    ],
    domains: DOMAINS,
};

pub(crate) const ITALY: Land = Land {
    last: &[
        ("Rossi", "Rossi"),
        ("Bianchi", "Bianchi"),
        ("Esposito", "Esposito"),
        ("D'Alò", "D'Alò"),
        ("De Santis", "De Santis"),
        ("Fo", "Fo"),
        ("Ferrari", "Ferrari"),
        ("Gallo", "Gallo"),
        ("Mancinì", "Mancinì"),
        ("Pellegrini", "Pellegrini"),
        ("Brunner", "Brunner"),
        ("Köstner", "Köstner"),
        ("Cattaneo-Riva", "Cattaneo-Riva"),
        ("Marchetti", "Marchetti"),
    ],
    male: &[
        "Mario",
        "Niccolò",
        "Giosuè",
        "Luca",
        "Andrea",
        "Matteo",
        "Gian Piero",
        "Davide",
        "Salvatore",
    ],
    female: &[
        "Maria",
        "Giulia",
        "Chiara",
        "Francesca",
        "Ida",
        "Elena",
        "Noemi",
        "Anna Lisa",
        "Benedetta",
    ],
    domains: DOMAINS,
};

impl Land {
    /// An adult of this country; what identifies and reaches people is the vendor's to add, except the e-mail address.
    pub(crate) fn adult(&self, dice: &mut Dice, today: NaiveDate) -> Person {
        let sex = if dice.percent(54) { Sex::Female } else { Sex::Male };
        let (his, hers) = dice.pick(self.last);
        let (last, first) = match sex {
            Sex::Male => (his, dice.pick(self.male)),
            Sex::Female => (hers, dice.pick(self.female)),
        };
        let plain = |name: &str| fold(name).replace(|letter: char| !letter.is_ascii_alphanumeric(), "");
        let email = match (plain(first), plain(last)) {
            (first, last) if last.is_empty() => format!("{first}p{}", dice.between(100, 999)),
            (first, last) => format!("{first}.{last}"),
        };
        Person {
            last: last.into(),
            first: first.into(),
            sex,
            birth: today - Days::new(dice.between(18 * 365, 90 * 365).unsigned_abs()),
            national_id: None,
            phone: None,
            second_phone: None,
            email: Some(format!("{email}@{}", dice.pick(self.domains))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adult_has_the_names_of_the_country_and_of_the_sex() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let mut dice = Dice::new(1, 0);
        for _ in 0..200 {
            let person = CZECHIA.adult(&mut dice, today);
            let woman = person.sex == Sex::Female;
            assert_eq!(
                woman,
                CZECHIA.female.contains(&person.first.as_str()),
                "{person:?}"
            );
            assert_eq!(woman, CZECHIA.last.iter().any(|(_, hers)| *hers == person.last));
            assert!(today.years_since(person.birth).unwrap() >= 17);
            let email = person.email.unwrap();
            assert!(email.is_ascii() && !email.starts_with('.'), "{email}");
        }
    }
}
