//! Money taken, given back, and put into the vendor by hand, on the command line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::{Value, json};
use support::Clinic;

const BACK: &str = "018f6d5e-0000-7000-8000-0000000000c1";

fn sums(unpaid: &Value) -> [usize; 3] {
    ["owed", "not_at_vendor", "still_there"].map(|of| unpaid[of].as_array().unwrap().len())
}

#[tokio::test]
async fn money_is_given_back_in_parts_and_the_rest_is_said_to_be_there() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let found = clinic
        .ok(&["patients", "find", "a", "--limit", "1", "--json"])
        .await;
    let patient = found[0]["id"].as_str().unwrap();
    let taken = clinic
        .ok(&[
            "takings",
            "record",
            "--patient",
            patient,
            "--amount",
            "100",
            "--currency",
            "RON",
        ])
        .await;
    let id = taken["id"].as_str().unwrap();

    let give_back = |amount: &'static str| {
        [
            "takings",
            "give-back",
            id,
            "--amount",
            amount,
            "--reason",
            "one visit less",
            "--intent",
            BACK,
        ]
    };
    let refused = clinic.failed(&give_back("100.01"), &[], "", 1).await;
    assert_eq!(
        (&refused["field"], &refused["reason"]),
        (&json!("amount"), &json!("more-than-left"))
    );
    let back = clinic.ok(&give_back("40")).await;
    assert_eq!(
        (&back["amount"]["amount"], &back["takes_back"]),
        (&json!("-40.00"), &json!(id))
    );
    assert_eq!(
        clinic.ok(&give_back("40")).await["id"],
        back["id"],
        "the same intent once"
    );
    let unpaid = clinic.ok(&["takings", "unpaid"]).await;
    assert_eq!(sums(&unpaid), [0, 1, 0]);
    assert_eq!(unpaid["not_at_vendor"][0]["amount"], "60.00");

    let there = clinic
        .ok(&[
            "takings",
            "there",
            id,
            "--number",
            "1042",
            "--reason",
            "seen there",
        ])
        .await;
    assert_eq!(
        (&there["at_vendor"], &there["left"]["amount"]),
        (&json!(true), &json!("60.00"))
    );
    assert_eq!(sums(&clinic.ok(&["takings", "unpaid"]).await), [0, 0, 0]);

    // What is given back by now has to be undone there.
    let rest = clinic
        .ok(&[
            "takings",
            "cancel",
            id,
            "--reason",
            "all of it",
            "--method",
            "card",
        ])
        .await;
    assert_eq!(
        (&rest["amount"]["amount"], &rest["method"], &rest["still_there"]),
        (&json!("-60.00"), &json!("card"), &json!(true))
    );
    let unpaid = clinic.ok(&["takings", "unpaid"]).await;
    assert_eq!(sums(&unpaid), [0, 0, 1]);
    let mut rows = unpaid["rows"].as_array().unwrap().iter();
    assert!(
        rows.any(|row| row["taking"] == rest["id"] && row["kind"] == "still_there"),
        "{unpaid}"
    );
    clinic
        .ok(&["takings", "there", rest["id"].as_str().unwrap()])
        .await;
    assert_eq!(sums(&clinic.ok(&["takings", "unpaid"]).await), [0, 0, 0]);
}
