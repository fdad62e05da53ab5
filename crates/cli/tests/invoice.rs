//! Invoices typed at a terminal: issued once, answered again, closed by hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use frontdesk_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};
use support::Clinic;
use uuid::Uuid;

const NEEDS_A_PERSON: i32 = 3;

/// A clinic with a patient whom the desk has not met. Answers the patient's code too.
async fn clinic() -> (Clinic, String) {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let body = json!({ "last": "Zarafescu", "first": "Maria", "phone": "0799123123" });
    let made = clinic.admin("POST", "medsoft/patients", Some(body)).await;
    (clinic, made["code"].to_string())
}

fn words<'a>(patient: &'a str, intent: &'a str) -> Vec<&'a str> {
    let mut words = vec!["invoice", "issue", "--patient", patient, "--work-point", "1"];
    words.extend(["--service", "servicii:101", "--service", "produse:1:2"]);
    words.extend(["--json", "--intent", intent]);
    words
}

async fn issue(clinic: &Clinic, words: &[&str]) -> (Option<i32>, Value) {
    let output = clinic.run(words, &[], "").await;
    (
        output.status.code(),
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
    )
}

async fn invoices(clinic: &Clinic, patient: &str) -> usize {
    let books = clinic
        .admin("GET", &format!("medsoft/patients/{patient}"), None)
        .await;
    books["invoices"].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_issued_once_and_its_paper_is_written_where_nothing_stands() {
    let (clinic, patient) = clinic().await;
    let intent = Uuid::now_v7().to_string();
    let file = clinic.dir.path().join("factura.pdf");
    let pdf = file.to_str().unwrap().to_owned();
    let with_paper = [words(&patient, &intent), vec!["--pdf", &pdf]].concat();
    let (code, told) = issue(&clinic, &with_paper).await;
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        (
            &told["intent"],
            &told["state"],
            &told["series"],
            &told["total"],
            &told["currency"],
            &told["pdf"]
        ),
        (
            &json!(intent),
            &json!("issued"),
            &json!("DBC"),
            &json!("329.80"),
            &json!("RON"),
            &json!("vendor")
        )
    );
    assert!(told["number"].is_string() && told["vendor_id"].is_string());
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF"));
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
    // Given once more, word for word, it is answered the same; where the file is another one by now, that one stays.
    let (code, told_again) = issue(&clinic, &with_paper).await;
    assert_eq!((code, &told_again), (Some(0), &told));
    std::fs::write(&file, "somebody's letter").unwrap();
    let (code, told_again) = issue(&clinic, &with_paper).await;
    assert_eq!((code, &told_again["number"]), (Some(2), &told["number"]));
    assert_eq!(std::fs::read(&file).unwrap(), b"somebody's letter");
    // The same wish again is answered, and another one under it is not taken.
    let (code, again) = issue(&clinic, &words(&patient, &intent)).await;
    assert_eq!((code, &again["number"]), (Some(0), &told["number"]));
    let mut other = words(&patient, &intent);
    other[7] = "servicii:112";
    let error = clinic.failed(&other, &[], "", 1).await;
    assert_eq!(error["kind"], "invalid-field", "{error}");
    // Nothing is written over without being told, and nothing is charged before that is clear.
    let fresh = Uuid::now_v7().to_string();
    let over = [words(&patient, &fresh), vec!["--pdf", &pdf]].concat();
    clinic.failed(&over, &[], "", 2).await;
    assert_eq!(invoices(&clinic, &patient).await, 1);
    let listed = clinic.ok(&["invoice", "list", "--json"]).await;
    assert_eq!(listed.as_array().unwrap().len(), 1);
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_that_a_person_must_look_up_is_closed_by_its_number() {
    let (clinic, patient) = clinic().await;
    clinic
        .sandbox
        .set_fault(Fault::new("add-invoice", FaultKind::DropAfter));
    let intent = Uuid::now_v7().to_string();
    let (code, told) = issue(&clinic, &words(&patient, &intent)).await;
    assert_eq!(code, Some(NEEDS_A_PERSON), "{told}");
    assert_eq!(
        (&told["state"], &told["reached"]),
        (&json!("needs_person"), &json!("payment"))
    );
    // Going on answers no question: it tells what is asked, and of which entry.
    let (code, asks) = issue(&clinic, &["invoice", "resume", "--intent", &intent, "--json"]).await;
    assert_eq!(code, Some(NEEDS_A_PERSON), "{asks}");
    assert_eq!((&asks["entry"], &asks["asked"]), (&told["entry"], &told["asked"]));
    assert!(asks["asked"].is_string(), "{asks}");
    let unfinished = clinic.ok(&["invoice", "list", "--unfinished", "--json"]).await;
    let entry = unfinished[0]["entry"].as_str().unwrap().to_owned();
    // Nobody has looked: to try again is no answer.
    let error = clinic.failed(&["outbox", "retry", &entry], &[], "", 1).await;
    assert_eq!(error["kind"], "not-allowed", "{error}");
    assert_eq!(invoices(&clinic, &patient).await, 1);
    let asked = unfinished[0]["asked"].as_str().unwrap();
    let found = ["outbox", "resolve", &entry, "happened", "--asked", asked];
    clinic.failed(&found, &[], "", 1).await;
    let number = ["--series", "DBC", "--number", "74"];
    clinic
        .failed(&[&found[..4], &number[..]].concat(), &[], "", 2)
        .await;
    let closed = clinic.ok(&[&found[..], &number[..]].concat()).await;
    assert_eq!(closed["answered"]["kind"], "look_there", "{closed}");
    let (code, told) = issue(&clinic, &words(&patient, &intent)).await;
    assert_eq!(
        (code, &told["number"], &told["by_hand"]),
        (Some(0), &json!("74"), &json!(true))
    );
    assert_eq!(told["pdf"], Value::Null);
    assert_eq!(invoices(&clinic, &patient).await, 1);
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_about_money_is_answered_and_given_up_by_its_name_alone() {
    let (clinic, patient) = clinic().await;
    // The services are added, and the answer that names them is lost.
    clinic
        .sandbox
        .set_fault(Fault::new("add-services", FaultKind::DropAfter));
    let intent = Uuid::now_v7().to_string();
    let (code, told) = issue(&clinic, &words(&patient, &intent)).await;
    assert_eq!(
        (code, &told["state"]),
        (Some(NEEDS_A_PERSON), &json!("needs_person")),
        "{told}"
    );
    let listed = clinic.ok(&["outbox", "list", "--json"]).await;
    let (entry, asked) = (&listed[0]["id"], &listed[0]["asked"]);
    let (entry, asked) = (entry.as_str().unwrap(), asked.as_str().unwrap());
    let error = clinic.failed(&["outbox", "retry", entry], &[], "", 1).await;
    assert_eq!(error["kind"], "not-allowed", "{error}");
    let give_up = ["outbox", "discard", entry, "--reason", "taken away there"];
    let money = ["--money", "returned"];
    clinic.failed(&[&give_up[..], &money].concat(), &[], "", 2).await;
    let other = ["--asked", "0000000000000000"];
    let error = clinic
        .failed(&[&give_up[..], &money, &other].concat(), &[], "", 1)
        .await;
    assert_eq!(error["kind"], "not-allowed", "{error}");
    let named = ["--asked", asked];
    let told = clinic.ok(&[&give_up[..], &money, &named].concat()).await;
    assert_eq!(told["state"], "discarded", "{told}");
    let taken = clinic.ok(&["takings", "list", "--json"]).await;
    let rows = taken["takings"].as_array().unwrap().iter();
    let mut sums: Vec<String> = rows.map(|row| row["amount"]["amount"].to_string()).collect();
    sums.sort();
    assert_eq!(sums, ["\"-329.80\"", "\"329.80\""], "{taken}");
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_prepared_without_a_line_goes_out_when_it_is_asked_for_again() {
    let (clinic, patient) = clinic().await;
    // Known patient, known prices.
    let first = Uuid::now_v7().to_string();
    assert_eq!(issue(&clinic, &words(&patient, &first)).await.0, Some(0));
    clinic.sandbox.faults().set_down(true);
    let intent = Uuid::now_v7().to_string();
    let (code, told) = issue(&clinic, &words(&patient, &intent)).await;
    assert_eq!(
        (code, &told["state"]),
        (Some(NEEDS_A_PERSON), &json!("prepared")),
        "{told}"
    );
    clinic.sandbox.faults().set_down(false);
    let (code, told) = issue(&clinic, &["invoice", "resume", "--intent", &intent, "--json"]).await;
    assert_eq!((code, &told["state"]), (Some(0), &json!("issued")), "{told}");
    assert_eq!(invoices(&clinic, &patient).await, 2);
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_vendor_notes_of_a_payment_is_asked_about_until_the_clinic_has_said_that_it_knows() {
    let (clinic, patient) = clinic().await;
    let by_card = |intent: &str| -> Vec<String> {
        let mut typed: Vec<String> = words(&patient, intent).into_iter().map(str::to_owned).collect();
        typed.extend(["--method", "card"].map(str::to_owned));
        typed
    };
    let told = clinic.ok(&["invoice", "noted-method", "--json"]).await;
    assert_eq!(told["noted_method"], Value::Null);
    let first = by_card(&Uuid::now_v7().to_string());
    let first: Vec<&str> = first.iter().map(String::as_str).collect();
    let (code, asked) = issue(&clinic, &first).await;
    assert_eq!(code, Some(NEEDS_A_PERSON), "{asked}");
    assert_eq!(asked["question"]["stop"]["theirs"], "Numerar");
    let told = clinic.ok(&["invoice", "noted-method", "Numerar"]).await;
    assert_eq!(told["noted_method"], "Numerar");
    // The one that asked is answered; the next one of the patient comes after it and is not asked about.
    let (entry, named) = (asked["entry"].as_str().unwrap(), asked["asked"].as_str().unwrap());
    clinic
        .ok(&["outbox", "resolve", entry, "send", "--asked", named])
        .await;
    let second = by_card(&Uuid::now_v7().to_string());
    let second: Vec<&str> = second.iter().map(String::as_str).collect();
    let (code, issued) = issue(&clinic, &second).await;
    assert_eq!(
        (code, &issued["noted_as"]),
        (Some(0), &json!("Numerar")),
        "{issued}"
    );
    let listed = clinic
        .ok(&["invoice", "list", "--noted-otherwise", "--json"])
        .await;
    assert_eq!(
        listed.as_array().unwrap().len(),
        2,
        "both are to be put right there"
    );
    assert_eq!(listed[0]["intent"], issued["intent"]);
    let told = clinic.ok(&["invoice", "noted-method", "--ask"]).await;
    assert_eq!(told["noted_method"], Value::Null);
    clinic.forget(&["medsoft"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_asks_to_wait_between_two_calls_is_waited_for() {
    let (clinic, patient) = clinic().await;
    clinic.sandbox.set_fault(Fault {
        retry_after: 1,
        ..Fault::new("add-payment", FaultKind::TooMany)
    });
    let (code, told) = issue(&clinic, &words(&patient, &Uuid::now_v7().to_string())).await;
    assert_eq!((code, &told["state"]), (Some(0), &json!("issued")), "{told}");
    clinic.forget(&["medsoft"]).await;
}
