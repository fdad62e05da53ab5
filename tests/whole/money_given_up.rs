//! What becomes of money whose invoice or payment is given up after an answer was lost: the person says where it is, and
//! is believed as long as no vendor has it.

use frontdesk_desk::billing::{InvoiceState, IssueInvoice, StopReason};
use frontdesk_desk::outbox::Question;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::bills_place::paying;
use crate::desk::Place;
use crate::invoice_place::{Till, assert_issued, form};

const TAKEN: &str = "329.8";
const BACK: &str = "-329.8";

fn sums(expected: &[(&str, bool)]) -> Vec<(String, bool)> {
    expected
        .iter()
        .map(|(sum, there)| ((*sum).to_owned(), *there))
        .collect()
}

/// What may have reached the vendor when it is given up.
#[derive(Debug, Clone, Copy)]
enum Doubt {
    /// The services are there without their codes, and a person takes them away.
    CodesLost,
    /// Nothing was found there.
    LookedForInVain,
    /// The services are there, the note is not.
    NoteLookedForInVain,
    /// Sent once more after a no.
    RefusedTwice,
    /// A copy took the place of the store.
    Restored,
}

const DOUBTS: [Doubt; 5] = [
    Doubt::CodesLost,
    Doubt::LookedForInVain,
    Doubt::NoteLookedForInVain,
    Doubt::RefusedTwice,
    Doubt::Restored,
];

/// An invoice that asks, its money here, although an answer of it was lost. Answers it and its entry.
async fn doubtful(doubt: Doubt) -> (Till, Uuid, Uuid) {
    let mut till = Till::open().await;
    let fault = match doubt {
        Doubt::CodesLost => Fault::new("add-services", FaultKind::DropAfter),
        Doubt::LookedForInVain | Doubt::Restored => Fault::new("add-services", FaultKind::DropBefore),
        Doubt::NoteLookedForInVain => Fault::new("add-payment", FaultKind::DropBefore),
        Doubt::RefusedTwice => Fault {
            status: Some(400),
            applied: Some(false),
            times: Some(2),
            ..Fault::new("add-services", FaultKind::Empty)
        },
    };
    till.place.sandbox.set_fault(fault);
    let invoice = till.issue(form()).await.invoice;
    let mut asks = till.settled(invoice).await;
    match doubt {
        Doubt::CodesLost => {
            let stop = StopReason::CodesLost;
            assert_eq!(asks.question, Some(Question::Stopped { stop }));
        }
        Doubt::LookedForInVain | Doubt::NoteLookedForInVain => {
            assert_eq!(asks.question, Some(Question::NeedsLiveLine));
        }
        Doubt::RefusedTwice => {
            till.decide(invoice, frontdesk_desk::outbox::Decision::Send)
                .await
                .unwrap();
            asks = till.settled(invoice).await;
        }
        Doubt::Restored => {
            till.place.desk.copy_store().await.unwrap();
            till.place.restore_the_copy().await;
            asks = till.invoice(invoice).await;
        }
    }
    assert_eq!(asks.state, InvoiceState::NeedsPerson, "{doubt:?}");
    let entry = asks.entry.unwrap();
    assert!(till.place.entry(entry).await.lost > 0, "{doubt:?}");
    (till, invoice, entry)
}

#[tokio::test(start_paused = true)]
async fn money_that_was_given_back_is_out_of_the_drawer_whatever_was_lost() {
    for doubt in DOUBTS {
        let (till, invoice, entry) = doubtful(doubt).await;
        till.place.give_up(entry, Some(false)).await.unwrap();
        assert_eq!(
            till.place.sums().await,
            sums(&[(BACK, false), (TAKEN, false)]),
            "{doubt:?}"
        );
        assert_eq!(till.invoice(invoice).await.state, InvoiceState::NotIssued);
        let desk = till.place.desk.invoice_desk(till.record).await.unwrap();
        assert!(desk.slips.is_empty(), "{doubt:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn money_that_stays_pays_the_next_invoice_whatever_was_lost() {
    for doubt in DOUBTS {
        let (till, _, entry) = doubtful(doubt).await;
        till.place.sandbox.faults().clear();
        till.place.give_up(entry, Some(true)).await.unwrap();
        let slips = till.place.desk.invoice_desk(till.record).await.unwrap().slips;
        let [slip] = &slips[..] else {
            panic!("{doubt:?}: {slips:?}")
        };
        assert!(slip.slip.is_some(), "{doubt:?}: it has a number");
        let request = IssueInvoice {
            record: till.record,
            form: form(),
            intent: Uuid::new_v4(),
            total: None,
            taking: Some(slip.id),
        };
        let next = till.place.desk.issue_invoice(request).await.unwrap();
        assert_issued(&till.settled(next.invoice).await);
        assert_eq!(
            till.place.sums().await,
            sums(&[(TAKEN, true)]),
            "{doubt:?}: taken once"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_word_about_it_doubtful_money_is_left_as_it_was_and_can_pay_the_next_invoice() {
    let (till, _, entry) = doubtful(Doubt::CodesLost).await;
    let offered = || async { till.place.desk.invoice_desk(till.record).await.unwrap().slips };
    assert!(offered().await.is_empty(), "the invoice may still need it");
    till.place.give_up(entry, None).await.unwrap();
    assert_eq!(till.place.sums().await, sums(&[(TAKEN, false)]));
    till.place.sandbox.faults().clear();
    let slips = offered().await;
    let [slip] = &slips[..] else { panic!("{slips:?}") };
    let request = IssueInvoice {
        record: till.record,
        form: form(),
        intent: Uuid::new_v4(),
        total: None,
        taking: Some(slip.id),
    };
    let next = till.place.desk.issue_invoice(request).await.unwrap();
    assert!(offered().await.is_empty(), "it belongs to that one now");
    assert_issued(&till.settled(next.invoice).await);
    assert_eq!(
        till.place.sums().await,
        sums(&[(TAKEN, true)]),
        "taken once, and known there"
    );
}

#[tokio::test(start_paused = true)]
async fn money_of_a_bills_payment_goes_back_or_pays_again_after_a_lost_answer() {
    for kept in [false, true] {
        let place = Place::small_practice(&json!({})).await;
        let (_, _, vendor_patient) = place.somebody_there().await;
        let id: u32 = vendor_patient.parse().unwrap();
        let bill = place.new_bill(json!({ "patientId": id })).await.bill;
        place
            .sandbox
            .set_fault(Fault::new("alfadocs/create-transaction", FaultKind::DropBefore));
        let accepted = place.pay(paying(bill.id, "40")).await;
        let left = place.drain().await;
        assert_eq!(left[0].lost, 1);
        place.give_up(accepted.entry, Some(kept)).await.unwrap();
        let slips = place.desk.bill(bill.id).await.unwrap().slips;
        if kept {
            assert_eq!((slips.len(), place.sums().await), (1, sums(&[("40", false)])));
        } else {
            assert_eq!(place.sums().await, sums(&[("-40", false), ("40", false)]));
            assert!(slips.is_empty());
        }
    }
}
