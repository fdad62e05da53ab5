//! Payments and filings under drawn trouble: answers lost at any step, processes that end, colleagues who pay meanwhile.
//! At most one payment and one document an intent, and none lost.

use std::time::Duration;

use frontdesk_desk::bills::{FileDocument, LiabilityRule};
use frontdesk_desk::outbox::{Decision, EntryState, Question, UnsentEntry};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::bills_place::{intent, paying};
use crate::desk::Place;

const SEEDS: u64 = 25;
const OPERATIONS: [&str; 6] = [
    "create-transaction",
    "transactions",
    "bill",
    "delete-bill-liability",
    "bill-liabilities",
    "create-document",
];
const KINDS: [FaultKind; 9] = [
    FaultKind::DropBefore,
    FaultKind::DropAfter,
    FaultKind::Broken,
    FaultKind::BrokenAfter,
    FaultKind::CutBody,
    FaultKind::BrokenJson,
    FaultKind::Empty,
    FaultKind::Html,
    FaultKind::TooMany,
];

/// The same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

/// What a person says to a question.
fn answer(entry: &UnsentEntry) -> Decision {
    match entry.question {
        // Looking there, they find that it could be either.
        Some(Question::Ambiguous { .. } | Question::Vanished) => Decision::Discard,
        _ => Decision::Send,
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_goes_wrong_nothing_is_paid_or_filed_twice_and_nothing_is_lost() {
    let mut removed = 0;
    for seed in 0..SEEDS {
        let mut doubted = Vec::new();
        let mut dice = Dice(seed);
        let mut place = Place::small_practice(&json!({})).await;
        place.ports.documents = crate::canaries::documents();
        place.reopen().await;
        place.rule(LiabilityRule::Desk).await;
        let (_, record, vendor_patient) = place.somebody_there().await;
        let id: u32 = vendor_patient.parse().unwrap();
        let bill = place
            .new_bill(json!({ "patientId": id, "owed": [60.0, 40.0] }))
            .await
            .bill;
        let paper = place.desk.bill_paper(bill.id).await.unwrap().id;
        for _ in 0..1 + dice.below(4) {
            place.sandbox.set_fault(Fault {
                after: u32::try_from(dice.below(3)).unwrap(),
                times: Some(1 + u32::try_from(dice.below(2)).unwrap()),
                ..Fault::new(&format!("alfadocs/{}", dice.pick(&OPERATIONS)), dice.pick(&KINDS))
            });
        }
        let mut entries: Vec<(Uuid, f64)> = Vec::new();
        for amount in [61.0, 39.0] {
            let accepted = place.pay(paying(bill.id, &amount.to_string())).await;
            entries.push((accepted.entry, amount));
        }
        let filed = place
            .desk
            .file_document(FileDocument {
                record,
                paper,
                folder: "Ricevute".to_owned(),
                kind: "other".to_owned(),
                name: "Ricevuta.pdf".to_owned(),
                intent: intent(),
            })
            .await
            .unwrap();
        for _ in 0..3 {
            let time = Duration::from_millis(dice.below(15_000));
            place.while_running_outbox(tokio::time::sleep(time)).await;
            match dice.below(4) {
                0 => place.reopen().await,
                1 => place.colleague_pays(&bill, 7.0).await,
                _ => {}
            }
        }
        place.sandbox.faults().clear();
        for _ in 0..12 {
            let left = place.drain().await;
            let Some(entry) = left.first() else { break };
            assert!(
                matches!(entry.state, EntryState::Asks | EntryState::Refused),
                "seed {seed}: {:?} stands still",
                entry.state
            );
            let said = answer(entry);
            if said == Decision::Discard {
                doubted.push(entry.id);
            }
            place.decide(entry.id, said).await;
        }
        assert!(place.drain().await.is_empty(), "seed {seed}");
        let books = place.books(&bill).await;
        for (entry, amount) in entries {
            let rows = books["transactions"].as_array().unwrap().iter();
            let times = rows.filter(|row| row["amount"] == amount).count();
            let state = place.state_of(entry).await;
            assert!(times <= 1, "seed {seed}: {amount} was paid {times} times");
            assert!(
                doubted.contains(&entry) || (state == EntryState::Done && times == 1),
                "seed {seed}: {state:?} and paid {times} times"
            );
        }
        let file = place.at_practice(&format!("patients/{vendor_patient}")).await;
        let rows = file["documents"].as_array().unwrap().iter();
        let names = rows.filter_map(|row| row["fields"]["name"].as_str());
        assert_eq!(
            names.filter(|name| name.contains("Ricevuta")).count(),
            1,
            "seed {seed}"
        );
        assert_eq!(place.state_of(filed.entry).await, EntryState::Done, "seed {seed}");
        let owed = place.owed_there(&bill).await;
        let paid: f64 = books["transactions"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|row| row["amount"].as_f64())
            .sum();
        assert!(
            owed == 2 || paid >= 100.0,
            "seed {seed}: {owed} left, {paid} paid"
        );
        removed += usize::from(owed == 0);
    }
    assert!(removed > 0, "a bill that is paid in full ends with nothing owed");
}
