//! The Italian fiscal code: letters of the names, birth date and sex, birthplace, check letter.

use chrono::{Datelike, NaiveDate};

use super::Sex;
use crate::text::without_diacritics;

/// A birthplace that no town has, so that no code belongs to anybody.
const NOWHERE: &str = "M999";

/// What a character counts at an odd place, from `0` to `9` and from `A` to `Z`.
const ODD: [u32; 36] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14,
    16, 10, 22, 25, 24, 23,
];

/// The check letter of the first fifteen characters.
pub(crate) fn check_letter(fifteen: &str) -> char {
    let sum: u32 = fifteen
        .chars()
        .enumerate()
        .map(|(at, letter)| {
            let value = letter.to_digit(36).unwrap_or(0);
            match at % 2 {
                0 => ODD[value as usize],
                _ if letter.is_ascii_digit() => value,
                _ => value - 10,
            }
        })
        .sum();
    char::from(b'A' + u8::try_from(sum % 26).unwrap_or(0))
}

/// Three letters of a name: consonants, then vowels, then X; a first name with four consonants leaves out the second.
fn three(name: &str, first: bool) -> String {
    let letters: Vec<char> = without_diacritics(name)
        .to_uppercase()
        .chars()
        .filter(char::is_ascii_uppercase)
        .collect();
    let (vowels, mut consonants): (Vec<char>, Vec<char>) =
        letters.into_iter().partition(|letter| "AEIOU".contains(*letter));
    if first && consonants.len() > 3 {
        consonants.remove(1);
    }
    consonants
        .into_iter()
        .chain(vowels)
        .chain(['X'; 3])
        .take(3)
        .collect()
}

/// The code of a person.
pub(crate) fn fiscal_code(last: &str, first: &str, sex: Sex, birth: NaiveDate) -> String {
    let month = char::from(b"ABCDEHLMPRST"[birth.month0() as usize]);
    let day = birth.day() + if sex == Sex::Female { 40 } else { 0 };
    let fifteen = format!(
        "{}{}{:02}{month}{day:02}{NOWHERE}",
        three(last, false),
        three(first, true),
        birth.year().rem_euclid(100)
    );
    let check = check_letter(&fifteen);
    format!("{fifteen}{check}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_own_sample_is_sound() {
        assert_eq!(check_letter("RSSMRA85T10A562"), 'S');
    }

    #[test]
    fn a_code_follows_names_birth_and_sex() {
        let birth = NaiveDate::from_ymd_opt(1985, 12, 10).unwrap();
        assert!(fiscal_code("Rossi", "Mario", Sex::Male, birth).starts_with("RSSMRA85T10M999"));
        assert!(fiscal_code("Fo", "Gianfranca", Sex::Female, birth).starts_with("FOXGFR85T50"));
        assert!(fiscal_code("D'Alò", "Ida", Sex::Female, birth).starts_with("DLADIA85T50"));
    }
}
