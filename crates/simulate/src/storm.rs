//! What goes wrong in a run, drawn from its seed.

use std::time::Duration;

use chrono::TimeDelta;
use frontdesk_sandbox::{Fault, FaultKind};

use crate::action::Kind;
use crate::colleague::{self, Change};
use crate::dice::Dice;
use crate::plan::Plan;
use crate::world::World;

/// When the storm is over, since the run began.
pub(crate) const STORM: Duration = Duration::from_secs(75);

/// What happens at an instant.
#[derive(Debug, Clone)]
pub(crate) enum Strike {
    /// A fault is ordered at the sandbox.
    Fault(Fault),
    /// The line is down, or up again.
    Down(bool),
    /// The desk's clock is so many seconds ahead.
    Clock(i64),
    /// The so manyth write to the store from now is lost.
    LostWrite(i64),
    /// Somebody else changes something.
    Colleague(Change),
}

/// How a process ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ending {
    /// After so many steps.
    Steps(u64),
    /// At this time since the run began.
    At(Duration),
}

/// Everything that goes wrong, in order of time.
pub(crate) struct Storm {
    pub(crate) strikes: Vec<(Duration, Strike)>,
    pub(crate) endings: Vec<Ending>,
    /// Whether reading goes on beside sending.
    pub(crate) reads: bool,
    pub(crate) restarts: bool,
}

const READS: [&str; 9] = [
    "find-patients",
    "patient-appointments",
    "appointment-statuses",
    "calls",
    "verify",
    "patient",
    "patients",
    "appointment",
    "phone-numbers",
];
const MONEY_READS: [&str; 4] = [
    "price-list",
    "patient-services",
    "patient-payments",
    "payment-details",
];
const BILL_READS: [&str; 4] = ["transactions", "bill", "bill-liabilities", "documents"];
/// The huge answer says nothing that another unreadable one does not.
const KINDS: [FaultKind; 12] = [
    FaultKind::DropBefore,
    FaultKind::DropAfter,
    FaultKind::DropAfter,
    FaultKind::Unauthorized,
    FaultKind::TooMany,
    FaultKind::Broken,
    FaultKind::BrokenAfter,
    FaultKind::Html,
    FaultKind::CutBody,
    FaultKind::BrokenJson,
    FaultKind::Latency,
    FaultKind::Latency,
];

fn fault(dice: &mut Dice, plans: &[Plan]) -> Fault {
    let operation = match plans.len() {
        0 => "*",
        _ if dice.percent(12) => "*",
        _ if dice.percent(25) && plans.iter().any(|plan| plan.kind == Kind::Invoice) => {
            dice.pick(&MONEY_READS)
        }
        _ if dice.percent(20) && plans.iter().any(|plan| plan.kind == Kind::PayBill) => {
            dice.pick(&BILL_READS)
        }
        _ if dice.percent(25) => dice.pick(&READS),
        _ => dice.pick(dice.clone().pick(plans).kind.operations()),
    };
    let kind = *dice.pick(&KINDS);
    Fault {
        after: u32::try_from(dice.below(3)).unwrap(),
        // From a short delay that changes the order of answers to one that nobody waits for.
        ms: *dice.pick(&[300, 2_500, 9_000, 35_000, 70_000]),
        retry_after: u32::try_from(dice.between(1, 40)).unwrap(),
        ..Fault::new(operation, kind).times(1 + u32::try_from(dice.below(3)).unwrap())
    }
}

/// What takes an answer away from a call that cannot be taken back.
const ANSWERS_LOST: [FaultKind; 7] = [
    FaultKind::DropBefore,
    FaultKind::DropAfter,
    FaultKind::DropAfter,
    FaultKind::BrokenAfter,
    FaultKind::CutBody,
    FaultKind::Latency,
    FaultKind::TooMany,
];

