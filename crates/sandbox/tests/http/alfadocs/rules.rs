//! Keys, archives, limits, errors, and that no request makes the server fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use bytes::Bytes;
use chrono::DateTime;
use frontdesk_sandbox::{Sandbox, SandboxOptions, Vendor, alfadocs};
use http::Request;
use proptest::prelude::*;
use serde_json::json;

use super::{clinic, dialect, get, refusal, request};
use crate::support::{Clinic, options};

#[tokio::test]
async fn the_key_opens_its_own_archive_only() {
    let clinic = clinic().await;
    let account = clinic.serving.accounts().alfadocs;
    for key in [None, Some("nobody")] {
        let request = clinic.http.get(format!("{}/v1/me", account.base_url));
        let request = match key {
            Some(key) => request.header("X-Api-Key", key),
            None => request,
        };
        assert_eq!(
            refusal(&clinic.send(request).await, 401),
            "Authentication required"
        );
    }
    for path in [
        "practices/4711/archives/1/chairs",
        "practices/1/archives/1204/chairs",
    ] {
        refusal(&get(&clinic, path).await, 403);
    }
    let new = clinic.admin("POST", "/admin/alfadocs/key", None, 200).await;
    assert_ne!(new, json!(account.key));
    assert_eq!(get(&clinic, "@/chairs").await.status, 200);
    let old = clinic
        .http
        .get(format!("{}/v1/me", account.base_url))
        .header("X-Api-Key", account.key);
    assert_eq!(clinic.send(old).await.status, 401);
    dialect(&clinic, json!({ "error_body": "html" })).await;
    let answer = get(&clinic, "@/bills/1").await;
    assert!(answer.status == 404 && answer.text.starts_with("<!DOCTYPE html>"));
}

#[tokio::test]
async fn too_many_requests_in_a_second_are_refused() {
    let millis = Arc::new(AtomicI64::new(1_772_444_400_000));
    let clock = millis.clone();
    let clinic = Clinic::with(SandboxOptions {
        now: Arc::new(move || DateTime::from_timestamp_millis(clock.load(Ordering::SeqCst)).unwrap()),
        ..options(3)
    })
    .await;
    dialect(&clinic, json!({ "limit": { "per_second": 3 } })).await;
    for _ in 0..3 {
        assert_eq!(get(&clinic, "me").await.status, 200);
    }
    millis.fetch_add(999, Ordering::SeqCst);
    let refused = get(&clinic, "me").await;
    refusal(&refused, 429);
    assert_eq!(refused.headers["retry-after"], "1");
    millis.fetch_add(1, Ordering::SeqCst);
    assert_eq!(get(&clinic, "me").await.status, 200);
}

#[tokio::test]
async fn a_colleague_registers_changes_and_deletes_a_patient() {
    let clinic = clinic().await;
    let order = json!({ "firstName": "<img src=x>", "lastName": "Prova" });
    let made = clinic
        .admin("POST", "/admin/alfadocs/patients", Some(order), 200)
        .await;
    let id = &made["fields"]["id"];
    let path = format!("@/patients/{id}");
    assert_eq!(
        get(&clinic, &path).await.json()["data"]["firstName"],
        "<img src=x>"
    );
    let admin = format!("/admin/alfadocs/patients/{id}");
    let change = json!({ "city": "Chiusa", "deleted": true });
    clinic.admin("POST", &admin, Some(change), 200).await;
    assert!(get(&clinic, &path).await.json()["data"].get("city").is_none());
    assert_eq!(
        clinic.admin("GET", &admin, None, 200).await["fields"]["city"],
        "Chiusa"
    );
    clinic.admin("GET", "/admin/alfadocs/patients/1", None, 404).await;
}

