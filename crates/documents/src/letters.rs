//! Letters that a paper can show. What the fonts lack would be an empty box at best, and PDF/A forbids even that:
//! it is replaced by a sign that is seen, and the paper says what the sign means.

use serde_json::Value;
use typst::text::Font;
use unicode_normalization::UnicodeNormalization as _;

/// Stands for a letter that no font has.
pub(crate) const UNKNOWN: char = '\u{25A1}';

/// The fonts' letters.
pub(crate) struct Letters {
    fonts: Vec<Font>,
}

impl Letters {
    pub(crate) fn of(fonts: &[Font]) -> Self {
        Self {
            fonts: fonts.to_vec(),
        }
    }

    /// Every text within `value` with letters that can be shown; whether one had to be replaced.
    pub(crate) fn tidy(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => {
                let (readable, replaced) = self.readable(text);
                *text = readable;
                replaced
            }
            Value::Array(values) => values
                .iter_mut()
                .fold(false, |replaced, value| self.tidy(value) | replaced),
            Value::Object(fields) => fields
                .values_mut()
                .fold(false, |replaced, value| self.tidy(value) | replaced),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    /// The text with letters that can be shown; whether one had to be replaced. Composed first, so that `s` with a
    /// comma of its own is the `ș` that the fonts have.
    pub(crate) fn readable(&self, text: &str) -> (String, bool) {
        let mut replaced = false;
        let mut readable = String::with_capacity(text.len());
        for letter in text.nfc() {
            if letter.is_whitespace() || letter.is_control() {
                readable.push(' ');
            } else if self.shown(letter) {
                readable.push(letter);
            } else if !is_mark(letter) {
                readable.push(UNKNOWN);
                replaced = true;
            }
        }
        (readable, replaced)
    }

    fn shown(&self, letter: char) -> bool {
        let private = matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
        !private
            && !is_mark(letter)
            && self
                .fonts
                .iter()
                .all(|font| font.info().coverage.contains(letter.into()))
    }
}

/// Marks that show nothing by themselves: joiners, and those that turn the direction of the text around, which
/// would make a name read differently from how it was typed.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::press::fonts;

    fn letters() -> Letters {
        Letters::of(&fonts().unwrap())
    }

    #[test]
    fn the_letters_of_every_clinics_country_are_there() {
        for text in [
            "ăâîșțĂÂÎȘȚ",
            "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
            "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯʼ’",
            "ãõáàâéêíóôúçÃÕÁÀÂÉÊÍÓÔÚÇ",
            "àèéìíîòóùúÀÈÉÌÒÙ",
            "łŁđĐøØßőűñäöüыэъё",
            "0123456789 +-–—·…„”«»€№ºª",
        ] {
            assert_eq!(letters().readable(text), (text.to_owned(), false));
        }
        assert!(letters().shown(UNKNOWN));
    }

    #[test]
    fn a_letter_with_its_mark_apart_is_put_together() {
        assert_eq!(
            letters().readable("S\u{326}tefan T\u{326}\u{103}ran"),
            ("Ștefan Țăran".to_owned(), false)
        );
    }

    #[test]
    fn a_letter_that_no_font_has_is_seen_to_be_missing() {
        assert_eq!(letters().readable("王 Li"), ("□ Li".to_owned(), true));
        assert_eq!(letters().readable("a\u{E000}b"), ("a□b".to_owned(), true));
    }

    #[test]
    fn a_text_can_neither_break_its_line_nor_turn_itself_around() {
        assert_eq!(
            letters().readable("Pop\nescu\u{202E}nI\u{0}\u{200B}"),
            ("Pop escunI ".to_owned(), false)
        );
    }
}
