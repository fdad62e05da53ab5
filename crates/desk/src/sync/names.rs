//! The first fill by fragments of names: letter by letter, deeper wherever an answer is cut short.
//!
//! Whether a vendor searches at the beginning of a name or inside it does not matter: everybody whose family
//! name goes on after a fragment is found by one of its continuations. Whose name *is* the fragment is found
//! by splitting it by given names, once all names are known.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::cursor::ATTEMPTS;
use super::explore::is_round;
use crate::adapters::DirectoryQuery;

/// A question: fragments of the family name and of the given name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Fragment {
    #[serde(rename = "l")]
    pub last: String,
    #[serde(rename = "f", default, skip_serializing_if = "String::is_empty")]
    pub first: String,
    /// Its share of the whole, in billionths.
    #[serde(rename = "w", default)]
    share: u64,
}

impl Fragment {
    pub(crate) fn query(&self) -> DirectoryQuery {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        DirectoryQuery {
            last_name: some(&self.last),
            first_name: some(&self.first),
            ..DirectoryQuery::default()
        }
    }
}

/// Where the search stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamesPlan {
    /// Still to ask; the last one next, so that the list stays short.
    queue: Vec<Fragment>,
    /// Letters that names here are written with.
    alphabet: BTreeSet<char>,
    /// Family-name fragments whose answers were cut short.
    cut: BTreeSet<String>,
    /// The limit of an answer, once it showed.
    cap: Option<usize>,
    /// The longest answer so far and who got one that long: only those can have been cut.
    longest: usize,
    at_longest: Vec<Fragment>,
    /// Questions answered, and their share of the whole in billionths.
    asked: u64,
    share_done: u64,
    anything: bool,
    pairs_tried: bool,
    exact: BTreeSet<String>,
    /// The vendor takes a letter with a mark for the plain letter: asking for both would be asking twice.
    ignores_marks: bool,
    /// Questions whose answers could not be read, and how often.
    #[serde(default)]
    unreadable: BTreeMap<String, u32>,
}

const WHOLE: u64 = 1_000_000_000;
/// Letters asked for once without knowing that anybody has them: whoever is written with nothing but these
/// would be found by nothing else. Marked letters of Central Europe, and Ukrainian and Russian.
const RARE: &str = "ĂÂÎȘȚŞŢÁÉÍÓÖŐÚÜŰÄŠČŽĐŁАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯЫЭЁЪ";
/// No name is longer than this many letters *and* shared by more patients than fit an answer.
const DEEPEST: usize = 12;

impl NamesPlan {
    pub(crate) fn new(cap: Option<usize>) -> Self {
        let alphabet: BTreeSet<char> = ('A'..='Z').collect();
        let share = WHOLE / alphabet.len() as u64;
        let root = |letter: char, share| fragment(letter.to_string(), String::new(), share);
        let mut queue: Vec<Fragment> = RARE.chars().rev().map(|letter| root(letter, 0)).collect();
        queue.extend(alphabet.iter().rev().map(|letter| root(*letter, share)));
        Self {
            queue,
            alphabet,
            cut: BTreeSet::new(),
            cap,
            longest: 0,
            at_longest: Vec::new(),
            asked: 0,
            share_done: 0,
            anything: false,
            pairs_tried: false,
            exact: BTreeSet::new(),
            ignores_marks: false,
            unreadable: BTreeMap::new(),
        }
    }

    /// At how many rows an answer is cut, once it showed.
    pub(crate) fn cap(&self) -> Option<usize> {
        self.cap
    }

    /// The questions to ask now; they stay in the plan until answered.
    pub(crate) fn batch(&self, size: usize) -> Vec<Fragment> {
        self.queue.iter().rev().take(size).cloned().collect()
    }

    /// Notes the answer to one question of the batch: how many rows, and the names in them.
    pub(crate) fn answered(&mut self, asked: &Fragment, rows: usize, names: &[(String, String)]) {
        self.queue.retain(|fragment| fragment != asked);
        self.asked += 1;
        self.anything |= rows > 0;
        self.learn_marks(asked, names);
        self.learn_letters(names);
        let told_apart = !self.ignores_marks || !asked.last.chars().any(is_marked_latin);
        if self.is_cut(asked, rows) && told_apart {
            self.split(asked);
        } else {
            self.share_done += asked.share;
        }
        if self.queue.is_empty() && self.longest >= 10 {
            // The one longest answer may have been cut without another of its length to show it.
            for longest in std::mem::take(&mut self.at_longest) {
                self.split(&longest);
            }
        }
        if self.queue.is_empty() && !self.anything && !self.pairs_tried {
            // Some searches want more than one letter.
            self.pairs_tried = true;
            for letter in self.alphabet.clone() {
                self.split(&fragment(letter.to_string(), String::new(), 0));
            }
        }
    }

    /// An answer that could not be read; after a few of them the question is given up.
    pub(crate) fn unreadable(&mut self, asked: &Fragment) {
        let key = format!("{} {}", asked.last, asked.first);
        let times = self.unreadable.entry(key.clone()).or_default();
        *times += 1;
        if *times >= ATTEMPTS {
            self.unreadable.remove(&key);
            self.refused(asked);
        }
    }

