//! Faults on demand: asked for one by one, or drawn from a seed.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::dice::Dice;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The request is applied at once; the answer comes late, by `ms` milliseconds.
    Latency,
    /// The connection closes before the request is applied.
    DropBefore,
    /// The request is applied, then the connection closes without an answer.
    DropAfter,
    /// HTTP 401 as a gateway gives it; not applied.
    #[serde(rename = "401")]
    Unauthorized,
    /// HTTP 429 with `Retry-After: retry_after`; not applied.
    #[serde(rename = "429")]
    TooMany,
    /// HTTP 500; not applied.
    #[serde(rename = "500")]
    Broken,
    /// The request is applied, then HTTP 500.
    #[serde(rename = "500_after")]
    BrokenAfter,
    /// A web page of a gateway instead of data; not applied.
    Html,
    /// The request is applied; the answer promises more bytes than it sends, then the connection closes.
    CutBody,
    /// The request is applied; the answer is JSON that ends in the middle.
    BrokenJson,
    /// The request is applied; the answer has no body.
    Empty,
    /// The request is applied; the answer is `bytes` long.
    Huge,
}

impl FaultKind {
    /// Every kind, in the order the seeded draw numbers them.
    pub const ALL: [Self; 12] = [
        Self::Latency,
        Self::DropBefore,
        Self::DropAfter,
        Self::Unauthorized,
        Self::TooMany,
        Self::Broken,
        Self::BrokenAfter,
        Self::Html,
        Self::CutBody,
        Self::BrokenJson,
        Self::Empty,
        Self::Huge,
    ];

    /// Whether the request takes effect although the answer is spoiled.
    pub fn applies(self) -> bool {
        !matches!(
            self,
            Self::DropBefore | Self::Unauthorized | Self::TooMany | Self::Broken | Self::Html
        )
    }
}

/// One order for a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which operation it strikes: its name (`set-appointment-status`), `vendor/name`, `vendor/*`, or `*`.
    #[serde(default = "any")]
    pub operation: String,
    /// What goes wrong.
    pub kind: FaultKind,
    /// How many matching requests it strikes; none means until it is taken back.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// How many matching requests pass unharmed first.
    #[serde(default)]
    pub after: u32,
    /// Milliseconds, for [`FaultKind::Latency`].
    #[serde(default = "half_second")]
    pub ms: u64,
    /// Seconds to say in `Retry-After`, for [`FaultKind::TooMany`].
    #[serde(default = "two_seconds")]
    pub retry_after: u32,
    /// The HTTP status of [`FaultKind::Html`] (502 unless said) and [`FaultKind::Empty`] (200 unless said).
    #[serde(default)]
    pub status: Option<u16>,
    /// Body length in bytes, for [`FaultKind::Huge`].
    #[serde(default = "fifty_megabytes")]
    pub bytes: usize,
    /// Whether the request takes effect, where the kind's own rule is not wanted.
    #[serde(default)]
    pub applied: Option<bool>,
}

fn any() -> String {
    "*".into()
}
#[allow(clippy::unnecessary_wraps)] // serde wants the field's own type
fn once() -> Option<u32> {
    Some(1)
}
fn half_second() -> u64 {
    500
}
fn two_seconds() -> u32 {
    2
}
fn fifty_megabytes() -> usize {
    50 * 1024 * 1024
}

impl Fault {
    /// One fault of this kind for the next request of `operation` (`*` for any).
    pub fn new(operation: &str, kind: FaultKind) -> Self {
        Self {
            operation: operation.into(),
            kind,
            times: once(),
            after: 0,
            ms: half_second(),
            retry_after: two_seconds(),
            status: None,
            bytes: fifty_megabytes(),
            applied: None,
        }
    }

    /// The same for the next `times` requests.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Whether the struck request takes effect.
    pub(crate) fn applies(&self) -> bool {
        self.applied.unwrap_or(self.kind.applies())
    }

    fn strikes(&self, vendor: &str, operation: &str) -> bool {
        match self.operation.split_once('/') {
            Some((v, o)) => v == vendor && (o == "*" || o == operation),
            None => self.operation == "*" || self.operation == operation,
        }
    }
}

/// Faults drawn by chance, the same for the same seed and the same order of requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chaos {
    /// Where the draw starts.
    pub seed: u64,
    /// Which part of the requests is struck, 0 (none) to 1 (all).
    pub rate: f64,
    /// The kinds drawn from; empty means all of them but the huge answer.
    #[serde(default)]
    pub kinds: Vec<FaultKind>,
}

#[derive(Default)]
struct Orders {
    faults: Vec<Fault>,
    chaos: Option<(Chaos, u64)>,
    down: bool,
}

