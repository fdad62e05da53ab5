//! Users on the command line: who may give which command, and where passwords come from.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on ends"
)]

mod support;

use serde_json::Value;
use support::Clinic;

const ANA: &str = "patru cai albi\n";
const DAN: &str = "cinci mere coapte\n";

/// A connected clinic where Ana is a manager and Dan a receptionist.
async fn clinic_of_two() -> Clinic {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    let first = clinic
        .ok_with(&["users", "add", "Ana Pop", "--json"], &[], ANA)
        .await;
    assert_eq!(first["role"], "manager");
    let add = ["users", "add", "Dan Știrbu", "--user", "ana pop", "--json"];
    let second = clinic.ok_with(&add, &[], &[ANA, DAN].concat()).await;
    assert_eq!(second["role"], "receptionist");
    clinic
}

async fn as_user(clinic: &Clinic, user: &str, words: &[&str], stdin: &str) -> Value {
    clinic
        .ok_with(&[words, &["--user", user]].concat(), &[], stdin)
        .await
}

async fn kind(clinic: &Clinic, words: &[&str], stdin: &str) -> Value {
    clinic.failed(words, &[], stdin, 1).await["kind"].clone()
}

/// Takes the accounts' keys out of the keyring again.
async fn end(clinic: &Clinic, accounts: &[&str]) {
    for account in accounts {
        as_user(clinic, "Ana Pop", &["connections", "remove", account], ANA).await;
    }
}

const EVERY_PATIENT: [&[&str]; 9] = [
    &["patients", "find", "a"],
    &["patients", "show", "018f6d5e-0000-7000-8000-000000000001"],
    &["appointments", "today"],
    &["video", "list"],
    &["lab", "list"],
    &["contracts", "list"],
    &["connections", "list"],
    &["call", "medsoft", "doctors", "--connection", "medsoft"],
    &["users", "list"],
];

#[tokio::test]
async fn without_a_name_nothing_of_patients_is_shown_but_reading_goes_on() {
    let clinic = clinic_of_two().await;
    for words in EVERY_PATIENT {
        assert_eq!(kind(&clinic, words, "").await, "sign-in-needed", "{words:?}");
    }
    clinic.ok(&["sync", "--until-done", "--json"]).await;
    let found = as_user(&clinic, "Dan Stirbu", &["patients", "find", "a", "--json"], DAN).await;
    assert!(!found.as_array().unwrap().is_empty());
    end(&clinic, &["medsoft"]).await;
}

#[tokio::test]
async fn a_receptionist_may_not_what_a_manager_may() {
    let clinic = clinic_of_two().await;
    for words in [
        &["users", "list"][..],
        &["users", "emergency-code"],
        &["connections", "check", "medsoft"],
        &["connections", "remove", "medsoft"],
        &["call", "medsoft", "doctors", "--connection", "medsoft"],
    ] {
        let words = [words, &["--user", "Dan Știrbu"]].concat();
        assert_eq!(kind(&clinic, &words, DAN).await, "not-allowed", "{words:?}");
    }
    let listed = as_user(&clinic, "Ana Pop", &["users", "list", "--json"], ANA).await;
    let names: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|user| &user["name"])
        .collect();
    assert_eq!(names, ["Ana Pop", "Dan Știrbu"]);
    assert!(!listed.to_string().contains("argon2"));
    // An account's key follows the manager's own password.
    let account = clinic.account("alfadocs", "base_url");
    let add = [
        "connections",
        "add",
        "alfadocs",
        "--vendor",
        "alfadocs",
        "--base-url",
        &account,
    ];
    let add = [&add[..], &["--key-stdin", "--json"]].concat();
    let saved = as_user(
        &clinic,
        "Ana Pop",
        &add,
        &[ANA, &clinic.keys("alfadocs")].concat(),
    )
    .await;
    assert_eq!(saved["vendor"], "alfadocs");
    end(&clinic, &["medsoft", "alfadocs"]).await;
}

#[tokio::test]
async fn wrong_passwords_are_counted_from_one_command_to_the_next() {
    let clinic = clinic_of_two().await;
    let find = ["patients", "find", "a", "--user", "Dan Știrbu"];
    for left in ["2", "1", "0"] {
        let error = clinic.failed(&find, &[], ANA, 1).await;
        assert_eq!(
            (&error["kind"], &error["left"]),
            (&"wrong-password".into(), &left.into())
        );
    }
    assert_eq!(kind(&clinic, &find, DAN).await, "too-many-tries");
    // Nothing to read is a mistake of whoever typed it.
    let unsaid = clinic
        .failed(&["patients", "find", "a", "--user", "Ana Pop"], &[], "", 2)
        .await;
    assert_eq!(unsaid["kind"], "usage");
    end(&clinic, &["medsoft"]).await;
}

#[tokio::test]
async fn a_password_kept_in_the_keyring_signs_in_unattended_until_it_is_forgotten() {
    let clinic = clinic_of_two().await;
    let find = ["patients", "find", "a", "--user", "Dan Știrbu", "--json"];
    as_user(&clinic, "Dan Știrbu", &["users", "keep-password"], DAN).await;
    clinic.ok(&find).await;
    // A new password is kept in its place.
    as_user(
        &clinic,
        "Dan Știrbu",
        &["users", "password"],
        &[DAN, "sase pere verzi\n"].concat(),
    )
    .await;
    clinic.ok(&find).await;
    as_user(&clinic, "Dan Știrbu", &["users", "forget-password"], "").await;
    clinic.failed(&find, &[], "", 2).await;
    clinic.ok_with(&find, &[], "sase pere verzi\n").await;
    assert_eq!(kind(&clinic, &find, DAN).await, "wrong-password");
    end(&clinic, &["medsoft"]).await;
}

