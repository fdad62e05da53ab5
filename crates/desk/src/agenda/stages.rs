//! From a clinic's own statuses to the stage of a visit.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use uuid::Uuid;

use super::{Stage, StatusMark};
use crate::adapters;
use crate::connections::{StatusLabel, Vendor};
use crate::error::DeskError;
use crate::outbox::PendingTicks;
use crate::store::id_of;

/// The statuses of every connection, in the vendor's order.
pub(crate) struct Labels {
    of: BTreeMap<Uuid, Vec<StatusLabel>>,
    /// The connections where an appointment has one state at most.
    exclusive: BTreeSet<Uuid>,
}

impl Labels {
    /// Reads them all: a handful of rows a connection.
    pub(crate) fn load(conn: &Connection) -> Result<Self, DeskError> {
        let mut labels: BTreeMap<Uuid, Vec<StatusLabel>> = BTreeMap::new();
        let mut statement = conn.prepare_cached(
            "SELECT connection, key, name, color, active, displayed, success, stage FROM statuses \
             ORDER BY connection, position",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            labels
                .entry(id_of(row, "connection")?)
                .or_default()
                .push(StatusLabel {
                    key: row.get("key")?,
                    name: row.get("name")?,
                    color: row.get("color")?,
                    active: row.get("active")?,
                    displayed: row.get("displayed")?,
                    success: row.get("success")?,
                    stage: row
                        .get::<_, Option<String>>("stage")?
                        .as_deref()
                        .and_then(Stage::parse),
                });
        }
        let mut statement = conn.prepare_cached("SELECT id, vendor FROM connections")?;
        let vendors = statement.query_map([], |row| {
            Ok((id_of(row, "id")?, Vendor::parse(&row.get::<_, String>("vendor")?)))
        })?;
        let vendors: Vec<(Uuid, Option<Vendor>)> = vendors.collect::<Result<_, _>>()?;
        let exclusive = vendors
            .into_iter()
            .filter(|(_, vendor)| vendor.is_some_and(adapters::exclusive_statuses))
            .map(|(id, _)| id)
            .collect();
        Ok(Self {
            of: labels,
            exclusive,
        })
    }

    /// The statuses of one connection.
    pub(crate) fn of(&self, connection: Uuid) -> &[StatusLabel] {
        self.of.get(&connection).map_or(&[], Vec::as_slice)
    }

    /// All statuses of one appointment, unsent ticks laid over what the vendor last said.
    pub(crate) fn marks(
        &self,
        connection: Uuid,
        flags: &BTreeMap<String, bool>,
        pending: Option<&PendingTicks>,
    ) -> Vec<StatusMark> {
        let labels = self.of(connection);
        // A state that the vendor has not told of is shown under its own word, and cannot be chosen.
        let unknown = flags.iter().filter(|(key, set)| {
            **set && self.exclusive.contains(&connection) && labels.iter().all(|label| label.key != **key)
        });
        let unknown = unknown.map(|(key, _)| StatusLabel {
            key: key.clone(),
            name: key.clone(),
            color: None,
            active: false,
            displayed: None,
            success: None,
            stage: None,
        });
        let unknown: Vec<StatusLabel> = unknown.collect();
        labels
            .iter()
            .chain(&unknown)
            .map(|label| {
                let seen = flags.get(&label.key).copied().unwrap_or(false);
                let (set, pending_here) = pending.map_or((seen, false), |ticks| ticks.over(&label.key, seen));
                StatusMark {
                    key: label.key.clone(),
                    // What was ticked is said in the words it was ticked under, whatever the clinic renames.
                    name: pending
                        .and_then(|ticks| ticks.labels.get(&label.key))
                        .unwrap_or(&label.name)
                        .clone(),
                    color: label.color.clone(),
                    set,
                    stage: label.stage,
                    active: label.active,
                    pending: pending_here,
                }
            })
            .collect()
    }
}

/// The furthest stage reached and the clinic's own name of the status it comes from.
pub(crate) fn furthest(marks: &[StatusMark]) -> (Stage, Option<String>) {
    marks
        .iter()
        .filter(|mark| mark.set)
        .filter_map(|mark| Some((mark.stage?, mark)))
        // Of two statuses with the same meaning the first in the clinic's order names it.
        .rev()
        .max_by_key(|(stage, _)| *stage)
        .map_or((Stage::Expected, None), |(stage, mark)| {
            (stage, Some(mark.name.clone()))
        })
}

impl Stage {
    /// The word in the store, on the wire and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Confirmed => "confirmed",
            Self::Arrived => "arrived",
            Self::WithDoctor => "with_doctor",
            Self::Done => "done",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Expected,
            Self::Confirmed,
            Self::Arrived,
            Self::WithDoctor,
            Self::Done,
            Self::Missed,
            Self::Cancelled,
        ]
        .into_iter()
        .find(|stage| stage.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(key: &str, name: &str, stage: Option<Stage>, set: bool) -> StatusMark {
        StatusMark {
            key: key.into(),
            name: name.into(),
            color: None,
            set,
            stage,
            active: true,
            pending: false,
        }
    }

    #[test]
    fn ten_independent_flags_show_their_furthest_stage() {
        let marks = [
            mark("1", "Confirmat", Some(Stage::Confirmed), true),
            mark("2", "Sosit", Some(Stage::Arrived), true),
            mark("3", "In cabinet", Some(Stage::WithDoctor), false),
            mark("7", "VIP", None, true),
        ];
        assert_eq!(furthest(&marks), (Stage::Arrived, Some("Sosit".to_owned())));
    }

    #[test]
    fn nothing_set_is_expected_and_called_off_wins() {
        assert_eq!(
            furthest(&[mark("1", "Confirmat", Some(Stage::Confirmed), false)]),
            (Stage::Expected, None)
        );
        let both = [
            mark("4", "Finalizat", Some(Stage::Done), true),
            mark("6", "Anulat", Some(Stage::Cancelled), true),
        ];
        assert_eq!(furthest(&both).0, Stage::Cancelled);
    }

    #[test]
    fn of_two_with_one_meaning_the_first_gives_the_name() {
        let marks = [
            mark("2", "Sosit", Some(Stage::Arrived), true),
            mark("8", "Asteapta", Some(Stage::Arrived), true),
        ];
        assert_eq!(furthest(&marks).1.as_deref(), Some("Sosit"));
    }

    #[test]
    fn every_stage_has_a_word_that_leads_back() {
        for stage in [Stage::Expected, Stage::WithDoctor, Stage::Cancelled] {
            assert_eq!(Stage::parse(stage.as_str()), Some(stage));
        }
        assert_eq!(Stage::parse("sosit"), None);
    }
}
