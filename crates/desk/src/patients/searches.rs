//! Searches as the access log has them: one line a search, not one a letter.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Notify;

use super::{FindPatients, FoundPatients, search};
use crate::audit::{AuditAct, NewLine};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::session::Author;

/// Whoever types no more for so long has found what they looked for.
const TYPED: TimeDelta = TimeDelta::seconds(5);
/// How often is looked whether that is so.
const LOOK: Duration = Duration::from_secs(1);

/// Searches that are not in the access log yet.
#[derive(Default)]
pub(crate) struct Searches {
    waiting: Mutex<Vec<Search>>,
    came: Notify,
}

/// One search by one person.
#[derive(Clone, PartialEq, Eq)]
struct Search {
    author: Author,
    words: String,
    hits: String,
    at: DateTime<Utc>,
}

impl Search {
    fn of(author: Author, words: &str, hits: usize, more: bool, at: DateTime<Utc>) -> Option<Self> {
        let words = words.trim().to_owned();
        let more = if more { "+" } else { "" };
        (!words.is_empty()).then(|| Self {
            author,
            words,
            hits: format!("{hits}{more}"),
            at,
        })
    }

    fn line(&self, at_vendors: bool) -> NewLine {
        let line = NewLine::of(AuditAct::PatientsSearched)
            .with("words", None, Some(self.words.clone()))
            .with("hits", None, Some(self.hits.clone()));
        if at_vendors {
            line.with("at_vendors", None, Some("true".to_owned()))
        } else {
            line
        }
    }
}

/// Adds a search. Words that only grow are one search, and letters taken away again are none.
fn add(waiting: &mut Vec<Search>, new: Search) {
    let own = waiting.iter_mut().rev().find(|other| other.author == new.author);
    match own {
        Some(last) if new.words.starts_with(&last.words) => *last = new,
        Some(last) if last.words.starts_with(&new.words) => last.at = new.at,
        _ => waiting.push(new),
    }
}

/// Takes what is to be put down now: all but the last search of each person, and that one once it has rested.
fn take_due(waiting: &mut Vec<Search>, now: DateTime<Utc>) -> Vec<Search> {
    let all = std::mem::take(waiting);
    let (due, left) = all
        .iter()
        .cloned()
        .enumerate()
        .partition::<Vec<_>, _>(|(place, search)| {
            let later = all[place + 1..].iter().any(|other| other.author == search.author);
            // A clock that was set back must not keep it for ever.
            later || (now - search.at).abs() >= TYPED
        });
    *waiting = left.into_iter().map(|(_, search)| search).collect();
    due.into_iter().map(|(_, search)| search).collect()
}

impl Searches {
    fn waiting(&self) -> MutexGuard<'_, Vec<Search>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Looks patients up in the store, while somebody types. It is put down once they have typed.
    ///
    /// # Errors
    /// The store's.
    pub async fn find_patients(&self, query: FindPatients) -> Result<FoundPatients, DeskError> {
        let now = self.ports.clock.now();
        let (author, words) = (self.audit.author(), query.text.clone());
        let found = self.found(query, now).await?;
        if let Some(new) = Search::of(author, &words, found.hits.len(), found.more, now) {
            add(&mut self.searches.waiting(), new);
            self.searches.came.notify_one();
        }
        Ok(found)
    }

    /// Looks patients up in the store by words that are typed already; put down before it is answered.
    ///
    /// # Errors
    /// The store's.
    pub async fn find_patients_by(&self, query: FindPatients) -> Result<FoundPatients, DeskError> {
        let now = self.ports.clock.now();
        let (author, words) = (self.audit.author(), query.text.clone());
        let found = self.found(query, now).await?;
        if let Some(search) = Search::of(author, &words, found.hits.len(), found.more, now) {
            self.put_search_down(search, false).await?;
        }
        Ok(found)
    }

    async fn found(&self, query: FindPatients, now: DateTime<Utc>) -> Result<FoundPatients, DeskError> {
        self.store.read(move |conn| search::find(conn, &query, now)).await
    }

    /// Puts down a search at the vendors.
    ///
    /// # Errors
    /// The store's.
    pub(crate) async fn searched_at_vendors(&self, words: &str, hits: usize) -> Result<(), DeskError> {
        let now = self.ports.clock.now();
        match Search::of(self.audit.author(), words, hits, false, now) {
            Some(search) => self.put_search_down(search, true).await,
            None => Ok(()),
        }
    }

    /// Puts searches down once they are typed, until dropped.
    pub(crate) async fn put_searches_down(&self) {
        loop {
            self.searches.came.notified().await;
            loop {
                let due = take_due(&mut self.searches.waiting(), self.ports.clock.now());
                for search in due {
                    if let Err(error) = self.put_search_down(search, false).await {
                        tracing::error!(%error, "a search could not be put down");
                    }
                }
                if self.searches.waiting().is_empty() {
                    break;
                }
                self.ports.clock.sleep(LOOK).await;
            }
        }
    }

    async fn put_search_down(&self, search: Search, at_vendors: bool) -> Result<(), DeskError> {
        let audit = self.audit.clone();
        self.store
            .write(move |tx| audit.searched(tx, &search.author, &search.line(at_vendors)))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::now;

    fn search(name: &str, words: &str, second: i64) -> Search {
        let author = Author {
            name: name.to_owned(),
            ..Author::desk()
        };
        Search::of(author, words, 3, false, now() + TimeDelta::seconds(second)).unwrap()
    }

    fn words(searches: &[Search]) -> Vec<&str> {
        searches.iter().map(|search| search.words.as_str()).collect()
    }

    #[test]
    fn a_name_that_is_typed_and_taken_away_again_is_one_search() {
        let mut waiting = Vec::new();
        for (second, typed) in (0..).zip(["p", "po", "pop", "popescu", "popesc", "po", "p"]) {
            add(&mut waiting, search("Ana", typed, second));
        }
        assert_eq!(words(&waiting), ["popescu"]);
        assert!(take_due(&mut waiting, now() + TimeDelta::seconds(7)).is_empty());
        add(&mut waiting, search("Dan", "p", 7));
        add(&mut waiting, search("Ana", "i", 8));
        add(&mut waiting, search("Ana", "ionescu", 9));
        let due = take_due(&mut waiting, now() + TimeDelta::seconds(9));
        assert_eq!(words(&due), ["popescu"], "another one has begun");
        let due = take_due(&mut waiting, now() + TimeDelta::seconds(12));
        assert_eq!(words(&due), ["p"]);
        let due = take_due(&mut waiting, now() + TimeDelta::seconds(14));
        assert_eq!(words(&due), ["ionescu"]);
        assert!(waiting.is_empty());
    }

    #[test]
    fn an_empty_text_is_no_search() {
        assert!(Search::of(Author::desk(), "  ", 20, true, now()).is_none());
    }
}
