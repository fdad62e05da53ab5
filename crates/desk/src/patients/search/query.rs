//! What somebody typed, as conditions on a [`Document`].
//!
//! Every *term* must hold. A term holds when one of its *alternatives* does, and an alternative when all its
//! *atoms* do. An atom is a piece of text in one column: anywhere in it from three characters on, at the start
//! of a word below that. The same conditions are asked of the index and, row by row, of documents, so that both
//! ways always agree.

use super::dates;
use super::document::{Column, Document};
use super::folding;

/// Shorter texts have no trigram.
pub(super) const FRAGMENT: usize = 3;
/// A person's row has nowhere near so many words; a longer text is no search.
const MOST_TERMS: usize = 24;
/// Country codes of the vendors' countries, which a caller may say and a record leave out: Romania, Italy,
/// Czechia, Ukraine, Brazil.
const COUNTRY_CODES: [&str; 5] = ["40", "39", "420", "380", "55"];

/// One piece of text in one of some columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) columns: &'static [Column],
    pub(super) text: String,
}

/// All atoms must hold.
pub(super) type Alternative = Vec<Atom>;

/// One alternative must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) alternatives: Vec<Alternative>,
    /// For a word: its spellings, to be looked for at the start of names and to be misspelt.
    pub(super) word: Option<Vec<String>>,
    /// Every alternative can be found by trigrams.
    pub(super) long: bool,
}

/// Everything typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    pub(super) terms: Vec<Term>,
}

/// How well a document matches; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Match {
    /// Several words, each one a whole word of the name.
    Whole,
    /// In the alphabet the name begins with the first word.
    Name,
    /// Every word begins a part of the name, every number begins a number.
    Start,
    /// Found somewhere inside.
    Fragment,
}

const IN_WORDS: &[Column] = &[Column::Names, Column::Contacts, Column::Numbers];
const IN_NAMES: &[Column] = &[Column::Names];
const IN_CONTACTS: &[Column] = &[Column::Contacts];
const IN_NUMBERS: &[Column] = &[Column::Numbers];
const IN_DATES: &[Column] = &[Column::Dates];

impl Atom {
    fn holds(&self, document: &Document) -> bool {
        let long = is_long(&self.text);
        self.columns.iter().any(|column| {
            let text = document.column(*column);
            if long {
                text.contains(&self.text)
            } else {
                text.split(' ').any(|word| word.starts_with(&self.text))
            }
        })
    }

    pub(super) fn is_long(&self) -> bool {
        is_long(&self.text)
    }
}

fn is_long(text: &str) -> bool {
    text.chars().nth(FRAGMENT - 1).is_some()
}

impl Term {
    fn new(alternatives: Vec<Alternative>, word: Option<Vec<String>>) -> Self {
        let long = alternatives.iter().all(|atoms| atoms.iter().any(Atom::is_long));
        Self {
            alternatives,
            word,
            long,
        }
    }

    /// A word, by its spellings. If one of them is too short for trigrams, all are looked for at the start of
    /// names only.
    fn word(spellings: Vec<String>) -> Self {
        let long = spellings.iter().all(|spelling| is_long(spelling));
        let columns = if long { IN_WORDS } else { IN_NAMES };
        let alternatives = spellings
            .iter()
            .map(|text| {
                vec![Atom {
                    columns,
                    text: text.clone(),
                }]
            })
            .collect();
        Self {
            alternatives,
            word: Some(spellings),
            long,
        }
    }

    /// How well the document matches this term.
    pub(super) fn level(&self, document: &Document) -> Option<Match> {
        if let Some(spellings) = &self.word {
            if self.is_whole_in(&document.names) {
                return Some(Match::Whole);
            }
            if spellings
                .iter()
                .any(|spelling| document.sort_name.starts_with(spelling))
            {
                return Some(Match::Name);
            }
            if spellings
                .iter()
                .any(|spelling| begins_a_word(&document.names, spelling))
            {
                return Some(Match::Start);
            }
        }
        let alternative = self
            .alternatives
            .iter()
            .find(|atoms| atoms.iter().all(|atom| self.holds(atom, document)))?;
        let begins = self.word.is_none()
            && alternative.iter().all(|atom| {
                atom.columns
                    .iter()
                    .any(|column| begins_a_word(document.column(*column), &atom.text))
            });
        Some(if begins { Match::Start } else { Match::Fragment })
    }

