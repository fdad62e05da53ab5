//! What names, passwords, PINs and reasons must be. The reasons of a refusal are stable words.

use crate::error::DeskError;
use crate::patients::search::fold;

const LONGEST_NAME: usize = 60;
const SHORTEST_PASSWORD: usize = 10;
/// Hashing takes longer the longer the password is.
const LONGEST_PASSWORD: usize = 200;
const SHORTEST_PIN: usize = 4;
const LONGEST_PIN: usize = 8;
const SHORTEST_REASON: usize = 10;
const LONGEST_REASON: usize = 500;
/// How much of a reason stands for a name.
const LONGEST_SHORT_REASON: usize = 40;

/// A name as it is compared: in any case, with or without marks.
pub(super) fn known_as(name: &str) -> String {
    let folded = fold(name);
    if folded.is_empty() {
        name.trim().to_lowercase()
    } else {
        folded
    }
}

/// A name, trimmed.
///
/// # Errors
/// `InvalidField` name: `required`, `too-long`.
pub(super) fn name(text: &str) -> Result<String, DeskError> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(DeskError::invalid("name", "required")),
        long if long > LONGEST_NAME => Err(DeskError::invalid("name", "too-long")),
        _ => Ok(name),
    }
}

/// A password that may be taken by somebody of that name.
///
/// # Errors
/// `InvalidField` password: `too-short`, `too-long`, `too-simple`.
pub(super) fn password(text: &str, name: &str) -> Result<(), DeskError> {
    let invalid = |reason| Err(DeskError::invalid("password", reason));
    let length = text.chars().count();
    if length < SHORTEST_PASSWORD {
        return invalid("too-short");
    }
    if length > LONGEST_PASSWORD {
        return invalid("too-long");
    }
    let first = text.chars().next();
    let all_the_same = text.chars().all(|letter| Some(letter) == first);
    if all_the_same || known_as(text) == known_as(name) {
        return invalid("too-simple");
    }
    Ok(())
}

/// A PIN that may be taken.
///
/// # Errors
/// `InvalidField` pin: `not-a-number`, `too-short`, `too-long`, `too-simple`.
pub(super) fn pin(text: &str) -> Result<(), DeskError> {
    let invalid = |reason| Err(DeskError::invalid("pin", reason));
    if !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return invalid("not-a-number");
    }
    if text.len() < SHORTEST_PIN {
        return invalid("too-short");
    }
    if text.len() > LONGEST_PIN {
        return invalid("too-long");
    }
    let steps: Vec<i16> = text
        .as_bytes()
        .windows(2)
        .map(|pair| i16::from(pair[1]) - i16::from(pair[0]))
        .collect();
    if [-1, 0, 1].iter().any(|step| steps.iter().all(|own| own == step)) {
        return invalid("too-simple");
    }
    Ok(())
}

/// Why emergency access is taken, trimmed.
///
/// # Errors
/// `InvalidField` reason: `too-short`, `too-long`.
pub(super) fn reason(text: &str) -> Result<String, DeskError> {
    let reason = text.trim();
    match reason.chars().count() {
        short if short < SHORTEST_REASON => Err(DeskError::invalid("reason", "too-short")),
        long if long > LONGEST_REASON => Err(DeskError::invalid("reason", "too-long")),
        _ => Ok(reason.to_owned()),
    }
}

/// The first words of a reason: what stands beside an act of emergency access in the place of a name.
pub(super) fn first_words(reason: &str) -> String {
    let mut words = String::new();
    for word in reason.split_whitespace() {
        let longer = words.chars().count() + 1 + word.chars().count();
        if longer > LONGEST_SHORT_REASON && !words.is_empty() {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words.chars().take(LONGEST_SHORT_REASON).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> String {
        outcome.unwrap_err().params.0["reason"].clone()
    }

    #[test]
    fn a_name_is_trimmed_and_told_apart_without_case_and_marks() {
        assert_eq!(name("  Ștefania   Pop ").unwrap(), "Ștefania Pop");
        assert_eq!(why(name(" \t")), "required");
        assert_eq!(why(name(&"x".repeat(61))), "too-long");
        assert_eq!(known_as("ȘTEFANIA pop"), known_as("stefania Pop"));
        assert_ne!(known_as("!!"), known_as("??"));
    }

    #[test]
    fn a_password_is_long_and_neither_the_name_nor_one_letter() {
        assert!(password("patru cai", "Ana").is_err());
        assert!(password("patru caii", "Ana").is_ok());
        assert_eq!(why(password("scurt", "Ana")), "too-short");
        assert_eq!(why(password(&"ab".repeat(101), "Ana")), "too-long");
        assert_eq!(why(password("ștefania-POP", "Stefania Pop")), "too-simple");
        assert_eq!(why(password("aaaaaaaaaaaa", "Ana")), "too-simple");
    }

    #[test]
    fn a_pin_is_digits_and_neither_a_row_nor_all_the_same() {
        for good in ["1357", "1223", "90817263", "0912"] {
            assert!(pin(good).is_ok(), "{good}");
        }
        for (bad, reason) in [
            ("12a4", "not-a-number"),
            ("١٢٣٤", "not-a-number"),
            ("135", "too-short"),
            ("135791357", "too-long"),
            ("0000", "too-simple"),
            ("1234", "too-simple"),
            ("87654321", "too-simple"),
        ] {
            assert_eq!(why(pin(bad)), reason, "{bad}");
        }
    }

    #[test]
    fn the_first_words_of_a_reason_stand_for_a_name() {
        assert_eq!(why(reason(" too  few ")), "too-short");
        assert_eq!(reason(" Ana is ill today ").unwrap(), "Ana is ill today");
        assert_eq!(
            first_words("Maria Ionescu, locum, nobody else came in this morning"),
            "Maria Ionescu, locum, nobody else came"
        );
        assert_eq!(first_words(&"x".repeat(100)).len(), 40);
    }
}
