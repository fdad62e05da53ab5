//! Today's list against what the vendor's own agenda shows.

use frontdesk_desk::agenda::Stage;
use serde_json::json;

use crate::desk::Place;

#[tokio::test(start_paused = true)]
async fn today_is_the_vendors_day_with_nothing_missing_and_nothing_twice() {
    let place = Place::filled().await;
    let vendor = place.at_vendor("GET", "/admin/medsoft/today", None).await;
    let mut theirs: Vec<String> = vendor["appointments"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| !row["bare"].as_bool().unwrap())
        .map(|row| row["code"].to_string())
        .collect();
    let rows = place.today().await;
    let mut ours: Vec<String> = rows
        .iter()
        .filter(|row| !row.foreign)
        .filter_map(|row| row.vendor_id.clone())
        .collect();
    theirs.sort();
    ours.sort();
    assert!(theirs.len() > 30, "a full day: {}", theirs.len());
    assert_eq!(ours, theirs);
    assert!(
        rows.windows(2).all(|pair| pair[0].start <= pair[1].start),
        "in the order of the day"
    );
}

#[tokio::test(start_paused = true)]
async fn today_says_what_it_was_made_from() {
    let place = Place::empty(40).await;
    let before = place.desk.day(Default::default()).await.unwrap().made_from;
    assert!(!before.fill_complete);
    assert_eq!(before.known, 0);
    place.fill().await;
    let after = place.desk.day(Default::default()).await.unwrap().made_from;
    assert!(after.fill_complete);
    assert_eq!(after.known, after.checked);
    assert!(after.known > 0 && after.last_full_round.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_row_without_an_identifier_is_shown_and_cannot_be_ticked() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let path = format!("/admin/medsoft/appointments/{}", row.vendor_id.clone().unwrap());
    place.at_vendor("POST", &path, Some(json!({"bare": true}))).await;
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    let bare = place.today().await.into_iter().find(|other| {
        other.patient.id == row.patient.id && other.start == row.start && other.vendor_id.is_none()
    });
    let bare = bare.expect("the row is still on the list");
    let refusal = place
        .desk
        .outbox()
        .set_status(
            frontdesk_desk::agenda::SetStatus {
                appointment: bare.id,
                key: "2".into(),
                value: true,
                reason: None,
                happened_at: None,
                intent: uuid::Uuid::new_v4(),
            },
            std::time::Duration::ZERO,
        )
        .await
        .unwrap_err();
    assert_eq!(refusal.code.as_str(), "row-without-id");
}

#[tokio::test(start_paused = true)]
async fn waiting_counts_from_the_tick_and_the_history_says_who() {
    let place = Place::filled().await;
    let row = place.expected().await;
    assert_eq!(row.stage, Stage::Expected);
    let arrived = row
        .statuses
        .iter()
        .find(|mark| mark.stage == Some(Stage::Arrived))
        .unwrap()
        .clone();
    place.tick(&row, &arrived.key, true).await;
    let ticked = place.row(row.id).await;
    assert_eq!(
        (ticked.stage, ticked.stage_name.as_deref()),
        (Stage::Arrived, Some(arrived.name.as_str()))
    );
    let at = ticked.arrived_at.expect("waiting since the tick");
    place.drain().await;
    let sent = place.row(row.id).await;
    assert_eq!(
        sent.arrived_at.map(|at| at.timestamp_millis()),
        Some(at.timestamp_millis()),
        "sending changes nothing"
    );
    let history = place.desk.history(row.id).await.unwrap();
    assert_eq!(history.len(), 1, "{history:?}");
    assert!(history[0].here && history[0].value);
}

#[tokio::test(start_paused = true)]
async fn an_arrival_seen_at_the_vendor_is_since_at_least() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let arrived = row
        .statuses
        .iter()
        .find(|mark| mark.stage == Some(Stage::Arrived))
        .unwrap()
        .key
        .clone();
    tokio::time::sleep(std::time::Duration::from_secs(600)).await;
    let path = format!("/admin/medsoft/appointments/{}", row.vendor_id.clone().unwrap());
    place
        .at_vendor("POST", &path, Some(json!({"flags": {arrived: true}})))
        .await;
    place.desk.refresh_patient(row.patient.id).await.unwrap();
    let seen = place.row(row.id).await;
    let (after, at) = (seen.arrived_after.unwrap(), seen.arrived_at.unwrap());
    assert!(after < at, "between last seen unset and first seen set");
    assert!((at - after).num_seconds() >= 500);
    let history = place.desk.history(row.id).await.unwrap();
    assert!(history.iter().any(|line| !line.here && line.value));
}
