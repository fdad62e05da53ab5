//! Statuses, video visits and laboratory orders changed before they are sent, and what stays of a decision.

use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::agenda::SetStatus;
use frontdesk_desk::audit::{AuditAct, AuditQuery};
use frontdesk_desk::lab::LabEvent;
use frontdesk_desk::outbox::{Decision, EditUnsent, EntryState, Resolve, UnsentForm};
use frontdesk_desk::patients::PatientForm;
use frontdesk_desk::video::VideoForm;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::desk::Place;
use crate::lab_place::{Lab, order};
use crate::outbox_edit::refuse;
use crate::video_place::VideoPlace;

#[tokio::test(start_paused = true)]
async fn the_reason_of_a_held_tick_is_changed_without_ending_its_moment() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let tick = SetStatus {
        appointment: row.id,
        key: "2".into(),
        value: true,
        reason: None,
        happened_at: None,
        intent: Uuid::new_v4(),
    };
    let hold = Duration::from_secs(5);
    let accepted = place.desk.outbox().set_status(tick, hold).await.unwrap();
    let reason = |text: &str| UnsentForm::Status {
        reason: Some(text.into()),
    };
    place.change(accepted.entry, reason("a sunat")).await.unwrap();
    let held = place.entry(accepted.entry).await;
    assert_eq!(
        (held.state, held.next_at),
        (EntryState::Held, accepted.held_until)
    );
    let long = place.change(accepted.entry, reason(&"x".repeat(301))).await;
    assert_eq!(long.unwrap_err().params.0["field"], "reason");
    assert!(place.drain().await.is_empty());
    let seen = place.sandbox.medsoft_log().seen();
    let sent = seen.iter().find(|seen| seen.method == "PUT").unwrap();
    assert!(sent.path.contains("/status/2/true"), "{}", sent.path);
    assert_eq!(place.carried_out("set-appointment-status"), 1);
    let history = place.desk.history(row.id).await.unwrap();
    assert_eq!(history[0].reason.as_deref(), Some("a sunat"));
    assert_eq!(history[0].who.as_deref(), Some("desk"));
}

#[tokio::test(start_paused = true)]
async fn why_a_tick_was_given_up_stands_in_the_appointments_history() {
    let place = Place::filled().await;
    let row = place.expected().await;
    refuse(&place, "set-appointment-status");
    let accepted = place.tick(&row, "2", true).await;
    place.drain().await;
    let resolve = |reason: Option<String>| Resolve {
        id: accepted.entry,
        decision: Decision::Discard,
        reason,
        issued: None,
        question: None,
        attempts: None,
        money_kept: None,
    };
    let long = place.desk.outbox().resolve(resolve(Some("x".repeat(301)))).await;
    assert_eq!(long.unwrap_err().params.0["field"], "reason");
    let why = "went home".to_owned();
    place
        .desk
        .outbox()
        .resolve(resolve(Some(why.clone())))
        .await
        .unwrap();
    let history = place.desk.history(row.id).await.unwrap();
    assert_eq!(
        (history[0].state, history[0].reason.as_ref()),
        (Some(EntryState::Discarded), Some(&why))
    );
    // What was taken back in time never was.
    let undone = place.tick(&row, "3", true).await;
    place.desk.outbox().undo(undone.intent).await.unwrap();
    assert_eq!(place.desk.history(row.id).await.unwrap().len(), history.len());
}

fn visit(hour: u32) -> VideoForm {
    VideoForm {
        name: "Jana Nováková".into(),
        email: "jana@posta.example".into(),
        phone: String::new(),
        birth_year: "1980".into(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 25),
        time: chrono::NaiveTime::from_hms_opt(hour, 0, 0),
    }
}

#[tokio::test(start_paused = true)]
async fn a_booking_that_was_refused_is_booked_at_another_time_in_its_place() {
    let place = VideoPlace::empty().await;
    place
        .meddling
        .bookings
        .lock()
        .unwrap()
        .push_back(json!({ "error": "X023" }));
    let (ours, accepted) = place.book(visit(10)).await;
    let left = place.drain().await;
    assert_eq!(left[0].state, EntryState::Refused);
    assert!(left[0].may.contains(&Decision::Edit));
    assert_eq!(left[0].form, Some(UnsentForm::Video { form: visit(10) }));
    let change = |form: VideoForm| {
        let edit = EditUnsent {
            id: accepted.entry,
            form: UnsentForm::Video { form },
        };
        place.desk.outbox().edit(edit)
    };
    let night = change(VideoForm {
        time: chrono::NaiveTime::from_hms_opt(3, 30, 0),
        ..visit(10)
    });
    assert_eq!(night.await.unwrap_err().code, ErrorCode::InvalidField);
    change(visit(11)).await.unwrap();
    let shown = place.visit(ours).await.unwrap();
    assert_eq!(
        shown.start,
        visit(11)
            .date
            .zip(visit(11).time)
            .map(|(day, time)| day.and_time(time))
    );
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), 1);
    assert_eq!(place.visits().await.len(), 1);
    assert!(
        place.visit(ours).await.unwrap().vendor_id.is_some(),
        "the same visit"
    );
}

