//! Video visits, the laboratory and contract requests on the command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::{Value, json};
use support::Clinic;

const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
const INTENT: &str = "018f6d5e-0000-7000-8000-000000000002";

#[tokio::test]
async fn a_video_visit_is_booked_once_listed_and_removed() {
    let clinic = Clinic::open().await;
    clinic.connect("videodoktor").await;
    let book = [
        "video",
        "book",
        "--connection",
        "videodoktor",
        "--name",
        "Jana Nováková",
        "--email",
        "jana@posta.example",
        "--birth-year",
        "1980",
        "--start",
        "2090-11-23T10:00",
        "--intent",
        INTENT,
    ];
    let booked = clinic.ok(&book).await;
    assert_eq!(booked["state"], "done");
    let again = clinic.ok(&book).await;
    assert_eq!(again["entry"], booked["entry"]);
    let seen = clinic.sandbox.log(frontdesk_sandbox::Vendor::Videodoktor).seen();
    let bookings = seen.iter().filter(|seen| seen.path.ends_with("/api_meet_add/"));
    assert_eq!(bookings.count(), 1, "the same intent never books twice");
    let visit = booked["visit"].as_str().unwrap();
    let row = |listed: Value| {
        let mut visits = listed["visits"].as_array().unwrap().iter();
        visits.find(|row| row["id"] == visit).cloned()
    };
    let listed = row(clinic.ok(&["video", "list", "--refresh", "--json"]).await).unwrap();
    assert_eq!(
        (&listed["name"], &listed["start"]),
        (&json!("Jana Nováková"), &json!("2090-11-23T10:00:00"))
    );
    assert!(listed["vendor_id"].is_string() && listed["pending"].is_null());
    let night = [&book[..11], &["2090-11-23T03:30"]].concat();
    let refused = clinic.failed(&night, &[], "", 1).await;
    assert_eq!(refused["kind"], "invalid-field");
    let report = clinic.ok(&["video", "report", visit]).await;
    assert_eq!(
        report,
        json!({ "url": null }),
        "there is none before the day after"
    );
    let removed = clinic.ok(&["video", "remove", visit]).await;
    assert_eq!(
        (&removed["state"], &removed["visit"]),
        (&json!("done"), &json!(visit))
    );
    assert_eq!(
        row(clinic.ok(&["video", "list", "--refresh", "--json"]).await),
        None
    );
    clinic.forget(&["videodoktor"]).await;
}

