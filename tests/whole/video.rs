//! Video visits from the form to the vendor's list, and what a person sees meanwhile.

use std::time::Duration;

use frontdesk_desk::connections::{ConnectionDraft, Pace, Vendor};
use frontdesk_desk::outbox::{ActionKind, Decision, EntryState, Question};
use frontdesk_desk::patients::PatientForm;
use frontdesk_desk::video::{BookVideo, CheckVideo, PrefillVideo, RemoveVideo, VideoForm};
use frontdesk_desk::{DeskEvent, ErrorCode, Topic};
use serde_json::json;
use uuid::Uuid;

use crate::desk::{Place, newcomer};
use crate::video_place::{VideoPlace, at, form};

const HOLD: Duration = Duration::from_secs(8);

#[tokio::test(start_paused = true)]
async fn a_booking_stands_in_the_list_at_once_and_then_at_the_vendor() {
    let place = VideoPlace::empty().await;
    let mut news = place.events.subscribe();
    let (visit, accepted) = place.book(form()).await;
    let shown = place.visit(visit).await.unwrap();
    let pending = shown.pending.unwrap();
    assert_eq!(
        (pending.entry, pending.removing, pending.state),
        (accepted.entry, false, EntryState::Queued)
    );
    assert_eq!(
        (shown.vendor_id, shown.phone.as_deref()),
        (None, Some("700000111"))
    );
    let unsent = &place.unsent().await[0];
    assert_eq!(
        (
            unsent.action,
            unsent.patient_name.as_str(),
            unsent.date,
            unsent.start
        ),
        (ActionKind::BookVideo, "Jana Nováková", form().date, form().time)
    );
    assert!(place.drain().await.is_empty());
    assert_eq!(
        place.calls().await,
        [("Jana Nováková".into(), "2026-11-24T20:00:00".into())]
    );
    let booked = place.visit(visit).await.unwrap();
    assert!(booked.pending.is_none() && booked.vendor_id.is_some() && booked.seen_at.is_some());
    assert!(booked.url.unwrap().starts_with("https://"));
    let mut told = Vec::new();
    let mut settled = false;
    while let Ok(event) = news.try_recv() {
        match event {
            DeskEvent::Changed(topics) => told.extend(topics),
            DeskEvent::Settled(end) => {
                settled |= end.entry == accepted.entry && end.state == EntryState::Done;
            }
            _ => {}
        }
    }
    assert!(settled && told.contains(&Topic::Video) && told.contains(&Topic::Unsent));
}

#[tokio::test(start_paused = true)]
async fn a_vendor_of_the_other_reading_is_booked_and_removed_just_so() {
    let place = VideoPlace::new(json!({ "preset": "b" }), "sortable").await;
    let before = place.calls().await.len();
    let (visit, _) = place.book(form()).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), before + 1);
    place.remove(visit).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), before);
}

