//! Appointments and free slots.

use serde_json::{Value, json};

use super::{changed, clinic, data, dialect, get, refusal, rows, send, somebody, visit, without};
use crate::support::keys;

#[tokio::test]
async fn the_list_keeps_to_its_range_and_filters() {
    let clinic = clinic().await;
    let usual = rows(&clinic, "@/appointments").await;
    let date = |row: &Value| row["date"].as_str().unwrap()[..10].to_owned();
    assert_eq!(date(&usual[0]), "2026-03-02");
    assert!(
        usual
            .iter()
            .all(|row| ("2026-03-02".."2026-03-23").contains(&date(row).as_str()))
    );
    assert!(
        usual
            .windows(2)
            .all(|pair| pair[0]["date"].as_str() <= pair[1]["date"].as_str())
    );
    assert_eq!(
        keys(&usual[0]),
        [
            "allDay",
            "carePlanId",
            "chairId",
            "colorId",
            "createdThroughApi",
            "createdThroughBooking",
            "date",
            "description",
            "duration",
            "emailReminder",
            "firstVisit",
            "frequency",
            "id",
            "operatorId",
            "patientId",
            "recurrenceCount",
            "smsReminder",
            "state",
            "type"
        ]
    );
    assert!(
        usual
            .iter()
            .any(|row| row["patientId"].is_null() && row["operatorId"].is_null())
    );
    let patient = visit(&clinic).await["patientId"].clone();
    let theirs = rows(&clinic, &format!("@/appointments?patientId={patient}")).await;
    assert!(!theirs.is_empty() && theirs.iter().all(|row| row["patientId"] == patient));
    for state in ["absent", "waiting", "in_care", "done", "cancelled", "confirmed"] {
        let path = format!("@/appointments?dateStart=2026-02-10&dateEnd=2026-03-10&state={state}");
        let these = rows(&clinic, &path).await;
        assert!(
            !these.is_empty() && these.iter().all(|row| row["state"] == state),
            "{state}"
        );
    }
    let day = rows(&clinic, "@/appointments?dateStart=2026-03-10&dateEnd=2026-03-10").await;
    assert!(!day.is_empty() && day.iter().all(|row| date(row) == "2026-03-10"));
    for wrong in [
        "state=eaten",
        "dateStart=02.03.2026",
        "dateStart=2026-03-02&dateEnd=2026-03-01",
        "patientId=x",
        "dateStart=2026-03-01&dateEnd=2026-04-01",
    ] {
        refusal(&get(&clinic, &format!("@/appointments?{wrong}")).await, 400);
    }
    assert_eq!(
        get(&clinic, "@/appointments?dateStart=2026-03-01&dateEnd=2026-03-31")
            .await
            .status,
        200,
        "thirty days"
    );
    dialect(&clinic, json!({ "long_range": "cut" })).await;
    let cut = rows(&clinic, "@/appointments?dateStart=2026-02-01&dateEnd=2026-04-01").await;
    assert_eq!(date(cut.last().unwrap()), "2026-03-03");
}

const BODY: &str = r#"{"date": "2026-03-03 20:00:00", "colorId": 85661, "duration": 45, "type": "telehealth",
    "state": "confirmed", "chairId": 21, "operatorId": 301, "description": "Prova", "emailReminder": true}"#;

#[tokio::test]
async fn an_appointment_is_made_read_and_moved() {
    let clinic = clinic().await;
    let mut body: Value = serde_json::from_str(BODY).unwrap();
    body["patientId"] = json!(somebody(&clinic).await);
    let made = send(&clinic, "POST", "@/appointments", &body).await.json()["data"].clone();
    for (name, value) in body.as_object().unwrap() {
        assert_eq!(&made[name], value, "{name}");
    }
    assert_eq!(made["createdThroughApi"], true);
    let path = format!("@/appointments/{}", made["id"]);
    assert_eq!(data(&clinic, &path).await, made);
    let change =
        json!({ "date": "2026-03-03 20:30:00", "colorId": 85661, "state": "waiting", "status": "done" });
    for method in ["PATCH", "PUT"] {
        let moved = send(&clinic, method, &path, &change).await.json()["data"].clone();
        assert_eq!(
            moved,
            changed(
                &made,
                &json!({ "date": "2026-03-03 20:30:00", "state": "waiting" })
            )
        );
    }
    for required in ["date", "colorId"] {
        let said = refusal(
            &send(&clinic, "PATCH", &path, &without(&change, required)).await,
            400,
        );
        assert!(said.contains(required));
        refusal(
            &send(&clinic, "POST", "@/appointments", &without(&body, required)).await,
            400,
        );
    }
    for wrong in [
        json!({ "date": "2026-03-03T20:00:00" }),
        json!({ "colorId": 1 }),
        json!({ "patientId": 1 }),
        json!({ "operatorId": 1 }),
        json!({ "chairId": 1 }),
        json!({ "type": "home" }),
        json!({ "state": "string" }),
        json!({ "duration": 0 }),
    ] {
        refusal(
            &send(&clinic, "POST", "@/appointments", &changed(&body, &wrong)).await,
            400,
        );
        refusal(
            &send(&clinic, "PATCH", &path, &changed(&change, &wrong)).await,
            400,
        );
    }
    refusal(&get(&clinic, "@/appointments/1").await, 404);
    refusal(&send(&clinic, "PATCH", "@/appointments/1", &change).await, 404);
}

