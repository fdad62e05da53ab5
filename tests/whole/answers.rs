//! Answers of people, word for word, and what a window that was left open says to what has changed meanwhile.

use frontdesk_desk::DeskError;
use frontdesk_desk::ErrorCode;
use frontdesk_desk::billing::{InvoiceState, InvoiceStep};
use frontdesk_desk::money::MoneyDayRequest;
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve, UnsentEntry};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::bills_place::paying;
use crate::desk::Place;
use crate::invoice_place::{Till, form};

/// A decision about what was on the screen.
pub fn decided(seen: &UnsentEntry, decision: Decision) -> Resolve {
    Resolve {
        id: seen.id,
        decision,
        reason: None,
        issued: None,
        question: seen.question.clone(),
        attempts: Some(seen.attempts),
        money_kept: None,
    }
}

impl Place {
    /// Gives an entry up, and says what became of the money.
    pub async fn give_up(&self, entry: Uuid, kept: Option<bool>) -> Result<(), DeskError> {
        let resolve = Resolve {
            reason: Some("taken away there".to_owned()),
            money_kept: kept,
            ..decided(&self.entry(entry).await, Decision::Discard)
        };
        self.desk.outbox().resolve(resolve).await
    }

    /// The sums taken and given back today, smallest first, and whether a vendor has them.
    pub async fn sums(&self) -> Vec<(String, bool)> {
        let request = MoneyDayRequest::default();
        let day = self.desk.money_day(request).await.unwrap();
        let sums = day.takings.into_iter();
        let mut sums: Vec<_> = sums
            .map(|taking| (taking.amount.amount.normalize().to_string(), taking.at_vendor))
            .collect();
        sums.sort();
        sums
    }
}

fn not_now(refused: DeskError) {
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}

#[tokio::test(start_paused = true)]
async fn going_on_is_no_yes_to_another_price() {
    let till = Till::open().await;
    till.spoil("/listaPreturi", |body| {
        for row in body["ReturnData"].as_array_mut().unwrap() {
            row["pret"] = json!(999);
        }
    });
    let accepted = till.issue(form()).await;
    let asked = till.settled(accepted.invoice).await;
    assert!(matches!(asked.question, Some(Question::Stopped { .. })));
    not_now(
        till.place
            .desk
            .resume_invoice(accepted.invoice)
            .await
            .unwrap_err(),
    );
    assert_eq!(till.settled(accepted.invoice).await.question, asked.question);
    assert_eq!(till.counts().await, (0, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn going_on_is_no_yes_to_another_sum_in_the_vendors_history() {
    let till = Till::open().await;
    till.spoil("/istoric/incasari", |body| {
        for row in body["ReturnData"].as_array_mut().unwrap() {
            row["Total"] = json!("310.00");
        }
    });
    let accepted = till.issue(form()).await;
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(asked.reached, Some(InvoiceStep::Payment));
    not_now(
        till.place
            .desk
            .resume_invoice(accepted.invoice)
            .await
            .unwrap_err(),
    );
    till.settled(accepted.invoice).await;
    assert_eq!(till.place.asked("add-invoice"), 0);
}

#[tokio::test(start_paused = true)]
async fn going_on_is_no_yes_to_what_was_looked_for_in_vain() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-services", FaultKind::DropBefore));
    let accepted = till.issue(form()).await;
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(asked.question, Some(Question::NeedsLiveLine));
    not_now(
        till.place
            .desk
            .resume_invoice(accepted.invoice)
            .await
            .unwrap_err(),
    );
    till.settled(accepted.invoice).await;
    assert_eq!(till.place.asked("add-services"), 1);
}

#[tokio::test(start_paused = true)]
async fn going_on_is_no_yes_to_another_payment_of_the_bill() {
    let place = Place::small_practice(&json!({})).await;
    let bill = place.new_bill(json!({})).await.bill;
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::TooMany));
    let accepted = place.pay(paying(bill.id, "40")).await;
    place.drain().await;
    place.colleague_pays(&bill, 40.0).await;
    // Nothing of it left this desk: it goes on, and meets the colleague's.
    place.desk.outbox().resume(accepted.entry).await.unwrap();
    let left = place.drain().await;
    assert!(matches!(left[0].question, Some(Question::Conflict { .. })));
    not_now(place.desk.outbox().resume(accepted.entry).await.unwrap_err());
    assert_eq!(place.drain().await.len(), 1);
    assert_eq!(place.payments_there(&bill).await, 1, "theirs alone");
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_on_the_screen_is_not_given_up_once_it_may_be_issued() {
    let till = Till::open().await;
    till.place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(true),
        ..Fault::new("add-invoice", FaultKind::Empty)
    });
    let accepted = till.issue(form()).await;
    let refused = till.settled(accepted.invoice).await;
    let seen = till.place.entry(refused.entry.unwrap()).await;
    assert_eq!((seen.state, &seen.question), (EntryState::Refused, &None));
    // A colleague has it sent again; it may have been issued, and that is what is asked by now.
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    let asks = till.settled(accepted.invoice).await;
    assert_eq!(asks.question, Some(Question::LookThere));
    let late = Resolve {
        reason: Some("not needed".to_owned()),
        ..decided(&seen, Decision::Discard)
    };
    let outbox = till.place.desk.outbox();
    outbox.resolve(late).await.unwrap_err();
    let still = till.invoice(accepted.invoice).await;
    assert_eq!(
        (still.state, still.question),
        (InvoiceState::NeedsPerson, asks.question)
    );
    // Whoever has read what is asked may give it up.
    till.place.give_up(seen.id, None).await.unwrap();
    assert_eq!(
        till.invoice(accepted.invoice).await.state,
        InvoiceState::NotIssued
    );
}
