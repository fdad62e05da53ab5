//! Appointments booked from the desk: at most one at the practice for each wish, pencilled until it is there.

use std::time::Duration;

use chrono::NaiveDate;
use frontdesk_desk::agenda::{AppointmentRow, DayRequest};
use frontdesk_desk::booking::{
    AppointmentForm, BookAppointment, Booked, BookingAccount, ClashOf, FreeTimesRequest,
};
use frontdesk_desk::outbox::{Decision, EntryState, Question, Resolve, UnsentEntry, UnsentForm};
use frontdesk_desk::{DeskError, ErrorCode};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::alfadocs::{EFFECT_THEN_NO_ANSWER, NO_EFFECT, dialects};
use crate::desk::Place;

/// A Sunday far ahead: the practice is closed, and nothing is in the way.
const DAY: &str = "2027-02-07";

fn day() -> NaiveDate {
    DAY.parse().unwrap()
}

async fn account(place: &Place) -> (Uuid, BookingAccount) {
    let today = place.desk.day(DayRequest { date: None }).await.unwrap();
    let person = today.rows[0].patient.id;
    let accounts = place.desk.booking_form(person).await.unwrap().accounts;
    (person, accounts.into_iter().next().unwrap())
}

fn wish(account: &BookingAccount, time: &str) -> BookAppointment {
    BookAppointment {
        intent: Uuid::new_v4(),
        record: account.record,
        form: AppointmentForm {
            date: Some(day()),
            time: Some(time.parse().unwrap()),
            minutes: 40,
            doctor: account.doctors[0].id.clone(),
            room: account.rooms.first().map(|room| room.id.clone()),
            purpose: "Igiene".into(),
        },
        despite: None,
    }
}

impl Place {
    async fn book(&self, wish: BookAppointment) -> Booked {
        self.desk.book_appointment(wish, Duration::ZERO).await.unwrap()
    }

    async fn of_that_day(&self) -> Vec<AppointmentRow> {
        self.desk
            .day(DayRequest { date: Some(day()) })
            .await
            .unwrap()
            .rows
    }

    /// A person decides.
    async fn say(&self, entry: &UnsentEntry, decision: Decision) {
        let resolve = Resolve {
            id: entry.id,
            decision,
            reason: None,
            issued: None,
            question: entry.question.clone(),
            attempts: Some(entry.attempts),
            money_kept: None,
        };
        self.desk.outbox().resolve(resolve).await.unwrap();
    }