#[tokio::test]
async fn an_update_has_a_method_and_may_clear_what_it_does_not_send() {
    let clinic = clinic().await;
    let visit = visit(&clinic).await;
    let path = format!("@/appointments/{}", visit["id"]);
    let change = json!({ "date": visit["date"], "colorId": visit["colorId"], "state": "done" });
    dialect(
        &clinic,
        json!({ "appointment_update": "patch", "omitted": "cleared", "required": "lenient" }),
    )
    .await;
    assert_eq!(send(&clinic, "PUT", &path, &change).await.status, 405);
    let cleared = send(&clinic, "PATCH", &path, &change).await.json()["data"].clone();
    assert_eq!(
        (&cleared["state"], &cleared["patientId"], &cleared["description"]),
        (&json!("done"), &Value::Null, &Value::Null)
    );
    let state = send(&clinic, "PATCH", &path, &json!({ "state": "absent" }))
        .await
        .json();
    assert_eq!(
        (&state["data"]["state"], &state["data"]["date"]),
        (&json!("absent"), &visit["date"])
    );
    dialect(&clinic, json!({ "appointment_update": "put" })).await;
    assert_eq!(send(&clinic, "PATCH", &path, &change).await.status, 405);
    dialect(&clinic, json!({ "missing": "leftovers", "scalars": "text" })).await;
    let told = send(&clinic, "PUT", &path, &json!({ "state": null }))
        .await
        .json()["data"]
        .clone();
    assert_eq!((&told["state"], &told["duration"]), (&json!(""), &json!("30")));
}

fn span(row: &Value) -> (chrono::NaiveDateTime, chrono::NaiveDateTime) {
    let text = row["date"].as_str().unwrap();
    let start = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
    let minutes = row["duration"].as_i64().unwrap();
    (start, start + chrono::Duration::minutes(minutes))
}

#[tokio::test]
async fn free_slots_are_free_and_in_the_future() {
    let clinic = clinic().await;
    let path = "@/free-slots/2026-03-02?endDate=2026-03-04&duration=30&operatorIds=301,302";
    let slots = rows(&clinic, path).await;
    assert!(slots.len() > 20, "{}", slots.len());
    let busy = rows(&clinic, "@/appointments?dateStart=2026-03-02&dateEnd=2026-03-04").await;
    for slot in &slots {
        let (start, end) = span(slot);
        assert!([301, 302].contains(&slot["operatorId"].as_u64().unwrap()));
        assert!(start > "2026-03-02T10:40:00".parse().unwrap(), "{slot}");
        for row in busy.iter().filter(|row| row["state"] != "cancelled") {
            let (from, to) = span(row);
            let theirs = row["operatorId"].is_null() || row["operatorId"] == slot["operatorId"];
            assert!(!theirs || to <= start || end <= from, "{slot} in {row}");
        }
    }
    // Booking a slot takes it.
    let taken = &slots[0];
    let body =
        json!({ "date": taken["date"], "operatorId": taken["operatorId"], "duration": 30, "colorId": 85661 });
    assert_eq!(send(&clinic, "POST", "@/appointments", &body).await.status, 200);
    assert!(!rows(&clinic, path).await.contains(taken));
    // The whole practice is closed on that day.
    assert!(
        rows(&clinic, "@/free-slots/2026-03-22?endDate=2026-03-22&duration=30")
            .await
            .is_empty()
    );
    for wrong in [
        "@/free-slots/today?duration=30",
        "@/free-slots/2026-03-02",
        "@/free-slots/2026-03-02?duration=1",
        "@/free-slots/2026-03-02?duration=30&endDate=2026-03-01",
        "@/free-slots/2026-03-02?duration=30&operatorIds=1",
    ] {
        refusal(&get(&clinic, wrong).await, 400);
    }
    dialect(&clinic, json!({ "paths": "other", "words": "long" })).await;
    let told = rows(&clinic, &path.replace("free-slots", "freeSlots")).await;
    assert!(told[0]["startDate"].is_string() && told[0]["endDate"].is_string());
    assert!(told[0].get("date").is_none());
}

#[tokio::test]
async fn a_colleague_books_moves_and_deletes() {
    let clinic = clinic().await;
    let order = json!({ "date": "2026-03-02 11:00:00", "description": "<b>x</b>", "colorId": 85661 });
    let booked = clinic
        .admin("POST", "/admin/alfadocs/appointments", Some(order), 200)
        .await;
    let path = format!("/admin/alfadocs/appointments/{}", booked["id"]);
    assert_eq!(
        data(&clinic, &format!("@/appointments/{}", booked["id"])).await,
        booked
    );
    let day = clinic.admin("GET", "/admin/alfadocs/today", None, 200).await;
    assert!(day["appointments"].as_array().unwrap().contains(&booked));
    let moved = json!({ "date": "2026-03-03 11:00:00" });
    clinic.admin("POST", &path, Some(moved), 200).await;
    assert_eq!(
        clinic.admin("GET", &path, None, 200).await["date"],
        "2026-03-03 11:00:00"
    );
    clinic.admin("DELETE", &path, None, 200).await;
    refusal(
        &get(&clinic, &format!("@/appointments/{}", booked["id"])).await,
        404,
    );
    clinic.admin("GET", &path, None, 404).await;
}
