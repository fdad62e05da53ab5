//! One run of one seed: a storm, then calm, then people.

use std::collections::BTreeMap;
use std::future::{Future, pending};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use frontdesk_desk::billing::InvoiceStep;
use frontdesk_desk::outbox::{EntryState, UnsentEntry};
use frontdesk_desk::{Desk, ErrorCode};
use frontdesk_sandbox::Vendor;
use futures::future::join_all;
use tokio::time::Instant;
use uuid::Uuid;

use crate::action::Kind;
use crate::bills;
use crate::decided;
use crate::desk::Place;
use crate::dice::Dice;
use crate::effects::{Effect, effects, writes};
use crate::judge::{Wrong, counted, judge, rests, waits};
use crate::people;
use crate::plan::{Changed, Plan, plans};
use crate::steps::{End, Steps};
use crate::storm::{Ending, STORM, Storm, Strike, calm, over_money, storm, strike};
use crate::takings;
use crate::template::template;
use crate::till::{self, Cause, Gap};
use crate::world::World;

/// The longest time that the queue may need once all trouble is over.
const PATIENCE: Duration = Duration::from_secs(1_800);
/// How often a person answers before the rest counts as stuck.
const ROUNDS: usize = 6;
/// No vendor is asked more often in a run of a few minutes, whatever happens around the desk.
const MANY: u64 = 5_000;

/// What came of one seed.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Actions that the desk accepted.
    pub actions: usize,
    /// Of these, those that were changed before they were sent.
    pub changes: usize,
    /// Things that went wrong around it.
    pub faults: usize,
    /// Times the process ended.
    pub crashes: usize,
    /// Accepted and gone.
    pub lost: usize,
    /// Carried out more than once.
    pub doubled: usize,
    /// Neither ended nor in front of a person for a reason.
    pub stuck: usize,
    /// In front of a person once the trouble was over, and all, by operation.
    pub by_kind: BTreeMap<Kind, (usize, usize)>,
    /// Invoices among them.
    pub invoices: usize,
    /// Of these, those in front of a person, by step and cause.
    pub by_step: BTreeMap<(InvoiceStep, Cause), usize>,
    /// How often a process ended while an invoice stood at a step: before its call or after the answer to the one before,
    /// and between its call and its answer.
    pub ended_at: BTreeMap<(InvoiceStep, Gap), usize>,
    /// Everything that happened, in order.
    pub trace: Vec<String>,
}

impl Outcome {
    /// Whether the promise was kept.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.lost + self.doubled + self.stuck == 0
    }

    /// A number that tells one trace from another (FNV-1a).
    #[must_use]
    pub fn hash(&self) -> u64 {
        let bytes = self.trace.iter().flat_map(|line| line.bytes().chain([b'\n']));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    }
}

pub(crate) type Plans = Mutex<Vec<Plan>>;

pub(crate) fn under_virtual_time<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(work)
}

/// Runs one seed.
#[must_use]
pub fn simulate(seed: u64) -> Outcome {
    template();
    under_virtual_time(one(seed, None))
}

/// Runs one seed on a line that delivers every call of an operation twice, as a desk would that sends it twice: what
/// judges a run has to say so.
#[must_use]
pub fn simulate_twice(seed: u64, operation: &'static str) -> Outcome {
    template();
    under_virtual_time(one(seed, Some(operation)))
}

async fn one(seed: u64, twice: Option<&'static str>) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let world = template().copy(seed, folder.path(), twice);
    till::register(&world).await;
    bills::register(&world).await;
    let mut place = Place::new(world, folder.path().join("desk"));
    let mut plans = plans(&mut Dice::new(seed, 1), seed);
    till::plans(&mut Dice::new(seed, 3), seed, &mut plans);
    let mut of_bills = Dice::new(seed, 4);
    bills::plans(&mut of_bills, seed, &mut plans);
    let rule = bills::rule(&mut of_bills);
    bills::set_rule(&mut place, rule).await;
    place.end_process();
    let mut storm = storm(&mut Dice::new(seed, 2), &plans);
    over_money(&mut Dice::new(seed, 5), &plans, &mut storm);
    let mut outcome = Outcome {
        faults: storm.strikes.len(),
        ..Outcome::default()
    };
    let plans = Mutex::new(plans);
    weather(&mut place, &plans, &storm, &mut outcome).await;
    calm(&place.world);
    if storm.restarts {
        place.end_process();
    }
    drain(&mut place, &plans).await;

    let all = plans.lock().unwrap().clone();
    outcome.changes = all.iter().filter(|plan| plan.changed == Changed::Yes).count();
    let first = effects(&place.world, &all).await;
    let done = report(&mut place, &all, &first, &mut outcome, false).await;
    for _ in 0..ROUNDS {
        let now = effects(&place.world, &all).await;
        if !people::decide(&mut place, &all, &now).await {
            break;
        }
        drain(&mut place, &plans).await;
    }
    let last = effects(&place.world, &all).await;
    let ended = report(&mut place, &all, &last, &mut outcome, true).await;
    for wrong in bills::owed_wrongly(&place.world, &all, &ended, rule).await {
        place.world.note(format!("WRONG bills: {wrong}"));
        outcome.stuck += 1;
    }
    for wrong in decided::wrong(&mut place, &all, &last).await {
        place.world.note(format!("WRONG {wrong}"));
        outcome.lost += 1;
    }
    for wrong in takings::wrong(&mut place, &all, &ended).await {
        let (count, said) = match wrong {
            takings::Wrong::Lost(name) => (&mut outcome.lost, format!("the money of {name} is in no taking")),
            takings::Wrong::Doubled(name) => (
                &mut outcome.doubled,
                format!("the money of {name} is taken twice"),
            ),
            takings::Wrong::Untrue(name) => (
                &mut outcome.stuck,
                format!("{name}, and its taking says it is not"),
            ),
        };
        *count += 1;
        place.world.note(format!("WRONG takings: {said}"));
    }
    for ((plan, first), last) in all.iter().zip(&first).zip(&last) {
        if done.contains(&plan.number) && last.times > first.times {
            let words = format!("WRONG {} {}: written again when done", plan.number, plan.kind);
            place.world.note(words);
            outcome.doubled += 1;
        }
    }
    for (vendor, asked) in flooded(&place.world) {
        place
            .world
            .note(format!("WRONG {vendor:?} was asked {asked} times"));
        outcome.stuck += 1;
    }
    outcome.trace = place.world.trace();
    outcome.trace.extend(writes(&place.world));
    outcome
}

