//! A person at the desk once the trouble is over: gives refused keys anew, looks where the desk cannot, and answers
//! what is asked.

use std::collections::BTreeMap;

use frontdesk_desk::connections::Health;
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve, UnsentEntry};

use crate::desk::Place;
use crate::effects::Effect;
use crate::judge::waits;
use crate::plan::Plan;
use crate::template::{drafts, template};
use crate::till;

/// Gives the keys anew that a vendor seemed to refuse. Answers whether any was.
pub(crate) async fn give_keys(place: &mut Place) -> bool {
    let mut any = false;
    for draft in drafts(&place.world.sandbox.accounts()) {
        let connection = template().connection(draft.vendor);
        let health = place
            .ask(|desk| async move { desk.accounts().health(connection).await.unwrap() })
            .await;
        if health != Health::KeyRefused {
            continue;
        }
        any = true;
        place
            .world
            .note(format!("the key of {} is given anew", draft.name));
        let keys: BTreeMap<String, String> = draft.secrets.into_iter().collect();
        place
            .ask(|desk| async move {
                let report = desk.accounts().replace_keys(connection, &keys).await.unwrap();
                assert!(report.usable, "the key is good");
                desk.outbox().retry_connection(connection).await.unwrap();
            })
            .await;
    }
    any
}

/// What a person says who looked at the vendor.
fn answer(entry: &UnsentEntry, effect: Option<Effect>) -> Decision {
    match (&entry.question, entry.state) {
        (Some(Question::LookThere), EntryState::Asks) => match effect {
            Some(effect) if effect.times > 0 => Decision::Happened,
            _ => Decision::Send,
        },
        (
            Some(
                Question::NeedsLiveLine
                | Question::Conflict { .. }
                | Question::LabelChanged { .. }
                | Question::TimeTaken { .. },
            ),
            EntryState::Asks,
        ) => Decision::Send,
        _ => Decision::Discard,
    }
}

/// Answers everything that is asked. Answers whether anything was.
pub(crate) async fn decide(place: &mut Place, plans: &[Plan], effects: &[Effect]) -> bool {
    let unsent = place.unsent().await.entries;
    let mut any = false;
    for entry in unsent.iter().filter(|entry| waits(entry)) {
        any = true;
        if let Some(resolve) = till::answer(place, plans, entry).await {
            place.world.note(format!(
                "a person says {:?} to {:?}",
                resolve.decision, entry.action
            ));
            place
                .ask(|desk| async move { desk.outbox().resolve(resolve).await })
                .await
                .unwrap();
            continue;
        }
        let of = plans.iter().position(|plan| plan.accepted == Some(entry.id));
        let decision = answer(entry, of.map(|at| effects[at]));
        place
            .world
            .note(format!("a person says {decision:?} to {:?}", entry.action));
        let resolve = Resolve {
            id: entry.id,
            decision,
            reason: None,
            issued: None,
            question: entry.question.clone(),
            attempts: Some(entry.attempts),
            money_kept: None,
        };
        place
            .ask(|desk| async move { desk.outbox().resolve(resolve).await })
            .await
            .unwrap();
    }
    any
}
