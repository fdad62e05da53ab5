//! Many seeds, and what came of all of them.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use frontdesk_desk::billing::InvoiceStep;

use crate::action::Kind;
use crate::run::{Outcome, simulate};
use crate::till::{Cause, Gap};

/// The sums.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// Seeds run.
    pub seeds: usize,
    /// Actions accepted.
    pub actions: usize,
    /// Of these, those that were changed before they were sent.
    pub changes: usize,
    /// Faults, changes of others, wrong clocks and ended processes that came over them.
    pub faults: usize,
    /// Processes ended.
    pub crashes: usize,
    /// Accepted and gone.
    pub lost: usize,
    /// Carried out more than once.
    pub doubled: usize,
    /// Neither ended nor in front of a person for a reason.
    pub stuck: usize,
    /// In front of a person, and all, by operation.
    pub by_kind: BTreeMap<Kind, (usize, usize)>,
    /// Invoices.
    pub invoices: usize,
    /// Of these, those in front of a person, by step and cause.
    pub by_step: BTreeMap<(InvoiceStep, Cause), usize>,
    /// How often a process ended while an invoice stood at a step.
    pub ended_at: BTreeMap<(InvoiceStep, Gap), usize>,
    /// Seeds that broke a promise, or the run itself, with their traces.
    pub failed: BTreeMap<u64, Vec<String>>,
}

impl Totals {
    /// Those of one seed.
    #[must_use]
    pub fn of(seed: u64, outcome: Outcome) -> Self {
        let mut totals = Self::default();
        totals.add(seed, Some(outcome));
        totals
    }

    fn add(&mut self, seed: u64, outcome: Option<Outcome>) {
        self.seeds += 1;
        let Some(outcome) = outcome else {
            self.stuck += 1;
            self.failed.insert(seed, vec!["the run itself broke".to_owned()]);
            return;
        };
        self.actions += outcome.actions;
        self.changes += outcome.changes;
        self.faults += outcome.faults;
        self.crashes += outcome.crashes;
        self.lost += outcome.lost;
        self.doubled += outcome.doubled;
        self.stuck += outcome.stuck;
        for (kind, (waiting, all)) in &outcome.by_kind {
            let sums = self.by_kind.entry(*kind).or_default();
            sums.0 += waiting;
            sums.1 += all;
        }
        self.invoices += outcome.invoices;
        for (step, waiting) in &outcome.by_step {
            *self.by_step.entry(*step).or_default() += waiting;
        }
        for (at, ended) in &outcome.ended_at {
            *self.ended_at.entry(*at).or_default() += ended;
        }
        if !outcome.is_good() {
            self.failed.insert(seed, outcome.trace);
        }
    }
}

impl Totals {
    /// The invoices that stand in front of a person, step by step. That a process ended between two calls brings nobody in
    /// front of one: its line is always there to be seen.
    fn steps(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "\ninvoices waiting for a person, by step and cause, of {}:",
            self.invoices
        )?;
        for step in [InvoiceStep::Services, InvoiceStep::Payment, InvoiceStep::Invoice] {
            let here = |cause: Cause| self.by_step.get(&(step, cause)).copied().unwrap_or_default();
            let ended = |gap: Gap| self.ended_at.get(&(step, gap)).copied().unwrap_or_default();
            writeln!(
                f,
                "  {:9} processes ended before its call or after the answer before it: {}, between call and answer: {}",
                step.as_str(),
                ended(Gap::Between),
                ended(Gap::During)
            )?;
            for cause in Cause::ALL {
                if here(cause) > 0 || matches!(cause, Cause::Crash | Cause::AnswerLost) {
                    let share = here(cause) as f64 * 100.0 / self.invoices.max(1) as f64;
                    writeln!(f, "            {cause:42} {:6}  {share:5.1} %", here(cause))?;
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} seeds, {} actions, {} of them changed before they were sent, {} faults, {} processes ended",
            self.seeds, self.actions, self.changes, self.faults, self.crashes
        )?;
        writeln!(f, "\nwaiting for a person, by operation:")?;
        for (kind, (waiting, all)) in &self.by_kind {
            let share = *waiting as f64 * 100.0 / (*all).max(1) as f64;
            writeln!(f, "  {kind:32} {waiting:6} of {all:6}  {share:5.1} %")?;
        }
        self.steps(f)?;
        let waiting: usize = self.by_kind.values().map(|(waiting, _)| waiting).sum();
        write!(
            f,
            "\nlost {}, doubled {}, stuck {}, waiting for a person {waiting}",
            self.lost, self.doubled, self.stuck
        )
    }
}

/// Runs so many seeds from `first` on, on every processor there is.
#[must_use]
pub fn simulate_many(first: u64, seeds: u64) -> Totals {
    let (next, totals) = (AtomicU64::new(first), Mutex::new(Totals::default()));
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed >= first.saturating_add(seeds) {
                        break;
                    }
                    let outcome = catch_unwind(AssertUnwindSafe(|| simulate(seed))).ok();
                    totals.lock().unwrap().add(seed, outcome);
                }
            });
        }
    });
    totals.into_inner().unwrap()
}