/// The vendors that were asked as no vendor should be.
fn flooded(world: &World) -> Vec<(Vendor, u64)> {
    let asked = |vendor: Vendor| (vendor, world.sandbox.log(vendor).counts().values().sum::<u64>());
    Vendor::ALL
        .map(asked)
        .into_iter()
        .filter(|(_, asked)| *asked > MANY)
        .collect()
}

/// The storm: processes one after the other, each ended in its own way but the last.
async fn weather(place: &mut Place, plans: &Plans, storm: &Storm, outcome: &mut Outcome) {
    let strikes = Arc::new(Mutex::new(storm.strikes.clone()));
    for ending in storm.endings.iter().map(Some).chain([None]) {
        let desk = place.desk().await;
        let until = match ending {
            Some(Ending::At(at)) => *at,
            _ => STORM,
        };
        let steps = match ending {
            Some(Ending::Steps(steps)) => *steps,
            _ => u64::MAX,
        };
        let work = async {
            let world = &place.world;
            tokio::select! {
                biased;
                () = tokio::time::sleep(until.saturating_sub(world.time.passed())) => {}
                () = befall(place, &strikes) => {}
                () = act(place, &desk, plans) => {}
                () = machines(&desk, storm.reads) => {}
            }
        };
        let end = Steps::cut(&place.world.jobs, work, steps).await;
        drop(desk);
        let Some(ending) = ending else { continue };
        if !matches!((ending, &end), (Ending::Steps(_), End::Done(()))) {
            place.world.note("the process ends");
            outcome.crashes += 1;
            outcome.faults += 1;
            place.end_process();
            let all = plans.lock().unwrap().clone();
            for plan in all {
                if let Some(at) = till::stood_at(place, &plan).await {
                    *outcome.ended_at.entry(at).or_default() += 1;
                }
            }
        }
    }
    outcome.faults += usize::try_from(place.world.jobs.lost()).unwrap();
}

/// Everything that goes wrong, at its time; what came due while no process ran, at once.
async fn befall(place: &Place, strikes: &Mutex<Vec<(Duration, Strike)>>) {
    loop {
        let next = strikes.lock().unwrap().first().cloned();
        let Some((at, what)) = next else {
            return pending().await;
        };
        tokio::time::sleep(at.saturating_sub(place.world.time.passed())).await;
        strikes.lock().unwrap().remove(0);
        strike(&place.world, &what).await;
    }
}

fn open(plans: &Plans) -> Vec<Plan> {
    let plans = plans.lock().unwrap();
    plans.iter().filter(|plan| plan.is_open()).cloned().collect()
}

/// People act at their times. Whoever got no answer, as the process ended, does the same again: it is one wish.
async fn act(place: &Place, desk: &Desk, plans: &Plans) {
    join_all(open(plans).into_iter().map(|plan| async move {
        tokio::time::sleep(plan.at.saturating_sub(place.world.time.passed())).await;
        one_act(place, desk, plans, &plan).await;
    }))
    .await;
    pending().await
}

