//! Clocks that jump, vendors that ask to wait, keys that are refused: nothing is lost, nothing floods.

use std::time::Duration;

use chrono::TimeDelta;
use frontdesk_desk::ErrorCode;
use frontdesk_desk::agenda::SetStatus;
use frontdesk_desk::connections::{ConnectionDraft, Vendor};
use frontdesk_desk::outbox::{ActionKind, EntryState, Offline, Question, offline};
use frontdesk_desk::patients::FindPatients;
use frontdesk_desk::video::BookVideo;
use frontdesk_sandbox::{Fault, FaultKind};
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::video_place::form;

const WEEK: TimeDelta = TimeDelta::days(7);
const DAY: TimeDelta = TimeDelta::days(1);

#[tokio::test(start_paused = true)]
async fn a_line_that_came_back_before_the_clock_was_set_back_is_not_asked_over_and_over() {
    let place = Place::filled().await;
    let second = Duration::from_secs(1);
    place
        .while_running(async {
            tokio::time::sleep(30 * second).await;
            place.sandbox.faults().set_down(true);
            tokio::time::sleep(60 * second).await;
            place.sandbox.faults().set_down(false);
            tokio::time::sleep(20 * second).await;
            place.clock.jump(TimeDelta::hours(-2));
            let before = place.asked("appointment-statuses");
            // Looked at again and again: a desk that asks over and over hardly lets the time pass.
            for _ in 0..600 {
                tokio::time::sleep(second).await;
                let asked = place.asked("appointment-statuses") - before;
                assert!(asked < 200, "asked {asked} times within ten minutes");
            }
        })
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_clock_set_a_week_on_or_a_day_back_loses_nothing_that_waits_for_a_line() {
    for jump in [WEEK, -DAY] {
        let place = Place::filled().await;
        place
            .sandbox
            .set_fault(Fault::new("*", FaultKind::DropBefore).times(1_000_000));
        let rows = place.free().await;
        for row in rows.iter().take(3) {
            place.tick(row, "2", true).await;
        }
        place.outbox_for(Duration::from_secs(90)).await;
        place.clock.jump(jump);
        let before = place.sandbox.medsoft_log().seen().len();
        place.outbox_for(Duration::from_secs(10)).await;
        let tries = place.sandbox.medsoft_log().seen().len() - before;
        assert!((1..30).contains(&tries), "{jump}: {tries} tries in ten seconds");
        place.sandbox.faults().clear();
        assert!(place.drain().await.is_empty(), "{jump}");
        assert_eq!(place.carried_out("set-appointment-status"), 3, "{jump}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_held_tick_is_sent_soon_after_the_clock_was_set_a_day_back() {
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
    place.desk.outbox().set_status(tick, hold).await.unwrap();
    place.clock.jump(-DAY);
    place.outbox_for(Duration::from_secs(20)).await;
    assert_eq!(place.carried_out("set-appointment-status"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_clock_set_forward_does_not_end_the_quiet_time_after_a_lost_answer() {
    let place = Place::filled().await;
    place
        .sandbox
        .set_fault(Fault::new("create-patient", FaultKind::DropBefore));
    let (_, created) = place.create(newcomer(), Duration::ZERO).await;
    let desk = place.desk.clone();
    tokio::select! {
        () = desk.outbox().run() => unreachable!("the outbox runs until it is dropped"),
        () = async {
            tokio::time::sleep(Duration::from_secs(2)).await;
            assert_eq!(place.state_of(created.entry).await, EntryState::Unknown);
            place.clock.jump(WEEK);
            tokio::time::sleep(Duration::from_secs(7)).await;
            assert_eq!(place.asked("create-patient"), 1, "a slow vendor may still be at it");
        } => {}
    }
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("create-patient"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_asks_to_wait_is_left_alone_by_every_action_of_its_connection() {
    let place = Place::filled().await;
    let rows = place.free().await;
    place.sandbox.set_fault(Fault {
        retry_after: 60,
        ..Fault::new("set-appointment-status", FaultKind::TooMany)
    });
    let first = place.tick(&rows[0], "2", true).await;
    place.outbox_for(Duration::from_secs(3)).await;
    let told = place.entry(first.entry).await;
    assert_eq!(
        (told.state, told.reason),
        (EntryState::Waiting, Some(ErrorCode::VendorBusy))
    );
    let others = [
        place.tick(&rows[1], "2", true).await,
        place.tick(&rows[2], "2", true).await,
    ];
    let before = place.sandbox.medsoft_log().seen().len();
    place.outbox_for(Duration::from_secs(50)).await;
    assert_eq!(
        place.sandbox.medsoft_log().seen().len(),
        before,
        "it was asked nothing"
    );
    for other in others {
        let waits = place.entry(other.entry).await;
        assert_eq!(waits.reason, Some(ErrorCode::VendorBusy));
    }
    // Somebody who empties the outbox is no reason to break the promise either.
    place.desk.outbox().drain(Duration::from_secs(3)).await.unwrap();
    assert_eq!(place.sandbox.medsoft_log().seen().len(), before);
    let left = place.desk.outbox().drain(Duration::from_secs(300)).await.unwrap();
    assert_eq!((left.unsent, left.needs_person), (0, 0));
    assert_eq!(place.carried_out("set-appointment-status"), 3);
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_something_else_does_not_end_the_wait_a_vendor_asked_for() {
    let place = Place::filled().await;
    let rows = place.free().await;
    let busy = |seconds| Fault {
        retry_after: seconds,
        ..Fault::new("set-appointment-status", FaultKind::TooMany)
    };
    place.sandbox.set_fault(busy(60));
    place.tick(&rows[0], "2", true).await;
    place.outbox_for(Duration::from_secs(3)).await;
    let query = FindPatients {
        text: rows[0].patient.name.clone(),
        limit: None,
    };
    let found = place.desk.find_at_vendor(query).await.unwrap();
    assert!(!found.hits.is_empty(), "a person who looks is answered");
    place.tick(&rows[1], "2", true).await;
    place.outbox_for(Duration::from_secs(50)).await;
    assert_eq!(place.asked("set-appointment-status"), 1, "it is left alone");
    assert!(place.drain().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_is_told_with_each_of_its_entries_and_holds_up_no_other_account() {
    let place = Place::filled().await;
    let account = place.sandbox.accounts().medsoft;
    let other = ConnectionDraft::of(
        Vendor::Medsoft,
        "Filiala",
        &account.base_url,
        &[("client_path", &account.client_path)],
        &[("key", &account.key)],
    );
    let other = place.connect(other).await;
    let rows = place.free().await;
    // The clinic gives this account another key.
    place.sandbox.set_fault(Fault {
        times: None,
        ..Fault::new("appointment-statuses", FaultKind::Unauthorized)
    });
    let ticks = [
        place.tick(&rows[0], "2", true).await,
        place.tick(&rows[1], "2", true).await,
    ];
    place.outbox_for(Duration::from_secs(30)).await;
    for tick in &ticks {
        let waits = place.entry(tick.entry).await;
        assert_eq!(
            (waits.state, waits.reason),
            (EntryState::Waiting, Some(ErrorCode::KeyRefused))
        );
    }
    let request = frontdesk_desk::patients::CreatePatient {
        connection: other.id,
        form: newcomer(),
        intent: Uuid::new_v4(),
    };
    let (_, created) = place
        .desk
        .outbox()
        .create_patient(request, Duration::ZERO)
        .await
        .unwrap();
    place.outbox_for(Duration::from_secs(10)).await;
    assert_eq!(place.state_of(created.entry).await, EntryState::Done);
    let left = place.desk.outbox().drain(Duration::from_secs(60)).await.unwrap();
    assert_eq!((left.unsent, left.needs_person), (2, 0));
    place.sandbox.faults().clear();
    let keys = [("key".to_owned(), account.key.clone())].into();
    let report = place
        .desk
        .accounts()
        .replace_keys(place.connection.id, &keys)
        .await
        .unwrap();
    assert!(report.usable);
    place
        .desk
        .outbox()
        .retry_connection(place.connection.id)
        .await
        .unwrap();
    assert!(
        place.outbox_for(Duration::from_secs(5)).await.is_empty(),
        "a new key is tried at once"
    );
    assert_eq!(place.carried_out("set-appointment-status"), 2);
}

#[tokio::test(start_paused = true)]
async fn what_the_table_says_of_each_kind_is_what_happens_without_a_line() {
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
    let account = place.sandbox.accounts().gensoft;
    let lab = place
        .connect(ConnectionDraft::of(
            Vendor::Gensoft,
            "Laboratório",
            &account.base_url,
            &[],
            &[("key", &account.key)],
        ))
        .await;
    let book = |name: &str| BookVideo {
        intent: Uuid::new_v4(),
        connection: praha.id,
        patient: None,
        form: frontdesk_desk::video::VideoForm {
            name: name.into(),
            ..form()
        },
    };
    let there = place
        .desk
        .book_video(book("Petr Dvořák"), Duration::ZERO)
        .await
        .unwrap();
    assert!(place.drain().await.is_empty());
    let (record, before) = crate::outbox_lost_answers::somebody(&place).await;
    let row = place.expected().await;
    place.sandbox.faults().set_down(true);

    let after = frontdesk_desk::patients::PatientForm {
        email: "nou@example.test".into(),
        ..before.clone()
    };
    let mut entries = Vec::new();
    entries.push((ActionKind::SetStatus, place.tick(&row, "2", true).await.entry));
    entries.push((
        ActionKind::CreatePatient,
        place.create(newcomer(), Duration::ZERO).await.1.entry,
    ));
    let edited = place.edit(record, &before, after, Duration::ZERO).await;
    entries.push((ActionKind::UpdatePatient, edited.entry));
    let booked = place
        .desk
        .book_video(book("Jana Nováková"), Duration::ZERO)
        .await
        .unwrap();
    entries.push((ActionKind::BookVideo, booked.accepted.entry));
    let removal = frontdesk_desk::video::RemoveVideo {
        intent: Uuid::new_v4(),
        visit: there.visit,
    };
    let removed = place.desk.remove_video(removal, Duration::ZERO).await.unwrap();
    entries.push((ActionKind::RemoveVideo, removed.entry));
    let upload = frontdesk_desk::lab::UploadReport {
        connection: lab.id,
        ..lab_report()
    };
    entries.push((
        ActionKind::UploadReport,
        place.desk.upload_report(upload).await.unwrap().entry,
    ));
    let order = frontdesk_desk::lab::SendLab {
        intent: Uuid::new_v4(),
        connection: lab.id,
        patient: None,
        form: crate::lab_place::order("L-1", frontdesk_desk::lab::LabEvent::Created),
    };
    let order = place.desk.send_lab(order, Duration::ZERO).await.unwrap();
    entries.push((ActionKind::SendLab, order.accepted.entry));
    // A form of somebody else: nothing of theirs is on its way.
    let others = place.free().await;
    let another = others
        .iter()
        .find(|other| other.patient.id != row.patient.id)
        .unwrap();
    let record = place.desk.page(another.patient.id).await.unwrap().records[0]
        .source
        .record;
    let consent = place
        .desk
        .outbox()
        .new_consent_form(record, Uuid::new_v4())
        .await
        .unwrap();
    entries.push((ActionKind::GdprForm, consent.entry));

    place.outbox_for(Duration::from_secs(5)).await;
    for kind in ActionKind::ALL {
        // Money has tests of its own: only the first step of an invoice can be prepared without a line.
        if matches!(
            kind,
            ActionKind::InvoiceServices | ActionKind::InvoicePayment | ActionKind::InvoiceIssue
        ) {
            assert_eq!(offline(kind), Offline::NeedsLiveLine, "{kind:?}");
            continue;
        }
        // Bills, filed papers and bookings are another vendor's, with tests of their own.
        match kind {
            ActionKind::BookAppointment => {
                assert_eq!(offline(kind), Offline::Pencilled, "{kind:?}");
                continue;
            }
            ActionKind::PayBill | ActionKind::RemoveLiability => {
                assert_eq!(offline(kind), Offline::NeedsLiveLine, "{kind:?}");
                continue;
            }
            ActionKind::FileDocument => {
                assert_eq!(offline(kind), Offline::Waits, "{kind:?}");
                continue;
            }
            _ => {}
        }
        let (_, id) = entries.iter().find(|(of, _)| *of == kind).expect("every kind");
        let entry = place.entry(*id).await;
        match offline(kind) {
            Offline::Waits => assert_eq!(entry.state, EntryState::Waiting, "{kind:?}"),
            Offline::Pencilled | Offline::NeedsLiveLine => {
                assert_eq!(entry.state, EntryState::Asks, "{kind:?}");
                assert_eq!(entry.question, Some(Question::NeedsLiveLine), "{kind:?}");
            }
        }
    }
    let visits = place.desk.video_visits(Default::default()).await.unwrap().visits;
    let pencilled = visits.iter().find(|visit| visit.id == booked.visit).unwrap();
    assert_eq!(pencilled.pending.as_ref().unwrap().state, EntryState::Asks);
}

fn lab_report() -> frontdesk_desk::lab::UploadReport {
    use base64::Engine as _;

    frontdesk_desk::lab::UploadReport {
        intent: Uuid::new_v4(),
        connection: Uuid::nil(),
        order: None,
        execution: "10".into(),
        file_name: "laudo.pdf".into(),
        base64: base64::engine::general_purpose::STANDARD.encode(crate::lab_place::pdf()),
    }
}
