//! Between the calls of an invoice: what certainly did not reach the vendor is tried again while the payer stands there, and
//! asked about afterwards.

use std::time::Duration;

use chrono::TimeDelta;
use frontdesk_desk::ErrorCode;
use frontdesk_desk::billing::{InvoiceState, InvoiceStep};
use frontdesk_desk::outbox::{Decision, Question};
use frontdesk_sandbox::{Fault, FaultKind};

use crate::invoice_place::{Till, assert_issued, form};

#[tokio::test(start_paused = true)]
async fn a_vendor_that_asks_to_wait_between_two_calls_is_asked_again_by_itself() {
    for (call, before) in [
        ("add-payment", InvoiceStep::Services),
        ("add-invoice", InvoiceStep::Payment),
        ("patient-payments", InvoiceStep::Services),
    ] {
        let till = Till::open().await;
        till.place.sandbox.set_fault(Fault {
            retry_after: 40,
            ..Fault::new(call, FaultKind::TooMany)
        });
        let accepted = till.issue(form()).await;
        till.place.outbox_for(Duration::from_secs(20)).await;
        let waits = till.invoice(accepted.invoice).await;
        assert_eq!(
            (waits.state, waits.reached, waits.question),
            (InvoiceState::OnTheWay, Some(before), None),
            "{call}"
        );
        assert_eq!(waits.reason, Some(ErrorCode::VendorBusy));
        let left = waits.next_at.unwrap() - till.place.ports.clock.now();
        assert!(left > TimeDelta::seconds(19), "{call}: {left}");
        assert_issued(&till.settled(accepted.invoice).await);
        assert_eq!(till.counts().await, (2, 1, 1), "{call}");
    }
}

#[tokio::test(start_paused = true)]
async fn reads_that_fail_between_two_calls_are_repeated_and_nothing_is_sent_twice() {
    for kind in [
        FaultKind::DropBefore,
        FaultKind::Broken,
        FaultKind::CutBody,
        FaultKind::Html,
    ] {
        let till = Till::open().await;
        till.place
            .sandbox
            .set_fault(Fault::new("patient-payments", kind).times(4));
        let accepted = till.issue(form()).await;
        assert_issued(&till.settled(accepted.invoice).await);
        assert_eq!(till.counts().await, (2, 1, 1), "{kind:?}");
        assert_eq!(till.place.carried_out("add-payment"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn after_an_hour_nobody_stands_there_any_more_and_it_is_asked_about() {
    let mut till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("patient-payments", FaultKind::Broken).times(2_000));
    let accepted = till.issue(form()).await;
    till.place.outbox_for(Duration::from_secs(50 * 60)).await;
    assert_eq!(till.invoice(accepted.invoice).await.question, None);
    // Another process goes on with it just so.
    till.place.reopen().await;
    till.place.outbox_for(Duration::from_secs(60)).await;
    assert_eq!(till.invoice(accepted.invoice).await.question, None);
    till.place.outbox_for(Duration::from_secs(15 * 60)).await;
    let asks = till.invoice(accepted.invoice).await;
    assert_eq!(asks.question, Some(Question::NeedsLiveLine));
    assert!(
        till.place.asked("patient-payments") < 200,
        "the vendor is not flooded"
    );
    till.place.sandbox.faults().clear();
    till.place.desk.resume_invoice(accepted.invoice).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_arrived_is_not_tried_again_by_itself() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-payment", FaultKind::DropBefore));
    let accepted = till.issue(form()).await;
    assert_eq!(
        till.settled(accepted.invoice).await.question,
        Some(Question::NeedsLiveLine)
    );
    // Somebody agrees to the repeat, and the vendor cannot be looked at: they are asked again, and nothing is sent.
    till.place
        .sandbox
        .set_fault(Fault::new("patient-payments", FaultKind::Broken));
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    let asked = till.settled(accepted.invoice).await;
    assert_eq!(
        (asked.question, asked.attempts),
        (Some(Question::NeedsLiveLine), 1)
    );
    assert_eq!(till.place.asked("add-payment"), 1);
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    assert_issued(&till.settled(accepted.invoice).await);
}

#[tokio::test(start_paused = true)]
async fn what_has_not_begun_is_not_sent_behind_peoples_backs() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("patient-services", FaultKind::Broken));
    let accepted = till.issue(form()).await;
    let prepared = till.settled(accepted.invoice).await;
    assert_eq!(
        (prepared.state, prepared.question),
        (InvoiceState::Prepared, Some(Question::NeedsLiveLine))
    );
    assert_eq!(till.counts().await, (0, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_written_down_for_half_a_minute_is_kept_until_it_can() {
    let till = Till::open().await;
    *till.place.trouble.full_after.lock().unwrap() = Some(("adauga-factura", Duration::from_secs(25)));
    let accepted = till.issue(form()).await;
    assert_issued(&till.settled(accepted.invoice).await);
    assert_eq!(till.counts().await, (2, 1, 1));
}
