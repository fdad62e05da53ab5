//! At which step of an invoice its process was ended, and which of them a person is asked about afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

const STEPS: [(&str, &str); 3] = [
    ("invoice_services", "services"),
    ("invoice_payment", "payment"),
    ("invoice_issue", "invoice"),
];

/// An invoice's intent and the step it stood at.
type At = (String, &'static str);

/// What is counted, each invoice once a step.
#[derive(Default)]
pub struct Steps {
    /// Ended before the call was begun, or after the answer to the one before it was kept.
    between: BTreeSet<At>,
    /// Ended between the call and its answer.
    during: BTreeSet<At>,
    /// In front of a person.
    asked: BTreeSet<At>,
}

fn step(row: &Value) -> Option<&'static str> {
    let action = row["action"].as_str()?;
    STEPS
        .iter()
        .find(|(word, _)| *word == action)
        .map(|(_, step)| *step)
}

impl Steps {
    /// A process was ended: how everything stands that is not settled, by intent.
    pub fn ended(&mut self, open: &BTreeMap<String, Value>) {
        for (intent, row) in open {
            let Some(step) = step(row) else { continue };
            match row["state"].as_str() {
                Some("sending") => self.during.insert((intent.clone(), step)),
                Some("held" | "queued" | "waiting") => self.between.insert((intent.clone(), step)),
                _ => continue,
            };
        }
    }

    /// A person is asked about an invoice. Answers whether it was cut off between a call and its answer.
    pub fn asks(&mut self, intent: &str, row: &Value) -> bool {
        let Some(step) = step(row) else { return false };
        let at = (intent.to_owned(), step);
        let cut = self.during.contains(&at);
        self.asked.insert(at);
        cut
    }
}

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "invoices by step: those whose process was ended there, and of these in front of a person"
        )?;
        for (_, step) in STEPS {
            let here = |all: &BTreeSet<At>| {
                all.iter()
                    .filter(|at| at.1 == step)
                    .cloned()
                    .collect::<BTreeSet<At>>()
            };
            let (during, asked) = (here(&self.during), here(&self.asked));
            let between: BTreeSet<At> = here(&self.between).difference(&during).cloned().collect();
            for (gap, ends) in [
                ("before the call or after the answer before it", &between),
                ("between call and answer", &during),
            ] {
                let people = ends.intersection(&asked).count();
                let share = people as f64 * 100.0 / ends.len().max(1) as f64;
                writeln!(
                    f,
                    "  {step:9} {gap:46} {:4}  asked about {people:4}  {share:5.1} %",
                    ends.len()
                )?;
            }
        }
        Ok(())
    }
}
