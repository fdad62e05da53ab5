//! Finding out how a vendor answers: what an empty search lists, and whether searching by code or by name
//! leads to everybody. The document promises nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_vendors::{ErrorKind, VendorError};

use super::FillStrategy;
use crate::adapters::{DirectoryPatient, DirectoryQuery, PatientDirectory};

/// Fragments that many family names of the region hold; only to learn a few patients.
const COMMON: [&str; 12] = [
    "PO", "IO", "MA", "AN", "ES", "RU", "CO", "ST", "VA", "DU", "MI", "GH",
];
/// A code no clinic has reached.
const NOBODY: u64 = 987_654_321;
/// How far beyond the highest known code to look, at first closely, then in leaps.
const BEYOND: [u64; 12] = [1, 2, 3, 4, 5, 7, 10, 20, 50, 100, 250, 1_000];
/// How many codes to look up that an answer leaves out between its lowest and highest.
const GAPS: u64 = 12;
/// Beyond this, walking all codes would take days.
const FEW_CODES: u64 = 100_000;

/// What was found out.
pub(crate) struct Explored {
    /// How to find everybody.
    pub strategy: FillStrategy,
    /// At how many rows an answer is cut, where that showed.
    pub cap: Option<usize>,
    /// The highest numeric code met.
    pub highest: u64,
    /// Whether searching by code finds that patient and nobody else.
    pub by_code: bool,
    /// Patients met on the way.
    pub learnt: BTreeMap<String, DirectoryPatient>,
}

/// Asks the directory until it is clear how its patients can be found. At most about fifty requests.
///
/// # Errors
/// The line's and the key's. A refusal or an unusable answer is part of what is found out, unless there was
/// no other: then nothing was found out.
pub(crate) async fn explore(directory: &dyn PatientDirectory) -> Result<Explored, VendorError> {
    let mut exploration = Exploration {
        directory,
        learnt: BTreeMap::new(),
        sizes: BTreeMap::new(),
        answered: false,
        unanswered: None,
    };
    let everyone = exploration.ask(&DirectoryQuery::everyone()).await?;
    let listed: BTreeSet<String> = everyone.iter().flatten().cloned().collect();
    if listed.is_empty() {
        exploration.by_names(1).await?;
    }
    let by_code = exploration.finds_by_code().await?;
    if !exploration.answered {
        exploration.ask(&DirectoryQuery::by_code("1")).await?;
    }
    if !exploration.answered
        && let Some(error) = exploration.unanswered
    {
        return Err(error);
    }
    let mut cap = None;
    if !listed.is_empty() {
        if exploration.is_whole(&listed, by_code).await? {
            return Ok(exploration.done(FillStrategy::All, None, by_code));
        }
        // An answer to a fragment may show another limit; the smaller one is the one to be careful of.
        cap = Some(listed.len());
    }
    let numeric = exploration.learnt.keys().all(|code| code.parse::<u64>().is_ok());
    let finds_names = exploration.learnt.is_empty() || exploration.finds_by_name().await?;
    let strategy = if by_code && numeric && (exploration.highest() <= FEW_CODES || !finds_names) {
        FillStrategy::Codes
    } else if exploration.learnt.is_empty() {
        // Nobody was found by anything: codes notice a first patient, and that codes are not heeded.
        FillStrategy::Codes
    } else {
        FillStrategy::Names
    };
    Ok(exploration.done(strategy, cap, by_code))
}

struct Exploration<'a> {
    directory: &'a dyn PatientDirectory,
    learnt: BTreeMap<String, DirectoryPatient>,
    /// Sizes of the answers to fragments.
    sizes: BTreeMap<usize, u32>,
    /// Whether any answer could be used, and the last one that could not.
    answered: bool,
    unanswered: Option<VendorError>,
}

