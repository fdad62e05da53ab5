//! What reading may not do: take back what somebody just did, lose patients, stop for the wrong reason.

use std::collections::BTreeMap;
use std::time::Duration;

use frontdesk_desk::ErrorCode;
use frontdesk_desk::audit::{AuditAct, AuditQuery};
use frontdesk_desk::connections::{ConnectionEdit, Health};
use frontdesk_desk::outbox::EntryState;
use frontdesk_desk::patients::PatientForm;
use frontdesk_desk::sync::{SyncPhase, SyncState};
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};

use crate::desk::Place;
use crate::outbox_lost_answers::somebody;

const MINUTE: Duration = Duration::from_secs(60);

/// The vendor answers late what it knew when it was asked.
fn slow(operation: &str) -> Fault {
    Fault {
        ms: 3_000,
        ..Fault::new(operation, FaultKind::Latency)
    }
}

/// A web page instead of data, until it is taken back.
fn page(operation: &str, status: u16) -> Fault {
    Fault {
        status: Some(status),
        times: None,
        ..Fault::new(operation, FaultKind::Html)
    }
}

impl Place {
    fn answer_like(&self, changes: &Value) {
        let dialect = self.sandbox.dialect().with(changes).unwrap();
        self.sandbox.set_dialect(dialect);
    }

    async fn clear_faults(&self) {
        self.at_vendor("DELETE", "/admin/faults", None).await;
    }

    /// Runs the desk until reading is done or cannot go on.
    async fn until_done(&self) -> SyncState {
        let states = self
            .while_running(async { self.desk.sync().until_done(&[]).await.unwrap() })
            .await;
        states.into_iter().next().unwrap()
    }

    async fn state(&self) -> SyncState {
        self.desk
            .sync()
            .states()
            .await
            .unwrap()
            .into_iter()
            .next()
            .unwrap()
    }

    async fn run_for(&self, time: Duration) {
        self.while_running(tokio::time::sleep(time)).await;
    }

    /// How many patients the clinic shows to somebody who asks for everybody.
    async fn everybody() -> u32 {
        Self::filled().await.state().await.patients_known
    }

    async fn health(&self) -> Health {
        self.desk.accounts().health(self.connection.id).await.unwrap()
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_that_began_before_a_tick_does_not_take_it_back() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let is_set = async || {
        let marks = place.row(row.id).await.statuses;
        marks.iter().any(|mark| mark.key == "2" && mark.set)
    };
    place.sandbox.set_fault(slow("patient-appointments"));
    let read = place.desk.refresh_patient(row.patient.id);
    let write = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let accepted = place.tick(&row, "2", true).await;
        let done = place
            .desk
            .outbox()
            .settled(accepted.entry, Duration::from_secs(2))
            .await
            .unwrap();
        assert_eq!(done.state, EntryState::Done);
        assert!(is_set().await);
    };
    let both = async { futures::join!(read, write).0.unwrap() };
    place.while_running_outbox(both).await;
    assert!(is_set().await);
    // A read that begins afterwards is believed again.
    let code = row.vendor_id.clone().unwrap();
    let path = format!("/admin/medsoft/appointments/{code}");
    place
        .at_vendor("POST", &path, Some(json!({ "flags": { "2": false } })))
        .await;
    tokio::time::sleep(MINUTE).await;
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    assert!(!is_set().await);
}

#[tokio::test(start_paused = true)]
async fn who_moved_it_has_an_answer_with_the_old_and_the_new_time() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let log = async || {
        let query = AuditQuery {
            act: Some(AuditAct::ChangedThere),
            ..AuditQuery::default()
        };
        place.desk.access_log(query).await.unwrap().lines
    };
    assert!(log().await.is_empty(), "a first fill changes nothing");
    // What this desk did itself is told by the act, also when it is read again.
    place.tick(&row, "2", true).await;
    place.drain().await;
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    assert!(log().await.is_empty(), "{:?}", log().await);

    let path = format!("/admin/medsoft/appointments/{}", row.vendor_id.clone().unwrap());
    let moved = json!({ "start": "06:10", "end": "06:30", "flags": { "2": false } });
    place.at_vendor("POST", &path, Some(moved)).await;
    tokio::time::sleep(MINUTE).await;
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    let lines = log().await;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].user_name, "", "nobody of this desk");
    assert_eq!(lines[0].appointment, Some(row.id));
    assert_eq!(lines[0].person, Some(row.patient.id));
    let values = |field: &str| {
        let change = lines[0].changes.iter().find(|change| change.field == field);
        change.map(|change| (change.before.clone(), change.after.clone()))
    };
    let was = row.start.map(|start| start.format("%H:%M").to_string());
    assert!(was.is_some());
    assert_eq!(values("time"), Some((was.clone(), Some("06:10".to_owned()))));
    let (before, after) = values("status").unwrap();
    assert!(before.is_some() && after.is_none(), "the status was taken away");

    let history = place.desk.history(row.id).await.unwrap();
    let told = history.iter().find(|line| !line.moved.is_empty()).unwrap();
    assert!(!told.here);
    assert_eq!(told.moved[0].before, was);
    let of_patient = place.desk.patient_history(row.patient.id).await.unwrap();
    assert!(of_patient.iter().any(|line| line.act == AuditAct::ChangedThere));

    // Seen again, it is no news.
    tokio::time::sleep(MINUTE).await;
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    assert_eq!(log().await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_read_that_began_before_an_edit_does_not_take_it_back() {
    let place = Place::filled().await;
    let person = place.expected().await.patient.id;
    let (record, form) = somebody(&place).await;
    let after = PatientForm {
        email: "alta@example.test".into(),
        ..form.clone()
    };
    let email = async || place.desk.page(person).await.unwrap().records[0].email.clone();
    place.sandbox.set_fault(slow("find-patients"));
    let read = place.desk.refresh_patient(person);
    let write = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let accepted = place.edit(record, &form, after.clone(), Duration::ZERO).await;
        let done = place
            .desk
            .outbox()
            .settled(accepted.entry, Duration::from_secs(2))
            .await
            .unwrap();
        assert_eq!(done.state, EntryState::Done);
    };
    let both = async { futures::join!(read, write).0.unwrap() };
    place.while_running_outbox(both).await;
    assert_eq!(email().await.as_deref(), Some("alta@example.test"));
}