#[tokio::test]
async fn a_manager_edits_users_and_everybody_their_pin() {
    let clinic = clinic_of_two().await;
    let edit = [
        "users",
        "edit",
        "dan stirbu",
        "--rename",
        "Dan Pop",
        "--role",
        "manager",
        "--json",
    ];
    let edited = as_user(&clinic, "Ana Pop", &edit, ANA).await;
    assert_eq!(
        (&edited["name"], &edited["role"]),
        (&"Dan Pop".into(), &"manager".into())
    );
    let pin = [DAN, "2580\n"].concat();
    as_user(&clinic, "Dan Pop", &["users", "pin"], &pin).await;
    let simple = clinic
        .failed(
            &["users", "pin", "--user", "Dan Pop"],
            &[],
            &[DAN, "1234\n"].concat(),
            1,
        )
        .await;
    assert_eq!(
        (&simple["kind"], &simple["reason"]),
        (&"invalid-field".into(), &"too-simple".into())
    );
    let list = ["users", "list", "--json"];
    assert_eq!(as_user(&clinic, "Ana Pop", &list, ANA).await[1]["has_pin"], true);
    let password = [ANA, "zece prune uscate\n"].concat();
    as_user(&clinic, "Ana Pop", &["users", "password", "Dan Pop"], &password).await;
    let listed = as_user(&clinic, "Dan Pop", &list, "zece prune uscate\n").await;
    assert_eq!(listed[1]["has_pin"], false);
    let code = as_user(&clinic, "Ana Pop", &["users", "emergency-code", "--json"], ANA).await;
    assert_eq!(code["code"].as_str().unwrap().len(), 19);
    as_user(
        &clinic,
        "Dan Pop",
        &["users", "edit", "Ana Pop", "--active", "false"],
        "zece prune uscate\n",
    )
    .await;
    let gone = ["patients", "find", "a", "--user", "Ana Pop"];
    assert_eq!(kind(&clinic, &gone, ANA).await, "wrong-password");
    let last = [
        "users",
        "edit",
        "Dan Pop",
        "--role",
        "receptionist",
        "--user",
        "Dan Pop",
    ];
    assert_eq!(kind(&clinic, &last, "zece prune uscate\n").await, "last-manager");
    let remove = ["connections", "remove", "medsoft"];
    as_user(&clinic, "Dan Pop", &remove, "zece prune uscate\n").await;
}

#[tokio::test]
async fn the_first_user_is_a_manager_and_comes_before_anybody_signs_in() {
    let clinic = Clinic::open().await;
    clinic.connect("medsoft").await;
    clinic.ok(&["appointments", "today", "--json"]).await;
    let words = ["users", "add", "Ana Pop", "--role", "receptionist"];
    assert_eq!(clinic.failed(&words, &[], ANA, 2).await["kind"], "usage");
    let named = ["appointments", "today", "--user", "Ana Pop"];
    assert_eq!(clinic.failed(&named, &[], ANA, 2).await["kind"], "usage");
    let short = clinic
        .failed(&["users", "add", "Ana Pop"], &[], "scurt\n", 1)
        .await;
    assert_eq!(short["reason"], "too-short");
    clinic.ok_with(&["users", "add", "Ana Pop"], &[], ANA).await;
    assert_eq!(
        kind(&clinic, &["appointments", "today"], "").await,
        "sign-in-needed"
    );
    end(&clinic, &["medsoft"]).await;
}

#[tokio::test]
async fn the_emergency_code_gives_one_command_and_no_more() {
    let clinic = clinic_of_two().await;
    let made = as_user(&clinic, "Ana Pop", &["users", "emergency-code", "--json"], ANA).await;
    let code = made["code"].as_str().unwrap().to_owned() + "\n";
    let find = [
        "patients",
        "find",
        "a",
        "--json",
        "--emergency",
        "Maria Stan, nobody else is here",
    ];
    assert_eq!(
        kind(&clinic, &find, "AAAA-AAAA-AAAA-AAAA\n").await,
        "wrong-password"
    );
    clinic.ok_with(&find, &[], &code).await;
    assert_eq!(kind(&clinic, &find, &code).await, "wrong-password", "it is void");
    let log = as_user(&clinic, "Ana Pop", &["audit", "list", "--json"], ANA).await;
    let used = log["lines"]
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["act"] == "emergency_access");
    assert_eq!(used.unwrap()["reason"], "Maria Stan, nobody else is here");
    end(&clinic, &["medsoft"]).await;
}

#[tokio::test]
async fn a_manager_comes_back_by_the_recovery_code() {
    let clinic = clinic_of_two().await;
    let made = as_user(&clinic, "Ana Pop", &["store", "recovery-code", "--json"], ANA).await;
    let code = made["code"].as_str().unwrap();
    let reset = |name: &'static str| ["users", "recover", name];
    let new = "sapte corbi mici";
    let typed = format!("{code}\n{new}\n");
    assert_eq!(kind(&clinic, &reset("Dan Știrbu"), &typed).await, "not-allowed");
    let wrong = format!(
        "{}\n{new}\n",
        code.replace(|letter: char| letter.is_ascii_digit(), "Z")
    );
    assert_eq!(kind(&clinic, &reset("Ana Pop"), &wrong).await, "wrong-code");
    clinic.ok_with(&reset("Ana Pop"), &[], &typed).await;
    assert_eq!(
        kind(&clinic, &["users", "list", "--user", "Ana Pop"], ANA).await,
        "wrong-password"
    );
    let new = format!("{new}\n");
    as_user(&clinic, "Ana Pop", &["users", "list"], &new).await;
    as_user(&clinic, "Ana Pop", &["connections", "remove", "medsoft"], &new).await;
}