#[tokio::test]
async fn an_order_is_previewed_and_sent_and_a_report_uploaded() {
    let clinic = Clinic::open().await;
    clinic.connect("gensoft").await;
    let order = json!({
        "number": "A-1",
        "patient": { "name": "Ana Silva", "id": "7", "birth_date": "1990-05-04" },
        "procedures": [{ "code": "EXO", "name": "Exoma" }],
    });
    let file = clinic.dir.path().join("order.json");
    std::fs::write(&file, order.to_string()).unwrap();
    let file = file.to_str().unwrap();
    let at = ["--connection", "gensoft"];
    let shown = clinic.ok(&[&["lab", "preview", file][..], &at].concat()).await;
    assert_eq!(shown["problems"], json!([]));
    assert!(shown["json"].as_str().unwrap().contains("Ana Silva"));
    let empty = [&["lab", "preview", "-"][..], &at].concat();
    let shown = clinic.ok_with(&empty, &[], "{}").await;
    assert!(shown["json"].is_null() && !shown["problems"].as_array().unwrap().is_empty());
    let broken = clinic.failed(&empty, &[], r#"{"patient": "Ana Silva"}"#, 2).await;
    assert!(!broken.to_string().contains("Ana"));
    let send = [&["lab", "send", file, "--intent", INTENT][..], &at].concat();
    let sent = clinic.ok(&send).await;
    assert_eq!(sent["state"], "done");
    assert_eq!(clinic.ok(&send).await["entry"], sent["entry"]);
    let report = clinic.dir.path().join("report.pdf");
    std::fs::write(&report, PDF).unwrap();
    let path = report.to_str().unwrap();
    let upload = [
        &["lab", "upload", path, "--execution", "no such execution"][..],
        &at,
    ]
    .concat();
    let refused = clinic.failed(&upload, &[], "", 1).await;
    assert_ne!(refused["kind"], "internal");
    std::fs::write(&report, b"no pdf").unwrap();
    let refused = clinic.failed(&upload, &[], "", 1).await;
    assert_eq!(refused["kind"], "invalid-field");
    let listed = clinic.ok(&["lab", "list", "--json"]).await;
    assert_eq!(listed["orders"][0]["number"], "A-1");
    assert_eq!(listed["orders"][0]["id"], sent["order"]);
    assert_eq!(listed["orders"].as_array().unwrap().len(), 1);
    // The laboratory's no stands before a person until they have seen it.
    let refused = clinic
        .failed(&["connections", "remove", "gensoft"], &[], "", 1)
        .await;
    assert_eq!(refused["kind"], "unsent-work");
}

#[tokio::test]
async fn contract_requests_are_listed_fetched_shown_and_their_documents_written() {
    let clinic = Clinic::open().await;
    clinic.connect("ehealth").await;
    let registry = ["contracts", "list", "--connection", "ehealth", "--json"];
    let page = clinic.ok(&registry).await;
    let id = page["rows"][0]["vendor_id"].as_str().unwrap();
    let typed = [&registry[..], &["--type", "REIMBURSEMENT"]].concat();
    let other = clinic.ok(&typed).await;
    assert_eq!(other["rows"][0]["contract_type"], "reimbursement");
    assert_eq!(clinic.ok(&["contracts", "list", "--json"]).await, json!([]));
    let fetch = ["contracts", "fetch", id, "--connection", "ehealth"];
    let paper = clinic.ok(&fetch).await;
    assert!(!paper["sections"].as_array().unwrap().is_empty());
    let ours = paper["brief"]["id"].as_str().unwrap();
    let shown = clinic.ok(&["contracts", "show", ours]).await;
    assert_eq!(shown["sections"], paper["sections"]);
    let kept = clinic.ok(&["contracts", "list", "--json"]).await;
    assert_eq!(kept[0]["vendor_id"], id);
    let out = clinic.dir.path().join("document");
    let words = ["contracts", "document", ours, "1", "--out", out.to_str().unwrap()];
    let written = clinic.ok(&words).await;
    let bytes = std::fs::read(&out).unwrap();
    assert!(!bytes.is_empty());
    assert_eq!(written["bytes"], bytes.len());
    let words = [
        "contracts",
        "document",
        ours,
        "99",
        "--overwrite",
        "--out",
        out.to_str().unwrap(),
    ];
    assert_eq!(clinic.failed(&words, &[], "", 1).await["kind"], "not-found");
    let nobody = "00000000-0000-4000-8000-000000000000";
    let fetch = ["contracts", "fetch", nobody, "--connection", "ehealth"];
    clinic.failed(&fetch, &[], "", 1).await;
    clinic.forget(&["ehealth"]).await;
}

#[tokio::test]
async fn filters_without_an_account_and_numbers_from_zero_are_wrong_usage() {
    let clinic = Clinic::open().await;
    for words in [
        &["contracts", "list", "--status", "NEW"][..],
        &["contracts", "fetch", "x", "--connection", "y", "--type", "other"],
        &["contracts", "document", INTENT, "0", "--out", "x"],
        &[
            "video",
            "book",
            "--connection",
            "x",
            "--start",
            "23.11.2030 10:00",
        ],
        &["lab", "upload", "x.pdf", "--connection", "y"],
    ] {
        assert_eq!(
            clinic.failed(words, &[], "", 2).await["kind"],
            "usage",
            "{words:?}"
        );
    }
    // What needs a desk says that there is none.
    for words in [&["video", "list"][..], &["lab", "list"], &["contracts", "list"]] {
        assert_eq!(clinic.failed(words, &[], "", 1).await["kind"], "not-open");
    }
}
