//! Asking the index: from conditions to candidates.

use rusqlite::{Connection, params};

use super::document::Column;
use super::query::{Alternative, Atom, Query, Term};
use crate::error::DeskError;

/// Candidates by their rows, and whether there would be more.
pub(super) struct Candidates {
    pub(super) ids: Vec<i64>,
    pub(super) more: bool,
}

/// Whose rows are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of {
    /// Records of patients.
    Records,
    /// Persons of whom no record is left.
    Left,
}

impl Of {
    /// The indexes by trigrams and by words.
    fn indexes(self) -> (&'static str, &'static str) {
        match self {
            Self::Records => ("search_fragments", "search_words"),
            Self::Left => ("left_fragments", "left_words"),
        }
    }
}

/// Rows that may match: everything that does is among them, unless there are more than `most`.
pub(super) fn candidates(
    conn: &Connection,
    of: Of,
    query: &Query,
    most: usize,
) -> Result<Candidates, DeskError> {
    let fragments = conjunction(query.terms.iter().filter(|term| term.long).map(by_fragments));
    let words = conjunction(query.terms.iter().filter(|term| !term.long).map(by_starts));
    ask(conn, of, fragments.as_deref(), words.as_deref(), most)
}

/// Rows in which every number stands as it was typed: not one half of it here and the other there.
pub(super) fn as_typed(conn: &Connection, query: &Query, most: usize) -> Result<Candidates, DeskError> {
    let mut strict = query.clone();
    strict
        .terms
        .iter_mut()
        .filter(|term| term.word.is_none())
        .for_each(|term| term.alternatives.truncate(1));
    candidates(conn, Of::Records, &strict, most)
}

/// Rows in which every word begins a part of the name; numbers as always.
pub(super) fn starting(
    conn: &Connection,
    of: Of,
    query: &Query,
    most: usize,
) -> Result<Candidates, DeskError> {
    let (words, numbers): (Vec<&Term>, Vec<&Term>) = query.terms.iter().partition(|term| term.word.is_some());
    let starts = words
        .iter()
        .map(|term| by_starts(term))
        .chain(short(&numbers).map(by_starts));
    let fragments = conjunction(
        numbers
            .iter()
            .filter(|term| term.long)
            .map(|term| by_fragments(term)),
    );
    ask(
        conn,
        of,
        fragments.as_deref(),
        conjunction(starts).as_deref(),
        most,
    )
}

/// Rows that hold for each term one of the given whole words or begin so; other terms as always.
pub(super) fn near(
    conn: &Connection,
    query: &Query,
    words_of: impl Fn(&Term) -> Vec<String>,
    most: usize,
) -> Result<Candidates, DeskError> {
    let (words, numbers): (Vec<&Term>, Vec<&Term>) = query.terms.iter().partition(|term| term.word.is_some());
    let nearly = words.iter().map(|term| {
        let whole = words_of(term)
            .into_iter()
            .map(|word| format!("{{names}} : \"{word}\""));
        let starts = term
            .word
            .iter()
            .flatten()
            .map(|start| format!("{{names}} : \"{start}\" *"));
        any(whole.chain(starts))
    });
    let words = conjunction(nearly.chain(short(&numbers).map(by_starts)));
    let fragments = conjunction(
        numbers
            .iter()
            .filter(|term| term.long)
            .map(|term| by_fragments(term)),
    );
    ask(conn, Of::Records, fragments.as_deref(), words.as_deref(), most)
}

/// Rows by one condition on trigrams.
pub(super) fn by_expression(conn: &Connection, condition: &str, most: usize) -> Result<Vec<i64>, DeskError> {
    Ok(ask(conn, Of::Records, Some(condition), None, most)?.ids)
}

fn short<'a>(terms: &'a [&'a Term]) -> impl Iterator<Item = &'a Term> {
    terms.iter().copied().filter(|term| !term.long)
}

/// Row ids in the order of the index: the first ones found, not the best ones.
fn ask(
    conn: &Connection,
    of: Of,
    fragments: Option<&str>,
    words: Option<&str>,
    most: usize,
) -> Result<Candidates, DeskError> {
    let (by_fragments, by_words) = of.indexes();
    let limit = i64::try_from(most + 1).unwrap_or(i64::MAX);
    let mut ids: Vec<i64> = Vec::new();
    let mut read = |sql: &str, arguments: &[&dyn rusqlite::ToSql]| -> Result<(), DeskError> {
        let mut statement = conn.prepare_cached(sql)?;
        let rows = statement.query_map(arguments, |row| row.get(0))?;
        for id in rows {
            ids.push(id?);
        }
        Ok(())
    };
    match (fragments, words) {
        (Some(fragments), None) => read(
            &format!("SELECT rowid FROM {by_fragments} WHERE {by_fragments} MATCH ?1 LIMIT ?2"),
            params![fragments, limit],
        )?,
        (None, Some(words)) => {
            read(
                &format!("SELECT rowid FROM {by_words} WHERE {by_words} MATCH ?1 LIMIT ?2"),
                params![words, limit],
            )?;
        }
        // The plus keeps SQLite from asking the first index anew for every row of the second.
        (Some(fragments), Some(words)) => read(
            &format!(
                "SELECT rowid FROM {by_fragments} WHERE {by_fragments} MATCH ?1
                 AND +rowid IN (SELECT rowid FROM {by_words} WHERE {by_words} MATCH ?2) LIMIT ?3"
            ),
            params![fragments, words, limit],
        )?,
        (None, None) => {}
    }
    let more = ids.len() > most;
    ids.truncate(most);
    Ok(Candidates { ids, more })
}

/// By trigrams: what has none is left to the look at the row.
fn by_fragments(term: &Term) -> String {
    any(term.alternatives.iter().map(|atoms| {
        let long: Vec<String> = atoms.iter().filter(|atom| atom.is_long()).map(fragment).collect();
        format!("({})", long.join(" AND "))
    }))
}

fn by_starts(term: &Term) -> String {
    match &term.word {
        Some(spellings) => any(spellings.iter().map(|start| format!("{{names}} : \"{start}\" *"))),
        None => any(term.alternatives.iter().map(all_start)),
    }
}

fn all_start(atoms: &Alternative) -> String {
    let starts: Vec<String> = atoms
        .iter()
        .map(|atom| format!("{} \"{}\" *", columns(atom), atom.text))
        .collect();
    format!("({})", starts.join(" AND "))
}

// Texts hold letters, digits and the marks of an e-mail address only, so there is no quote to escape.
fn fragment(atom: &Atom) -> String {
    format!("{} \"{}\"", columns(atom), atom.text)
}

fn columns(atom: &Atom) -> String {
    let names: Vec<&str> = atom
        .columns
        .iter()
        .map(|column| match column {
            Column::Names => "names",
            Column::Contacts => "contacts",
            Column::Numbers => "numbers",
            Column::Dates => "dates",
        })
        .collect();
    format!("{{{}}} :", names.join(" "))
}

fn any(conditions: impl Iterator<Item = String>) -> String {
    format!("({})", conditions.collect::<Vec<_>>().join(" OR "))
}

fn conjunction(conditions: impl Iterator<Item = String>) -> Option<String> {
    let conditions: Vec<String> = conditions.collect();
    (!conditions.is_empty()).then(|| conditions.join(" AND "))
}
