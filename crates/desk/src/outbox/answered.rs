//! What a vendor answered, written down: tried again as long as the answer is still in memory.

use std::sync::Arc;
use std::time::Duration;

use super::perform::{self, Outcome};
use super::step::MOVING;
use super::table::{self, Change, Entry};
use super::{EntryState, Outbox, bills, logged, offline};
use crate::error::DeskError;

/// Pauses between tries to write down what a vendor answered.
const BETWEEN_WRITES: [Duration; 8] = [
    Duration::from_millis(500),
    Duration::from_millis(500),
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
    Duration::from_secs(30),
];
/// Of these, those for an answer that the vendor gives again when it is looked for.
const BETWEEN_WRITES_OF_WHAT_WAITS: usize = 3;

impl Outbox {
    pub(super) async fn done(&self, entry: &Entry, outcome: Outcome) -> Result<(), DeskError> {
        let outcome = Arc::new(outcome);
        // An answer that cannot be written down is a lost one, so a disk that is full for a moment gets that moment; where
        // only a person could find it again, a minute.
        let pauses = match offline::waits(entry.action.kind()) {
            true => &BETWEEN_WRITES[..BETWEEN_WRITES_OF_WHAT_WAITS],
            false => &BETWEEN_WRITES[..],
        };
        let mut pauses = pauses.iter();
        let moved = loop {
            match (self.settle(entry, Arc::clone(&outcome)).await, pauses.next()) {
                (Err(error), Some(pause)) => {
                    tracing::warn!(%error, code = %error.code.as_str(), "an answer is written down once more");
                    self.ports.clock.sleep(*pause).await;
                }
                (moved, _) => break moved?,
            }
        };
        if moved {
            self.tell(entry, EntryState::Done);
            self.make_copy_of(entry).await;
        }
        Ok(())
    }

    /// Writes down what a vendor answered, in one transaction. Answers whether the entry still stood.
    async fn settle(&self, entry: &Entry, outcome: Arc<Outcome>) -> Result<bool, DeskError> {
        let now = self.ports.clock.now();
        let (mut settled, audit) = (entry.clone(), self.audit.clone());
        self.store
            .write(move |tx| {
                // The entry is what it was before the call: its record may have been merged with another one since.
                settled.record = table::by_id(tx, settled.id)?.and_then(|now| now.record);
                // Settled first, so that the absorbed row is no longer overlaid by this entry.
                let moved =
                    table::advance(tx, &settled, &MOVING, EntryState::Done, Change::of(&settled), now)?;
                if moved && let Some(answer) = perform::apply(tx, &settled, &outcome, now)? {
                    table::keep_answer(tx, &settled, &answer)?;
                }
                if moved {
                    for follower in bills::followers(tx, &settled, now)? {
                        // Whoever sits here by now has not asked for it.
                        audit.record_by_desk(tx, &logged::taken(tx, &follower)?)?;
                    }
                }
                if moved && let Some(line) = logged::went_on(tx, &settled)? {
                    audit.record_by_desk(tx, &line)?;
                }
                Ok(moved)
            })
            .await
    }
}
