//! What people answer about payments that could be several, cannot be read, or are found after a copy took the place of
//! the store.

use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};

use crate::bills_place::paying;
use crate::desk::Place;

#[tokio::test(start_paused = true)]
async fn whoever_has_looked_at_all_that_could_be_it_is_not_asked_about_them_again() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place
        .new_bill(json!({ "amount": 200.0, "owed": [200.0] }))
        .await
        .bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::DropBefore));
    let accepted = place.pay(paying(bill.id, "40")).await;
    assert_eq!(place.drain().await[0].question, Some(Question::NeedsLiveLine));
    let id: u32 = bill.vendor_id.parse().unwrap();
    let same = json!({ "billId": id, "amount": 40, "date": "2026-11-23", "direction": "incoming", "accountId": 33961 });
    for _ in 0..2 {
        place.colleague("transactions", same.clone()).await;
    }
    place.decide(accepted.entry, Decision::Send).await;
    let left = place.drain().await;
    assert!(matches!(
        left[0].question,
        Some(Question::Ambiguous { candidates: 2, .. })
    ));
    // None of them is it.
    place.decide(accepted.entry, Decision::Send).await;
    let left = place.drain().await;
    assert!(left.is_empty(), "{:?}", left[0].question);
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.payments_there(&bill).await, 3);
}

/// A practice that tells no amounts of payments.
fn tell_no_amounts(place: &Place) {
    let spoil = |asked: &str, body: &mut Value| {
        if !asked.contains("/transactions") {
            return;
        }
        let rows = match body {
            Value::Array(rows) => Some(rows),
            Value::Object(fields) => fields.get_mut("data").and_then(Value::as_array_mut),
            _ => None,
        };
        for row in rows.into_iter().flatten() {
            if let Some(row) = row.as_object_mut() {
                row.remove("amount");
            }
        }
    };
    *place.trouble.spoil.lock().unwrap() = Some(Box::new(spoil));
}

#[tokio::test(start_paused = true)]
async fn what_this_desk_took_meanwhile_is_asked_about_where_no_amounts_are_told() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({ "amount": 200.0 })).await.bill;
    tell_no_amounts(&place);
    place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("alfadocs/create-transaction", FaultKind::Empty)
    });
    let refused = place.pay(paying(bill.id, "40")).await;
    place.drain().await;
    assert_eq!(place.state_of(refused.entry).await, EntryState::Refused);
    let anew = place.pay(paying(bill.id, "40")).await;
    let left = place.drain().await;
    assert_eq!(place.state_of(anew.entry).await, EntryState::Done, "{left:?}");
    place.decide(refused.entry, Decision::Send).await;
    let left = place.drain().await;
    assert!(
        matches!(left[0].question, Some(Question::Conflict { .. })),
        "{:?}",
        left[0].question
    );
    assert_eq!(place.payments_there(&bill).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_yes_to_one_payment_of_somebody_else_is_none_to_the_next_where_no_amounts_are_told() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({ "amount": 200.0 })).await.bill;
    tell_no_amounts(&place);
    place.sandbox.faults().set_down(true);
    let accepted = place.pay(paying(bill.id, "40")).await;
    assert_eq!(place.drain().await[0].question, Some(Question::NeedsLiveLine));
    place.sandbox.faults().set_down(false);
    place.colleague_pays(&bill, 10.0).await;
    place.decide(accepted.entry, Decision::Send).await;
    let seen = place.drain().await.remove(0).question;
    assert!(matches!(seen, Some(Question::Conflict { .. })), "{seen:?}");
    // The rest is paid while a person looks there.
    place.colleague_pays(&bill, 190.0).await;
    place.decide(accepted.entry, Decision::Send).await;
    let left = place.drain().await;
    assert_eq!(left.len(), 1, "paid without another question");
    assert!(
        matches!(left[0].question, Some(Question::Conflict { .. })),
        "{:?}",
        left[0].question
    );
    assert_ne!(left[0].question, seen);
    assert_eq!(place.payments_there(&bill).await, 2);
    // Whoever has seen both is not asked about them again.
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.payments_there(&bill).await, 3);
}

