//! The first fill by codes: one after the other, until many in a row beyond the highest known are missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cursor::ATTEMPTS;

/// Where the walk stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CodesPlan {
    /// The next code to ask about.
    pub next: u64,
    /// The highest code met in any answer.
    pub highest: u64,
    /// How many misses in a row beyond the highest end the walk.
    pub give_up: u64,
    /// Answers that held other patients than the one asked for.
    pub strange: u32,
    /// Codes whose answers could not be used, and how often: asked again at the end of the walk, and then once
    /// a round.
    #[serde(default)]
    owed: BTreeMap<u64, u32>,
}

/// Enough for the gap that deleted test patients of a new clinic leave.
pub(crate) const GIVE_UP: u64 = 300;
/// After so many answers about other patients, codes are not heeded here.
const TOO_STRANGE: u32 = 3;

impl CodesPlan {
    pub(crate) fn new(highest: u64) -> Self {
        Self {
            next: 1,
            highest,
            give_up: GIVE_UP,
            strange: 0,
            owed: BTreeMap::new(),
        }
    }

    /// The codes to ask about now.
    pub(crate) fn batch(&self, size: usize) -> Vec<u64> {
        if self.next > self.last() {
            return self.owed().take(size).collect();
        }
        (self.next..=self.last()).take(size).collect()
    }

    /// Codes still to be asked about again.
    pub(crate) fn owed(&self) -> impl Iterator<Item = u64> {
        let open = |(code, attempts): (&u64, &u32)| (*attempts < ATTEMPTS).then_some(*code);
        self.owed.iter().filter_map(open)
    }

    /// A new round: what could not be read in the last one may be readable now.
    pub(crate) fn ask_owed_again(&mut self) {
        self.owed.values_mut().for_each(|attempts| *attempts = 0);
    }

    /// Notes an answer to one code of the batch.
    pub(crate) fn answered(&mut self, asked: u64, found: &[String]) {
        self.owed.remove(&asked);
        let codes = || found.iter().filter_map(|code| code.parse::<u64>().ok());
        self.highest = self.highest.max(codes().max().unwrap_or_default());
        if !found.is_empty() && !codes().any(|code| code == asked) {
            self.strange += 1;
        }
    }

    /// An answer that could not be used says nothing of the patient.
    pub(crate) fn owe(&mut self, asked: u64) {
        *self.owed.entry(asked).or_default() += 1;
    }

    /// The batch up to and with this code is in the store.
    pub(crate) fn stored(&mut self, last: u64) {
        self.next = self.next.max(last.saturating_add(1));
    }

    pub(crate) fn is_done(&self) -> bool {
        self.next > self.last() && self.owed().next().is_none()
    }

    /// The vendor answers about other patients than asked for.
    pub(crate) fn is_not_heeded(&self) -> bool {
        self.strange >= TOO_STRANGE
    }

    /// Codes asked about, and how many it will have been in all, as far as known.
    pub(crate) fn progress(&self) -> (u64, u64) {
        (self.next - 1, self.last())
    }

    fn last(&self) -> u64 {
        self.highest.saturating_add(self.give_up)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_below_the_highest_does_not_end_the_walk_and_one_beyond_does() {
        let clinic = [700_u64, 705, 1_900];
        let mut plan = CodesPlan::new(705);
        let mut met = Vec::new();
        while !plan.is_done() {
            let batch = plan.batch(20);
            for code in &batch {
                let found: Vec<String> = clinic
                    .iter()
                    .filter(|known| *known == code)
                    .map(ToString::to_string)
                    .collect();
                met.extend(found.clone());
                plan.answered(*code, &found);
            }
            plan.stored(*batch.last().unwrap());
        }
        assert_eq!(met, ["700", "705"]);
        assert_eq!(plan.next, 705 + GIVE_UP + 1);
        assert!(!plan.is_not_heeded());
    }

    #[test]
    fn a_code_whose_answer_could_not_be_used_is_asked_again_before_the_end_and_in_the_next_round() {
        let mut plan = CodesPlan::new(0);
        for code in plan.batch(usize::MAX) {
            if code == 7 {
                plan.owe(code);
            } else {
                plan.answered(code, &[]);
            }
            plan.stored(code);
        }
        for _ in 1..ATTEMPTS {
            assert!(!plan.is_done());
            assert_eq!(plan.batch(10), [7]);
            plan.owe(7);
        }
        assert!(plan.is_done() && plan.batch(10).is_empty());
        plan.ask_owed_again();
        assert_eq!(plan.owed().collect::<Vec<_>>(), [7]);
        plan.answered(7, &["7".into()]);
        assert!(plan.owed().next().is_none());
    }

    #[test]
    fn answers_about_others_are_noticed() {
        let mut plan = CodesPlan::new(5);
        for code in 1..=3 {
            plan.answered(code, &["77".into()]);
        }
        assert!(plan.is_not_heeded());
        assert_eq!(plan.highest, 77);
    }
}