#[tokio::test(start_paused = true)]
async fn a_laboratory_order_that_was_refused_is_corrected_in_its_place() {
    let lab = Lab::open().await;
    lab.send(order("L-1", LabEvent::Created)).await;
    assert!(lab.place.drain().await.is_empty());
    lab.place.sandbox.set_fault(Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("gensoft/send-attendance", FaultKind::Empty)
    });
    let sent = lab.send(order("L-2", LabEvent::Created)).await;
    let left = lab.place.drain().await;
    assert_eq!(left[0].state, EntryState::Refused, "{left:?}");
    let change = |number: &str| {
        let form = order(number, LabEvent::Created);
        lab.place.change(sent.accepted.entry, UnsentForm::Lab { form })
    };
    assert_eq!(change("L-1").await.unwrap_err().params.0["reason"], "repeated");
    let cancelled = UnsentForm::Lab {
        form: order("L-2", LabEvent::Cancelled),
    };
    let other = lab.place.change(sent.accepted.entry, cancelled).await;
    assert_eq!(other.unwrap_err().params.0["field"], "event");
    change(" L-3 ").await.unwrap();
    assert!(lab.place.drain().await.is_empty());
    assert_eq!(lab.at_laboratory("L-3").await.len(), 1);
    assert!(lab.at_laboratory("L-2").await.is_empty());
    let orders = lab.place.desk.lab_desk().await.unwrap().orders;
    let listed = orders.iter().find(|listed| listed.id == sent.order).unwrap();
    assert_eq!(listed.number, "L-3");
}

#[tokio::test(start_paused = true)]
async fn an_edit_that_grows_by_a_phone_becomes_two_where_each_is_a_call_of_its_own() {
    let place = Place::filled_practice(&json!({})).await;
    let row = place.today().await.remove(0);
    let page = place.desk.page(row.patient.id).await.unwrap();
    let record = &page.records[0];
    let before = PatientForm {
        last_name: record.last_name.clone(),
        first_name: record.first_name.clone(),
        phone: record.phone.clone().unwrap_or_default(),
        email: record.email.clone().unwrap_or_default(),
        ..PatientForm::default()
    };
    let record = record.source.record;
    place.sandbox.faults().set_down(true);
    let after = PatientForm {
        last_name: "Quinternetto".into(),
        ..before.clone()
    };
    let accepted = place.edit(record, &before, after.clone(), Duration::ZERO).await;
    let grown = PatientForm {
        last_name: "Quinternetti".into(),
        phone: "+39 399 1234567".into(),
        ..after
    };
    let form = UnsentForm::Patient {
        record,
        form: grown.clone(),
    };
    place.change(accepted.entry, form).await.unwrap();
    let unsent = place.desk.outbox().unsent().await.unwrap().entries;
    assert_eq!(unsent.len(), 2);
    assert_eq!(unsent[1].author, unsent[0].author);
    let query = AuditQuery {
        act: Some(AuditAct::PatientEdited),
        ..AuditQuery::default()
    };
    let lines = place.desk.access_log(query).await.unwrap().lines;
    let grew = lines[0].changes.iter().find(|change| change.field == "phone");
    let grew = grew.expect("the phone that came with the change has a line");
    assert_eq!(
        (grew.before.as_deref(), grew.after.as_deref()),
        (
            Some(before.phone.as_str()).filter(|phone| !phone.is_empty()),
            Some("+39 399 1234567")
        )
    );
    let shown = place.desk.page(row.patient.id).await.unwrap();
    assert_eq!(shown.records[0].phone.as_deref(), Some("+39 399 1234567"));
    place.sandbox.faults().set_down(false);
    assert!(place.drain().await.is_empty());
    let id = row.patient.vendor_id.clone().unwrap();
    let file = place.at_practice(&format!("patients/{id}")).await;
    assert_eq!(file["fields"]["lastName"], "Quinternetti");
    assert!(file["phones"].to_string().contains("3991234567"), "{file}");
}
