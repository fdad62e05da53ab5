//! Numbers of orders: two patients never share one at the laboratory.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::lab::{LabEvent, LabForm};
use frontdesk_desk::outbox::Decision;
use frontdesk_sandbox::{Fault, FaultKind};

use crate::lab::{Lab, order};

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
