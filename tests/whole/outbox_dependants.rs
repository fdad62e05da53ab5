//! A new patient and what is done to them before the vendor has given them an id: in order, once, across crashes.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::billing::{IssueInvoice, PaymentMethod};
use frontdesk_desk::connections::{ConnectionDraft, Vendor, WorkPoint};
use frontdesk_desk::money::{MoneyDayRequest, MoneyPaper, RecordTaking};
use frontdesk_desk::outbox::{Decision, EntryState};
use frontdesk_desk::papers::PaperFile;
use frontdesk_desk::patients::{FindPatients, PatientForm};
use frontdesk_desk::video::{BookVideo, VideoRequest};
use frontdesk_sandbox::{Fault, FaultKind};
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::invoice_place;
use crate::video_place::form;

fn with_email() -> PatientForm {
    PatientForm {
        email: "nou@example.test".into(),
        ..newcomer()
    }
}

fn with_phone() -> PatientForm {
    PatientForm {
        phone: "0733 000 111".into(),
        ..with_email()
    }
}

#[tokio::test(start_paused = true)]
async fn edits_and_a_consent_form_of_a_new_patient_follow_its_creation_across_crashes() {
    // The process ends after so many seconds, whatever it is doing, and again when everything has been tried.
    for crash_after in [0, 1, 3, 8, 13, 30] {
        let mut place = Place::filled().await;
        place.sandbox.faults().set_down(true);
        let (person, created) = place.create(newcomer(), Duration::ZERO).await;
        let record = place.desk.page(person).await.unwrap().records[0].source.record;
        let email = place
            .edit(record, &newcomer(), with_email(), Duration::ZERO)
            .await;
        let phone = place
            .edit(record, &with_email(), with_phone(), Duration::ZERO)
            .await;
        let consent = place
            .desk
            .outbox()
            .new_consent_form(record, Uuid::new_v4())
            .await
            .unwrap();
        place.outbox_for(Duration::from_secs(2)).await;
        for entry in [email.entry, phone.entry, consent.entry] {
            let blocked = place.entry(entry).await;
            assert_eq!(
                (blocked.state, blocked.waits_for),
                (EntryState::Blocked, Some(created.entry))
            );
        }
        place.sandbox.faults().set_down(false);
        place.outbox_for(Duration::from_secs(crash_after)).await;
        place.reopen().await;
        let left = place.drain().await;
        // A form that somebody watched being made is not made behind their back.
        let asked: Vec<_> = left.iter().map(|entry| entry.id).collect();
        let done = place.state_of(consent.entry).await == EntryState::Done;
        assert_eq!(asked.is_empty(), done, "{crash_after}: {left:?}");
        if !done {
            assert_eq!(asked, [consent.entry], "{crash_after}");
            place.decide(consent.entry, Decision::Send).await;
            assert!(place.drain().await.is_empty());
        }
        let (_, code) = place.desk.accounts().record(record).await.unwrap();
        let path = format!("/admin/medsoft/patients/{}", code.unwrap());
        let shown = place.at_vendor("GET", &path, None).await;
        assert_eq!(shown["email"], "nou@example.test", "{crash_after}");
        assert_eq!(place.carried_out("create-patient"), 1, "{crash_after}");
        assert_eq!(place.carried_out("update-patient"), 2, "{crash_after}");
        assert!(
            place
                .desk
                .outbox()
                .consent_form_of(consent.entry)
                .await
                .unwrap()
                .is_some()
        );
        assert_eq!(place.find("zarnescu").await.len(), 1, "{crash_after}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_done_to_a_patient_that_reading_met_first_is_about_the_one_that_remains() {
    let place = Place::filled().await;
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
    let other = other.id;
    place
        .desk
        .record_taking(fifty_of(other, Uuid::new_v4()))
        .await
        .unwrap();
    // A paper of theirs was handed out, and an invoice given up before it was sent.
    let statement = MoneyPaper::Statement {
        patient: other,
        from: "2026-11-01".parse().unwrap(),
        to: "2026-11-30".parse().unwrap(),
        language: None,
    };
    let file = PaperFile {
        name: "statement.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: b"%PDF".to_vec(),
    };
    place.desk.money_went_out(&statement, &file).await.unwrap();
    let accounts = place.desk.accounts();
    let point = WorkPoint {
        vendor_id: Some("1".into()),
        name: "Dumbrava Centru".into(),
        confirmed: true,
    };
    let connection = place.connection.id;
    accounts
        .confirm_work_points(connection, vec![point])
        .await
        .unwrap();
    place.desk.refresh_price_list(connection).await.unwrap();
    place.sandbox.faults().set_down(true);
    let invoice = place
        .desk
        .issue_invoice(IssueInvoice {
            record,
            form: invoice_place::form(),
            intent: Uuid::new_v4(),
            total: None,
            taking: None,
        })
        .await
        .unwrap();
    place.desk.outbox().undo(invoice.accepted.intent).await.unwrap();
    let edited = place
        .edit(record, &newcomer(), with_email(), Duration::ZERO)
        .await;
    place.sandbox.faults().set_down(false);
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("create-patient"), 1);
    let page = place.desk.page(person).await.unwrap();
    assert_eq!(page.records.len(), 1);
    assert_eq!(page.records[0].email.as_deref(), Some("nou@example.test"));
    assert_eq!(place.state_of(edited.entry).await, EntryState::Done);
    assert_eq!(place.find("zarnescu").await.len(), 1);
    // Money that was taken of who is gone is theirs who remains.
    let day = place
        .desk
        .money_day(MoneyDayRequest { date: None })
        .await
        .unwrap();
    assert!(day.takings.iter().all(|taking| taking.patient == Some(person)));
    // And so are papers and invoices.
    assert_eq!(place.desk.papers(person).await.unwrap().len(), 1);
    let invoice = place.desk.invoice(invoice.invoice).await.unwrap();
    assert_eq!(invoice.patient, Some(person));
    assert_eq!(invoice.record, page.records[0].source.record);
    let gone = place.desk.page(other).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::NotFound);
}

fn fifty_of(patient: Uuid, intent: Uuid) -> RecordTaking {
    RecordTaking {
        patient,
        amount: "50".into(),
        currency: "RON".into(),
        method: PaymentMethod::Cash,
        fiscal_receipt: None,
        card_slip: None,
        note: None,
        intent,
    }
}

#[tokio::test(start_paused = true)]
async fn a_video_visit_of_a_new_patient_is_another_vendors_and_waits_for_nobody() {
    let place = Place::filled().await;
    let account = place.sandbox.accounts().videodoktor;
    let praha = place
        .connect(ConnectionDraft::of(
            Vendor::Videodoktor,
            "Praha",
            &account.base_url,
            &[("start_format", "dotted")],
            &[("app_key", &account.app_key), ("key", &account.key)],
        ))
        .await;
    crate::outbox_edit::refuse(&place, "create-patient");
    let (person, created) = place.create(newcomer(), Duration::ZERO).await;
    let request = BookVideo {
        intent: Uuid::new_v4(),
        connection: praha.id,
        patient: Some(person),
        form: form(),
    };
    let booked = place.desk.book_video(request, Duration::ZERO).await.unwrap();
    let left = place.drain().await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].id, created.entry);
    assert_eq!(place.state_of(booked.accepted.entry).await, EntryState::Done);
    place.decide(created.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    let visits = place
        .desk
        .video_visits(VideoRequest::default())
        .await
        .unwrap()
        .visits;
    let visit = visits.iter().find(|visit| visit.id == booked.visit).unwrap();
    assert_eq!(visit.patient.as_ref().unwrap().id, person);
}
