//! The video visits, asked as the document says: a token, then the call.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::DateTime;
use frontdesk_sandbox::{Sandbox, SandboxOptions, Vendor};
use serde_json::{Value, json};

use crate::support::{Clinic, Reply, keys, options};

async fn clinic() -> Clinic {
    Clinic::with(options(3)).await
}

async fn post(clinic: &Clinic, path: &str, fields: &[(&str, &str)]) -> Reply {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let url = format!("{}/{path}/", clinic.serving.accounts().videodoktor.base_url);
    let request = clinic.http.post(url).body(body);
    clinic
        .send(request.header("Content-Type", "application/x-www-form-urlencoded"))
        .await
}

async fn token(clinic: &Clinic) -> String {
    let account = clinic.serving.accounts().videodoktor;
    let keys = [
        ("api_key", account.key.as_str()),
        ("api_app_key", &account.app_key),
    ];
    let answer = post(clinic, "api_verify", &keys).await.json();
    answer["token"].as_str().unwrap().to_owned()
}

async fn call(clinic: &Clinic, path: &str, fields: &[(&str, &str)]) -> Reply {
    let token = token(clinic).await;
    let fields = [&[("token", token.as_str())], fields].concat();
    post(clinic, path, &fields).await
}

const VISIT: [(&str, &str); 5] = [
    ("pacient_jmeno", "Božena Říhová"),
    ("pacient_email", "bozena@example.com"),
    ("pacient_telefon", "601000123"),
    ("pacient_narozen", "1958"),
    ("meet_start", "01.04.2026.10.00"),
];

fn visit<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let laid = |(name, value)| {
        let change = changes.iter().find(|(changed, _)| *changed == name);
        (name, change.map_or(value, |(_, value)| *value))
    };
    VISIT.map(laid).to_vec()
}

async fn add(clinic: &Clinic, changes: &[(&str, &str)]) -> Value {
    call(clinic, "api_meet_add", &visit(changes)).await.json()
}

#[tokio::test]
async fn a_call_is_made_listed_shown_and_removed_and_all_are_written_to() {
    let clinic = clinic().await;
    let made = add(&clinic, &[]).await;
    assert_eq!(keys(&made), ["meet_id", "meet_url"]);
    let id = made["meet_id"].as_str().unwrap();
    let shown = call(&clinic, "api_meet_detail", &[("meet_id", id)]).await.json();
    let expected = json!({
        "meet_id": id, "meet_url": made["meet_url"], "meet_time": "01.04.2026 10:00",
        "meet_time_imd": "2026-04-01 10:00:00", "meet_active": 0, "pacient_jmeno": "Božena Říhová",
        "pacient_email": "bozena@example.com", "pacient_telefon": "601000123", "pacient_narozen": "1958",
    });
    assert_eq!(shown, expected);
    let list = call(&clinic, "api_meet_list", &[]).await.json();
    let list = list.as_array().unwrap();
    assert!(list.contains(&expected) && list.len() > 20, "{}", list.len());
    assert!(list.iter().any(|row| row["meet_active"] == 1));
    let removed = call(&clinic, "api_meet_remove", &[("meet_id", id)]).await.json();
    assert_eq!(removed, json!({ "meet_id": id }));
    let gone = call(&clinic, "api_meet_detail", &[("meet_id", id)]).await.json();
    assert_eq!(gone, json!({ "error": "X004" }));
    let mails = clinic.admin("GET", "/admin/videodoktor/calls", None, 200).await["mails"].clone();
    let to: Vec<_> = mails
        .as_array()
        .unwrap()
        .iter()
        .map(|mail| (mail["what"].as_str().unwrap(), mail["to"].as_str().unwrap()))
        .collect();
    let reached = ["bozena@example.com", "601000123", "practice"];
    let twice = ["invitation", "cancellation"].map(|what| reached.map(|to| (what, to)));
    assert_eq!(to, twice.concat());
}

