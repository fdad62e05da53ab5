//! Folding: one plain spelling for what people type and for what vendors store.
//!
//! Lower case, marks off (also those that Unicode does not take apart: ł đ ø ß), apostrophes dropped, other
//! punctuation a gap, Cyrillic in Latin letters. A Cyrillic name has no single Latin spelling, so a word folds to
//! several, the Ukrainian official one first.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words of a text, each in its plain spellings (at least one).
pub(super) fn words(text: &str) -> Vec<Vec<String>> {
    let mut words = Vec::new();
    let mut word = String::new();
    // Composed first, so that й and ї are letters of their own and not и and і with a mark.
    for letter in text.nfkc() {
        if is_word_letter(letter) {
            word.push(letter);
        } else if !is_apostrophe(letter) {
            end(&mut word, &mut words);
        }
    }
    end(&mut word, &mut words);
    words
}

/// A text in its first plain spelling: words with one space between, the way names are compared.
#[must_use]
pub fn fold(text: &str) -> String {
    words(text)
        .iter()
        .filter_map(|spellings| spellings.first())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

/// An e-mail or a piece of one: folded like a word, with the marks that belong to an address.
pub(super) fn address(text: &str) -> String {
    let mut folded = String::new();
    for letter in text.nfkc() {
        if matches!(letter, '@' | '.' | '_' | '-' | '+') {
            folded.push(letter);
        } else if is_word_letter(letter) {
            latin(letter, &mut folded);
        }
    }
    folded
}

/// The digits of a text, full-width ones included.
pub(super) fn digits(text: &str) -> String {
    text.nfkd().filter(char::is_ascii_digit).collect()
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '`'
            | '´'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{02BC}'
            | '\u{02B9}'
            | '\u{02BB}'
            | '\u{FF07}'
    )
}

fn end(word: &mut String, words: &mut Vec<Vec<String>>) {
    let spellings = spellings(word);
    if !spellings.is_empty() {
        words.push(spellings);
    }
    word.clear();
}

fn spellings(word: &str) -> Vec<String> {
    let mut spellings = Vec::new();
    if word.chars().any(is_cyrillic) {
        for custom in [Custom::Ukrainian, Custom::Russian, Custom::English] {
            let spelling = transliterate(word, custom);
            if !spelling.is_empty() && !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
    } else {
        let mut folded = String::with_capacity(word.len());
        word.chars().for_each(|letter| latin(letter, &mut folded));
        if !folded.is_empty() {
            spellings.push(folded);
        }
    }
    spellings
}

/// Adds the plain form of a letter that is not Cyrillic.
fn latin(letter: char, folded: &mut String) {
    for part in std::iter::once(letter).nfkd() {
        if is_combining_mark(part) {
            continue;
        }
        for lower in part.to_lowercase() {
            match lower {
                'ł' | 'ľ' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'ø' => folded.push('o'),
                'ħ' => folded.push('h'),
                'ŧ' => folded.push('t'),
                'ŋ' => folded.push('n'),
                'ı' => folded.push('i'),
                'ĸ' => folded.push('k'),
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'þ' => folded.push_str("th"),
                _ if is_combining_mark(lower) || !lower.is_alphanumeric() => {}
                _ => folded.push(lower),
            }
        }
    }
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{0400}'..='\u{052F}')
}

/// How Cyrillic is written in Latin letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Custom {
    /// Resolution 55 of the Cabinet of Ministers of Ukraine, 2010.
    Ukrainian,
    /// As Russian passports do, with the letters both alphabets share.
    Russian,
    /// The Ukrainian consonants with `y` where English ears expect it (Yuriy, Sergiy's ending).
    English,
}

fn transliterate(word: &str, custom: Custom) -> String {
    let mut folded = String::with_capacity(word.len() * 2);
    let mut previous = None;
    for letter in word.chars().flat_map(char::to_lowercase) {
        let starts = previous.is_none();
        match cyrillic(letter, previous, starts, custom) {
            Some(text) => folded.push_str(text),
            // A letter with a mark of another alphabet (Ӝ) is its plain letter.
            None => std::iter::once(letter).nfkd().for_each(|part| {
                match cyrillic(part, previous, starts, custom) {
                    Some(text) => folded.push_str(text),
                    None => latin(part, &mut folded),
                }
            }),
        }
        if !is_combining_mark(letter) {
            previous = Some(letter);
        }
    }
    folded
}

fn cyrillic(letter: char, previous: Option<char>, starts: bool, custom: Custom) -> Option<&'static str> {
    let ukrainian = custom == Custom::Ukrainian;
    let russian = custom == Custom::Russian;
    // Iotated vowels have a shorter form inside a word in the official Ukrainian way only.
    let iotated =
        |first: &'static str, inside: &'static str| if starts || !ukrainian { first } else { inside };
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        // зг would read as ж otherwise.
        'г' if ukrainian && previous == Some('з') => "gh",
        'г' => {
            if russian {
                "g"
            } else {
                "h"
            }
        }
        'ґ' => "g",
        'д' => "d",
        'е' => "e",
        'ё' => {
            if russian {
                "e"
            } else {
                "io"
            }
        }
        'є' => iotated("ye", "ie"),
        'ж' => "zh",
        'з' => "z",
        'и' => {
            if russian {
                "i"
            } else {
                "y"
            }
        }
        'і' => "i",
        'ї' => iotated("yi", "i"),
        'й' => {
            if starts || !ukrainian {
                "y"
            } else {
                "i"
            }
        }
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => {
            if russian {
                "h"
            } else {
                "kh"
            }
        }
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => {
            if russian {
                "sch"
            } else {
                "shch"
            }
        }
        'ы' => "y",
        'э' => "e",
        'ю' => iotated("yu", "iu"),
        'я' => iotated("ya", "ia"),
        'ь' | 'ъ' => "",
        'ђ' => "d",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        'ћ' => "c",
        'џ' => "dz",
        'ѓ' => "g",
        'ќ' => "k",
        'ѕ' => "dz",
        _ => return None,
    })
}
