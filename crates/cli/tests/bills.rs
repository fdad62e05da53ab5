//! Bills of a practice and a patient's documents on the command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::{Value, json};
use support::Clinic;

const PAYING: &str = "018f6d5e-0000-7000-8000-0000000000b1";
const FILING: &str = "018f6d5e-0000-7000-8000-0000000000b2";

#[tokio::test]
async fn a_bill_is_listed_paid_once_printed_and_filed() {
    let clinic = Clinic::open().await;
    clinic.connect("alfadocs").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let shown = clinic.admin("GET", "alfadocs/today", None).await;
    let today = shown["now"].as_str().unwrap()[..10].to_owned();
    let mut visits = shown["appointments"].as_array().unwrap().iter();
    let patient = visits.find(|visit| !visit["patientId"].is_null()).unwrap()["patientId"].clone();
    let made =
        json!({ "patientId": patient, "date": today, "number": "7/B", "amount": 50.0, "owed": [50.0] });
    let made = clinic.admin("POST", "alfadocs/bills", Some(made)).await;
    let vendor_id = made["fields"]["id"].to_string();

    let period = ["bills", "list", "--from", &today, "--to", &today, "--json"];
    let unasked = clinic.ok(&period).await;
    assert_eq!(unasked["checked_at"], Value::Null);
    let listed = clinic.ok(&[&period[..], &["--refresh"]].concat()).await;
    let mut bills = listed["bills"].as_array().unwrap().iter();
    let bill = bills.find(|bill| bill["vendor_id"] == json!(vendor_id)).unwrap();
    let (id, person) = (bill["id"].as_str().unwrap(), bill["patient"].as_str().unwrap());

    let refused = clinic
        .failed(
            &["bills", "pay", id, "--amount", "51", "--account", "cassa"],
            &[],
            "",
            1,
        )
        .await;
    assert_eq!(
        (&refused["field"], &refused["reason"]),
        (&json!("amount"), &json!("too-large"))
    );
    let pay = [
        "bills",
        "pay",
        id,
        "--amount",
        "50",
        "--account",
        "cassa",
        "--payment-type",
        "Carta",
        "--method",
        "card",
        "--expense",
        "sp",
        "--intent",
        PAYING,
        "--json",
    ];
    let paid = clinic.ok(&pay).await;
    assert_eq!((&paid["state"], &paid["bill"]), (&json!("done"), &json!(id)));
    assert_eq!(clinic.ok(&pay).await["entry"], paid["entry"]);
    let there = clinic
        .admin("GET", &format!("alfadocs/bills/{vendor_id}"), None)
        .await;
    assert_eq!(there["transactions"].as_array().unwrap().len(), 1);
    let page = clinic.ok(&["bills", "show", id, "--json"]).await;
    assert_eq!(page["bill"]["open"]["amount"].as_str().unwrap().parse(), Ok(0.0));
    assert_eq!(page["transactions"][0]["payment_type"], "Carta");

    let rule = clinic.ok(&["bills", "rule", "desk", "--json"]).await;
    assert_eq!(rule, json!({ "connection": "alfadocs", "rule": "desk" }));

    let out = clinic.dir.path().join("bill.pdf");
    let out = out.to_str().unwrap();
    let paper = clinic.ok(&["bills", "paper", id, "--out", out, "--json"]).await;
    assert_eq!(
        (&paper["kind"], &paper["origin"]),
        (&json!("receipt"), &json!("copy"))
    );
    assert!(std::fs::read(out).unwrap().starts_with(b"%PDF-"));
    let again = ["bills", "paper", id, "--out", out];
    let refused = clinic.failed(&again, &[], "", 2).await;
    assert!(refused["message"].as_str().unwrap().contains("--overwrite"));
    let same = clinic.ok(&[&again[..], &["--overwrite"]].concat()).await;
    assert_eq!(same["id"], paper["id"], "the same paper is kept once");

    let file = [
        "documents",
        "file",
        "--patient",
        person,
        "--paper",
        paper["id"].as_str().unwrap(),
        "--folder",
        "Ricevute",
        "--name",
        "Ricevuta 7B.pdf",
        "--intent",
        FILING,
        "--json",
    ];
    assert_eq!(clinic.ok(&file).await["state"], "done");
    assert_eq!(
        clinic.ok(&file).await["state"],
        "done",
        "once more is the same act"
    );
    let documents = clinic
        .ok(&["documents", "list", "--patient", person, "--refresh", "--json"])
        .await;
    let rows: Vec<&Value> = documents["rows"].as_array().unwrap().iter().collect();
    let filed: Vec<_> = rows
        .iter()
        .filter(|row| row["name"].as_str().unwrap().ends_with(" Ricevuta 7B.pdf"))
        .collect();
    assert_eq!(filed.len(), 1);
    let copy = clinic.dir.path().join("copy.pdf");
    let download = [
        "documents",
        "download",
        filed[0]["id"].as_str().unwrap(),
        "--out",
        copy.to_str().unwrap(),
    ];
    clinic.ok(&download).await;
    assert_eq!(std::fs::read(&copy).unwrap(), std::fs::read(out).unwrap());

    // A PDF from elsewhere is called as its file is, and is kept here too.
    let scan = clinic.dir.path().join("Referto esterno.pdf");
    std::fs::copy(out, &scan).unwrap();
    let scan = scan.to_str().unwrap();
    let file = ["documents", "file", "--patient", person, "--folder", "Referti"];
    let told = clinic.ok(&[&file[..], &["--file", scan]].concat()).await;
    assert_eq!((&told["state"], &told["file"]), (&json!("done"), &json!(scan)));
    let documents = clinic
        .ok(&["documents", "list", "--patient", person, "--refresh", "--json"])
        .await;
    let names = documents["rows"].to_string();
    assert!(names.contains(" Referto esterno.pdf"), "{names}");
    let papers = clinic
        .ok(&["papers", "list", "--patient", person, "--json"])
        .await;
    assert_eq!(papers[0]["origin"], "elsewhere");
    std::fs::write(scan, "no PDF").unwrap();
    let error = clinic
        .failed(&[&file[..], &["--file", scan]].concat(), &[], "", 1)
        .await;
    assert_eq!(error["reason"], "not-a-pdf");
    clinic.failed(&file, &[], "", 2).await;
    clinic.forget(&["alfadocs"]).await;
}
