//! Searching at the vendors, when a person asks for it.

use std::collections::BTreeSet;

use frontdesk_vendors::VendorError;
use futures::future::join_all;
use uuid::Uuid;

use super::absorb::Times;
use super::ask::is_of_the_line;
use super::{Inner, Sync, absorb};
use crate::adapters::{DirectoryPatient, DirectoryQuery};
use crate::audit::{AuditAct, NewLine};
use crate::connections::Priority;
use crate::error::{DeskError, ErrorCode};
use crate::events::Topic;
use crate::patients::Erased;
use crate::patients::search::{fold, phone_digits};
use crate::store::id_of;

/// At most so many patients are shown.
const MOST_FOUND: usize = 50;

impl Sync {
    /// Searches at all vendors now and writes what they answer into the store. Returns the persons found and
    /// the names of the connections that did not answer.
    ///
    /// # Errors
    /// `Offline` when no vendor answered, or the store's.
    pub async fn find_at_vendor(&self, text: &str) -> Result<(Vec<Uuid>, Vec<String>), DeskError> {
        let wanted = Wanted::of(text);
        let connections = self.0.accounts.list().await?;
        if wanted.queries.is_empty() || connections.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let asked = connections.len();
        let answers = join_all(connections.into_iter().map(|connection| {
            let wanted = &wanted;
            async move { (connection.name, self.0.find_at(connection.id, wanted).await) }
        }))
        .await;
        let mut persons = Vec::new();
        let mut unanswered = Vec::new();
        for (name, answer) in answers {
            match answer {
                Ok(found) => persons.extend(found),
                Err(error) if error.code == ErrorCode::Internal => return Err(error),
                Err(_) => unanswered.push(name),
            }
        }
        if unanswered.len() == asked {
            return Err(DeskError::new(
                ErrorCode::Offline,
                "no vendor answered the search",
            ));
        }
        if !persons.is_empty() {
            self.0.events.changed(&[Topic::Patients]);
        }
        persons.truncate(MOST_FOUND);
        Ok((persons, unanswered))
    }
}

impl Inner {
    async fn find_at(&self, connection: Uuid, wanted: &Wanted) -> Result<Vec<Uuid>, DeskError> {
        let account = self.accounts.capabilities(connection, Priority::Opened).await?;
        let Some(directory) = account.directory else {
            return Ok(Vec::new());
        };
        let mut rows: Vec<DirectoryPatient> = Vec::new();
        let mut failed: Option<VendorError> = None;
        let mut answered = false;
        let asked_at = self.ports.clock.now();
        for query in &wanted.queries {
            match directory.find(query).await {
                Ok(found) => {
                    answered = true;
                    rows.extend(found);
                }
                Err(error) if is_of_the_line(&error) => {
                    failed = Some(error);
                    break;
                }
                Err(error) => failed = Some(error),
            }
        }
        if let Some(error) = failed.filter(|_| !answered) {
            return Err(error.into());
        }
        let mut seen = BTreeSet::new();
        rows.retain(|row| wanted.is_met_by(row) && seen.insert(row.vendor_id.clone()));
        let now = self.ports.clock.now();
        let times = Times { asked_at, now };
        let audit = self.accounts.audit().clone();
        self.store
            .write(move |tx| {
                let mut persons = Vec::new();
                for row in rows.iter().take(MOST_FOUND) {
                    // Who was erased here comes back to somebody who means them, not with all who share a word.
                    let record = if rows.len() == 1 {
                        let was_erased = Erased::Patient.is(tx, connection, &row.vendor_id)?;
                        let record = absorb::patient_read(tx, connection, row, times)?;
                        if was_erased {
                            let line = NewLine {
                                record: Some(record),
                                connection: Some(connection),
                                ..NewLine::of(AuditAct::ErasureLifted)
                            };
                            audit.record(tx, &line)?;
                        }
                        Some(record)
                    } else {
                        absorb::patient_listed(tx, connection, row, times)?
                    };
                    let Some(record) = record else { continue };
                    persons.push(tx.query_row(
                        "SELECT person FROM patient_records WHERE id = ?1",
                        [record.to_string()],
                        |row| id_of(row, "person"),
                    )?);
                }
                Ok(persons)
            })
            .await
    }
}

/// What a person typed, as questions a vendor understands.
struct Wanted {
    queries: Vec<DirectoryQuery>,
    words: Vec<String>,
}

impl Wanted {
    fn of(text: &str) -> Self {
        // Longer texts are no names, and no vendor would thank us for them.
        let text: String = text.trim().chars().take(100).collect();
        let words: Vec<String> = fold(&text).split_whitespace().map(str::to_owned).collect();
        let digits = phone_digits(&text);
        let letters = text.chars().any(char::is_alphabetic);
        let mut queries = Vec::new();
        let query = DirectoryQuery::default;
        if text.chars().count() < 2 {
            return Self { queries, words };
        }
        if text.contains('@') {
            queries.push(DirectoryQuery {
                text: Some(text),
                ..query()
            });
        } else if !letters && digits.len() >= 4 {
            if digits.len() == 13 {
                queries.push(DirectoryQuery {
                    national_id: Some(digits),
                    ..query()
                });
            } else {
                let whole: String = text
                    .chars()
                    .filter(|letter| letter.is_ascii_digit() || *letter == '+')
                    .collect();
                // Some vendors find any part of a number, others only the number as a whole.
                if whole != digits {
                    queries.push(DirectoryQuery {
                        phone: Some(whole),
                        ..query()
                    });
                }
                queries.push(DirectoryQuery {
                    phone: Some(digits),
                    ..query()
                });
            }
        } else if is_lettered_id(&text) {
            queries.push(DirectoryQuery {
                national_id: Some(text),
                ..query()
            });
        } else {
            let parts: Vec<&str> = text.split_whitespace().collect();
            let names = |last: String, first: String| DirectoryQuery {
                last_name: Some(last),
                first_name: Some(first).filter(|first| !first.is_empty()),
                ..query()
            };
            if let [first, rest @ ..] = &parts[..] {
                queries.push(names((*first).to_owned(), rest.join(" ")));
            }
            match &parts[..] {
                [only] => queries.push(DirectoryQuery {
                    first_name: Some((*only).to_owned()),
                    ..query()
                }),
                [rest @ .., last] => queries.push(names((*last).to_owned(), rest.join(" "))),
                [] => {}
            }
        }
        Self { queries, words }
    }

    /// Answers may hold rows that were not asked for; only those that hold every word are shown.
    fn is_met_by(&self, row: &DirectoryPatient) -> bool {
        let some = |text: &Option<String>| text.clone().unwrap_or_default();
        let whole = fold(&format!(
            "{} {} {}",
            row.last_name,
            row.first_name,
            some(&row.email)
        ));
        let phones = row.phones.iter().flatten().map(|phone| phone.number.as_str());
        let mut numbers = fold(&some(&row.national_id));
        for phone in phones.chain(row.phone.as_deref()) {
            numbers = format!("{numbers} {}", phone_digits(phone));
        }
        let digits: String = self.words.concat();
        let is_number = !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
        if is_number {
            let typed = phone_digits(&digits);
            return numbers.contains(digits.trim_start_matches('0'))
                || (typed.len() == 9 && numbers.contains(&typed));
        }
        self.words
            .iter()
            .all(|word| whole.contains(word.as_str()) || numbers.contains(word.as_str()))
    }
}

/// National ids of letters and digits, as Italy's: long, in one word, no name.
fn is_lettered_id(text: &str) -> bool {
    (11..=20).contains(&text.len())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric())
        && text.chars().filter(char::is_ascii_digit).count() >= 5
}
