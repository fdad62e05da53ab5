//! Whose acts these are, as this process knows it.

use std::sync::{Arc, PoisonError, RwLock};

use uuid::Uuid;

use super::UserRole;

/// Somebody whose name stands beside an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The user; `None`: the desk itself (nobody has users yet, the training clinic, or work in the background).
    pub user: Option<Uuid>,
    /// Their name at that moment; `desk` for the desk itself.
    pub name: String,
    /// What they may do; `None` for the desk itself.
    pub role: Option<UserRole>,
    /// They came in by the emergency code.
    pub emergency: bool,
}

impl Author {
    /// The desk itself.
    #[must_use]
    pub fn desk() -> Self {
        Self {
            user: None,
            name: "desk".to_owned(),
            role: None,
            emergency: false,
        }
    }
}

/// The chair in front of this process: whoever sits in it is the author of what is done. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Seat(Arc<RwLock<Option<Author>>>);

impl Seat {
    /// Whoever sits there; the desk itself when nobody does.
    #[must_use]
    pub fn author(&self) -> Author {
        let seat = self.0.read().unwrap_or_else(PoisonError::into_inner);
        seat.clone().unwrap_or_else(Author::desk)
    }

    /// Somebody takes the chair, or leaves it.
    pub fn take(&self, author: Option<Author>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = author;
    }
}
