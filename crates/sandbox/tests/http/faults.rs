//! What the line does to answers, seen from a bare socket and from a plain client.

use frontdesk_sandbox::{Chaos, Fault, FaultKind};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Clinic, options};

/// Everything the server sends on one connection until it closes it.
async fn raw(clinic: &Clinic, method: &str, path: &str) -> String {
    let url = clinic.url(path);
    let path = url.strip_prefix(&clinic.serving.origin()).unwrap();
    let key = clinic.serving.accounts().medsoft.key;
    let mut socket = TcpStream::connect(clinic.serving.addr()).await.unwrap();
    let request =
        format!("{method} {path} HTTP/1.1\r\nHost: clinic\r\nX-API-KEY: {key}\r\nConnection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A reset instead of a clean end is a closed connection too.
    let _ = socket.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// The path that sets flag 2 of an appointment where it is not set, and that appointment's admin path.
async fn tick(clinic: &Clinic) -> (String, String) {
    let visit = clinic
        .today()
        .await
        .into_iter()
        .find(|row| row["flags"][1] == false)
        .unwrap();
    let (patient, code) = (&visit["patient"]["code"], &visit["code"]);
    (
        format!("/pacient/{patient}/istoric/programari/{code}/status/2/true"),
        format!("/admin/medsoft/appointments/{code}"),
    )
}

async fn order(clinic: &Clinic, fault: Value) {
    clinic.admin("POST", "/admin/faults", Some(fault), 200).await;
}

async fn is_ticked(clinic: &Clinic, admin: &str) -> bool {
    clinic.admin("GET", admin, None, 200).await["flags"][1] == true
}

#[tokio::test]
async fn a_dropped_connection_sends_nothing_before_or_after_applying() {
    let clinic = Clinic::new().await;
    for (kind, applied) in [("drop_before", false), ("drop_after", true)] {
        let (path, admin) = tick(&clinic).await;
        order(
            &clinic,
            json!({ "operation": "set-appointment-status", "kind": kind }),
        )
        .await;
        assert_eq!(raw(&clinic, "PUT", &path).await, "", "{kind}");
        assert_eq!(is_ticked(&clinic, &admin).await, applied, "{kind}");
        order(
            &clinic,
            json!({ "operation": "set-appointment-status", "kind": kind }),
        )
        .await;
        assert!(clinic.request("PUT", &path, None).send().await.is_err(), "{kind}");
        assert_eq!(
            clinic.put(&path, &Value::Null).await.rows()[0]["_status_2"],
            true,
            "the fault is used up"
        );
    }
}

#[tokio::test]
async fn a_cut_body_promises_more_than_it_sends() {
    let clinic = Clinic::new().await;
    let (path, admin) = tick(&clinic).await;
    order(&clinic, json!({ "kind": "cut_body" })).await;
    let answer = raw(&clinic, "PUT", &path).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let head = head.to_lowercase();
    let promised: usize = head
        .split("content-length: ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        head.starts_with("http/1.1 200 ok") && !body.is_empty(),
        "{answer}"
    );
    assert!(body.len() < promised, "{} of {promised}", body.len());
    assert!(is_ticked(&clinic, &admin).await);
    order(&clinic, json!({ "kind": "cut_body" })).await;
    let response = clinic.request("GET", "/medici", None).send().await.unwrap();
    assert!(response.text().await.is_err());
}

#[tokio::test]
async fn gateway_answers_do_not_apply_and_say_what_they_are() {
    let clinic = Clinic::new().await;
    for (fault, status) in [
        (json!({ "kind": "401" }), 401),
        (json!({ "kind": "429", "retry_after": 7 }), 429),
        (json!({ "kind": "500" }), 500),
        (json!({ "kind": "html" }), 502),
        (json!({ "kind": "html", "status": 200 }), 200),
    ] {
        let (path, admin) = tick(&clinic).await;
        order(&clinic, fault.clone()).await;
        let reply = clinic.put(&path, &Value::Null).await;
        assert_eq!(reply.status, status, "{fault}");
        assert!(
            reply.text.starts_with("<!DOCTYPE html>")
                && reply.headers["content-type"].starts_with("text/html")
        );
        assert_eq!(
            reply.headers.get("retry-after").map(String::as_str),
            (status == 429).then_some("7")
        );
        assert!(!is_ticked(&clinic, &admin).await, "{fault}");
    }
}

#[tokio::test]
async fn spoiled_answers_hide_an_applied_write() {
    let clinic = Clinic::new().await;
    for (kind, status) in [
        ("500_after", 500),
        ("broken_json", 200),
        ("empty", 200),
        ("huge", 200),
    ] {
        let (path, admin) = tick(&clinic).await;
        order(&clinic, json!({ "kind": kind, "bytes": 100_000 })).await;
        let reply = clinic.put(&path, &Value::Null).await;
        assert_eq!(reply.status, status, "{kind}");
        match kind {
            "broken_json" => assert!(
                reply.text.starts_with("{\"Status\"") && serde_json::from_str::<Value>(&reply.text).is_err()
            ),
            "empty" => assert_eq!(reply.text, ""),
            "huge" => assert_eq!(reply.text.len(), 100_000),
            _ => assert!(reply.text.starts_with("<!DOCTYPE html>")),
        }
        assert!(is_ticked(&clinic, &admin).await, "{kind}");
        let mut fault = json!({ "kind": kind, "applied": false, "bytes": 1_000 });
        let (path, admin) = tick(&clinic).await;
        order(&clinic, fault.take()).await;
        clinic.put(&path, &Value::Null).await;
        assert!(
            !is_ticked(&clinic, &admin).await,
            "{kind} can be ordered not to apply"
        );
    }
}

#[tokio::test]
async fn the_huge_answer_is_fifty_megabytes_unless_said() {
    let clinic = Clinic::new().await;
    order(&clinic, json!({ "kind": "huge", "operation": "doctors" })).await;
    let reply = clinic.get("/medici").await;
    assert_eq!(reply.text.len(), 50 * 1024 * 1024);
}

#[tokio::test]
async fn a_late_answer_holds_one_request_and_the_work_is_done_before() {
    let clinic = Clinic::new().await;
    let (path, admin) = tick(&clinic).await;
    order(
        &clinic,
        json!({ "kind": "latency", "ms": 3_600_000, "operation": "set-appointment-status" }),
    )
    .await;
    let late = tokio::spawn(clinic.request("PUT", &path, None).send());
    while !clinic
        .sandbox
        .medsoft_log()
        .counts()
        .contains_key("set-appointment-status")
    {
        tokio::task::yield_now().await;
    }
    clinic.get("/medici").await.rows();
    assert!(!late.is_finished(), "the answer is an hour away");
    late.abort();
    assert!(is_ticked(&clinic, &admin).await);
    order(&clinic, json!({ "kind": "latency", "ms": 1 })).await;
    clinic.get("/medici").await.rows();
}

#[tokio::test]
async fn a_late_refusal_is_late_and_a_refusal() {
    let clinic = Clinic::with(options(10)).await;
    order(&clinic, json!({ "kind": "latency", "ms": 1 })).await;
    order(&clinic, json!({ "kind": "500" })).await;
    assert_eq!(clinic.get("/medici").await.status, 500);
    assert!(clinic.sandbox.faults().pending().is_empty());
}

#[tokio::test]
async fn the_router_cuts_connections_under_another_server_too() {
    let clinic = Clinic::with(options(10)).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = clinic.url("/medici").replace(
        &clinic.serving.origin(),
        &format!("http://{}", listener.local_addr().unwrap()),
    );
    tokio::spawn(axum::serve(listener, clinic.sandbox.router_with_admin()).into_future());
    let key = clinic.serving.accounts().medsoft.key;
    let get = || clinic.http.get(&url).header("X-API-KEY", &key).send();
    assert_eq!(get().await.unwrap().status(), 200);
    clinic.sandbox.set_fault(Fault::new("*", FaultKind::DropAfter));
    assert!(get().await.is_err(), "not even a head");
    clinic.sandbox.set_fault(Fault::new("*", FaultKind::CutBody));
    assert!(get().await.unwrap().text().await.is_err());
}

#[tokio::test]
async fn faults_can_wait_repeat_and_be_taken_back() {
    let clinic = Clinic::new().await;
    order(
        &clinic,
        json!({ "kind": "500", "operation": "medsoft/doctors", "after": 1, "times": 2 }),
    )
    .await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(clinic.get("/medici").await.status);
        assert_eq!(clinic.get("/stoc").await.status, 200);
    }
    assert_eq!(seen, [200, 500, 500, 200]);
    order(&clinic, json!({ "kind": "500", "times": null })).await;
    for _ in 0..3 {
        assert_eq!(clinic.get("/stoc").await.status, 500);
    }
    clinic.admin("DELETE", "/admin/faults", None, 200).await;
    assert_eq!(clinic.get("/stoc").await.status, 200);
    for wrong in [
        json!({ "kind": "flood" }),
        json!({ "operation": "*" }),
        json!({ "kind": "500", "tims": 1 }),
    ] {
        clinic.admin("POST", "/admin/faults", Some(wrong), 422).await;
    }
    for wrong in ["set-status", "nobody/*", "medsoft/"] {
        let fault = json!({ "kind": "500", "operation": wrong });
        clinic.admin("POST", "/admin/faults", Some(fault), 400).await;
    }
}

/// How forty reads end under a seeded chaos.
async fn forty(seed: u64) -> Vec<String> {
    let clinic = Clinic::with(options(50)).await;
    let chaos = json!({ "seed": seed, "rate": 0.5, "kinds": ["500", "drop_before", "empty", "429"] });
    clinic.admin("POST", "/admin/chaos", Some(chaos), 200).await;
    let mut ends = Vec::new();
    for _ in 0..40 {
        ends.push(match clinic.request("GET", "/medici", None).send().await {
            Ok(response) => format!("{} {}", response.status(), response.text().await.unwrap().len()),
            Err(_) => "nothing".into(),
        });
    }
    clinic
        .admin(
            "POST",
            "/admin/chaos",
            Some(json!({ "seed": seed, "rate": 0.0 })),
            200,
        )
        .await;
    for _ in 0..20 {
        clinic.get("/medici").await.rows();
    }
    clinic
        .admin(
            "POST",
            "/admin/chaos",
            Some(json!({ "seed": seed, "rate": 1.5 })),
            400,
        )
        .await;
    ends
}

#[tokio::test]
async fn chaos_is_the_same_for_the_same_seed() {
    let once = forty(11).await;
    assert_eq!(once, forty(11).await);
    assert_ne!(once, forty(12).await);
    let mut kinds = once.clone();
    kinds.sort();
    kinds.dedup();
    assert!(kinds.len() >= 4, "{kinds:?}");
}

#[tokio::test]
async fn down_closes_every_vendor_connection_until_up() {
    let clinic = Clinic::new().await;
    clinic.get("/medici").await.rows();
    clinic
        .admin("POST", "/admin/down", Some(json!({ "down": true })), 200)
        .await;
    assert_eq!(raw(&clinic, "GET", "/medici").await, "");
    assert!(clinic.request("GET", "/medici", None).send().await.is_err());
    clinic
        .admin("POST", "/admin/down", Some(json!({ "down": false })), 200)
        .await;
    clinic.get("/medici").await.rows();
}

#[tokio::test]
async fn a_stopped_server_refuses_and_comes_back_with_its_state_at_the_same_port() {
    let Clinic {
        sandbox,
        serving,
        http,
    } = Clinic::new().await;
    let (addr, url) = (serving.addr(), serving.medsoft_base_url());
    http.get(&url).send().await.unwrap();
    sandbox.set_fault(Fault::new("*", FaultKind::Broken).times(3));
    serving.shutdown().await;
    assert!(http.get(&url).send().await.unwrap_err().is_connect());
    let serving = sandbox.serve(addr.port()).await.unwrap();
    assert_eq!(sandbox.faults().pending()[0].times, Some(3));
    assert_eq!(http.get(&url).send().await.unwrap().status(), 500);
    drop(serving);
    while TcpStream::connect(addr).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn chaos_can_be_set_without_the_admin_route() {
    let clinic = Clinic::with(options(10)).await;
    clinic.sandbox.faults().set_chaos(Chaos {
        seed: 1,
        rate: 1.0,
        kinds: vec![FaultKind::Empty],
    });
    assert_eq!(clinic.get("/medici").await.text, "");
    clinic.sandbox.faults().clear();
    clinic.get("/medici").await.rows();
}