#[tokio::test]
async fn a_token_opens_one_call_and_dies_unused() {
    let seconds = Arc::new(AtomicI64::new(1_772_444_400));
    let clock = seconds.clone();
    let clinic = Clinic::with(SandboxOptions {
        now: Arc::new(move || DateTime::from_timestamp(clock.load(Ordering::SeqCst), 0).unwrap()),
        ..options(3)
    })
    .await;
    let refused = json!({ "error": "X003" });
    let first = token(&clinic).await;
    assert!(
        post(&clinic, "api_meet_list", &[("token", &first)])
            .await
            .json()
            .is_array()
    );
    assert_eq!(
        post(&clinic, "api_meet_list", &[("token", &first)]).await.json(),
        refused
    );
    assert_eq!(post(&clinic, "api_meet_list", &[]).await.json(), refused);
    // A refused call has spent its token all the same.
    let second = token(&clinic).await;
    let fields = [("token", second.as_str()), ("meet_id", "nobody")];
    assert_eq!(
        post(&clinic, "api_meet_detail", &fields).await.json(),
        json!({ "error": "X004" })
    );
    assert_eq!(post(&clinic, "api_meet_detail", &fields).await.json(), refused);
    for (dialect, alive, dead) in [("a", 899, 900), ("b", 599, 600)] {
        clinic
            .dialect_of("videodoktor", json!({ "preset": dialect, "error_body": "error" }))
            .await;
        for (wait, lives) in [(alive, true), (dead, false)] {
            let kept = token(&clinic).await;
            seconds.fetch_add(wait, Ordering::SeqCst);
            let answer = post(&clinic, "api_meet_list", &[("token", &kept)]).await.json();
            assert_eq!(answer.is_array(), lives, "{wait} s in {dialect}: {answer}");
        }
    }
    let kept = token(&clinic).await;
    clinic
        .admin("DELETE", "/admin/videodoktor/tokens", None, 200)
        .await;
    assert_eq!(
        post(&clinic, "api_meet_list", &[("token", &kept)]).await.json(),
        refused
    );
}

#[tokio::test]
async fn the_keys_are_told_apart_and_a_new_one_replaces_the_old() {
    let clinic = clinic().await;
    let account = clinic.serving.accounts().videodoktor;
    let (app, key) = (account.app_key.as_str(), account.key.as_str());
    for (app, key, code) in [
        ("no", key, "X001"),
        ("", key, "X001"),
        (app, "no", "X002"),
        (app, "", "X002"),
    ] {
        let answer = post(&clinic, "api_verify", &[("api_app_key", app), ("api_key", key)]).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "error": code })));
    }
    let new = clinic.admin("POST", "/admin/videodoktor/key", None, 200).await;
    assert_ne!(new, json!(key));
    let old = post(&clinic, "api_verify", &[("api_app_key", app), ("api_key", key)]).await;
    assert_eq!(old.json(), json!({ "error": "X002" }));
    assert!(token(&clinic).await.starts_with("token"));
}

#[tokio::test]
async fn every_field_has_its_limits_and_its_code() {
    let clinic = clinic().await;
    let long_name = "ř".repeat(65);
    let long_email = format!("{}@example.com", "a".repeat(245));
    for (field, wrong, code) in [
        ("pacient_jmeno", "", "X010"),
        ("pacient_jmeno", "Jan N", "X010"),
        ("pacient_jmeno", long_name.as_str(), "X010"),
        ("pacient_email", "a@b.c", "X011"),
        ("pacient_email", "bozena.example.com", "X011"),
        ("pacient_email", "bozena@example", "X011"),
        ("pacient_email", &long_email, "X011"),
        ("pacient_telefon", "60100012", "X012"),
        ("pacient_telefon", "6010001234", "X012"),
        ("pacient_telefon", "+42060100", "X012"),
        ("pacient_narozen", "", "X014"),
        ("pacient_narozen", "58", "X014"),
        ("pacient_narozen", "195x", "X014"),
        ("meet_start", "", "X020"),
        ("meet_start", "2026-04-01 10:00:00", "X020"),
        ("meet_start", "1.4.2026.10.00", "X020"),
        ("meet_start", "29.03.2026.02.30", "X020"),
        ("meet_start", "02.03.2026.10.40", "X021"),
        ("meet_start", "01.04.2026.03.00", "X022"),
        ("meet_start", "01.04.2026.03.59", "X022"),
    ] {
        assert_eq!(
            add(&clinic, &[(field, wrong)]).await,
            json!({ "error": code }),
            "{field} {wrong}"
        );
    }
    let nobody = [("pacient_email", ""), ("pacient_telefon", "")];
    assert_eq!(add(&clinic, &nobody).await, json!({ "error": "X013" }));
    for allowed in [
        [("pacient_jmeno", "Jan No"), ("meet_start", "02.03.2026.10.41")],
        [("pacient_email", ""), ("meet_start", "01.04.2026.02.59")],
        [("pacient_telefon", ""), ("meet_start", "01.04.2026.04.00")],
        [("pacient_email", "a@b.cz"), ("meet_start", "01.04.2026.05.00")],
    ] {
        assert!(add(&clinic, &allowed).await["meet_id"].is_string(), "{allowed:?}");
    }
}