    /// A question the vendor does not answer.
    pub(crate) fn refused(&mut self, asked: &Fragment) {
        self.answered(asked, 0, &[]);
    }

    /// A question whose answer was too long to be read.
    pub(crate) fn too_long(&mut self, asked: &Fragment) {
        self.queue.retain(|fragment| fragment != asked);
        self.asked += 1;
        self.anything = true;
        self.split(asked);
    }

    /// When everything is asked: the known family names (words of them) that are themselves fragments whose
    /// answers were cut, to be split by given names.
    pub(crate) fn add_exact(&mut self, words: impl IntoIterator<Item = String>) {
        for word in words {
            // Which of the two spellings is a fragment depends on what the vendor makes of marks.
            let upper: String = word.nfc().flat_map(char::to_uppercase).collect();
            for word in [plain(&word), upper] {
                if self.cut.contains(&word) && self.exact.insert(word.clone()) {
                    for letter in self.alphabet.clone() {
                        self.queue.push(fragment(word.clone(), letter.to_string(), 0));
                    }
                }
            }
        }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.queue.is_empty()
    }

    /// Questions answered, and how many it will have been in all by the share of what is done.
    pub(crate) fn progress(&self) -> (u64, u64) {
        let share = self.share_done.clamp(WHOLE / 1_000, WHOLE);
        let all = u128::from(self.asked) * u128::from(WHOLE) / u128::from(share);
        let all = u64::try_from(all)
            .unwrap_or(u64::MAX)
            .max(self.asked + self.queue.len() as u64);
        (self.asked, all)
    }

    fn is_cut(&mut self, asked: &Fragment, rows: usize) -> bool {
        if let Some(cap) = self.cap {
            if rows > cap {
                // The limit was another one.
                self.cap = None;
            } else {
                return rows == cap;
            }
        }
        if rows < self.longest || rows < 2 {
            return false;
        }
        if rows > self.longest {
            self.longest = rows;
            self.at_longest.clear();
        }
        let again = !self.at_longest.is_empty();
        if again {
            // Two answers of the same, greatest length: that is the limit, so the earlier one was cut too.
            self.cap = Some(rows);
            for earlier in std::mem::take(&mut self.at_longest) {
                self.split(&earlier);
            }
            return true;
        }
        if is_round(rows) {
            return true;
        }
        self.at_longest.push(asked.clone());
        false
    }

    fn split(&mut self, cut: &Fragment) {
        let by_first = !cut.first.is_empty();
        let growing = if by_first { &cut.first } else { &cut.last };
        if growing.chars().count() >= DEEPEST {
            self.share_done += cut.share;
            return;
        }
        if !by_first && !self.cut.insert(cut.last.clone()) {
            return;
        }
        let share = cut.share / self.alphabet.len().max(1) as u64;
        for letter in self.alphabet.iter().rev() {
            let mut child = Fragment { share, ..cut.clone() };
            if by_first {
                child.first.push(*letter);
            } else {
                child.last.push(*letter);
            }
            self.queue.push(child);
        }
    }

    /// A letter not met before continues every fragment that was cut.
    fn learn_letters(&mut self, names: &[(String, String)]) {
        let letters = names
            .iter()
            .flat_map(|(last, first)| last.nfc().chain(first.nfc()));
        let new: BTreeSet<char> = letters
            .flat_map(char::to_uppercase)
            .filter(|letter| letter.is_alphabetic() && !self.alphabet.contains(letter))
            .filter(|letter| !self.ignores_marks || !is_marked_latin(*letter))
            .collect();
        for letter in new {
            self.alphabet.insert(letter);
            for cut in &self.cut {
                self.queue
                    .push(fragment(format!("{cut}{letter}"), String::new(), 0));
            }
            if !RARE.contains(letter) {
                self.queue.push(fragment(letter.to_string(), String::new(), 0));
            }
        }
    }

    /// Who asks for a letter with a mark and is answered with a name that has none has learnt something.
    fn learn_marks(&mut self, asked: &Fragment, names: &[(String, String)]) {
        let mut letters = asked.last.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return;
        };
        let has_it = |name: &String| {
            name.nfc()
                .flat_map(char::to_uppercase)
                .any(|other| other == letter)
        };
        if is_marked_latin(letter) && names.iter().any(|(last, _)| !has_it(last)) {
            self.ignores_marks = true;
            self.alphabet.retain(|letter| !is_marked_latin(*letter));
            let marked = |text: &String| text.chars().any(is_marked_latin);
            self.queue
                .retain(|fragment| !marked(&fragment.last) && !marked(&fragment.first));
        }
    }
}

fn fragment(last: String, first: String, share: u64) -> Fragment {
    Fragment { last, first, share }
}

fn is_marked_latin(letter: char) -> bool {
    let mut parts = std::iter::once(letter).nfd();
    parts.next().is_some_and(|base| base.is_ascii_alphabetic()) && parts.next().is_some_and(is_combining_mark)
}

/// Upper case, marks off Latin letters: as fragments are written.
fn plain(word: &str) -> String {
    word.nfc()
        .flat_map(char::to_uppercase)
        .map(|letter| {
            if is_marked_latin(letter) {
                std::iter::once(letter).nfd().next().unwrap_or(letter)
            } else {
                letter
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
