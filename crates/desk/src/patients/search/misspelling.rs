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

/// How much may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tolerance {
    /// One mistake in up to five letters, two in a longer word; a name may still be incomplete.
    Typing,
    /// One mistake: two people rarely differ by as little.
    SamePerson,
}

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
pub(super) fn near_words(
    conn: &Connection,
    query: &Query,
    tolerance: Tolerance,
) -> Result<Option<Vec<Near>>, DeskError> {
    let machines: Vec<Vec<Machine>> = query.terms.iter().map(|term| machines(term, tolerance)).collect();
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

struct Machine {
    automaton: DFA,
    /// Added to what the automaton says.
    penalty: u8,
}

fn machines(term: &Term, tolerance: Tolerance) -> Vec<Machine> {
    let spellings = term.word.iter().flatten();
    let names = spellings.filter(|spelling| !spelling.bytes().any(|byte| byte.is_ascii_digit()));
    names.flat_map(|name| of_name(name, tolerance)).collect()
}

fn of_name(name: &str, tolerance: Tolerance) -> Vec<Machine> {
    let whole = match (name.chars().count(), tolerance) {
        // Two letters are near everything, and no name is that long.
        (0..=2 | 41.., _) => return Vec::new(),
        (3..=5, _) | (_, Tolerance::SamePerson) => &ONE,
        (_, Tolerance::Typing) => &TWO,
    };
    let mut machines = vec![Machine {
        automaton: whole.build_dfa(name),
        penalty: 0,
    }];
    // While it is being typed, a name is misspelt already; too short a beginning is near everything.
    if name.chars().count() >= 5 && tolerance == Tolerance::Typing {
        machines.push(Machine {
            automaton: ONE.build_prefix_dfa(name),
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
