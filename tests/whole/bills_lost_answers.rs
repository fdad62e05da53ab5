//! Payments, liabilities and papers whose answers are lost: at most one at the practice, and each ends there or in front
//! of a person.

use frontdesk_desk::bills::LiabilityRule;
use frontdesk_desk::outbox::{ActionKind, Decision, EntryState, Question};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::alfadocs::{EFFECT_THEN_NO_ANSWER, dialects};
use crate::bills_place::paying;
use crate::desk::Place;

const NO_EFFECT: [FaultKind; 3] = [FaultKind::DropBefore, FaultKind::Broken, FaultKind::Html];

#[tokio::test(start_paused = true)]
async fn a_payment_that_arrived_without_an_answer_is_found_and_not_made_again() {
    for dialect in dialects() {
        for kind in EFFECT_THEN_NO_ANSWER.into_iter().chain([FaultKind::Empty]) {
            let place = Place::small_practice(&dialect).await;
            let bill = place.new_bill(json!({})).await.bill;
            place
                .sandbox
                .set_fault(Fault::new("alfadocs/create-transaction", kind));
            let accepted = place.pay(paying(bill.id, "40")).await;
            assert!(place.drain().await.is_empty(), "{dialect} {kind:?}");
            assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
            assert_eq!(place.payments_there(&bill).await, 1, "{dialect} {kind:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_payment_that_never_arrived_is_made_again_only_by_a_person() {
    for kind in NO_EFFECT {
        let place = Place::small_practice(&json!({})).await;
        let bill = place.new_bill(json!({})).await.bill;
        place
            .sandbox
            .set_fault(Fault::new("alfadocs/create-transaction", kind));
        let accepted = place.pay(paying(bill.id, "40")).await;
        let left = place.drain().await;
        assert_eq!(left[0].question, Some(Question::NeedsLiveLine), "{kind:?}");
        assert!(left[0].may.contains(&Decision::Send) && !left[0].may.contains(&Decision::Happened));
        assert_eq!(place.payments_there(&bill).await, 0, "{kind:?}");
        assert!(place.bill_listed(&bill.vendor_id).await.pending);
        place.decide(accepted.entry, Decision::Send).await;
        assert!(place.drain().await.is_empty(), "{kind:?}");
        assert_eq!(place.payments_there(&bill).await, 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_vendor_that_finished_meanwhile_is_not_paid_twice() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::DropBefore));
    let accepted = place.pay(paying(bill.id, "40")).await;
    assert_eq!(place.drain().await[0].question, Some(Question::NeedsLiveLine));
    // What was taken for lost turns up: the same sum on the same day and account.
    let id: u32 = bill.vendor_id.parse().unwrap();
    let late = json!({ "billId": id, "amount": 40, "date": "2026-11-23", "direction": "incoming", "accountId": 33961 });
    place.colleague("transactions", late.clone()).await;
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.payments_there(&bill).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_payment_that_certainly_did_not_arrive_is_never_taken_for_a_colleagues() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::TooMany));
    let accepted = place.pay(paying(bill.id, "40")).await;
    let left = place.drain().await;
    assert_eq!(
        (&left[0].question, left[0].lost),
        (&Some(Question::NeedsLiveLine), 0)
    );
    // A colleague takes the same sum on the same day into the same account.
    let id: u32 = bill.vendor_id.parse().unwrap();
    let theirs = json!({ "billId": id, "amount": 40, "date": "2026-11-23", "direction": "incoming", "accountId": 33961 });
    place.colleague("transactions", theirs).await;
    place.decide(accepted.entry, Decision::Send).await;
    let left = place.drain().await;
    let Some(Question::Conflict { fields }) = &left[0].question else {
        panic!("{:?}", left[0].question);
    };
    assert_eq!(fields[0].theirs, "40.00");
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.payments_there(&bill).await, 2, "theirs and ours");
}

#[tokio::test(start_paused = true)]
async fn a_clock_set_back_after_a_lost_answer_does_not_hide_the_payment() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::DropAfter));
    // Nobody can look before the clock is set back.
    place.sandbox.set_fault(Fault {
        after: 1,
        times: Some(2),
        ..Fault::new("alfadocs/transactions", FaultKind::DropBefore)
    });
    let accepted = place.pay(paying(bill.id, "40")).await;
    place
        .while_running_outbox(tokio::time::sleep(std::time::Duration::from_secs(3)))
        .await;
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Unknown);
    place.clock.jump(-chrono::TimeDelta::days(3));
    let left = place.drain().await;
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.practice_asked("create-transaction", false), 1);
    let page = place.desk.bill(bill.id).await.unwrap();
    assert_eq!(page.transactions.len(), 1, "it stays known under the wrong clock");
}

#[tokio::test(start_paused = true)]
async fn two_payments_that_could_be_it_are_a_persons() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::DropAfter));
    // Nobody can look until a colleague has taken the same sum.
    place.sandbox.set_fault(Fault {
        after: 1,
        times: Some(3),
        ..Fault::new("alfadocs/transactions", FaultKind::DropBefore)
    });
    let accepted = place.pay(paying(bill.id, "40")).await;
    let paying = async {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let id: u32 = bill.vendor_id.parse().unwrap();
        let same = json!({ "billId": id, "amount": 40, "date": "2026-11-23", "direction": "incoming", "accountId": 33961 });
        place.colleague("transactions", same).await;
        tokio::time::sleep(std::time::Duration::from_secs(120)).await;
    };
    place.while_running_outbox(paying).await;
    let left = place.drain().await;
    assert_eq!(left[0].question, Some(Question::Ambiguous { candidates: 2 }));
    assert_eq!(place.practice_asked("create-transaction", true), 1);
    place.decide(accepted.entry, Decision::Discard).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.payments_there(&bill).await, 2);
}