    /// Whether one of the spellings is a word of these names.
    pub(super) fn is_whole_in(&self, names: &str) -> bool {
        self.word
            .iter()
            .flatten()
            .any(|spelling| names.split(' ').any(|name| name == spelling))
    }

    fn holds(&self, atom: &Atom, document: &Document) -> bool {
        if self.long {
            atom.holds(document)
        } else {
            atom.columns
                .iter()
                .any(|column| begins_a_word(document.column(*column), &atom.text))
        }
    }
}

fn begins_a_word(text: &str, start: &str) -> bool {
    text.split(' ').any(|word| word.starts_with(start))
}

impl Query {
    /// Understands a text; `None` when there is nothing in it to look for (only punctuation, emoji ...) or more
    /// than anybody's row could hold.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut terms: Vec<Term> = Vec::new();
        let mut numbers: Vec<&str> = Vec::new();
        for chunk in text.split_whitespace() {
            if is_number(chunk) {
                numbers.push(chunk);
                continue;
            }
            end_numbers(&mut numbers, &mut terms);
            match address(chunk) {
                Some(term) => terms.push(term),
                None => terms.extend(folding::words(chunk).into_iter().map(word_or_number)),
            }
        }
        end_numbers(&mut numbers, &mut terms);
        let mut distinct: Vec<Term> = Vec::new();
        for term in terms {
            if distinct.contains(&term) {
                continue;
            }
            if distinct.len() == MOST_TERMS {
                return None;
            }
            distinct.push(term);
        }
        (!distinct.is_empty()).then_some(Self { terms: distinct })
    }

    /// How well the document matches, `None` when it does not.
    pub(super) fn level(&self, document: &Document) -> Option<Match> {
        let mut worst = Match::Whole;
        for term in &self.terms {
            worst = worst.max(term.level(document)?);
        }
        let mut words = self.terms.iter().filter_map(|term| term.word.as_ref());
        let leads = words
            .next()
            .is_some_and(|first| first.iter().any(|start| document.sort_name.starts_with(start)));
        Some(match worst {
            // One word alone is often the beginning of a longer one: "ion" on the way to "ionescu".
            Match::Whole if words.next().is_some() => Match::Whole,
            // Who types "popescu i" means the family name by the first word.
            Match::Whole | Match::Name | Match::Start if leads => Match::Name,
            Match::Whole | Match::Name | Match::Start => Match::Start,
            Match::Fragment => Match::Fragment,
        })
    }
}

fn word_or_number(spellings: Vec<String>) -> Term {
    match spellings.first() {
        Some(first) if first.bytes().all(|byte| byte.is_ascii_digit()) => number_run(&[first.as_str()]),
        _ => Term::word(spellings),
    }
}

/// A chunk with the marks of an e-mail address: a piece of one, or, without an `@`, words with a dot between.
fn address(chunk: &str) -> Option<Term> {
    let text = folding::address(chunk);
    let words = folding::words(chunk);
    if !is_long(&text) || !(chunk.contains('@') || chunk.contains(['.', '_', '+']) && words.len() > 1) {
        return None;
    }
    let has_long_word = words.iter().flatten().any(|word| is_long(word));
    // Initials ("a.b") are rather names.
    if !chunk.contains('@') && !has_long_word && text.len() < 5 {
        return None;
    }
    let mut alternatives = vec![vec![Atom {
        columns: IN_CONTACTS,
        text,
    }]];
    if !chunk.contains('@') && has_long_word {
        let first = words
            .into_iter()
            .filter_map(|spellings| spellings.into_iter().next());
        alternatives.push(
            first
                .map(|text| Atom {
                    columns: IN_WORDS,
                    text,
                })
                .collect(),
        );
    }
    Some(Term::new(alternatives, None))
}

