//! Names nearly as typed. A Levenshtein automaton is built for each word and run over the distinct name
//! words of the store, of which there are far fewer than patients.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use rusqlite::Connection;

use super::query::{Query, Term};
use crate::error::DeskError;

/// Of more nearby words than this the nearest are taken.
const MOST_NEAR: usize = 48;
/// More words than this are not a misspelt name.
const MOST_WORDS: usize = 6;

// Neighbouring letters exchanged count as one mistake. Their tables are the same for every word.
static ONE: LazyLock<LevenshteinAutomatonBuilder> =
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO: LazyLock<LevenshteinAutomatonBuilder> =
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// Name words near one word, and how far they are.
pub(super) struct Near(Vec<(String, u8)>);

impl Near {
    pub(super) fn words(&self) -> Vec<String> {
        self.0.iter().map(|(word, _)| word.clone()).collect()
    }

    /// The least distance to any word of these names.
    pub(super) fn distance(&self, names: &str) -> Option<u8> {
        self.0
            .iter()
            .filter(|(word, _)| names.split(' ').any(|name| name == word))
            .map(|(_, distance)| *distance)
            .min()
    }
}

/// For each term the name words near it; terms that are no words, or too short to be misspelt, have none.
/// `None` when nothing typed can be a misspelling.
pub(super) fn near_words(conn: &Connection, query: &Query) -> Result<Option<Vec<Near>>, DeskError> {
    let machines: Vec<Vec<Machine>> = query.terms.iter().map(machines).collect();
    let words = machines.iter().filter(|machines| !machines.is_empty()).count();
    if words == 0 || words > MOST_WORDS {
        return Ok(None);
    }
    let mut found: Vec<Vec<(u8, i64, String)>> = vec![Vec::new(); machines.len()];
    let mut statement = conn.prepare_cached("SELECT token, uses FROM search_tokens")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let token = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        for (machines, found) in machines.iter().zip(&mut found) {
            if let Some(distance) = machines
                .iter()
                .filter_map(|machine| machine.distance(token))
                .min()
            {
                found.push((distance, row.get(1)?, token.to_owned()));
            }
        }
    }
    let near = found.into_iter().map(|mut found| {
        // The nearest first; of those the usual names.
        found.sort_unstable_by(|a, b| (a.0, -a.1, &a.2).cmp(&(b.0, -b.1, &b.2)));
        found.truncate(MOST_NEAR);
        Near(
            found
                .into_iter()
                .map(|(distance, _, token)| (token, distance))
                .collect(),
        )
    });
    Ok(Some(near.collect()))
}

/// How many mistakes a word of so many letters may hold.
fn tolerance(letters: usize) -> u8 {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

struct Machine {
    automaton: DFA,
    /// Added to what the automaton says.
    penalty: u8,
}

fn machines(term: &Term) -> Vec<Machine> {
    let spellings = term.word.iter().flatten();
    spellings
        .filter(|spelling| !spelling.bytes().any(|byte| byte.is_ascii_digit()))
        .flat_map(|word| of_word(word))
        .collect()
}

fn of_word(word: &str) -> Vec<Machine> {
    let letters = word.chars().count();
    let whole = match tolerance(letters) {
        1 => &ONE,
        2 if letters <= 40 => &TWO,
        _ => return Vec::new(),
    };
    let mut machines = vec![Machine {
        automaton: whole.build_dfa(word),
        penalty: 0,
    }];
    // While it is being typed, a name is misspelt already; too short a beginning is near everything.
    if letters >= 5 {
        machines.push(Machine {
            automaton: ONE.build_prefix_dfa(word),
            penalty: 1,
        });
    }
    machines
}

impl Machine {
    fn distance(&self, token: &str) -> Option<u8> {
        let mut state = self.automaton.initial_state();
        for byte in token.bytes() {
            state = self.automaton.transition(state, byte);
            if state == SINK_STATE {
                return None;
            }
        }
        match self.automaton.distance(state) {
            Distance::Exact(distance) => Some(distance + self.penalty),
            Distance::AtLeast(_) => None,
        }
    }
}