#[tokio::test(start_paused = true)]
async fn what_is_owed_goes_only_by_the_rule_and_only_when_all_is_paid() {
    for (rule, left) in [
        (LiabilityRule::Unknown, 2),
        (LiabilityRule::Vendor, 2),
        (LiabilityRule::Desk, 0),
    ] {
        let place = Place::small_practice(&json!({})).await;
        let bill = place.new_bill(json!({ "owed": [60.0, 40.0] })).await.bill;
        place.rule(rule).await;
        place.pay(paying(bill.id, "60")).await;
        assert!(place.drain().await.is_empty());
        assert_eq!(place.owed_there(&bill).await, 2, "a part is not all: {rule:?}");
        place.pay(paying(bill.id, "40")).await;
        assert!(place.drain().await.is_empty());
        assert_eq!(place.owed_there(&bill).await, left, "{rule:?}");
        let page = place.desk.bill(bill.id).await.unwrap();
        assert_eq!(page.liabilities.len(), left, "{rule:?}");
        assert_eq!(place.practice_asked("delete-bill-liability", true), 2 - left);
    }
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_removes_what_is_owed_itself_is_not_asked_to() {
    let place = Place::small_practice(&json!({ "liabilities": "go" })).await;
    let bill = place.new_bill(json!({})).await.bill;
    place.rule(LiabilityRule::Desk).await;
    place.pay(paying(bill.id, "100")).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.owed_there(&bill).await, 0);
    assert_eq!(place.practice_asked("delete-bill-liability", false), 0);
}

#[tokio::test(start_paused = true)]
async fn a_bill_that_is_no_longer_paid_in_full_keeps_what_is_owed() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place.rule(LiabilityRule::Desk).await;
    // The answer to the payment is long on its way; meanwhile the practice makes the bill larger.
    place.sandbox.set_fault(Fault {
        ms: 2_000,
        ..Fault::new("alfadocs/create-transaction", FaultKind::Latency)
    });
    place.pay(paying(bill.id, "100")).await;
    let changing = async {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        place
            .colleague(&format!("bills/{}", bill.vendor_id), json!({ "amount": 150.0 }))
            .await;
        tokio::time::sleep(std::time::Duration::from_secs(20)).await;
    };
    place.while_running_outbox(changing).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.owed_there(&bill).await, 1);
    assert_eq!(place.practice_asked("delete-bill-liability", false), 0);
}

#[tokio::test(start_paused = true)]
async fn a_removal_whose_answer_is_lost_is_looked_for() {
    for deleted in ["no_content", "success"] {
        for kind in [FaultKind::DropAfter, FaultKind::BrokenAfter, FaultKind::CutBody] {
            let place = Place::small_practice(&json!({ "deleted": deleted })).await;
            let bill = place.new_bill(json!({})).await.bill;
            place.rule(LiabilityRule::Desk).await;
            place
                .sandbox
                .set_fault(Fault::new("alfadocs/delete-bill-liability", kind));
            place.pay(paying(bill.id, "100")).await;
            assert!(place.drain().await.is_empty(), "{deleted} {kind:?}");
            assert_eq!(place.owed_there(&bill).await, 0);
            assert_eq!(place.practice_asked("delete-bill-liability", true), 1);
        }
    }
    // One that never arrived is a person's.
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place.rule(LiabilityRule::Desk).await;
    place.sandbox.set_fault(Fault::new(
        "alfadocs/delete-bill-liability",
        FaultKind::DropBefore,
    ));
    place.pay(paying(bill.id, "100")).await;
    let left = place.drain().await;
    assert_eq!(
        (left[0].action, &left[0].question),
        (ActionKind::RemoveLiability, &Some(Question::NeedsLiveLine))
    );
    place.decide(left[0].id, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.owed_there(&bill).await, 0);
    assert_eq!(place.payments_there(&bill).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_crash_in_the_middle_of_a_payment_does_not_pay_twice() {
    for kind in [FaultKind::DropAfter, FaultKind::DropBefore] {
        let mut place = Place::small_practice(&json!({})).await;
        let bill = place.new_bill(json!({})).await.bill;
        place
            .sandbox
            .set_fault(Fault::new("alfadocs/create-transaction", kind));
        let accepted = place.pay(paying(bill.id, "40")).await;
        // The process ends just after the first byte left.
        place
            .while_running_outbox(tokio::time::sleep(std::time::Duration::from_millis(500)))
            .await;
        place.reopen().await;
        place.drain().await;
        let settled = place.state_of(accepted.entry).await;
        match kind {
            FaultKind::DropAfter => assert_eq!(settled, EntryState::Done),
            _ => assert_eq!(settled, EntryState::Asks),
        }
        let arrived = usize::from(kind == FaultKind::DropAfter);
        assert_eq!(place.payments_there(&bill).await, arrived, "{kind:?}");
        assert_eq!(place.practice_asked("create-transaction", false), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_was_restored_does_not_pay_again_what_its_copy_had_not_sent() {
    let mut place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    let accepted = place.pay(paying(bill.id, "40")).await;
    // The copy is made while the payment has not left.
    place.desk.copy_store().await.unwrap();
    assert!(place.drain().await.is_empty());
    assert_eq!(place.payments_there(&bill).await, 1);
    place.restore_the_copy().await;
    let left = place.drain().await;
    assert_eq!(left[0].question, Some(Question::NeedsLiveLine));
    assert_eq!(
        (left[0].reason, left[0].looks),
        (Some(frontdesk_desk::ErrorCode::CopyRestored), 0),
        "nobody has looked"
    );
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.payments_there(&bill).await, 1, "it was found");
}