/// The faults in force. Shared by all clones of a sandbox.
#[derive(Default)]
pub struct Faults(Mutex<Orders>);

impl Faults {
    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Orders one more fault.
    pub fn add(&self, fault: Fault) {
        self.orders().faults.push(fault);
    }

    /// Takes back every ordered fault and the chaos, and brings the server up.
    pub fn clear(&self) {
        *self.orders() = Orders::default();
    }

    /// The orders that have strikes left.
    pub fn pending(&self) -> Vec<Fault> {
        self.orders().faults.clone()
    }

    /// Starts drawing faults by chance (a rate of 0 stops it).
    pub fn set_chaos(&self, chaos: Chaos) {
        self.orders().chaos = (chaos.rate > 0.0).then_some((chaos, 0));
    }

    /// Takes the server down (every vendor connection is closed without an answer) or up again.
    pub fn set_down(&self, down: bool) {
        self.orders().down = down;
    }

    /// Whether the server is down.
    pub fn is_down(&self) -> bool {
        self.orders().down
    }

    /// The faults that strike this request: any latencies, and at most one other.
    pub(crate) fn draw(&self, vendor: &str, operation: &str) -> Vec<Fault> {
        let mut orders = self.orders();
        let mut drawn: Vec<Fault> = Vec::new();
        let mut spoiled = false;
        for fault in &mut orders.faults {
            let late = fault.kind == FaultKind::Latency;
            if !fault.strikes(vendor, operation) || (spoiled && !late) {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
                continue;
            }
            if let Some(times) = &mut fault.times {
                if *times == 0 {
                    continue;
                }
                *times -= 1;
            }
            spoiled |= !late;
            drawn.push(fault.clone());
        }
        orders.faults.retain(|f| f.times != Some(0));
        if let Some((chaos, asked)) = &mut orders.chaos {
            let mut dice = Dice::new(chaos.seed, *asked);
            *asked += 1;
            if dice.chance(chaos.rate) && !spoiled {
                let usual = FaultKind::ALL.split_last().map_or(&[][..], |(_huge, rest)| rest);
                let kinds = if chaos.kinds.is_empty() {
                    usual
                } else {
                    &chaos.kinds
                };
                drawn.push(Fault {
                    ms: 20,
                    ..Fault::new(operation, dice.pick(kinds))
                });
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(faults: &Faults, operation: &str) -> Vec<FaultKind> {
        faults
            .draw("medsoft", operation)
            .into_iter()
            .map(|f| f.kind)
            .collect()
    }

    #[test]
    fn a_fault_strikes_its_operation_after_and_times() {
        let faults = Faults::default();
        faults.add(Fault {
            after: 1,
            times: Some(2),
            ..Fault::new("add-invoice", FaultKind::DropAfter)
        });
        let seen: Vec<_> = [
            "doctors",
            "add-invoice",
            "add-invoice",
            "doctors",
            "add-invoice",
            "add-invoice",
        ]
        .iter()
        .map(|o| kinds(&faults, o).len())
        .collect();
        assert_eq!(seen, [0, 0, 1, 0, 1, 0]);
        assert!(faults.pending().is_empty());
    }

    #[test]
    fn vendor_names_narrow_the_operation() {
        let faults = Faults::default();
        faults.add(Fault {
            times: None,
            ..Fault::new("alfadocs/*", FaultKind::Broken)
        });
        assert!(kinds(&faults, "doctors").is_empty());
        faults.add(Fault {
            times: None,
            ..Fault::new("medsoft/doctors", FaultKind::Html)
        });
        assert_eq!(kinds(&faults, "doctors"), [FaultKind::Html]);
        assert_eq!(kinds(&faults, "doctors"), [FaultKind::Html]);
    }

    #[test]
    fn latency_joins_one_other_fault() {
        let faults = Faults::default();
        for kind in [FaultKind::Broken, FaultKind::Latency, FaultKind::Html] {
            faults.add(Fault::new("*", kind));
        }
        assert_eq!(kinds(&faults, "doctors"), [FaultKind::Broken, FaultKind::Latency]);
        assert_eq!(kinds(&faults, "doctors"), [FaultKind::Html]);
    }

    #[test]
    fn chaos_repeats_itself_and_follows_its_rate() {
        let draw = |seed| {
            let faults = Faults::default();
            faults.set_chaos(Chaos {
                seed,
                rate: 0.3,
                kinds: vec![],
            });
            (0..300)
                .map(|_| kinds(&faults, "doctors").first().copied())
                .collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        let struck = draw(7).iter().flatten().count();
        assert!((50..140).contains(&struck), "{struck} of 300 at a rate of 0.3");
        assert!(
            !draw(7).contains(&Some(FaultKind::Huge)),
            "the huge answer is only given when named"
        );
    }
}