#[tokio::test]
async fn a_start_is_refused_when_it_is_taken_or_the_server_has_no_room() {
    let clinic = clinic().await;
    let full = json!({ "start": "2026-04-01T10:00:00" });
    clinic
        .admin("POST", "/admin/videodoktor/overload", Some(full), 200)
        .await;
    assert_eq!(add(&clinic, &[]).await, json!({ "error": "X023" }));
    let other = [("meet_start", "01.04.2026.10.30")];
    assert!(add(&clinic, &other).await["meet_id"].is_string());
    assert_eq!(add(&clinic, &other).await, json!({ "error": "X024" }));
}

#[tokio::test]
async fn outage_limit_and_night_have_their_codes() {
    let clinic = clinic().await;
    for (outage, code) in [(true, "X005"), (false, "X001")] {
        let order = json!({ "outage": outage });
        clinic
            .admin("POST", "/admin/videodoktor/outage", Some(order), 200)
            .await;
        assert_eq!(
            post(&clinic, "api_verify", &[]).await.json(),
            json!({ "error": code })
        );
    }
    // Half past three at night, by the server's clock.
    let ahead = json!({ "ahead_seconds": -7 * 3600 - 600 });
    clinic
        .admin("POST", "/admin/videodoktor/clock", Some(ahead), 200)
        .await;
    for (night, code) in [("outage", "X005"), ("answers", "X001")] {
        clinic.dialect_of("videodoktor", json!({ "night": night })).await;
        assert_eq!(
            post(&clinic, "api_verify", &[]).await.json(),
            json!({ "error": code })
        );
    }
    clinic
        .dialect_of("videodoktor", json!({ "limit": { "per_minute": 2 } }))
        .await;
    for code in ["X001", "X001", "X000"] {
        assert_eq!(
            post(&clinic, "api_verify", &[]).await.json(),
            json!({ "error": code })
        );
    }
}

#[tokio::test]
async fn errors_come_in_six_bodies_and_two_statuses() {
    let clinic = clinic().await;
    for (body, expected) in [
        ("error", json!({ "error": "X001" })),
        (
            "code_and_message",
            json!({ "code": "X001", "message": "neplatný api_app_key" }),
        ),
        (
            "nested",
            json!({ "error": { "code": "X001", "message": "neplatný api_app_key" } }),
        ),
        ("chyba", json!({ "chyba": "X001 - neplatný api_app_key" })),
        ("json_text", json!("X001")),
    ] {
        for status in [200, 400] {
            let change = json!({ "error_body": body, "error_status": status.to_string() });
            clinic.dialect_of("videodoktor", change).await;
            let answer = post(&clinic, "api_verify", &[]).await;
            assert_eq!((answer.status, answer.json()), (status, expected.clone()));
        }
    }
    clinic
        .dialect_of("videodoktor", json!({ "error_body": "text" }))
        .await;
    let answer = post(&clinic, "api_verify", &[]).await;
    assert_eq!(answer.text, "X001");
    assert!(answer.headers["content-type"].starts_with("text/plain"));
}

