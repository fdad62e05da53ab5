//! The six states of an appointment: fixed by AlfaDocs, the same in every practice.

use std::collections::BTreeMap;

use async_trait::async_trait;
use frontdesk_vendors::VendorError;

use super::Adapter;
use crate::adapters::StatusCatalogue;
use crate::agenda::Stage;
use crate::connections::StatusLabel;

/// AlfaDocs' word, what it is called, and what it means; in the order of a visit.
const STATES: [(&str, &str, Stage); 6] = [
    ("confirmed", "Confirmed", Stage::Confirmed),
    ("waiting", "Waiting", Stage::Arrived),
    ("in_care", "In care", Stage::WithDoctor),
    ("done", "Done", Stage::Done),
    ("absent", "Absent", Stage::Missed),
    ("cancelled", "Cancelled", Stage::Cancelled),
];

/// The word of a state; empty ones, and the "string" that stands for none in the document's samples, are none.
pub(super) fn word(state: Option<&str>) -> Option<&str> {
    state
        .map(str::trim)
        .filter(|state| !matches!(*state, "" | "string"))
}

/// Every state, and whether it is this one. A word that is not among them is a state of its own: somebody set it, and
/// another one would take it away.
pub(super) fn flags(state: Option<&str>) -> BTreeMap<String, bool> {
    let state = word(state);
    let known = STATES.iter().map(|(key, ..)| *key);
    known
        .chain(state)
        .map(|key| (key.to_owned(), state == Some(key)))
        .collect()
}

#[async_trait]
impl StatusCatalogue for Adapter {
    /// AlfaDocs has no list of them to ask for. The vendor is asked whose the key is all the same: the desk takes
    /// an answer here as a sign that the key is good.
    async fn statuses(&self) -> Result<Vec<StatusLabel>, VendorError> {
        self.client.context().await?;
        let label = |(key, name, stage): &(&str, &str, Stage)| StatusLabel {
            key: (*key).to_owned(),
            name: (*name).to_owned(),
            color: None,
            active: true,
            displayed: None,
            success: None,
            stage: Some(*stage),
        };
        Ok(STATES.iter().map(label).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_are_those_that_the_vendor_knows() {
        let mut ours: Vec<&str> = STATES.iter().map(|(key, ..)| *key).collect();
        let mut theirs = frontdesk_vendors::alfadocs::STATES.to_vec();
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs);
    }

    #[test]
    fn an_appointment_has_one_state_or_none() {
        let set = |state| {
            let flags = flags(state);
            flags
                .into_iter()
                .filter_map(|(key, set)| set.then_some(key))
                .collect::<Vec<_>>()
        };
        assert_eq!(set(Some("in_care")), ["in_care"]);
        assert_eq!(set(Some(" rescheduled ")), ["rescheduled"]);
        for none in [None, Some(""), Some("string")] {
            assert!(set(none).is_empty());
        }
    }
}