/// What happens to money and papers of their own: they are few, so that what is drawn for all operations alike seldom meets
/// them.
pub(crate) fn over_money(dice: &mut Dice, plans: &[Plan], storm: &mut Storm) {
    let money = |plan: &&Plan| matches!(plan.kind, Kind::Invoice | Kind::PayBill | Kind::FileDocument);
    for plan in plans.iter().filter(money) {
        if !dice.percent(40) {
            continue;
        }
        let operation = *dice.pick(plan.kind.operations());
        let fault = Fault {
            ms: 70_000,
            retry_after: 5,
            ..Fault::new(operation, *dice.pick(&ANSWERS_LOST)).times(1)
        };
        storm.strikes.push((plan.at, Strike::Fault(fault)));
    }
    storm.strikes.sort_by_key(|(at, _)| *at);
}

/// The storm of a seed over these plans.
pub(crate) fn storm(dice: &mut Dice, plans: &[Plan]) -> Storm {
    let mut strikes = Vec::new();
    let at = |dice: &mut Dice| Duration::from_millis(dice.between(0, 60_000));
    for _ in 0..dice.below(7) {
        let early = Duration::from_millis(dice.between(0, 20_000));
        strikes.push((early, Strike::Fault(fault(dice, plans))));
    }
    if dice.percent(25) {
        let from = at(dice);
        let to = from + Duration::from_secs(dice.between(2, 40));
        strikes.push((from, Strike::Down(true)));
        strikes.push((to, Strike::Down(false)));
    }
    for _ in 0..dice.below(3) {
        if dice.percent(40) {
            let ahead = *dice.pick(&[-90_000, -7_200, -600, -20, 20, 600, 5_400, 90_000]);
            strikes.push((at(dice), Strike::Clock(ahead)));
        }
    }
    for _ in 0..dice.below(3) {
        let lost = i64::try_from(1 + dice.below(6)).unwrap();
        strikes.push((at(dice), Strike::LostWrite(lost)));
    }
    for plan in plans {
        if dice.percent(40)
            && let Some(namesake) = colleague::namesake(plan)
        {
            strikes.push((Duration::ZERO, Strike::Colleague(namesake)));
        }
        if dice.percent(22)
            && let Some(change) = colleague::change(dice, plan)
        {
            strikes.push((at(dice), Strike::Colleague(change)));
        }
    }
    strikes.sort_by_key(|(at, _)| *at);
    let mut endings = Vec::new();
    for _ in 0..dice.below(4) {
        endings.push(if dice.percent(60) {
            Ending::Steps(dice.between(1, 400))
        } else {
            Ending::At(at(dice))
        });
    }
    Storm {
        strikes,
        endings,
        reads: dice.percent(15),
        restarts: dice.percent(50),
    }
}

/// Lets one thing go wrong.
pub(crate) async fn strike(world: &World, strike: &Strike) {
    match strike {
        Strike::Fault(fault) => {
            world.note(format!(
                "fault {:?} on {} x{} after {}",
                fault.kind,
                fault.operation,
                fault.times.unwrap_or_default(),
                fault.after
            ));
            world.sandbox.set_fault(fault.clone());
        }
        Strike::Down(down) => {
            world.note(if *down {
                "the line is down"
            } else {
                "the line is up"
            });
            world.sandbox.faults().set_down(*down);
        }
        Strike::Clock(seconds) => {
            world.note(format!("the clock is {seconds} s ahead"));
            world.time.set_ahead(TimeDelta::seconds(*seconds));
        }
        Strike::LostWrite(writes) => {
            world.note(format!("write {writes} from now is lost"));
            world.jobs.lose_after(*writes);
        }
        Strike::Colleague(change) => colleague::make(world, change).await,
    }
}

/// The end of all trouble.
pub(crate) fn calm(world: &World) {
    world.note("calm");
    world.sandbox.faults().clear();
    world.time.set_ahead(TimeDelta::zero());
    world.jobs.lose_after(0);
}