#[tokio::test]
async fn the_other_dialect_writes_times_gaps_lists_and_links_otherwise() {
    let clinic = clinic().await;
    clinic.dialect_of("videodoktor", json!({ "preset": "b" })).await;
    let made = add(
        &clinic,
        &[("pacient_email", ""), ("meet_start", "2026-04-01 10:00:00")],
    )
    .await;
    let id = made["meet_id"].as_str().unwrap();
    assert_eq!(made["meet_url"], format!("https:hovor{id}"));
    let shown = call(&clinic, "api_meet_detail", &[("meet_id", id)]).await.json();
    assert_eq!(
        (&shown["pacient_email"], &shown["meet_active"]),
        (&Value::Null, &json!(1))
    );
    let list = call(&clinic, "api_meet_list", &[]).await.json();
    let past = |row: &Value| row["meet_time_imd"].as_str().unwrap() < "2026-03-02";
    assert!(!list.as_array().unwrap().iter().any(past));
    clinic
        .dialect_of("videodoktor", json!({ "meet_start": "printed", "listed": "all" }))
        .await;
    let printed = add(&clinic, &[("meet_start", "01.04.2026 12:00")]).await;
    assert!(printed["meet_id"].is_string(), "{printed}");
    let list = call(&clinic, "api_meet_list", &[]).await.json();
    assert!(list.as_array().unwrap().iter().any(past));
}

#[tokio::test]
async fn a_report_is_there_from_the_day_after() {
    let clinic = clinic().await;
    let list = call(&clinic, "api_meet_list", &[]).await.json();
    let id_of = |wanted: &dyn Fn(&str) -> bool| {
        let rows = list.as_array().unwrap();
        let row = rows
            .iter()
            .find(|row| wanted(row["meet_time_imd"].as_str().unwrap()));
        row.unwrap()["meet_id"].as_str().unwrap().to_owned()
    };
    let (past, today) = (
        id_of(&|at| at < "2026-03-02"),
        id_of(&|at| at.starts_with("2026-03-02")),
    );
    let report = call(&clinic, "api_meet_export", &[("meet_id", &past)])
        .await
        .json();
    assert_eq!(
        report["export_url"],
        format!("https://cviceni.videodoktor.example/vykaz/{past}")
    );
    let early = call(&clinic, "api_meet_export", &[("meet_id", &today)])
        .await
        .json();
    assert_eq!(early, json!({ "error": "X004" }));
    clinic
        .dialect_of("videodoktor", json!({ "early_report": "empty" }))
        .await;
    let early = call(&clinic, "api_meet_export", &[("meet_id", &today)])
        .await
        .json();
    assert_eq!(early, json!({ "export_url": "" }));
}

#[tokio::test]
async fn the_servers_time_is_its_own() {
    let clinic = clinic().await;
    let url = format!("{}/api_time/", clinic.serving.accounts().videodoktor.base_url);
    let free = clinic.send(clinic.http.get(&url)).await.json();
    assert_eq!(free, json!({ "time": "02.03.2026.10.40" }));
    let ahead = json!({ "ahead_seconds": 300 });
    clinic
        .admin("POST", "/admin/videodoktor/clock", Some(ahead), 200)
        .await;
    let answer = post(&clinic, "api_time", &[]).await.json();
    assert_eq!(answer, json!({ "time": "02.03.2026.10.45" }));
    clinic
        .dialect_of("videodoktor", json!({ "time_asked": "with_token" }))
        .await;
    assert_eq!(clinic.send(clinic.http.get(&url)).await.status, 405);
    assert_eq!(
        post(&clinic, "api_time", &[]).await.json(),
        json!({ "error": "X003" })
    );
    assert_eq!(
        call(&clinic, "api_time", &[]).await.json()["time"],
        "02.03.2026.10.45"
    );
}

#[tokio::test]
async fn only_posted_forms_are_understood() {
    let clinic = clinic().await;
    let account = clinic.serving.accounts().videodoktor;
    let url = format!("{}/api_verify/", account.base_url);
    assert_eq!(clinic.send(clinic.http.get(&url)).await.status, 405);
    let body = json!({ "api_app_key": account.app_key, "api_key": account.key });
    let request = clinic.http.post(&url).header("Content-Type", "application/json");
    let answer = clinic.send(request.body(body.to_string())).await;
    assert_eq!(answer.json(), json!({ "error": "X001" }));
    let elsewhere = clinic.http.post(format!("{}/api_meet_update/", account.base_url));
    assert_eq!(clinic.send(elsewhere).await.status, 404);
}

