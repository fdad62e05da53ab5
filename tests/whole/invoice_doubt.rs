//! Invoices of which the vendor tells too little, or the wrong thing meanwhile.

use std::time::Duration;

use frontdesk_desk::billing::{InvoiceState, InvoiceStep};
use frontdesk_desk::outbox::{Decision, EntryState, Question};
use frontdesk_desk::patients::FindPatients;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::desk::newcomer;
use crate::invoice_place::{Till, assert_issued, form};

#[tokio::test(start_paused = true)]
async fn services_that_can_never_be_read_end_in_front_of_a_person() {
    let till = Till::open().await;
    till.place
        .sandbox
        .set_fault(Fault::new("add-services", FaultKind::DropAfter));
    till.spoil("/istoric/servicii", |body| {
        for row in body["ReturnData"].as_array_mut().unwrap() {
            *row = json!("?");
        }
    });
    let accepted = till.issue(form()).await;
    let asks = till.settled(accepted.invoice).await;
    assert_eq!(
        (asks.state, asks.step, asks.question),
        (
            InvoiceState::NeedsPerson,
            Some(InvoiceStep::Services),
            Some(Question::LookThere)
        )
    );
    assert_eq!(asks.reason, Some(frontdesk_desk::ErrorCode::VendorUnreadable));
    // Whoever says that it is not there is told the same again: it is not sent blindly.
    till.decide(accepted.invoice, Decision::Send).await.unwrap();
    assert_eq!(
        till.settled(accepted.invoice).await.question,
        Some(Question::LookThere)
    );
    assert_eq!(till.place.asked("add-services"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_invoice_whose_record_is_merged_during_a_call_goes_on_for_the_one_that_remains() {
    let till = Till::open().await;
    let place = &till.place;
    // The vendor makes the patient and its answer is lost; meanwhile reading meets it as somebody new.
    place
        .sandbox
        .set_fault(Fault::new("create-patient", FaultKind::DropAfter));
    let (person, created) = place.create(newcomer(), Duration::ZERO).await;
    place.outbox_for(Duration::from_millis(500)).await;
    assert_eq!(place.state_of(created.entry).await, EntryState::Unknown);
    let query = FindPatients {
        text: "zarnescu".into(),
        limit: None,
    };
    let met = place.desk.find_at_vendor(query).await.unwrap().hits;
    let other = met
        .iter()
        .find(|hit| hit.id != person)
        .expect("met as somebody new");
    let record = other.sources[0].record;
    // The services are on their way for long; the creation is found meanwhile.
    place.sandbox.set_fault(Fault {
        ms: 5_000,
        ..Fault::new("add-services", FaultKind::Latency)
    });
    let request = frontdesk_desk::billing::IssueInvoice {
        record,
        form: form(),
        intent: uuid::Uuid::new_v4(),
        total: None,
        taking: None,
    };
    let invoice = place.desk.issue_invoice(request).await.unwrap().invoice;
    let issued = till.settled(invoice).await;
    assert_eq!(place.state_of(created.entry).await, EntryState::Done);
    assert_issued(&issued);
    assert_eq!(issued.patient, Some(person));
    assert_eq!(place.carried_out("add-invoice"), 1);
}

#[tokio::test(start_paused = true)]
async fn the_paper_of_an_answer_whose_number_cannot_be_read_is_kept() {
    let till = Till::open().await;
    till.spoil("", |body| {
        if let Some(number) = body.pointer_mut("/ReturnData/0/Factura/numar") {
            *number = json!("74/2026");
        }
    });
    let accepted = till.issue(form()).await;
    let asks = till.settled(accepted.invoice).await;
    assert_eq!(asks.question, Some(Question::LookThere));
    assert!(asks.vendor_id.is_some(), "what to look up is named");
    assert!(
        asks.paper.is_some() && !asks.copy,
        "no later call gives the paper again"
    );
    till.resolve(
        accepted.invoice,
        Decision::Happened,
        None,
        Some(("DBC", "74/2026")),
    )
    .await
    .unwrap();
    let issued = till.invoice(accepted.invoice).await;
    assert_eq!(
        (issued.state, issued.number.as_deref()),
        (InvoiceState::Issued, Some("74/2026"))
    );
    assert!(issued.paper.is_some() && !issued.copy, "the vendor's own");
    let bytes = till.place.desk.invoice_paper(accepted.invoice).await.unwrap();
    assert!(bytes.starts_with(b"%PDF"));
}