#[tokio::test]
async fn faults_strike_by_the_vendors_operations() {
    let clinic = clinic().await;
    let fault = json!({ "operation": "alfadocs/update-appointment", "kind": "500_after" });
    clinic.admin("POST", "/admin/faults", Some(fault), 200).await;
    let visit = super::visit(&clinic).await;
    let path = format!("@/appointments/{}", visit["id"]);
    let change = json!({ "date": visit["date"], "colorId": visit["colorId"], "state": "in_care" });
    assert_eq!(super::send(&clinic, "PATCH", &path, &change).await.status, 500);
    assert_eq!(super::data(&clinic, &path).await["state"], "in_care");
    let log = clinic.sandbox.log(Vendor::Alfadocs).counts();
    assert_eq!(
        (log["update-appointment"], log["appointment"], log["appointments"]),
        (1, 1, 1)
    );
    assert_eq!(
        clinic
            .send(request(&clinic, "GET", "@/nothing", None))
            .await
            .status,
        404
    );
    assert_eq!(
        clinic.send(request(&clinic, "DELETE", "me", None)).await.status,
        405
    );
}

#[tokio::test]
async fn the_same_seed_and_time_give_the_same_practice() {
    let of = |seed| async move {
        let sandbox = Sandbox::new(SandboxOptions { seed, ..options(40) });
        let account = sandbox.accounts().alfadocs;
        let url = format!("{}/v1/practices/4711/archives/1204", account.base_url);
        let mut all = Vec::new();
        for path in ["patients", "appointments", "bills", "transactions"] {
            let request = Request::get(format!("{url}/{path}")).header("x-api-key", &account.key);
            let answer = sandbox.answer(request.body(Bytes::new()).unwrap()).await.unwrap();
            all.push(answer.into_body());
        }
        all
    };
    assert_eq!(of(1).await, of(1).await);
    assert_ne!(of(1).await, of(2).await);
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "patients",
            "appointments",
            "documents",
            "bills",
            "liabilities",
            "transactions",
            "free-slots",
            "freeSlots",
            "care-plans",
            "custom-object-fields",
            "phone-numbers",
            "download",
            "10001",
            "2026-03-02",
            "-1",
            "99999999999999999999",
            "%ff",
            "",
        ])
        .prop_map(str::to_owned),
        "[a-z0-9%.~-]{0,12}",
    ]
}

fn body() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,60}",
        Just(r#"{"date":"2026-03-02 09:00:00","colorId":85661,"duration":1e9,"patientId":-1}"#.to_owned()),
        Just(r#"{"amount":1e300,"date":"9999-12-31","direction":"incoming","accountId":33961}"#.to_owned()),
        Just(
            r#"{"firstName":"A","lastName":"B","dateOfBirth":"9999-12-31","_allergie":{"a":[]}}"#.to_owned()
        ),
        Just(
            r#"{"objectType":"patient","label":"A","technicalName":"B","type":"dropdown","choices":["a"]}"#
                .to_owned()
        ),
        Just(r#"{"base64Data":"AA==","type":"text","name":"A","folderName":"B"}"#.to_owned()),
    ]
}

fn query() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "dateStart",
        "dateEnd",
        "endDate",
        "duration",
        "offset",
        "limit",
        "operatorIds",
        "patientId",
        "state",
    ]);
    let value = prop::sample::select(vec![
        "2026-03-02",
        "9999-12-31",
        "0000-01-01",
        "-262143-01-01",
        "%2B262142-12-31",
        "30",
        "0",
        "4294967295",
        "301,302",
        "x",
        "",
    ]);
    prop::collection::vec(
        (name, value).prop_map(|(name, value)| format!("{name}={value}")),
        0..4,
    )
    .prop_map(|pairs| pairs.join("&"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_request_makes_it_panic(
        method in prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "PATCH"]),
        path in prop::collection::vec(piece(), 1..5),
        query in query(),
        body in body(),
        b in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let alfadocs = if b { alfadocs::Dialect::b() } else { alfadocs::Dialect::a() };
        let sandbox = Sandbox::new(SandboxOptions { alfadocs, ..options(3) });
        let account = sandbox.accounts().alfadocs;
        let uri = format!("{}/v1/practices/4711/archives/1204/{}?{query}", account.base_url, path.join("/"));
        prop_assume!(uri.parse::<http::Uri>().is_ok());
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header("x-api-key", account.key)
            .header("content-type", "application/json")
            .body(Bytes::from(body))
            .unwrap();
        let response = runtime.block_on(sandbox.answer(request)).unwrap();
        prop_assert!([200, 204, 302, 400, 404, 405].contains(&response.status().as_u16()), "{}", response.status());
    }
}