/// Digits with what people write between them in phones and dates.
fn is_number(chunk: &str) -> bool {
    let digits = folding::digits(chunk);
    !digits.is_empty()
        && chunk.chars().all(|letter| {
            matches!(
                letter,
                '+' | '-' | '.' | '/' | '(' | ')' | ',' | '\u{2010}'..='\u{2015}'
            ) || !folding::digits(letter.encode_utf8(&mut [0; 4])).is_empty()
        })
}

fn end_numbers(numbers: &mut Vec<&str>, terms: &mut Vec<Term>) {
    if !numbers.is_empty() {
        terms.push(number_run(numbers));
        numbers.clear();
    }
}

/// A run of numbers may be one number typed with gaps, a date, or several of them beside each other.
fn number_run(chunks: &[&str]) -> Term {
    let mut alternatives = one_number(chunks);
    alternatives.extend(one_date(chunks));
    // Several: each by itself, or the last or the first one apart ("0722 123 456 1974").
    if chunks.len() > 1 {
        alternatives.extend(beside(chunks.iter().map(std::slice::from_ref)));
    }
    if chunks.len() > 2 {
        let (head, tail) = chunks.split_at(chunks.len() - 1);
        alternatives.extend(beside([head, tail].into_iter()));
        let (head, tail) = chunks.split_at(1);
        alternatives.extend(beside([head, tail].into_iter()));
    }
    // Beside what trigrams can find, one or two digits alone say nothing.
    let is_long = |atoms: &Alternative| atoms.iter().all(Atom::is_long);
    if alternatives.iter().any(is_long) {
        alternatives.retain(is_long);
    }
    Term::new(alternatives, None)
}

/// Each group as a number or as a date; the combinations are few, since most groups can be one only.
fn beside<'a>(groups: impl Iterator<Item = &'a [&'a str]>) -> Vec<Alternative> {
    let mut combined: Vec<Alternative> = vec![Vec::new()];
    for group in groups {
        let mut ways = one_date(group);
        ways.extend(one_number(group).into_iter().take(1));
        combined = combined
            .into_iter()
            .flat_map(|head| {
                ways.iter()
                    .map(move |way| head.iter().chain(way).cloned().collect::<Alternative>())
            })
            .take(16)
            .collect();
    }
    combined
}

fn one_number(chunks: &[&str]) -> Vec<Alternative> {
    let typed: String = chunks.concat();
    let digits = folding::digits(&typed);
    let mut texts = vec![digits.clone()];
    let mut also = |text: &str| {
        if text.len() >= FRAGMENT && !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
    };
    let international = digits.strip_prefix("00").filter(|rest| !rest.is_empty());
    if let Some(rest) = international {
        also(rest);
    }
    let outside = international.unwrap_or(&digits);
    if international.is_some() || typed.starts_with('+') || digits.len() > 10 {
        for code in COUNTRY_CODES {
            if let Some(rest) = outside.strip_prefix(code).filter(|rest| rest.len() >= 5) {
                also(rest);
            }
        }
    }
    // The record may hold the number with its country code, and without the 0 that stands for it.
    if let Some(rest) = digits.strip_prefix('0').filter(|rest| rest.len() >= 5) {
        also(rest);
    }
    texts
        .into_iter()
        .map(|text| {
            vec![Atom {
                columns: IN_NUMBERS,
                text,
            }]
        })
        .collect()
}

fn one_date(chunks: &[&str]) -> Vec<Alternative> {
    dates::readings(&chunks.join(" "))
        .into_iter()
        .map(|texts| {
            texts
                .into_iter()
                .map(|text| Atom {
                    columns: IN_DATES,
                    text,
                })
                .collect()
        })
        .collect()
}
