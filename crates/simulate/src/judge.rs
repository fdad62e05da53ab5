//! Whether what became of every action is right.

use frontdesk_desk::ErrorCode;
use frontdesk_desk::outbox::{EntryState, Question, UnsentCounts, UnsentEntry};

use crate::action::Kind;
use crate::colleague::STATUS_NAMES;
use crate::effects::Effect;
use crate::plan::Plan;
use crate::till;
use crate::world::World;

/// After so many lost answers the desk asks.
const LOST_ANSWERS: u32 = 3;

/// What is wrong with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Promised, and neither at the vendor nor in front of a person.
    Lost,
    /// It took effect twice.
    Doubled,
    /// It neither ended nor reached a person with a question that has a cause.
    Stuck,
}

/// Whether an entry stands in front of a person.
pub(crate) fn waits(entry: &UnsentEntry) -> bool {
    matches!(entry.state, EntryState::Asks | EntryState::Refused)
}

/// Whether an entry moves no more by itself. What stands behind another that waits for a person does not.
pub(crate) fn rests(entry: &UnsentEntry) -> bool {
    waits(entry)
        || matches!(
            entry.state,
            EntryState::Done | EntryState::Discarded | EntryState::Blocked
        )
}

/// Whether there is a cause for the question an entry asks (design, "the outbox").
fn has_cause(world: &World, plans: &[Plan], plan: &Plan, entry: &UnsentEntry) -> bool {
    if plan.kind == Kind::Invoice {
        return till::has_cause(world, entry);
    }
    let changed = world.was_changed(&plan.concerns());
    let shared = plans
        .iter()
        .any(|other| other.number != plan.number && other.concerns() == plan.concerns());
    // What was sent so often without a usable answer is left to a person, whatever it is.
    let in_vain = entry.attempts >= LOST_ANSWERS;
    match (&entry.question, entry.state) {
        (_, EntryState::Refused) => changed || (in_vain && entry.reason == Some(ErrorCode::NoEffect)),
        (Some(Question::LookThere), _) => {
            plan.kind == Kind::SendLab || (in_vain && plan.kind == Kind::UploadReport)
        }
        (Some(Question::NeedsLiveLine), _) => {
            plan.kind.is_watched() || (in_vain && entry.reason == Some(ErrorCode::KeyRefused))
        }
        (Some(Question::Conflict { .. }), _) => changed || (shared && plan.kind == Kind::AlfadocsStatus),
        (Some(Question::LabelChanged { .. }), _) => world.was_changed(STATUS_NAMES),
        (
            Some(
                Question::Vanished
                | Question::Ambiguous { .. }
                | Question::Stopped { .. }
                | Question::TimeTaken { .. },
            ),
            _,
        ) => changed,
        (None, _) => false,
    }
}

/// What is wrong with one action once the queue rests. `people`: those asked have answered.
pub(crate) fn judge(
    world: &World,
    plans: &[Plan],
    plan: &Plan,
    entry: Option<&UnsentEntry>,
    effect: Effect,
    people: bool,
) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    // A repeated report makes a newer version of the same.
    if effect.in_a_row > 1 && plan.kind != Kind::UploadReport {
        wrong.push(Wrong::Doubled);
    }
    match entry {
        _ if plan.accepted.is_none() => {}
        None => wrong.push(Wrong::Lost),
        // A payment that certainly did not leave is no colleague's.
        Some(entry)
            if entry.state == EntryState::Done
                && effect.times == 0
                && (!is_so(world, plans, plan) || (plan.kind == Kind::PayBill && entry.lost == 0)) =>
        {
            wrong.push(Wrong::Lost);
        }
        Some(entry) if !rests(entry) => wrong.push(Wrong::Stuck),
        Some(entry) if waits(entry) && (people || !has_cause(world, plans, plan, entry)) => {
            wrong.push(Wrong::Stuck);
        }
        Some(entry) if entry.state == EntryState::Blocked && people => wrong.push(Wrong::Stuck),
        Some(_) => {}
    }
    wrong
}

/// Whether somebody else may have made the wish come true.
fn is_so(world: &World, plans: &[Plan], plan: &Plan) -> bool {
    world.was_changed(&plan.concerns())
        || plans.iter().any(|other| {
            other.number != plan.number
                && plan.kind == Kind::AlfadocsStatus
                && other.concerns() == plan.concerns()
        })
}

/// Whether the counts in the window's frame are those of the entries.
pub(crate) fn counted(counts: &UnsentCounts, entries: &[UnsentEntry]) -> bool {
    let open = entries
        .iter()
        .filter(|entry| !matches!(entry.state, EntryState::Done | EntryState::Discarded));
    let people = open.clone().filter(|entry| waits(entry)).count();
    (counts.needs_person as usize, counts.unsent as usize) == (people, open.count() - people)
}
