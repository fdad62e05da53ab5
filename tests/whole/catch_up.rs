//! Paper notes of an outage, put down afterwards with their real times.

use std::time::Duration;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use frontdesk_desk::agenda::{Accepted, AppointmentRow, SetStatus};
use frontdesk_desk::{DeskError, ErrorCode};
use serde_json::json;
use uuid::Uuid;

use crate::desk::Place;

const ARRIVED: &str = "2";

async fn put_down(place: &Place, row: &AppointmentRow, at: &str) -> Result<Accepted, DeskError> {
    let request = SetStatus {
        appointment: row.id,
        key: ARRIVED.into(),
        value: true,
        reason: None,
        happened_at: Some(at.parse::<NaiveTime>().unwrap()),
        intent: Uuid::new_v4(),
    };
    place.desk.outbox().set_status(request, Duration::ZERO).await
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[tokio::test(start_paused = true)]
async fn who_came_during_the_outage_has_waited_since_then() {
    let place = Place::filled().await;
    let row = place.expected().await;
    // 10:18 at the clinic; the paper says 08:40.
    let came = instant("2026-11-23T06:40:00Z");
    let accepted = put_down(&place, &row, "08:40:00").await.unwrap();
    let shown = place.row(row.id).await;
    assert_eq!(shown.arrived_at, Some(came), "at once, before it is sent");
    assert!(shown.arrived_after.is_none_or(|after| after < came));
    assert!(place.drain().await.is_empty());
    assert_eq!(place.carried_out("set-appointment-status"), 1);
    let shown = place.row(row.id).await;
    assert!(!shown.pending);
    assert_eq!(
        shown.arrived_at,
        Some(came),
        "the vendor's answer knows no better"
    );
    // The next reading of the day sees it set and moves nothing.
    place
        .while_running(async {
            place
                .desk
                .sync()
                .refresh_today(place.connection.id)
                .await
                .unwrap()
        })
        .await;
    assert_eq!(place.row(row.id).await.arrived_at, Some(came));
    let history = place.desk.history(row.id).await.unwrap();
    let lines: Vec<_> = history.iter().filter(|line| line.value).collect();
    assert_eq!(lines.len(), 1, "{history:?}");
    assert!(lines[0].here && lines[0].happened_at == Some(came));
    assert!(lines[0].at > came + TimeDelta::hours(1), "put down later");
    assert_eq!(
        place.desk.outbox().entry(accepted.entry).await.unwrap().attempts,
        1
    );
}

#[tokio::test(start_paused = true)]
async fn the_time_is_of_the_appointments_day_and_has_been() {
    let place = Place::filled().await;
    let row = place.expected().await;
    // In the clinic's zone it is 10:18.
    for at in ["10:25:00", "23:59:00"] {
        let error = put_down(&place, &row, at).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::InvalidField);
        assert_eq!(error.params.0["field"], "happened_at");
        assert_eq!(error.params.0["reason"], "in-future", "{at}");
    }
    assert!(place.desk.outbox().unsent().await.unwrap().entries.is_empty());
    assert!(put_down(&place, &row, "10:18:00").await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_act_of_now_and_one_taken_back_have_no_other_time() {
    let place = Place::filled().await;
    let row = place.expected().await;
    let accepted = put_down(&place, &row, "09:00:00").await.unwrap();
    assert!(place.drain().await.is_empty());
    place.desk.outbox().undo(accepted.intent).await.unwrap();
    assert!(place.drain().await.is_empty());
    let other = place
        .free()
        .await
        .into_iter()
        .find(|free| free.id != row.id)
        .unwrap();
    place.tick(&other, ARRIVED, true).await;
    for id in [row.id, other.id] {
        let history = place.desk.history(id).await.unwrap();
        let last = history.iter().find(|line| line.here).unwrap();
        assert_eq!(last.happened_at, None, "{:?}", json!(history));
    }
}