async fn one_act(place: &Place, desk: &Desk, plans: &Plans, plan: &Plan) {
    // A store that could not write says so, and the person tries again.
    for _ in 0..4 {
        let answered = plan.ask(desk).await;
        let (number, kind) = (plan.number, plan.kind);
        let keep = |change: &dyn Fn(&mut Plan)| {
            let mut plans = plans.lock().unwrap();
            plans
                .iter_mut()
                .filter(|kept| kept.number == number)
                .for_each(change);
        };
        match answered {
            Ok(entry) => {
                place.world.note(format!("{number} {kind} is accepted"));
                let at = place.world.time.right();
                keep(&|kept| (kept.accepted, kept.accepted_at) = (Some(entry), Some(at)));
                return change(place, desk, plans, plan, entry).await;
            }
            Err(error) if error.code == ErrorCode::Internal => {
                place
                    .world
                    .note(format!("{number} {kind} is not written: {error}"));
            }
            Err(error) => {
                place.world.note(format!("{number} {kind} is declined: {error}"));
                keep(&|kept| kept.declined = true);
                return;
            }
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
    }
}

/// The person wants something else instead, if the plan is so, and says it once.
async fn change(place: &Place, desk: &Desk, plans: &Plans, plan: &Plan, entry: Uuid) {
    let Some(after) = plan.change else { return };
    tokio::time::sleep(after).await;
    let keep = |changed: Changed| {
        let mut plans = plans.lock().unwrap();
        let kept = plans.iter_mut().find(|kept| kept.number == plan.number);
        kept.unwrap().changed = changed;
    };
    // The process may end before it answers.
    keep(Changed::Perhaps);
    let (number, kind) = (plan.number, plan.kind);
    let (changed, said) = match plan.ask_for_change(desk, entry).await {
        Ok(true) => (Changed::Yes, "is changed".to_owned()),
        Ok(false) => (Changed::No, "is not there to be changed".to_owned()),
        Err(error) => (Changed::No, format!("is not changed: {error}")),
    };
    keep(changed);
    place.world.note(format!("{number} {kind} {said}"));
}

async fn machines(desk: &Desk, reads: bool) {
    if reads {
        desk.run().await;
    } else {
        desk.outbox().run().await;
    }
}

/// Lets the queue run until nothing moves by itself any more.
async fn drain(place: &mut Place, plans: &Plans) {
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        let desk = place.desk().await;
        let late = open(plans);
        let work = async {
            for plan in &late {
                one_act(place, &desk, plans, plan).await;
            }
            tokio::select! {
                biased;
                () = at_rest(&desk) => {}
                () = tokio::time::sleep(Duration::from_secs(60)) => {}
                () = desk.outbox().run() => {}
            }
        };
        Steps::whole(&place.world.jobs, work).await;
        drop(desk);
        if people::give_keys(place).await {
            continue;
        }
        if place.unsent().await.entries.iter().all(rests) {
            return;
        }
    }
}

async fn at_rest(desk: &Desk) {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let unsent = desk.outbox().unsent().await.unwrap();
        let key = |entry: &UnsentEntry| entry.reason == Some(ErrorCode::KeyRefused);
        if unsent.entries.iter().all(|entry| rests(entry) || key(entry)) {
            return;
        }
    }
}

/// Judges every action and counts. Answers which are done.
async fn report(
    place: &mut Place,
    plans: &[Plan],
    effects: &[Effect],
    outcome: &mut Outcome,
    people: bool,
) -> Vec<usize> {
    let (mut entries, mut done) = (Vec::new(), Vec::new());
    for (plan, effect) in plans.iter().zip(effects) {
        let entry = match plan.accepted {
            Some(_) if plan.kind == Kind::Invoice => till::standing(place, plan).await,
            Some(id) => place.entry(id).await.ok(),
            None => None,
        };
        let state = entry
            .as_ref()
            .map(|entry| (entry.state, entry.question.clone(), entry.reason));
        let name = format!("{} {}", plan.number, plan.kind);
        place.world.note(format!("{name}: {state:?}, {effect:?}"));
        for wrong in judge(&place.world, plans, plan, entry.as_ref(), *effect, people) {
            place.world.note(format!("WRONG {name}: {wrong:?}"));
            match wrong {
                Wrong::Lost => outcome.lost += 1,
                Wrong::Doubled => outcome.doubled += 1,
                Wrong::Stuck => outcome.stuck += 1,
            }
        }
        let Some(entry) = entry else { continue };
        if !people {
            let counted = outcome.by_kind.entry(plan.kind).or_default();
            counted.1 += 1;
            outcome.actions += 1;
            if waits(&entry) || entry.state == EntryState::Blocked {
                counted.0 += 1;
            }
            if plan.kind == Kind::Invoice {
                outcome.invoices += 1;
                if let Some(cause) = till::cause(&place.world, &entry) {
                    *outcome.by_step.entry((till::step(&entry), cause)).or_default() += 1;
                }
            }
        }
        if entry.state == EntryState::Done {
            done.push(plan.number);
        }
        entries.push(entry);
    }
    let unsent = place.unsent().await;
    // What follows from an action by itself (phones of a new patient) is known by the screen alone.
    for other in unsent.entries {
        if entries.iter().all(|entry| entry.id != other.id) {
            entries.push(other);
        }
    }
    if !counted(&unsent.counts, &entries) {
        place.world.note(format!("WRONG counts {:?}", unsent.counts));
        outcome.stuck += 1;
    }
    done
}
