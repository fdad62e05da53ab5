//! Reading a practice that answers some questions badly: what is known stays, what can be read is read.

use std::time::Duration;

use frontdesk_desk::agenda::AppointmentRow;
use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::desk::Place;

const MINUTE: Duration = Duration::from_secs(60);

/// A gateway's page with this status, for as long as the fault stands.
fn refused(operation: &str, status: u16) -> Fault {
    Fault {
        status: Some(status),
        times: None,
        ..Fault::new(operation, FaultKind::Html)
    }
}

/// Today's patients, by their ids at the practice.
async fn patients_of_today(place: &Place) -> Vec<String> {
    let today = place.at_practice("today").await;
    let rows = today["appointments"].as_array().unwrap();
    let mut ids: Vec<String> = rows
        .iter()
        .filter(|row| !row["patientId"].is_null())
        .map(|row| row["patientId"].to_string())
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

fn of_patient<'a>(rows: &'a [AppointmentRow], patient: &str) -> Option<&'a AppointmentRow> {
    rows.iter()
        .find(|row| row.patient.vendor_id.as_deref() == Some(patient))
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_list_empties_no_day() {
    let place = Place::filled_practice(&json!({})).await;
    let before = place.shown().await;
    place.sandbox.set_fault(Fault {
        times: None,
        ..Fault::new("alfadocs/appointments", FaultKind::Empty)
    });
    place.run(MINUTE).await;
    let read_at = place.desk.day(Default::default()).await.unwrap().made_from;
    place.run(20 * MINUTE).await;
    assert_eq!(place.shown().await, before);
    let later = place.desk.day(Default::default()).await.unwrap().made_from;
    assert_eq!(
        later.last_full_round, read_at.last_full_round,
        "the day was not read"
    );
    let row = place.today().await.remove(0);
    let page = place.desk.page(row.patient.id).await.unwrap();
    let listed = page.appointments.rows.len();
    assert!(listed > 0);
    // The refusal is told to whoever asked; what was known stays.
    assert!(place.desk.refresh_patient(row.patient.id).await.is_err());
    let page = place.desk.page(row.patient.id).await.unwrap();
    assert_eq!(page.appointments.rows.len(), listed);
    place.sandbox.faults().clear();
    place.run(2 * MINUTE).await;
    assert_eq!(place.shown().await, place.visits().await);
}

#[tokio::test(start_paused = true)]
async fn a_whole_day_that_vanishes_is_looked_for_a_second_time() {
    let place = Place::filled_practice(&json!({})).await;
    let before = place.shown().await;
    let read_at = place.desk.day(Default::default()).await.unwrap().made_from;
    for visit in &before {
        place.colleague_deletes(&format!("appointments/{visit}")).await;
    }
    place.run(2 * MINUTE).await;
    assert_eq!(place.shown().await, before, "not at the first look");
    let doubted = place.desk.day(Default::default()).await.unwrap().made_from;
    assert!(doubted.last_full_round <= read_at.last_full_round.map(|at| at + MINUTE));
    place.run(12 * MINUTE).await;
    assert_eq!(place.shown().await, place.visits().await, "but in the end");
}

#[tokio::test(start_paused = true)]
async fn a_patient_who_cannot_be_read_keeps_nothing_else_from_being_read() {
    for status in [403, 500, 502] {
        let place = Place::practice(60, &json!({})).await;
        let hidden = patients_of_today(&place).await.remove(0);
        // Not on the pages, and not to be asked about either.
        place
            .colleague(&format!("patients/{hidden}"), json!({ "deleted": true }))
            .await;
        place.sandbox.set_fault(refused("alfadocs/patient", status));
        place.run(30 * MINUTE).await;
        let state = place.reading().await;
        assert!(state.complete, "{status}: {state:?}");
        assert_eq!(place.shown().await, place.visits().await, "{status}");
        let rows = place.today().await;
        let row = of_patient(&rows, &hidden).expect("the visit is in the list");
        assert!(row.patient.name.contains(&hidden), "{}", row.patient.name);
        place.sandbox.faults().clear();
        place
            .colleague(&format!("patients/{hidden}"), json!({ "deleted": false }))
            .await;
        place.run(30 * MINUTE).await;
        let rows = place.today().await;
        let row = of_patient(&rows, &hidden).unwrap();
        assert!(
            !row.patient.name.contains(&hidden),
            "{status}: the name was told since"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_agenda_does_not_hang_on_the_names_of_chairs() {
    for (operation, status) in [
        ("alfadocs/chairs", 403),
        ("alfadocs/chairs", 500),
        ("alfadocs/operators", 404),
    ] {
        let place = Place::practice(60, &json!({})).await;
        place.sandbox.set_fault(refused(operation, status));
        place.run(10 * MINUTE).await;
        assert!(place.reading().await.complete, "{operation} {status}");
        assert_eq!(place.shown().await, place.visits().await, "{operation} {status}");
        let rows = place.today().await;
        let chairs = operation == "alfadocs/chairs";
        assert_eq!(rows.iter().any(|row| row.doctor.is_some()), chairs);
        assert_eq!(rows.iter().any(|row| row.room.is_some()), !chairs);
        let asked = place.practice_asked(operation.trim_start_matches("alfadocs/"), false);
        assert!(asked < 10, "{asked}");
        place.sandbox.faults().clear();
        place.run(20 * MINUTE).await;
        let rows = place.today().await;
        assert!(rows.iter().any(|row| row.doctor.is_some()) && rows.iter().any(|row| row.room.is_some()));
    }
}

#[tokio::test(start_paused = true)]
async fn deleted_patients_do_not_cost_a_listing_each_time() {
    for change in [
        json!({ "deleted": true }),
        json!({ "deleted": true, "firstName": "", "lastName": "" }),
    ] {
        let place = Place::practice(400, &json!({ "filters": "ignored", "page_limit": "twenty" })).await;
        for patient in patients_of_today(&place).await.iter().take(10) {
            place
                .colleague(&format!("patients/{patient}"), change.clone())
                .await;
        }
        place.run(3 * MINUTE).await;
        let nameless = change.get("lastName").is_some();
        let first = place.practice_asked("patients", false);
        assert!(!nameless || first < 100, "{first} pages to begin with");
        place.run(60 * MINUTE).await;
        let pages = place.practice_asked("patients", false) - first;
        assert!(pages < 250, "{pages} pages in an hour");
        assert!(place.reading().await.complete);
    }
}