#[tokio::test]
async fn a_colleague_invites_and_removes() {
    let clinic = clinic().await;
    let order = json!({ "start": "2026-05-05T09:00:00", "name": "Jan", "phone": "601000001" });
    let booked = clinic
        .admin("POST", "/admin/videodoktor/calls", Some(order), 200)
        .await;
    let id = booked["id"].as_str().unwrap();
    let shown = call(&clinic, "api_meet_detail", &[("meet_id", id)]).await.json();
    assert_eq!(
        (&shown["pacient_jmeno"], &shown["pacient_email"]),
        (&json!("Jan"), &json!(""))
    );
    let path = format!("/admin/videodoktor/calls/{id}");
    clinic.admin("DELETE", &path, None, 200).await;
    clinic.admin("DELETE", &path, None, 404).await;
}

#[tokio::test]
async fn faults_and_log_are_the_vendors_own() {
    let clinic = clinic().await;
    let fault = |operation: &str| Some(json!({ "kind": "500", "operation": operation }));
    clinic
        .admin("POST", "/admin/faults", fault("videodoktor/doctors"), 400)
        .await;
    clinic
        .admin("POST", "/admin/faults", fault("videodoktor/calls"), 200)
        .await;
    assert_eq!(clinic.get("/medici").await.status, 200);
    assert_eq!(call(&clinic, "api_meet_list", &[]).await.status, 500);
    assert_eq!(call(&clinic, "api_meet_list", &[]).await.status, 200);
    let log = clinic.admin("GET", "/admin/videodoktor/log", None, 200).await;
    assert_eq!(log["counts"], json!({ "verify": 2, "calls": 2 }));
    assert_eq!(
        clinic.sandbox.log(Vendor::Videodoktor).seen()[1].status,
        Some(500)
    );
    clinic.admin("DELETE", "/admin/videodoktor/log", None, 200).await;
    let log = clinic.admin("GET", "/admin/medsoft/log", None, 200).await;
    assert_eq!(log["counts"], json!({ "doctors": 1 }));
    let huge = json!({ "kind": "huge", "operation": "calls", "bytes": 5000 });
    clinic.admin("POST", "/admin/faults", Some(huge), 200).await;
    let answer = call(&clinic, "api_meet_list", &[]).await;
    assert_eq!((answer.text.len(), answer.json().is_array()), (5000, true));
}

#[tokio::test]
async fn a_call_runs_and_another_is_near_at_every_hour() {
    for hour in 0..24 {
        for minute in [5, 50] {
            let now: DateTime<_> = format!("2026-03-29T{hour:02}:{minute}:00Z").parse().unwrap();
            let at = now.with_timezone(&chrono_tz::Europe::Prague).naive_local();
            let sandbox = Sandbox::new(SandboxOptions {
                now: Arc::new(move || now),
                ..options(1)
            });
            let clinic = sandbox.serve(0).await.unwrap();
            let http = reqwest::Client::builder().no_proxy().build().unwrap();
            let url = format!("{}/admin/videodoktor/calls", clinic.origin());
            let calls: Value =
                serde_json::from_str(&http.get(url).send().await.unwrap().text().await.unwrap()).unwrap();
            let starts: Vec<chrono::NaiveDateTime> = calls["calls"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["start"].as_str().unwrap().parse().unwrap())
                .collect();
            let near = |from: i64, to: i64| {
                let minutes = |start: &chrono::NaiveDateTime| (*start - at).num_minutes();
                starts.iter().any(|start| (from..=to).contains(&minutes(start)))
            };
            assert!(near(-60, 90), "{at}: nothing near");
            assert!(
                starts.windows(2).all(|pair| pair[0] < pair[1]),
                "each start once, in order"
            );
        }
    }
}
