//! Lists of a practice that say less than there is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use crate::desk::Place;
use crate::world::Spoil;

const MINUTE: Duration = Duration::from_secs(60);

fn spoil(place: &Place, spoil: impl Fn(&str, &mut serde_json::Value) + Send + 'static) {
    let spoil: Spoil = Box::new(spoil);
    *place.trouble.spoil.lock().unwrap() = Some(spoil);
}

fn heal(place: &Place) {
    *place.trouble.spoil.lock().unwrap() = None;
}

/// Whether pages of all patients were asked for, and not some of them by name.
fn is_page(asked: &str) -> bool {
    asked.contains("/patients?") && !asked.contains("Name=") && !asked.contains("patientId")
}

#[tokio::test(start_paused = true)]
async fn a_first_walk_that_ends_before_everybody_was_met_is_walked_again() {
    let place = Place::practice(120, &json!({ "page_limit": "twenty" })).await;
    let cut = Arc::new(AtomicUsize::new(0));
    let cuts = cut.clone();
    // The first time the second page names no next one.
    spoil(&place, move |asked, answer| {
        if asked.contains("offset=20") && cuts.fetch_add(1, Ordering::SeqCst) == 0 {
            answer["links"] = json!({});
        }
    });
    place.fill().await;
    assert!(cut.load(Ordering::SeqCst) > 1, "walked again");
    let everybody = place.practice_size().await;
    assert!(everybody > 40, "more than two pages");
    assert_eq!(place.reading().await.patients_known, everybody);
}

#[tokio::test(start_paused = true)]
async fn a_vendor_that_counts_others_too_is_believed_the_second_time() {
    let place = Place::practice(60, &json!({})).await;
    spoil(&place, |asked, answer| {
        if is_page(asked)
            && let Some(total) = answer["total"].as_u64()
        {
            answer["total"] = json!(total + 7);
        }
    });
    place.fill().await;
    heal(&place);
    assert_eq!(place.reading().await.patients_known, place.practice_size().await);
}

#[tokio::test(start_paused = true)]
async fn nobody_is_looked_for_one_by_one_because_a_walk_was_cut_short() {
    let place = Place::practice(120, &json!({ "page_limit": "twenty" })).await;
    place.fill().await;
    place.run(12 * MINUTE).await;
    let known = place.reading().await.patients_known;
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = asked.clone();
    spoil(&place, move |path, answer| {
        if path.contains("offset=40") {
            answer["links"] = json!({});
        }
        if path.contains("/patients/") && !path.contains("phone") {
            seen.lock().unwrap().push(path.to_owned());
        }
    });
    place.run(12 * MINUTE).await;
    heal(&place);
    let one_by_one = asked.lock().unwrap().len();
    assert_eq!(one_by_one, 0, "{:?}", asked.lock().unwrap());
    assert_eq!(place.reading().await.patients_known, known);
}

#[tokio::test(start_paused = true)]
async fn an_empty_list_of_one_patient_takes_no_visit_off_the_day() {
    let place = Place::filled_practice(&json!({})).await;
    let before = place.shown().await;
    let row = place.today().await.remove(0);
    spoil(&place, |asked, answer| {
        if asked.contains("/appointments?") && asked.contains("patientId=") {
            answer["data"] = json!([]);
        }
    });
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    assert_eq!(place.shown().await, before);
    heal(&place);
    // What a colleague really takes away is seen when the day is read.
    let id = row.vendor_id.clone().unwrap();
    place.colleague_deletes(&format!("appointments/{id}")).await;
    place.run(MINUTE).await;
    assert!(!place.shown().await.contains(&id));
}

#[tokio::test(start_paused = true)]
async fn a_deleted_patient_with_a_visit_is_not_looked_for_every_day() {
    let place = Place::practice(60, &json!({})).await;
    let today = place.at_practice("today").await;
    let rows = today["appointments"].as_array().unwrap();
    let patient = rows
        .iter()
        .find_map(|row| row["patientId"].as_u64())
        .expect("somebody is expected");
    place
        .colleague(&format!("patients/{patient}"), json!({ "deleted": true }))
        .await;
    place.fill().await;
    place.run(2 * MINUTE).await;
    let asked = place.practice_asked("patient", false);
    assert!(asked > 0, "looked for once");
    // The desk sleeps for a night, and wakes.
    for _ in 0..2 {
        tokio::time::sleep(25 * 60 * MINUTE).await;
        place.run(MINUTE).await;
    }
    assert_eq!(place.practice_asked("patient", false), asked);
}