#[tokio::test(start_paused = true)]
async fn the_same_intent_twice_books_once_even_after_its_time() {
    let place = VideoPlace::empty().await;
    let request = BookVideo {
        intent: Uuid::new_v4(),
        connection: place.connection.id,
        patient: None,
        form: at("2026-11-23T12:00:00"),
    };
    let first = place
        .desk
        .book_video(request.clone(), Duration::ZERO)
        .await
        .unwrap();
    let second = place
        .desk
        .book_video(request.clone(), Duration::ZERO)
        .await
        .unwrap();
    assert_eq!(
        (first.visit, first.accepted.entry),
        (second.visit, second.accepted.entry)
    );
    assert!(place.drain().await.is_empty());
    tokio::time::sleep(Duration::from_secs(6 * 3600)).await;
    let third = place
        .desk
        .book_video(request.clone(), Duration::ZERO)
        .await
        .unwrap();
    assert_eq!(
        (third.visit, third.accepted.state),
        (first.visit, EntryState::Done)
    );
    assert!(place.drain().await.is_empty());
    assert_eq!(place.asked("create-call"), (1, 1));
    let other = BookVideo {
        form: form(),
        ..request
    };
    let error = place.desk.book_video(other, Duration::ZERO).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidField);
    assert_eq!(place.visits().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_held_booking_can_be_taken_back_and_a_sent_one_cannot() {
    let place = VideoPlace::empty().await;
    let (visit, accepted) = place.book_held(form(), HOLD).await;
    assert_eq!(
        place.visit(visit).await.unwrap().pending.unwrap().state,
        EntryState::Held
    );
    let undone = place.desk.outbox().undo(accepted.intent).await.unwrap();
    assert_eq!(undone.state, EntryState::Discarded);
    assert!(place.visits().await.is_empty());
    assert!(place.drain().await.is_empty());
    assert_eq!(place.asked("create-call"), (0, 0));

    let (visit, accepted) = place.book_held(form(), HOLD).await;
    assert!(place.drain().await.is_empty());
    let error = place.desk.outbox().undo(accepted.intent).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::TooLateToUndo);
    assert!(place.visit(visit).await.unwrap().vendor_id.is_some());
    assert_eq!(place.asked("remove-call"), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn without_a_line_a_booking_waits_for_a_person_and_is_then_made_once() {
    let place = VideoPlace::empty().await;
    place.cut_line(true).await;
    let (visit, accepted) = place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (&unsent[0].question, unsent[0].reason),
        (&Some(Question::NeedsLiveLine), Some(ErrorCode::Offline))
    );
    let pending = place.visit(visit).await.unwrap().pending.unwrap();
    assert_eq!(pending.state, EntryState::Asks);
    place.cut_line(false).await;
    assert_eq!(
        place.drain().await.len(),
        1,
        "nobody sends it behind the person's back"
    );
    assert!(place.calls().await.is_empty());
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), 1);
    assert!(place.visit(visit).await.unwrap().pending.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_booking_given_up_leaves_the_list() {
    let place = VideoPlace::empty().await;
    place.cut_line(true).await;
    let (visit, accepted) = place.book(form()).await;
    place.drain().await;
    place.decide(accepted.entry, Decision::Discard).await;
    assert!(place.visit(visit).await.is_none());
    assert!(place.unsent().await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_refused_booking_leaves_the_list_until_it_is_sent_again() {
    let place = VideoPlace::empty().await;
    let taken = place.doctor_books("Petr Svoboda", "2026-11-24T20:00:00").await;
    let (visit, accepted) = place.book(form()).await;
    let unsent = place.drain().await;
    assert_eq!(
        (
            unsent[0].state,
            unsent[0].vendor_code.as_deref(),
            unsent[0].patient_name.as_str()
        ),
        (EntryState::Refused, Some("X024"), "Jana Nováková")
    );
    assert!(place.visit(visit).await.is_none());
    let why = place.desk.outbox().why_refused(accepted.entry).await.unwrap();
    assert_eq!(why.params.0["vendor_code"], "X024");
    place.doctor_removes(&taken).await;
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.visit(visit).await.unwrap().pending.is_some());
    assert!(place.drain().await.is_empty());
    assert_eq!(place.calls().await.len(), 1);
    assert!(place.visit(visit).await.unwrap().vendor_id.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_removal_shows_as_pending_and_then_the_visit_is_gone() {
    let place = VideoPlace::empty().await;
    let (visit, _) = place.book(form()).await;
    let early = RemoveVideo {
        intent: Uuid::new_v4(),
        visit,
    };
    let error = place.desk.remove_video(early, Duration::ZERO).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::RowWithoutId);
    place.drain().await;
    let removal = place.remove(visit).await;
    let pending = place.visit(visit).await.unwrap().pending.unwrap();
    assert_eq!((pending.entry, pending.removing), (removal.entry, true));
    let unsent = &place.unsent().await[0];
    assert_eq!(
        (
            unsent.action,
            unsent.patient_name.as_str(),
            unsent.date,
            unsent.start
        ),
        (ActionKind::RemoveVideo, "Jana Nováková", form().date, form().time)
    );
    assert!(place.drain().await.is_empty());
    assert!(place.visits().await.is_empty());
    assert!(place.calls().await.is_empty());
    let again = RemoveVideo {
        intent: Uuid::new_v4(),
        visit,
    };
    let error = place.desk.remove_video(again, Duration::ZERO).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_removal_taken_back_or_given_up_leaves_the_visit() {
    let place = VideoPlace::empty().await;
    let (visit, _) = place.book(form()).await;
    place.drain().await;
    let request = RemoveVideo {
        intent: Uuid::new_v4(),
        visit,
    };
    let held = place.desk.remove_video(request, HOLD).await.unwrap();
    place.desk.outbox().undo(held.intent).await.unwrap();
    assert!(place.visit(visit).await.unwrap().pending.is_none());
    place.cut_line(true).await;
    let removal = place.remove(visit).await;
    let unsent = place.drain().await;
    assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine));
    place.decide(removal.entry, Decision::Discard).await;
    assert!(place.visit(visit).await.unwrap().pending.is_none());
    assert_eq!(place.asked("remove-call"), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn what_was_held_when_the_desk_ended_is_left_to_a_person() {
    let mut place = VideoPlace::empty().await;
    let (visit, accepted) = place.book_held(form(), HOLD).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    place.reopen().await;
    let unsent = place.drain().await;
    assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine));
    assert!(place.calls().await.is_empty());
    place.decide(accepted.entry, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert!(place.visit(visit).await.unwrap().vendor_id.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_form_is_checked_whole_and_nothing_wrong_is_taken() {
    let place = VideoPlace::empty().await;
    let wrong = VideoForm {
        name: "Jana".into(),
        birth_year: "80".into(),
        ..VideoForm::default()
    };
    let request = CheckVideo {
        connection: place.connection.id,
        form: wrong.clone(),
    };
    let problems = place.desk.check_video(request).await.unwrap();
    let told: Vec<_> = problems
        .iter()
        .map(|problem| (problem.field.as_str(), problem.reason.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("name", "too-short"),
            ("email", "no-email-or-phone"),
            ("birth_year", "not-a-year"),
            ("date", "required"),
            ("time", "required"),
        ]
    );
    let request = BookVideo {
        intent: Uuid::new_v4(),
        connection: place.connection.id,
        patient: None,
        form: wrong,
    };
    let error = place.desk.book_video(request, HOLD).await.unwrap_err();
    assert_eq!(
        (error.code, error.params.0["field"].as_str()),
        (ErrorCode::InvalidField, "name")
    );
    assert!(place.unsent().await.is_empty() && place.visits().await.is_empty());
    assert_eq!(place.asked("verify"), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_booking_from_a_patient_is_filled_in_and_stays_linked() {
    let place = Place::filled().await;
    let account = place.sandbox.accounts().videodoktor;
    let draft = ConnectionDraft::of(
        Vendor::Videodoktor,
        "Praha",
        &account.base_url,
        &[],
        &[("app_key", &account.app_key), ("key", &account.key)],
    );
    let video = place.desk.accounts().add(draft, Pace::default()).await.unwrap();
    let row = place.today().await.into_iter().find(|row| !row.foreign).unwrap();
    let page = place.desk.page(row.patient.id).await.unwrap();
    let request = PrefillVideo {
        connection: video.id,
        patient: row.patient.id,
    };
    let filled = place.desk.prefill_video(request).await.unwrap();
    let record = &page.records[0];
    assert_eq!(filled.name, format!("{} {}", record.first_name, record.last_name));
    assert_eq!(
        filled.birth_year,
        record.birth_date.unwrap().format("%Y").to_string()
    );
    assert_eq!(filled.date.unwrap().to_string(), "2026-11-23");
    assert_eq!(filled.time, None);
    let form = VideoForm {
        name: filled.name,
        birth_year: filled.birth_year,
        ..at("2026-11-24T20:00:00")
    };
    let booked = BookVideo {
        intent: Uuid::new_v4(),
        connection: video.id,
        patient: Some(row.patient.id),
        form,
    };
    let accepted = place.desk.book_video(booked, HOLD).await.unwrap();
    let unsent = place.desk.outbox().entry(accepted.accepted.entry).await.unwrap();
    assert_eq!(
        (unsent.patient, unsent.patient_birth_date),
        (Some(row.patient.id), record.birth_date)
    );
    assert!(place.drain().await.is_empty());
    let list = place.desk.video_visits(Default::default()).await.unwrap();
    let visit = list
        .visits
        .iter()
        .find(|visit| visit.id == accepted.visit)
        .unwrap();
    assert_eq!(visit.patient.as_ref().unwrap().id, row.patient.id);
    assert!(visit.vendor_id.is_some());
    for (typed, email, phone) in [
        // Not a phone that the vendor could take: the e-mail address does.
        (newcomer(), "zarnescu@example.test", ""),
        (
            PatientForm {
                phone: "+420 777 123 456".into(),
                email: String::new(),
                ..newcomer()
            },
            "",
            "777123456",
        ),
    ] {
        let (person, _) = place.create(typed, HOLD).await;
        let request = PrefillVideo {
            connection: video.id,
            patient: person,
        };
        let filled = place.desk.prefill_video(request).await.unwrap();
        assert_eq!(
            (filled.name.as_str(), filled.email.as_str(), filled.phone.as_str()),
            ("Ștefania Zărnescu", email, phone)
        );
        assert_eq!(filled.birth_year, "");
    }
    let nobody = PrefillVideo {
        connection: video.id,
        patient: Uuid::new_v4(),
    };
    let error = place.desk.prefill_video(nobody).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_connection_goes_with_its_visits_once_nothing_is_unsent() {
    let place = VideoPlace::empty().await;
    let (_, accepted) = place.book_held(form(), HOLD).await;
    let error = place
        .desk
        .accounts()
        .remove(place.connection.id)
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::UnsentWork);
    assert!(place.drain().await.is_empty());
    place.run_for(Duration::from_secs(10)).await;
    assert!(!place.list(true).await.clocks.is_empty());
    place.desk.accounts().remove(place.connection.id).await.unwrap();
    let list = place.list(true).await;
    assert!(list.visits.is_empty() && list.clocks.is_empty() && list.checked_at.is_none());
    let error = place.desk.outbox().entry(accepted.entry).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}