/// The list of payments has a row, perhaps of another bill, that says nothing known of its direction.
fn spoil_payments(place: &Place) {
    let spoil = |asked: &str, body: &mut Value| {
        if !asked.contains("/transactions") {
            return;
        }
        let odd = json!({ "id": 99_999_999, "type": "transaction", "direction": "sideways" });
        let rows = match body {
            Value::Array(rows) => Some(rows),
            Value::Object(fields) => fields.get_mut("data").and_then(Value::as_array_mut),
            _ => None,
        };
        if let Some(rows) = rows {
            rows.push(odd);
        }
    };
    *place.trouble.spoil.lock().unwrap() = Some(Box::new(spoil));
}

#[tokio::test(start_paused = true)]
async fn a_payment_whose_list_can_never_be_read_ends_in_front_of_a_person() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::DropAfter));
    let accepted = place.pay(paying(bill.id, "40")).await;
    let spoiling = async {
        while place.practice_asked("create-transaction", true) == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        spoil_payments(&place);
        tokio::time::sleep(std::time::Duration::from_secs(600)).await;
    };
    place.while_running_outbox(spoiling).await;
    let left = place.drain().await;
    assert_eq!(
        (left[0].state, &left[0].question),
        (EntryState::Asks, &Some(Question::LookThere))
    );
    assert_eq!(
        left[0].may,
        [Decision::Happened, Decision::Send, Decision::Discard]
    );
    // A yes does not send it while it cannot be read: the same is asked, and says why.
    place.decide(accepted.entry, Decision::Send).await;
    let left = place.drain().await;
    assert_eq!(left[0].question, Some(Question::LookThere));
    assert_eq!(left[0].reason, Some(frontdesk_desk::ErrorCode::VendorUnreadable));
    assert_eq!(place.practice_asked("create-transaction", false), 1);
    // Somebody looked, and it is there.
    place.decide(accepted.entry, Decision::Happened).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.state_of(accepted.entry).await, EntryState::Done);
    assert_eq!(place.sums().await, [("40".to_owned(), true)]);
    assert_eq!(place.payments_there(&bill).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_line_that_is_down_for_long_is_no_answer_that_cannot_be_read() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::DropAfter));
    place.sandbox.set_fault(Fault {
        after: 1,
        times: Some(9),
        ..Fault::new("alfadocs/transactions", FaultKind::DropBefore)
    });
    let accepted = place.pay(paying(bill.id, "40")).await;
    place.outbox_for(std::time::Duration::from_secs(900)).await;
    let found = place.state_of(accepted.entry).await;
    assert_eq!(found, EntryState::Done, "it is found once the line is back");
    assert_eq!(place.payments_there(&bill).await, 1);
}

#[tokio::test(start_paused = true)]
async fn two_equal_payments_of_a_restored_copy_are_not_both_the_one_that_arrived() {
    let mut place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    let first = place.pay(paying(bill.id, "50")).await;
    let second = place.pay(paying(bill.id, "50")).await;
    place.desk.copy_store().await.unwrap();
    // One arrives, the other is refused, and then the disk fails.
    place.sandbox.set_fault(Fault {
        after: 1,
        ..Fault::new("alfadocs/create-transaction", FaultKind::TooMany)
    });
    place.drain().await;
    assert_eq!(place.payments_there(&bill).await, 1);
    place.restore_the_copy().await;
    place.drain().await;
    place.decide(first.entry, Decision::Send).await;
    place.drain().await;
    assert_eq!(
        place.state_of(first.entry).await,
        EntryState::Done,
        "it was found"
    );
    place.decide(second.entry, Decision::Send).await;
    let mut left = place.drain().await;
    if !left.is_empty() {
        place.decide(second.entry, Decision::Send).await;
        left = place.drain().await;
    }
    assert!(left.is_empty(), "{:?}", left[0].question);
    assert_eq!(place.payments_there(&bill).await, 2, "each of them once");
}