impl Exploration<'_> {
    /// The codes an answer holds; `None` where the vendor does not answer that question.
    async fn ask(&mut self, query: &DirectoryQuery) -> Result<Option<Vec<String>>, VendorError> {
        let mut answer = self.directory.find(query).await;
        // A page of something in between is passing more often than not; data of this vendor is not.
        if answer
            .as_ref()
            .is_err_and(|error| error.kind == ErrorKind::Unreadable)
        {
            answer = self.directory.find(query).await;
        }
        match answer {
            Ok(rows) => {
                let codes = rows.iter().map(|row| row.vendor_id.clone()).collect();
                self.answered = true;
                self.learnt
                    .extend(rows.into_iter().map(|row| (row.vendor_id.clone(), row)));
                Ok(Some(codes))
            }
            Err(error) if not_an_answer(&error) => {
                self.unanswered = Some(error);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Searches by common fragments until so many answers held somebody.
    async fn by_names(&mut self, enough: u32) -> Result<Vec<Vec<String>>, VendorError> {
        let mut answers = Vec::new();
        for fragment in COMMON {
            let Some(answer) = self.ask(&DirectoryQuery::by_last_name(fragment)).await? else {
                continue;
            };
            *self.sizes.entry(answer.len()).or_default() += 1;
            if !answer.is_empty() {
                answers.push(answer);
            }
            if answers.len() as u32 >= enough {
                break;
            }
        }
        Ok(answers)
    }

    /// Whether a search by code finds that patient and nobody else, and an unknown code finds nobody.
    async fn finds_by_code(&mut self) -> Result<bool, VendorError> {
        let Some(known) = self.learnt.keys().next_back().cloned() else {
            return Ok(true);
        };
        let found = self.ask(&DirectoryQuery::by_code(known.clone())).await?;
        if found.is_none_or(|found| found.is_empty() || found.iter().any(|code| *code != known)) {
            return Ok(false);
        }
        let nobody = self.ask(&DirectoryQuery::by_code(NOBODY.to_string())).await?;
        Ok(nobody.is_none_or(|found| found.is_empty()))
    }

    /// Whether a search by the name of somebody known finds them.
    async fn finds_by_name(&mut self) -> Result<bool, VendorError> {
        let known = self
            .learnt
            .values()
            .find(|patient| patient.last_name.chars().count() > 2)
            .map(|patient| {
                (
                    patient.vendor_id.clone(),
                    patient.last_name.clone(),
                    patient.first_name.clone(),
                )
            });
        let Some((code, last_name, first_name)) = known else {
            return Ok(false);
        };
        let query = DirectoryQuery {
            last_name: Some(last_name),
            first_name: Some(first_name).filter(|name| !name.is_empty()),
            ..DirectoryQuery::default()
        };
        Ok(self.ask(&query).await?.is_some_and(|found| found.contains(&code)))
    }

    /// Whether the answer to an empty search holds everybody: nobody may be found in any other way who is
    /// not in it.
    async fn is_whole(&mut self, listed: &BTreeSet<String>, by_code: bool) -> Result<bool, VendorError> {
        let codes: Vec<u64> = listed.iter().filter_map(|code| code.parse().ok()).collect();
        if by_code && codes.len() == listed.len() {
            for code in probes(&codes) {
                if self
                    .ask(&DirectoryQuery::by_code(code.to_string()))
                    .await?
                    .is_some_and(|found| !found.is_empty())
                {
                    return Ok(false);
                }
            }
        }
        // A size that looks like a limit, or no way to look by code: the names must agree.
        let enough = if by_code && !is_round(listed.len()) { 3 } else { 8 };
        let answers = self.by_names(enough).await?;
        let stranger = answers.iter().flatten().any(|code| !listed.contains(code));
        let as_long = answers
            .iter()
            .any(|answer| answer.len() >= listed.len() && listed.len() > 1);
        // Where codes are heeded they are the better witness; an ignored name filter answers with everybody.
        Ok(!stranger && (by_code || !as_long))
    }

    fn highest(&self) -> u64 {
        self.learnt
            .keys()
            .filter_map(|code| code.parse().ok())
            .max()
            .unwrap_or_default()
    }

    fn done(self, strategy: FillStrategy, cap: Option<usize>, by_code: bool) -> Explored {
        let repeated = self
            .sizes
            .iter()
            .filter(|(size, times)| **size >= 10 && **times >= 2);
        let cap = match strategy {
            FillStrategy::All | FillStrategy::Pages => None,
            FillStrategy::Codes | FillStrategy::Names => cap.or_else(|| {
                repeated
                    .map(|(size, _)| *size)
                    .max()
                    .filter(|size| self.sizes.keys().max() == Some(size))
            }),
        };
        Explored {
            strategy,
            cap,
            highest: self.highest(),
            by_code,
            learnt: self.learnt,
        }
    }
}

/// Codes to look up that the answer leaves out: beyond its highest, below its lowest, and between.
fn probes(codes: &[u64]) -> Vec<u64> {
    let listed: BTreeSet<u64> = codes.iter().copied().collect();
    let (Some(lowest), Some(highest)) = (listed.first().copied(), listed.last().copied()) else {
        return Vec::new();
    };
    let mut probes: BTreeSet<u64> = BEYOND.iter().map(|step| highest.saturating_add(*step)).collect();
    probes.extend(
        [lowest.saturating_sub(1), lowest.saturating_sub(2), lowest / 2]
            .iter()
            .filter(|code| **code > 0),
    );
    let missing = (highest - lowest + 1).saturating_sub(listed.len() as u64);
    let step = (missing / GAPS).max(1);
    let mut before = lowest;
    let mut skipped = 0;
    let mut taken = 0;
    for code in listed.iter().copied().skip(1) {
        let gap = code - before - 1;
        skipped += gap;
        if gap > 0 && skipped >= step && taken < GAPS {
            probes.insert(before + 1 + gap / 2);
            skipped = 0;
            taken += 1;
        }
        before = code;
    }
    probes.into_iter().filter(|code| !listed.contains(code)).collect()
}

/// Whether a number of rows looks like somebody's limit.
pub(super) fn is_round(rows: usize) -> bool {
    rows >= 10 && (rows.is_multiple_of(25) || rows.is_multiple_of(10) || rows.is_power_of_two())
}

/// A no to this question, or an answer to it that cannot be used; not a sign of the line or the key.
fn not_an_answer(error: &VendorError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Refused
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Redirect
            | ErrorKind::TooLarge
            | ErrorKind::Unreadable
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_lie_outside_the_answer_and_on_all_its_sides() {
        let codes: Vec<u64> = (100..200).filter(|code| code % 7 != 0).collect();
        let probes = probes(&codes);
        assert!(probes.iter().all(|code| !codes.contains(code)));
        assert!(probes.iter().any(|code| *code < 100));
        assert!(probes.iter().any(|code| (100..200).contains(code)));
        assert!(probes.contains(&200) && probes.contains(&1_199));
    }

    #[test]
    fn limits_look_round() {
        assert!(is_round(100) && is_round(50) && is_round(256) && is_round(5_000));
        assert!(!is_round(37) && !is_round(3) && !is_round(4_987));
    }
}
