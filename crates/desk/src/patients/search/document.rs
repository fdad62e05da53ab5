//! What the look-up searches of one patient record.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::folding;
use crate::error::DeskError;

/// The columns that can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Names,
    Contacts,
    Numbers,
    Dates,
}

/// One folded row.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) record: Uuid,
    pub(super) person: Uuid,
    pub(super) sort_name: String,
    pub(super) names: String,
    pub(super) contacts: String,
    pub(super) numbers: String,
    pub(super) dates: String,
    pub(super) gone: bool,
}

/// The fields of a record that the look-up knows.
pub(super) struct Fields<'a> {
    pub(super) last_name: &'a str,
    pub(super) first_name: &'a str,
    pub(super) birth_date: Option<&'a str>,
    pub(super) phone: Option<&'a str>,
    /// Further ones, where the vendor keeps several.
    pub(super) phones: &'a [String],
    pub(super) email: Option<&'a str>,
    pub(super) national_id: Option<&'a str>,
}

impl Document {
    pub(super) fn of(record: Uuid, person: Uuid, fields: &Fields<'_>, gone: bool) -> Self {
        let mut numbers = fields.phone.map(phone_numbers).unwrap_or_default();
        for number in fields.phones.iter().flat_map(|phone| phone_numbers(phone)) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        // Not every country's id is a number (Italy's is not).
        numbers.extend(fields.national_id.map(|id| folding::words(id).concat().concat()));
        numbers.retain(|number| !number.is_empty());
        Self {
            record,
            person,
            sort_name: format!(
                "{} {}",
                folding::fold(fields.last_name),
                folding::fold(fields.first_name)
            )
            .trim()
            .to_owned(),
            names: name_words(&[fields.last_name, fields.first_name]).join(" "),
            contacts: fields.email.map(folding::address).unwrap_or_default(),
            numbers: numbers.join(" "),
            dates: fields.birth_date.and_then(date_words).unwrap_or_default(),
            gone,
        }
    }

    pub(super) fn column(&self, column: Column) -> &str {
        match column {
            Column::Names => &self.names,
            Column::Contacts => &self.contacts,
            Column::Numbers => &self.numbers,
            Column::Dates => &self.dates,
        }
    }

    /// Reads the row that `SELECT search_documents.*` gives.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            record: crate::store::id_of(row, "record")?,
            person: crate::store::id_of(row, "person")?,
            sort_name: row.get("sort_name")?,
            names: row.get("names")?,
            contacts: row.get("contacts")?,
            numbers: row.get("numbers")?,
            dates: row.get("dates")?,
            gone: row.get("gone")?,
        })
    }
}

/// Brings the look-up up to date with a record; to be called in the transaction that changed it.
///
/// # Errors
/// `NotFound` when there is no such record.
pub fn index_record(conn: &Connection, record: Uuid) -> Result<(), DeskError> {
    let phones = conn
        .prepare_cached("SELECT number FROM patient_phones WHERE record = ?1 ORDER BY position")?
        .query_map([record.to_string()], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let document = conn
        .prepare_cached(
            "SELECT person, last_name, first_name, birth_date, phone, email, national_id, gone_at
             FROM patient_records WHERE id = ?1",
        )?
        .query_row([record.to_string()], |row| {
            let text = |column| row.get::<_, Option<String>>(column);
            let (last_name, first_name): (String, String) = (row.get("last_name")?, row.get("first_name")?);
            let (birth_date, phone) = (text("birth_date")?, text("phone")?);
            let (email, national_id) = (text("email")?, text("national_id")?);
            let fields = Fields {
                last_name: &last_name,
                first_name: &first_name,
                birth_date: birth_date.as_deref(),
                phone: phone.as_deref(),
                phones: &phones,
                email: email.as_deref(),
                national_id: national_id.as_deref(),
            };
            let gone = row.get::<_, Option<i64>>("gone_at")?.is_some();
            Ok(Document::of(
                record,
                crate::store::id_of(row, "person")?,
                &fields,
                gone,
            ))
        })
        .optional()?
        .ok_or_else(|| DeskError::not_found("patient record"))?;
    let before = stored(conn, record)?;
    // Most refreshes bring nothing new, and writing into an index is the dear part.
    if before.as_ref() == Some(&document) {
        return Ok(());
    }
    if let Some(before) = &before {
        count_tokens(conn, &before.names, -1)?;
    }
    count_tokens(conn, &document.names, 1)?;
    conn.prepare_cached(
        "INSERT INTO search_documents (record, person, sort_name, names, contacts, numbers, dates, gone)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (record) DO UPDATE SET person = excluded.person, sort_name = excluded.sort_name,
             names = excluded.names, contacts = excluded.contacts, numbers = excluded.numbers,
             dates = excluded.dates, gone = excluded.gone",
    )?
    .execute(params![
        record.to_string(),
        document.person.to_string(),
        document.sort_name,
        document.names,
        document.contacts,
        document.numbers,
        document.dates,
        document.gone,
    ])?;
    Ok(())
}

/// Takes a record out of the look-up; to be called before the record is deleted. Records that were never in
/// are fine.
///
/// # Errors
/// What the store says.
pub fn unindex_record(conn: &Connection, record: Uuid) -> Result<(), DeskError> {
    if let Some(before) = stored(conn, record)? {
        count_tokens(conn, &before.names, -1)?;
        conn.prepare_cached("DELETE FROM search_documents WHERE record = ?1")?
            .execute([record.to_string()])?;
    }
    Ok(())
}

/// Brings persons into the look-up of whom no record is left and who are not in it yet: those whose name has just been
/// written down, and those of a store that an earlier version kept.
///
/// # Errors
/// What the store says.
pub fn index_left(tx: &Connection) -> Result<(), DeskError> {
    let mut statement = tx.prepare(
        "SELECT id, left_name, left_birth_date FROM persons WHERE left_name IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM left_documents WHERE person = persons.id)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, birth_date): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        let person = crate::store::id_of(row, "id")?;
        let fields = Fields {
            last_name: &name,
            first_name: "",
            birth_date: birth_date.as_deref(),
            phone: None,
            phones: &[],
            email: None,
            national_id: None,
        };
        let document = Document::of(person, person, &fields, true);
        tx.prepare_cached(
            "INSERT INTO left_documents (person, sort_name, names, contacts, numbers, dates)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            person.to_string(),
            document.sort_name,
            document.names,
            document.contacts,
            document.numbers,
            document.dates,
        ])?;
    }
    Ok(())
}

