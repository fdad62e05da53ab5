//! Who may be the patient somebody is about to create.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::super::{Likeness, PatientForm};
use super::document::{Document, phone_digits, phone_numbers};
use super::folding;
use super::index;
use super::misspelling::{self, Tolerance};
use super::query::Query;
use crate::error::DeskError;

/// Advice is read by a person: more than this nobody reads.
const MOST: usize = 20;
/// Rows looked at for each likeness.
const CANDIDATES: usize = 200;
/// Shorter numbers (extensions, "0") say nothing.
const SHORTEST_PHONE: usize = 7;

/// Persons who may be the one in the form, the strongest likeness first. Advice only.
///
/// # Errors
/// The store's.
pub fn duplicates(conn: &Connection, form: &PatientForm) -> Result<Vec<(Uuid, Likeness)>, DeskError> {
    let wanted = Wanted::of(form);
    let mut found: BTreeMap<i64, Document> = BTreeMap::new();
    let mut numbers: Vec<&String> = wanted.phones.iter().collect();
    numbers.extend(&wanted.national_id);
    for number in numbers {
        let condition = format!("{{numbers}} : \"{number}\"");
        for id in index::by_expression(conn, &condition, CANDIDATES)? {
            found.extend(document(conn, id)?.map(|document| (id, document)));
        }
    }
    let near = match Query::parse(&wanted.name) {
        Some(query) => {
            let near = misspelling::near_words(conn, &query, Tolerance::SamePerson)?.unwrap_or_default();
            let words = |term: &super::query::Term| {
                let position = query.terms.iter().position(|other| other == term);
                position
                    .and_then(|position| near.get(position))
                    .map(misspelling::Near::words)
                    .unwrap_or_default()
            };
            for id in index::near(conn, &query, words, CANDIDATES)?.ids {
                found.extend(document(conn, id)?.map(|document| (id, document)));
            }
            Some((query, near))
        }
        None => None,
    };
    let mut alike: BTreeMap<Uuid, (Likeness, bool, String)> = BTreeMap::new();
    for document in found.into_values() {
        let same_name = near.as_ref().is_some_and(|(query, near)| {
            query.terms.iter().enumerate().all(|(position, term)| {
                let whole = term
                    .word
                    .iter()
                    .flatten()
                    .any(|word| document.names.split(' ').any(|name| name == word));
                whole
                    || near
                        .get(position)
                        .is_some_and(|near| near.distance(&document.names).is_some())
            })
        });
        let Some(likeness) = wanted.likeness(&document, same_name) else {
            continue;
        };
        let line = (likeness, document.gone, document.sort_name);
        let known = alike.entry(document.person).or_insert_with(|| line.clone());
        if line < *known {
            *known = line;
        }
    }
    let mut alike: Vec<_> = alike.into_iter().map(|(person, line)| (line, person)).collect();
    alike.sort_unstable();
    alike.truncate(MOST);
    Ok(alike
        .into_iter()
        .map(|((likeness, ..), person)| (person, likeness))
        .collect())
}

/// The form, folded.
struct Wanted {
    name: String,
    phones: Vec<String>,
    national_id: Option<String>,
}

impl Wanted {
    fn of(form: &PatientForm) -> Self {
        let phones = std::iter::once(&form.phone)
            .chain(&form.phone2)
            .flat_map(|phone| phone_numbers(phone));
        Self {
            name: format!("{} {}", form.last_name, form.first_name),
            phones: phones
                .map(|phone| phone_digits(&phone))
                .filter(|phone| phone.len() >= SHORTEST_PHONE)
                .collect(),
            national_id: form
                .national_id
                .as_deref()
                .map(|id| folding::words(id).concat().concat())
                .filter(|id| id.len() >= SHORTEST_PHONE),
        }
    }

    fn likeness(&self, document: &Document, same_name: bool) -> Option<Likeness> {
        let numbers = || document.numbers.split(' ');
        let same_id = self
            .national_id
            .as_ref()
            .is_some_and(|id| numbers().any(|number| number == id));
        let same_phone = self
            .phones
            .iter()
            .any(|phone| numbers().any(|number| phone_digits(number) == *phone));
        match (same_id, same_phone, same_name) {
            (true, ..) => Some(Likeness::NationalId),
            (_, true, true) => Some(Likeness::NameAndPhone),
            (_, true, _) => Some(Likeness::Phone),
            (.., true) => Some(Likeness::Name),
            _ => None,
        }
    }
}

fn document(conn: &Connection, id: i64) -> Result<Option<Document>, DeskError> {
    let mut statement = conn.prepare_cached("SELECT * FROM search_documents WHERE id = ?1")?;
    let mut rows = statement.query(params![id])?;
    Ok(rows.next()?.map(Document::read).transpose()?)
}
