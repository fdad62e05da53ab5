//! Letters: with diacritics, without, and folded for comparison.

use unicode_normalization::char::decompose_canonical;

/// The text without the diacritics of Latin letters. Other scripts and letters that only look marked (ł, ß) stay.
pub(crate) fn without_diacritics(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.chars()
        .map(|letter| {
            let mut base = None;
            decompose_canonical(letter, |part| {
                base.get_or_insert(part);
            });
            base.filter(char::is_ascii_alphabetic).unwrap_or(letter)
        })
        .collect()
}

/// Lower case without diacritics: how the server's database compares.
pub(crate) fn fold(text: &str) -> String {
    without_diacritics(text).to_lowercase()
}

/// The digits of a phone number.
pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_marks_go_and_other_scripts_stay() {
        assert_eq!(without_diacritics("ȘTEFĂNESCU ÎȚĂ-MARIA"), "STEFANESCU ITA-MARIA");
        assert_eq!(without_diacritics("KŐRÖSI ŞERBAN"), "KOROSI SERBAN");
        assert_eq!(without_diacritics("ЇЖАК АНДРІЙ"), "ЇЖАК АНДРІЙ");
        assert_eq!(fold("Țîrlea"), "tirlea");
        assert_eq!(digits("+40 700.123-456"), "40700123456");
    }
}
