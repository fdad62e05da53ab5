//! What tells orders and reports apart: two patients never share a number, two files never one wish.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::lab::{LabEvent, LabForm};
use frontdesk_desk::outbox::Decision;
use frontdesk_sandbox::{Fault, FaultKind};

use crate::lab_place::{Lab, order, pdf};

fn of_another() -> LabForm {
    let mut form = order("5", LabEvent::Created);
    form.patient.name = "Outra Pessoa".into();
    form
}

#[tokio::test(start_paused = true)]
async fn the_number_of_an_order_that_may_have_arrived_is_used_up_even_when_it_is_given_up() {
    for decisions in [&[Decision::Discard][..], &[Decision::Send, Decision::Discard]] {
        let lab = Lab::open().await;
        lab.place
            .sandbox
            .set_fault(Fault::new("gensoft/send-attendance", FaultKind::DropAfter).times(2));
        let sent = lab.send(order("5", LabEvent::Created)).await;
        for decision in decisions {
            lab.place.drain().await;
            lab.place.decide(sent.accepted.entry, *decision).await;
        }
        let request = lab.request(of_another());
        let error = lab
            .place
            .desk
            .send_lab(request, Duration::ZERO)
            .await
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidField);
        assert_eq!(error.params.0["field"], "number");
        lab.place.sandbox.faults().clear();
        // The order that may be there can still be cancelled there.
        lab.send(order("5", LabEvent::Cancelled)).await;
        assert!(lab.place.drain().await.is_empty());
        let last = lab.at_laboratory("5").await.pop().unwrap();
        assert_eq!(last["event"], "cancelled");
    }
}

#[tokio::test(start_paused = true)]
async fn the_number_of_an_order_that_never_left_is_free_again() {
    let lab = Lab::open().await;
    lab.place.sandbox.faults().set_down(true);
    let sent = lab.send(order("5", LabEvent::Created)).await;
    lab.place.drain().await;
    lab.place.decide(sent.accepted.entry, Decision::Discard).await;
    lab.place.sandbox.faults().set_down(false);
    lab.send(of_another()).await;
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.at_laboratory("5").await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn another_file_under_the_same_wish_is_another_report() {
    let lab = Lab::open().await;
    let first = lab.report("10", &pdf());
    let mut other = lab.report("10", &[pdf(), b"\n%%EOF\n".to_vec()].concat());
    other.intent = first.intent;
    let accepted = lab.place.desk.upload_report(first.clone()).await.unwrap();
    let again = lab.place.desk.upload_report(first).await.unwrap();
    assert_eq!(accepted.entry, again.entry);
    let error = lab.place.desk.upload_report(other).await.unwrap_err();
    assert_eq!(error.params.0["field"], "intent");
}