    /// The beginnings of what the practice's own agenda holds on that day.
    async fn agenda(&self) -> Vec<String> {
        let agenda = self.at_practice(&format!("today?date={DAY}")).await;
        let rows = agenda["appointments"].as_array().unwrap();
        rows.iter()
            .map(|row| row["date"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test(start_paused = true)]
async fn a_booking_is_pencilled_at_once_and_at_the_practice_soon_in_every_dialect() {
    for dialect in dialects() {
        let place = Place::filled_practice(&dialect).await;
        let (person, account) = account(&place).await;
        assert!(!account.doctors.is_empty() && account.live, "{dialect}");
        let booked = place.book(wish(&account, "10:30:00")).await;
        let [row] = &place.of_that_day().await[..] else {
            panic!("one appointment: {dialect}")
        };
        assert_eq!(
            (row.id, row.patient.id, row.pencilled),
            (booked.appointment, person, true)
        );
        assert_eq!(row.doctor.as_ref(), Some(&account.doctors[0].name));
        assert!(place.drain().await.is_empty(), "{dialect}");
        let [row] = &place.of_that_day().await[..] else {
            panic!("still one: {dialect}")
        };
        assert!(
            !row.pencilled && !row.pending && row.vendor_id.is_some(),
            "{dialect}"
        );
        assert_eq!(row.end.unwrap().to_string(), "11:10:00");
        assert_eq!(place.agenda().await, [format!("{DAY} 10:30:00")], "{dialect}");
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_is_lost_on_the_way_there_is_one_appointment() {
    for kind in EFFECT_THEN_NO_ANSWER.into_iter().chain(NO_EFFECT) {
        let place = Place::filled_practice(&json!({})).await;
        let (_, account) = account(&place).await;
        place
            .sandbox
            .set_fault(Fault::new("alfadocs/create-appointment", kind));
        let booked = place.book(wish(&account, "10:30:00")).await;
        // By then the time may be taken: what has not arrived is sent again when a person says so.
        for entry in place.drain().await {
            assert_eq!(entry.question, Some(Question::NeedsLiveLine), "{kind:?}");
            assert!(
                NO_EFFECT.contains(&kind) && place.agenda().await.is_empty(),
                "{kind:?}"
            );
            place.say(&entry, Decision::Send).await;
            assert!(place.drain().await.is_empty(), "{kind:?}");
        }
        assert_eq!(
            place.state_of(booked.accepted.entry).await,
            EntryState::Done,
            "{kind:?}"
        );
        assert_eq!(place.agenda().await.len(), 1, "{kind:?}");
        assert_eq!(place.of_that_day().await.len(), 1, "{kind:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_that_was_there_before_is_not_taken_for_ours() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    // The same patient at the same time with somebody else, booked by hand.
    place.book(wish(&account, "10:30:00")).await;
    assert!(place.drain().await.is_empty());
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/create-appointment", FaultKind::DropBefore));
    let other = BookAppointment {
        despite: Some("two doctors at once".into()),
        form: AppointmentForm {
            doctor: account.doctors[1].id.clone(),
            room: None,
            ..wish(&account, "10:30:00").form
        },
        ..wish(&account, "10:30:00")
    };
    place.book(other).await;
    // It did not arrive, and the one that was there before says nothing of it.
    let unsent = place.drain().await;
    assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine));
    place.say(&unsent[0], Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.agenda().await.len(), 2);
    assert_eq!(place.of_that_day().await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn without_a_line_it_stays_pencilled_until_a_person_sends_it_and_a_reading_leaves_it_there() {
    let place = Place::filled_practice(&json!({})).await;
    let (person, account) = account(&place).await;
    place.sandbox.faults().set_down(true);
    let booked = place.book(wish(&account, "10:30:00")).await;
    let unsent = place.outbox_for(Duration::from_secs(30)).await;
    assert_eq!(
        (unsent[0].date, unsent[0].doctor.as_ref()),
        (Some(day()), Some(&account.doctors[0].name))
    );
    place.sandbox.faults().set_down(false);
    // Its patient's list and its day are read anew, and hold nothing of it.
    place.desk.refresh_patient(person).await.unwrap();
    assert!(place.of_that_day().await[0].pencilled);
    let unsent = place.drain().await;
    assert_eq!(unsent[0].question, Some(Question::NeedsLiveLine));
    assert!(place.agenda().await.is_empty());
    assert_eq!(unsent[0].id, booked.accepted.entry);
    place.say(&unsent[0], Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.agenda().await.len(), 1);
    assert!(!place.of_that_day().await[0].pencilled);
}

#[tokio::test(start_paused = true)]
async fn what_is_given_up_or_refused_leaves_the_lists() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    place.sandbox.set_fault(refusing());
    let booked = place.book(wish(&account, "10:30:00")).await;
    let unsent = place.drain().await;
    assert_eq!(unsent[0].state, EntryState::Refused);
    assert!(place.of_that_day().await.is_empty());
    // Sent once more it stands there again, and once.
    assert_eq!(unsent[0].id, booked.accepted.entry);
    place.say(&unsent[0], Decision::Send).await;
    assert_eq!(place.of_that_day().await.len(), 1);
    assert!(place.drain().await.is_empty());
    assert_eq!(place.agenda().await.len(), 1);
    // Taken back before it left, it stands nowhere.
    let taken_back = wish(&account, "12:00:00");
    let held_intent = taken_back.intent;
    place
        .desk
        .book_appointment(taken_back, Duration::from_secs(10))
        .await
        .unwrap();
    place.desk.outbox().undo(held_intent).await.unwrap();
    assert_eq!(place.of_that_day().await.len(), 1);
    // Nor does one that a person gives up.
    place.sandbox.faults().set_down(true);
    place.book(wish(&account, "13:00:00")).await;
    let unsent = place.drain().await;
    assert_eq!(place.of_that_day().await.len(), 2);
    place.say(&unsent[0], Decision::Discard).await;
    assert_eq!(place.of_that_day().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_in_the_way_is_shown_and_needs_a_reason() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    place.sandbox.faults().set_down(true);
    place.book(wish(&account, "10:30:00")).await;
    for (time, of) in [
        ("11:00:00", Some(ClashOf::Patient)),
        ("11:10:00", None),
        ("09:50:00", None),
    ] {
        let clashes = place.desk.booking_clashes(wish(&account, time)).await.unwrap();
        assert_eq!(clashes.first().map(|clash| clash.of), of, "{time}");
    }
    let refused = place
        .desk
        .book_appointment(wish(&account, "11:00:00"), Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::InvalidField);
    assert_eq!(refused.params.0["field"], "despite");
    let despite = BookAppointment {
        despite: Some("emergency".into()),
        ..wish(&account, "11:00:00")
    };
    let intent = despite.intent;
    place.book(despite.clone()).await;
    // The same intent is the same appointment, and another wish under it is none.
    place.book(despite.clone()).await;
    assert_eq!(place.of_that_day().await.len(), 2);
    let another = BookAppointment {
        intent,
        ..wish(&account, "15:00:00")
    };
    let refused = place
        .desk
        .book_appointment(another, Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(refused.params.0["field"], "intent");
}

#[tokio::test(start_paused = true)]
async fn free_times_are_the_practices_own_and_what_was_told_is_kept_for_an_outage() {
    let place = Place::filled_practice(&json!({})).await;
    let (person, account) = account(&place).await;
    let monday: NaiveDate = "2027-02-08".parse().unwrap();
    let request = |doctor: &str| FreeTimesRequest {
        connection: account.connection,
        doctor: doctor.to_owned(),
        date: monday,
        minutes: 30,
    };
    let free = place
        .desk
        .free_times(request(&account.doctors[0].id))
        .await
        .unwrap();
    assert_eq!(free.times[0].to_string(), "09:00:00");
    place.sandbox.faults().set_down(true);
    let line = place
        .desk
        .free_times(request(&account.doctors[0].id))
        .await
        .unwrap_err();
    assert_eq!(line.code, ErrorCode::Offline);
    tokio::time::sleep(Duration::from_secs(7 * 60 * 60)).await;
    let kept = place.desk.booking_form(person).await.unwrap().accounts;
    assert_eq!((kept[0].live, &kept[0].doctors), (false, &account.doctors));
}

#[tokio::test(start_paused = true)]
async fn a_form_that_cannot_stand_names_its_field() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    type Change = fn(&mut AppointmentForm);
    let with = |change: Change| {
        let mut wish = wish(&account, "10:30:00");
        change(&mut wish.form);
        wish
    };
    let wrong: [(&str, Change); 4] = [
        ("date", |form| form.date = "2020-01-01".parse().ok()),
        ("minutes", |form| form.minutes = 0),
        ("doctor", |form| form.doctor = "nobody".into()),
        ("room", |form| form.room = Some("nowhere".into())),
    ];
    for (field, change) in wrong {
        let error = place
            .desk
            .book_appointment(with(change), Duration::ZERO)
            .await
            .unwrap_err();
        assert_eq!(error.params.0["field"], field);
    }
}

/// The form as an unsent entry has it.
fn form_of(entry: &UnsentEntry) -> (AppointmentForm, Option<String>) {
    match entry.form.clone() {
        Some(UnsentForm::Appointment { form, despite }) => (form, despite),
        other => panic!("the form of a booking: {other:?}"),
    }
}

fn at(form: &AppointmentForm, time: &str) -> UnsentForm {
    UnsentForm::Appointment {
        form: AppointmentForm {
            time: time.parse().ok(),
            ..form.clone()
        },
        despite: None,
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_sent_yet_is_changed_and_only_that_reaches_the_practice() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    place.sandbox.faults().set_down(true);
    let first = place.book(wish(&account, "10:30:00")).await;
    let other = place.book(wish(&account, "12:00:00")).await;
    let left = place.drain().await;
    let entry = left.iter().find(|each| each.id == first.accepted.entry).unwrap();
    assert!(entry.may.contains(&Decision::Edit));
    let (form, _) = form_of(entry);
    // The same rules as when it was booked; the other one is in the way, itself is not.
    let past = at(
        &AppointmentForm {
            date: "2020-01-06".parse().ok(),
            ..form.clone()
        },
        "10:30:00",
    );
    assert_eq!(field(place.change(entry.id, past).await), "date");
    let nobody = at(
        &AppointmentForm {
            doctor: "nobody".into(),
            ..form.clone()
        },
        "10:30:00",
    );
    assert_eq!(field(place.change(entry.id, nobody).await), "doctor");
    assert_eq!(
        field(place.change(entry.id, at(&form, "12:10:00")).await),
        "despite"
    );
    place.change(entry.id, at(&form, "10:40:00")).await.unwrap();
    let moved: Vec<(Uuid, String)> = place
        .of_that_day()
        .await
        .into_iter()
        .map(|row| (row.id, row.start.unwrap().to_string()))
        .collect();
    assert_eq!(
        moved,
        [
            (first.appointment, "10:40:00".into()),
            (other.appointment, "12:00:00".into())
        ]
    );
    let again = wish(&account, "10:40:00");
    let asked = BookAppointment {
        intent: entry.intent,
        ..again.clone()
    };
    assert!(place.desk.booking_clashes(asked).await.unwrap().is_empty());
    assert!(!place.desk.booking_clashes(again).await.unwrap().is_empty());
    place.sandbox.faults().set_down(false);
    for entry in place.drain().await {
        place.say(&entry, Decision::Send).await;
    }
    assert!(place.drain().await.is_empty());
    let mut there = place.agenda().await;
    there.sort();
    assert_eq!(there, [format!("{DAY} 10:40:00"), format!("{DAY} 12:00:00")]);
    assert_eq!(place.of_that_day().await.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn one_that_was_refused_is_booked_at_another_time_in_its_place() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    place.sandbox.set_fault(refusing());
    let booked = place.book(wish(&account, "10:30:00")).await;
    let [refused] = &place.drain().await[..] else {
        panic!("one entry")
    };
    assert_eq!(refused.state, EntryState::Refused);
    assert!(place.of_that_day().await.is_empty());
    let (form, _) = form_of(refused);
    place.change(refused.id, at(&form, "11:30:00")).await.unwrap();
    let [row] = &place.of_that_day().await[..] else {
        panic!("pencilled again")
    };
    assert_eq!((row.id, row.pencilled), (booked.appointment, true));
    assert!(place.drain().await.is_empty());
    assert_eq!(place.agenda().await, [format!("{DAY} 11:30:00")]);
}

fn field(answer: Result<(), DeskError>) -> String {
    answer.unwrap_err().params.0["field"].clone()
}

/// The practice says no.
fn refusing() -> Fault {
    Fault {
        status: Some(400),
        applied: Some(false),
        ..Fault::new("alfadocs/create-appointment", FaultKind::Empty)
    }
}

/// A colleague books somebody else with the same doctor, of which this desk has not read yet.
async fn colleague_takes(place: &Place, account: &BookingAccount, time: &str) {
    let doctor: i64 = account.doctors[0].id.parse().unwrap();
    let row = json!({
        "date": format!("{DAY} {time}"), "duration": 30, "operatorId": doctor, "patientId": 2, "state": "confirmed", "colorId": 1,
    });
    place.colleague("appointments", row).await;
}

#[tokio::test(start_paused = true)]
async fn a_time_that_was_taken_since_is_asked_about_and_booked_elsewhere_or_all_the_same() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    colleague_takes(&place, &account, "10:45:00").await;
    place.book(wish(&account, "10:30:00")).await;
    let [asked] = &place.drain().await[..] else {
        panic!("one entry")
    };
    let Some(Question::TimeTaken { by }) = &asked.question else {
        panic!("{:?}", asked.question)
    };
    assert_eq!(
        (by[0].of, by[0].start),
        (ClashOf::Doctor, "10:45:00".parse().ok())
    );
    assert_eq!(place.agenda().await.len(), 1, "nothing was sent");
    // All the same: yet the yes is to what was shown, and not to what came after it.
    colleague_takes(&place, &account, "11:00:00").await;
    place.say(asked, Decision::Send).await;
    let [asked] = &place.drain().await[..] else {
        panic!("asked again")
    };
    assert!(matches!(&asked.question, Some(Question::TimeTaken { by }) if by.len() == 2));
    place.say(asked, Decision::Send).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.agenda().await.len(), 3);
    // At another time.
    colleague_takes(&place, &account, "15:00:00").await;
    place.book(wish(&account, "14:40:00")).await;
    let [asked] = &place.drain().await[..] else {
        panic!("one entry")
    };
    let (form, _) = form_of(asked);
    place.change(asked.id, at(&form, "16:00:00")).await.unwrap();
    for entry in place.drain().await {
        assert_eq!(entry.question, Some(Question::NeedsLiveLine));
        place.say(&entry, Decision::Send).await;
    }
    assert!(place.drain().await.is_empty());
    assert!(place.agenda().await.contains(&format!("{DAY} 16:00:00")));
    assert!(!place.agenda().await.contains(&format!("{DAY} 14:40:00")));
}

#[tokio::test(start_paused = true)]
async fn a_key_that_may_not_read_colours_books_in_one_that_the_agenda_shows() {
    let place = Place::filled_practice(&json!({})).await;
    let (_, account) = account(&place).await;
    place.sandbox.set_fault(Fault {
        status: Some(403),
        ..Fault::new("alfadocs/colors", FaultKind::Empty)
    });
    place.book(wish(&account, "10:30:00")).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.agenda().await.len(), 1);
}
