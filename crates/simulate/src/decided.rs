//! What people were asked before something ended: nobody's change is written over, and nothing that is at the vendor is given
//! up, unless somebody was asked about just that.

use chrono::{DateTime, TimeDelta, Utc};
use frontdesk_desk::connections::Vendor;
use frontdesk_desk::outbox::{Decided, Decision, EntryState, Question, UnsentEntry};
use frontdesk_sandbox::FaultKind;

use crate::action::Kind;
use crate::colleague::{ADDRESS, ALFADOCS_ADDRESS, PHONE, gone};
use crate::desk::Place;
use crate::effects::{Effect, carries};
use crate::plan::{Changed, Field, Plan};
use crate::template::template;
use crate::till;
use crate::world::World;

/// Between reading a patient and writing it, somebody else may do so unseen; a desk whose answers are not late needs no longer.
const UNSEEN: TimeDelta = TimeDelta::seconds(1);

/// What went wrong with what people decided, once everything has ended.
pub(crate) async fn wrong(place: &mut Place, plans: &[Plan], effects: &[Effect]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (plan, effect) in plans.iter().zip(effects) {
        let Some(id) = plan.accepted else { continue };
        let name = format!("{} {}", plan.number, plan.kind);
        let Ok(entry) = place.entry(id).await else {
            continue;
        };
        let decisions = place
            .ask(|desk| async move { desk.outbox().decisions(id).await })
            .await
            .unwrap();
        let discarded = plan.kind != Kind::Invoice && entry.state == EntryState::Discarded;
        if discarded
            && decisions
                .iter()
                .all(|decided| decided.decision != Decision::Discard)
        {
            wrong.push(format!("{name}: gone, and nobody has given it up"));
        }
        if discarded && effect.times > 0 && !was_doubtful(&decisions) && !was_told(&entry) {
            wrong.push(format!("{name}: given up, and it is at the vendor"));
        }
        if plan.kind == Kind::Invoice {
            let untold = till::untold(place, plan).await;
            wrong.extend(untold.map(|what| format!("{name}: {what}")));
        }
        if plan.kind == Kind::PayBill
            && paid_beside(&place.world, plan, &decisions)
            && !taken_for_ours(place, plans, effects, plan).await
        {
            wrong.push(format!(
                "{name}: paid beside what a colleague has taken, and nobody was asked"
            ));
        }
        if matches!(plan.kind, Kind::MedsoftUpdate | Kind::AlfadocsUpdate) && plan.changed == Changed::No {
            wrong.extend(
                written_over(&place.world, plan, &decisions)
                    .await
                    .map(|what| format!("{name}: {what}")),
            );
        }
    }
    wrong
}

/// Whether whoever gave it up was told that it may be at the vendor.
fn was_doubtful(decisions: &[Decided]) -> bool {
    let last = decisions
        .iter()
        .rfind(|decided| decided.decision == Decision::Discard);
    matches!(
        last.and_then(|decided| decided.question.as_ref()),
        Some(
            Question::Ambiguous { .. }
                | Question::LookThere
                | Question::Conflict { .. }
                | Question::Vanished
                | Question::Stopped { .. }
        )
    )
}

/// Whether the vendor's no came after an answer was lost, of which a refused entry speaks.
fn was_told(entry: &UnsentEntry) -> bool {
    entry.lost > 0 && entry.reason.is_some()
}

/// When an edit was written, and whether a read of its vendor was late before.
fn written_at(world: &World, plan: &Plan) -> (Vec<DateTime<Utc>>, bool) {
    let (mut writes, mut late) = (Vec::new(), false);
    world.each(|event| {
        if let Ok((seen, text)) = event {
            late |= seen.faults.contains(&FaultKind::Latency);
            if seen.applied && carries(plan, seen, text) {
                writes.push(seen.at);
            }
        }
    });
    (writes, late)
}

/// Whether a payment was made, which nobody was asked about, after a colleague had taken money for the bill meanwhile.
fn paid_beside(world: &World, plan: &Plan, decisions: &[Decided]) -> bool {
    let (writes, late) = written_at(world, plan);
    let (Some(first), Some(accepted), false) = (writes.first(), plan.accepted_at, late) else {
        return false;
    };
    let meanwhile = world
        .changed_at(&plan.concerns())
        .iter()
        .any(|at| accepted < *at && *at + UNSEEN < *first);
    let asked = decisions.iter().any(|decided| {
        matches!(
            decided.question,
            Some(Question::Conflict { .. } | Question::Ambiguous { .. })
        )
    });
    meanwhile && !asked
}

/// Whether the other payment of the same bill found the colleague's very same sum and took it for its own, which nothing at
/// the vendor tells apart: then nobody else's money stood beside this one.
async fn taken_for_ours(place: &mut Place, plans: &[Plan], effects: &[Effect], plan: &Plan) -> bool {
    for (other, effect) in plans.iter().zip(effects) {
        let beside =
            other.kind == Kind::PayBill && other.number != plan.number && other.target == plan.target;
        if let (true, 0, Some(id)) = (beside, effect.times, other.accepted)
            && place
                .entry(id)
                .await
                .is_ok_and(|entry| entry.state == EntryState::Done)
        {
            return true;
        }
    }
    false
}

/// What of a colleague's change to a patient an edit took away.
async fn written_over(world: &World, plan: &Plan, decisions: &[Decided]) -> Option<&'static str> {
    let changes = world.changed_at(&plan.concerns());
    let (writes, late) = written_at(world, plan);
    let unseen = |write: &DateTime<Utc>| changes.iter().any(|at| (*write - *at).abs() <= UNSEEN);
    if changes.is_empty() || world.was_changed(&gone(&plan.concerns())) || late || writes.iter().any(unseen) {
        return None;
    }
    let alfadocs = plan.kind.vendor() == Vendor::Alfadocs;
    let path = format!(
        "/admin/{}/patients/{}",
        if alfadocs { "alfadocs" } else { "medsoft" },
        template().visits[plan.target].vendor_patient
    );
    // Nothing is written to whoever is no longer there.
    let patient = world.admin("GET", &path, None).await?.to_string();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if patient.contains("\"deleted\":true") {
        return None;
    }
    let stays = match (alfadocs, plan.field) {
        (true, Field::Phone) => patient.contains(ALFADOCS_ADDRESS),
        (false, Field::Phone) => patient.contains(ADDRESS),
        (false, Field::Email) => digits(&patient).contains(PHONE.trim_start_matches('0')),
        (true, Field::Email) => true,
    };
    if !stays {
        return Some("what a colleague has changed beside it is gone");
    }
    let after = writes.iter().any(|write| changes.iter().any(|at| write > at));
    let asked = decisions
        .iter()
        .any(|decided| matches!(decided.question, Some(Question::Conflict { .. })));
    let meets = !(alfadocs && plan.field == Field::Phone);
    (after && meets && !asked).then_some("written over what a colleague has changed, and nobody was asked")
}