#[tokio::test(start_paused = true)]
async fn pages_of_a_gateway_in_the_first_fill_lose_nobody() {
    let dialects = [
        json!({ "empty_search": "refused" }),
        json!({ "empty_search": "empty", "code_filter": "ignored" }),
    ];
    let everybody = Place::everybody().await;
    for dialect in dialects {
        for (status, times) in [(404, 40), (200, 40), (404, 900), (200, 900), (403, 900)] {
            let about = format!("{dialect} {times} pages with {status}");
            let place = Place::empty(60).await;
            place.answer_like(&dialect);
            place.sandbox.set_fault(Fault {
                after: 90,
                ..page("find-patients", status).times(times)
            });
            // Several waits: each may end because nothing of use was answered for a while.
            for _ in 0..100 {
                if place.until_done().await.complete {
                    break;
                }
                place.run_for(MINUTE).await;
            }
            let state = place.state().await;
            assert!(state.complete, "{about}: {state:?}");
            assert_eq!(state.patients_known, everybody, "{about}");
            assert_eq!(state.patients_checked, everybody, "{about}");
            assert_eq!(place.health().await, Health::Online, "{about}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_address_where_nothing_of_use_answers_is_told_and_left_in_peace() {
    let everybody = Place::everybody().await;
    for status in [404, 200] {
        let place = Place::empty(60).await;
        place.sandbox.set_fault(page("*", status));
        let state = place.until_done().await;
        assert!(!state.complete && state.strategy.is_none(), "{status}: {state:?}");
        assert_eq!(state.patients_known, 0);
        let before = place.asked("find-patients");
        place.run_for(60 * MINUTE).await;
        let asked = place.asked("find-patients") - before;
        assert!(asked < 60 * 40, "{status}: asked {asked} times in an hour");
        place.clear_faults().await;
        place.run_for(2 * MINUTE).await;
        assert!(place.until_done().await.complete, "{status}");
        assert_eq!(place.state().await.patients_known, everybody, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_corrected_path_is_found_out_anew_and_patients_stay() {
    let place = Place::filled().await;
    let known = place.state().await.patients_known;
    let account = place.sandbox.accounts().medsoft;
    let edit = async |path: &str| {
        place
            .desk
            .accounts()
            .edit(&ConnectionEdit {
                id: place.connection.id,
                name: "Clinica".to_owned(),
                base_url: account.base_url.clone(),
                details: BTreeMap::from([("client_path".to_owned(), path.to_owned())]),
                paths: BTreeMap::new(),
                secrets: BTreeMap::new(),
            })
            .await
            .unwrap();
    };
    edit("elsewhere").await;
    let state = place.state().await;
    assert!(
        !state.complete && state.phase == SyncPhase::Exploring,
        "{state:?}"
    );
    assert_eq!(state.patients_known, known);
    let state = place.until_done().await;
    assert!(!state.complete && state.strategy.is_none(), "{state:?}");
    edit(&account.client_path).await;
    place.run_for(2 * MINUTE).await;
    let state = place.until_done().await;
    assert!(state.complete, "{state:?}");
    assert_eq!(state.patients_known, known);
}

#[tokio::test(start_paused = true)]
async fn a_forbidden_part_is_not_a_refused_key() {
    let place = Place::filled().await;
    let row = place.expected().await;
    place.sandbox.set_fault(page("patient-contracts", 403));
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    place.run_for(3 * MINUTE).await;
    assert_eq!(place.health().await, Health::Online);
    let page = place.desk.page(row.patient.id).await.unwrap();
    assert!(page.services.checked_at.is_some());
    assert_eq!(page.contracts.checked_at, None, "what was refused was not read");
}

#[tokio::test(start_paused = true)]
async fn a_key_refused_in_whatever_way_is_noticed() {
    for style in ["envelope_401", "status_200", "html_403"] {
        let place = Place::filled().await;
        place.answer_like(&json!({ "unknown_key": style }));
        place.at_vendor("POST", "/admin/medsoft/key", None).await;
        place.run_for(6 * MINUTE).await;
        assert_eq!(place.health().await, Health::KeyRefused, "{style}");
        let place = Place::empty(60).await;
        place.answer_like(&json!({ "unknown_key": style, "empty_search": "refused" }));
        place.at_vendor("POST", "/admin/medsoft/key", None).await;
        let state = place.until_done().await;
        assert_eq!(state.phase, SyncPhase::KeyRefused, "{style}");
        assert!(!state.complete, "{style}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_that_the_vendor_takes_again_needs_nobody() {
    let mut place = Place::filled().await;
    let refuse = Fault {
        times: None,
        ..Fault::new("*", FaultKind::Unauthorized)
    };
    place.sandbox.set_fault(refuse.clone());
    place.run_for(2 * MINUTE).await;
    assert_eq!(place.health().await, Health::KeyRefused);
    let before = place.asked("appointment-statuses") + place.asked("patient-appointments");
    place.run_for(60 * MINUTE).await;
    let asked = place.asked("appointment-statuses") + place.asked("patient-appointments") - before;
    assert!((20..=31).contains(&asked), "asked {asked} times in an hour");
    place.clear_faults().await;
    place.run_for(3 * MINUTE).await;
    assert_eq!(place.health().await, Health::Online);
    // What was only remembered is tried before it is told.
    place.sandbox.set_fault(refuse);
    place.run_for(2 * MINUTE).await;
    place.clear_faults().await;
    place.reopen().await;
    assert_eq!(place.health().await, Health::KeyRefused);
    let state = place.until_done().await;
    assert_eq!((state.phase, state.complete), (SyncPhase::Fresh, true));
}

#[tokio::test(start_paused = true)]
async fn a_patient_being_renamed_here_is_not_gone() {
    let place = Place::empty(60).await;
    place.answer_like(&json!({ "empty_search": { "capped": 50 }, "code_filter": "ignored" }));
    place.fill().await;
    let person = place.expected().await.patient.id;
    let (record, form) = somebody(&place).await;
    let after = PatientForm {
        last_name: "Cununată".into(),
        phone: "0799 111 999".into(),
        ..form.clone()
    };
    place.edit(record, &form, after, 100 * MINUTE).await;
    for _ in 0..3 {
        place.desk.refresh_patient(person).await.unwrap();
        tokio::time::sleep(2 * MINUTE).await;
    }
    assert!(!place.desk.page(person).await.unwrap().records[0].gone);
    // And the edit finds its patient although codes are not heeded.
    tokio::time::sleep(100 * MINUTE).await;
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("update-patient"), 1);
}

#[tokio::test(start_paused = true)]
async fn an_appointment_named_by_its_codes_is_learnt_where_codes_are_not_heeded() {
    let place = Place::empty(60).await;
    place.answer_like(&json!({ "empty_search": "empty", "code_filter": "ignored" }));
    place.fill().await;
    let patient = place.expected().await.patient.vendor_id.unwrap();
    let wanted =
        json!({ "patient": patient.parse::<i64>().unwrap(), "date": "2026-11-24", "start": "19:50" });
    let made = place
        .at_vendor("POST", "/admin/medsoft/appointments", Some(wanted))
        .await;
    let code = made["code"].to_string();
    let sync = place.desk.sync();
    let first = sync
        .ensure_appointment(place.connection.id, &patient, &code)
        .await
        .unwrap();
    let again = sync
        .ensure_appointment(place.connection.id, &patient, &code)
        .await
        .unwrap();
    assert_eq!(first, again);
}

#[tokio::test(start_paused = true)]
async fn one_turn_of_reading_goes_on_or_says_why_not() {
    let place = Place::empty(60).await;
    let pass = async || place.desk.sync().pass(place.connection.id).await;
    let code = async || pass().await.unwrap_err().code;
    place.sandbox.faults().set_down(true);
    assert_eq!(code().await, ErrorCode::Offline);
    place.clear_faults().await;
    place.sandbox.set_fault(page("find-patients", 404));
    assert_eq!(code().await, ErrorCode::WrongAddress);
    place.clear_faults().await;
    place.sandbox.set_fault(page("*", 403));
    assert_eq!(code().await, ErrorCode::KeyRefused);
    place.clear_faults().await;
    // Each turn is a bit of the first fill, until it is complete.
    let mut turns = 0;
    while !place.state().await.complete {
        pass().await.unwrap();
        turns += 1;
        assert!(turns < 100);
    }
    assert!(turns > 1);
    // Then it is the patients of today.
    tokio::time::sleep(MINUTE).await;
    let before = place.asked("patient-appointments");
    pass().await.unwrap();
    assert!(place.asked("patient-appointments") > before);
}