/// Whether what is taken out of the indexes from now on leaves no trace in them: usually its words stay until a
/// later merge. Dear, so it is switched on only where somebody is to be forgotten.
///
/// # Errors
/// What the store says.
pub(crate) fn forget_for_good(tx: &Connection, on: bool) -> Result<(), DeskError> {
    for index in ["search_words", "search_fragments", "left_words", "left_fragments"] {
        tx.execute(
            &format!("INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', ?1)"),
            [on],
        )?;
    }
    Ok(())
}

fn stored(conn: &Connection, record: Uuid) -> Result<Option<Document>, DeskError> {
    Ok(conn
        .prepare_cached("SELECT * FROM search_documents WHERE record = ?1")?
        .query_row([record.to_string()], Document::read)
        .optional()?)
}

/// Keeps the count of documents a name word stands in; words nobody has any more go.
fn count_tokens(conn: &Connection, names: &str, change: i32) -> Result<(), DeskError> {
    for token in names.split_ascii_whitespace() {
        conn.prepare_cached(
            "INSERT INTO search_tokens (token, uses) VALUES (?1, ?2)
             ON CONFLICT (token) DO UPDATE SET uses = uses + excluded.uses",
        )?
        .execute(params![token, change])?;
        if change < 0 {
            conn.prepare_cached("DELETE FROM search_tokens WHERE token = ?1 AND uses <= 0")?
                .execute([token])?;
        }
    }
    Ok(())
}

/// The distinct words of a name in every spelling; a double name (`Ana-Maria`) also written as one.
pub(super) fn name_words(names: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for chunk in names.iter().flat_map(|name| name.split_whitespace()) {
        let words = folding::words(chunk);
        let joined =
            (words.len() > 1).then(|| words.iter().filter_map(|word| word.first()).cloned().collect());
        for word in words.into_iter().flatten().chain(joined) {
            if !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found
}

/// The numbers of a phone field, digits only. A field may hold several numbers, but a stroke may also stand
/// within one (`021/312 34 56`).
pub(super) fn phone_numbers(phone: &str) -> Vec<String> {
    let parts: Vec<String> = phone
        .split(['/', ',', ';', '|'])
        .map(folding::digits)
        .filter(|digits| !digits.is_empty())
        .collect();
    let several = parts.iter().all(|digits| digits.len() >= 7);
    let numbers = if several { parts } else { vec![parts.concat()] };
    numbers
        .iter()
        .map(|number| number.strip_prefix("00").unwrap_or(number).to_owned())
        .collect()
}

/// `1974-01-31` as the words `b19740131` (for a year, a month, a day) and `d0131` (for a day without a year).
fn date_words(date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("b{year}{month}{day} d{month}{day}"))
}

/// What two ways of writing one phone number have in common: its last nine digits.
#[must_use]
pub fn phone_digits(phone: &str) -> String {
    let digits = folding::digits(phone);
    digits[digits.len().saturating_sub(9)..].to_owned()
}
