//! Accounts of every vendor on one desk: tried, saved, changed, given new keys, removed.

use std::collections::BTreeMap;

use frontdesk_commands::training::accounts_of;
use frontdesk_desk::adapters::VendorAccount;
use frontdesk_desk::connections::{
    CheckOutcome, Connection, ConnectionDraft, ConnectionEdit, Health, Pace, Priority, Vendor,
};
use frontdesk_desk::{Desk, DeskError, ErrorCode};
use frontdesk_sandbox::{Fault, FaultKind, Vendor as Server};

use crate::desk::Place;

const PACE: Pace = Pace {
    per_second: 1000,
    at_once: 4,
};

/// The sandbox's account of a vendor, under that vendor's name.
fn draft(place: &Place, vendor: Vendor) -> ConnectionDraft {
    let told = serde_json::to_value(place.sandbox.accounts()).unwrap();
    let found = accounts_of(&told)
        .into_iter()
        .find(|draft| draft.vendor == vendor);
    found.expect("the sandbox has an account of every vendor")
}

async fn add(place: &Place, vendor: Vendor) -> Connection {
    let draft = draft(place, vendor);
    place.desk.accounts().add(draft, PACE).await.unwrap()
}

/// The change that changes nothing.
fn same(connection: &Connection) -> ConnectionEdit {
    ConnectionEdit {
        id: connection.id,
        name: connection.name.clone(),
        base_url: connection.base_url.clone(),
        details: connection.details.clone(),
        paths: connection.paths.clone(),
        secrets: BTreeMap::new(),
    }
}

fn keys(name: &str, key: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(name.to_owned(), key.to_owned())])
}

fn field_of(error: &DeskError) -> (&str, &str) {
    assert_eq!(error.code, ErrorCode::InvalidField, "{error}");
    (&error.params.0["field"], &error.params.0["reason"])
}

const OTHERS: [Vendor; 4] = [
    Vendor::Alfadocs,
    Vendor::Videodoktor,
    Vendor::Gensoft,
    Vendor::Ehealth,
];

#[tokio::test(start_paused = true)]
async fn every_vendors_account_is_tried_saved_and_checked() {
    let place = Place::empty(20).await;
    for vendor in OTHERS {
        let tried = Desk::try_account(&place.ports, &draft(&place, vendor))
            .await
            .unwrap();
        let testable = vendor != Vendor::Gensoft;
        assert!(tried.usable && tried.tested == testable, "{vendor:?}: {tried:?}");
        let connection = add(&place, vendor).await;
        assert_eq!((connection.vendor, connection.health), (vendor, Health::Untested));
        assert!(!connection.can.is_empty(), "{vendor:?} is good for something");
        let report = place.desk.accounts().check(connection.id).await.unwrap();
        assert!(report.usable, "{vendor:?}: {report:?}");
        let works = report
            .rows
            .iter()
            .filter(|row| row.outcome == CheckOutcome::Works)
            .count();
        assert_eq!(works > 0, testable, "{vendor:?}: {report:?}");
        let health = place.desk.accounts().health(connection.id).await.unwrap();
        assert_eq!(health == Health::Online, testable, "{vendor:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_key_of_any_vendor_is_told_before_anything_is_saved() {
    let place = Place::empty(20).await;
    for (vendor, secret) in [
        (Vendor::Alfadocs, "key"),
        (Vendor::Videodoktor, "key"),
        (Vendor::Videodoktor, "app_key"),
        (Vendor::Ehealth, "token"),
    ] {
        let mut wrong = draft(&place, vendor);
        wrong
            .secrets
            .insert(secret.to_owned(), "wrong-key-of-nobody".to_owned());
        // A token that can be renewed would be.
        wrong.secrets.remove("refresh_token");
        let report = Desk::try_account(&place.ports, &wrong).await.unwrap();
        assert_eq!(
            (report.usable, report.problem),
            (false, Some(ErrorCode::KeyRefused)),
            "{vendor:?} {secret}"
        );
        wrong.secrets.insert(secret.to_owned(), "  ".to_owned());
        let error = Desk::try_account(&place.ports, &wrong).await.unwrap_err();
        assert_eq!(field_of(&error), (secret, "required"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_form_does_not_have_or_cannot_take_is_refused_by_field() {
    let place = Place::empty(20).await;
    for (vendor, field, value, reason) in [
        (Vendor::Alfadocs, "practice", "abc", "not-a-number"),
        (Vendor::Alfadocs, "zone", "Europe/Nowhere", "not-a-zone"),
        (Vendor::Gensoft, "upload", "pigeon", "unknown"),
        (Vendor::Gensoft, "mapping", "{\"a\": ", "not-json"),
        (
            Vendor::Ehealth,
            "auth_url",
            "http://elsewhere.example",
            "not-https",
        ),
    ] {
        let mut bad = draft(&place, vendor);
        bad.details.insert(field.to_owned(), value.to_owned());
        let error = Desk::try_account(&place.ports, &bad).await.unwrap_err();
        assert_eq!(field_of(&error), (field, reason), "{vendor:?}");
    }
    let mut foreign = draft(&place, Vendor::Gensoft);
    foreign.details.insert("client_path".to_owned(), "x".to_owned());
    let error = Desk::try_account(&place.ports, &foreign).await.unwrap_err();
    assert_eq!(field_of(&error), ("details", "unknown"));
    let mut way = draft(&place, Vendor::Alfadocs);
    way.paths.insert("update-patient".to_owned(), "GET".to_owned());
    let error = Desk::try_account(&place.ports, &way).await.unwrap_err();
    assert_eq!(field_of(&error), ("paths", "no-way"));
}

#[tokio::test(start_paused = true)]
async fn plain_http_leaves_the_computer_only_for_a_laboratory_that_agreed_to_it() {
    let place = Place::empty(20).await;
    for vendor in [Vendor::Gensoft, Vendor::Alfadocs] {
        let mut plain = draft(&place, vendor);
        plain.base_url = "http://vendor.example".to_owned();
        let error = Desk::try_account(&place.ports, &plain).await.unwrap_err();
        assert_eq!(field_of(&error), ("base_url", "not-https"));
        plain.details.insert("plain_http".to_owned(), "yes".to_owned());
        let agreed = Desk::try_account(&place.ports, &plain).await;
        assert_eq!(
            agreed.is_ok(),
            vendor == Vendor::Gensoft,
            "{vendor:?}: {agreed:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn keys_lie_in_the_keyring_tokens_in_the_store_and_nothing_stays_of_a_removed_account() {
    let place = Place::empty(20).await;
    let secret = |connection: &Connection, name: &str| {
        let name = format!("connection/{}/{name}", connection.id);
        place.ports.secrets.get(&name).unwrap()
    };
    let video = add(&place, Vendor::Videodoktor).await;
    let health = add(&place, Vendor::Ehealth).await;
    assert!(secret(&video, "key").is_some() && secret(&video, "app_key").is_some());
    assert!(secret(&health, "client_secret").is_some());
    assert!(
        secret(&health, "token").is_none() && secret(&health, "refresh_token").is_none(),
        "tokens may be longer than a keyring takes"
    );
    for connection in [&video, &health] {
        place.desk.accounts().remove(connection.id).await.unwrap();
        for name in ["key", "app_key", "psk", "client_secret", "token"] {
            assert_eq!(secret(connection, name), None, "{name}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_token_is_kept_and_used() {
    let place = Place::empty(20).await;
    let mut long = draft(&place, Vendor::Ehealth);
    long.secrets.insert("token".to_owned(), "t".repeat(5_000));
    long.secrets.remove("refresh_token");
    let connection = place.desk.accounts().add(long, PACE).await.unwrap();
    let account = place.desk.accounts().vendor_account(connection.id).await.unwrap();
    let VendorAccount::Ehealth(account) = account else {
        panic!("another vendor's account");
    };
    assert_eq!(secrecy::ExposeSecret::expose_secret(&account.token).len(), 5_000);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_not_on_this_computer_is_said_until_it_is() {
    let mut place = Place::empty(20).await;
    // Nothing is asked of it but what people do: nobody else would notice.
    let id = add(&place, Vendor::Gensoft).await.id;
    let name = format!("connection/{id}/key");
    let key = place.ports.secrets.get(&name).unwrap().unwrap();
    for empty in [false, true] {
        place.forget_key(id);
        if empty {
            place.ports.secrets.set(&name, b"").unwrap();
        }
        place.reopen().await;
        let accounts = place.desk.accounts();
        let wanted = accounts.account(id).await.err().unwrap();
        assert_eq!(wanted.code, ErrorCode::KeyWanted, "empty: {empty}");
        assert_eq!(accounts.get(id).await.unwrap().health, Health::KeyMissing);
        let report = accounts.check(id).await.unwrap();
        assert_eq!(
            (report.usable, report.problem),
            (false, Some(ErrorCode::KeyWanted))
        );
        // The keyring has it again, without anybody who entered it.
        place.ports.secrets.set(&name, &key).unwrap();
        assert!(accounts.account(id).await.is_ok());
        assert_eq!(accounts.get(id).await.unwrap().health, Health::Untested);
    }
}

#[tokio::test(start_paused = true)]
async fn of_several_missing_keys_each_is_asked_for() {
    let mut place = Place::empty(20).await;
    let given = draft(&place, Vendor::Videodoktor).secrets;
    let id = add(&place, Vendor::Videodoktor).await.id;
    for name in given.keys() {
        place
            .ports
            .secrets
            .delete(&format!("connection/{id}/{name}"))
            .unwrap();
    }
    place.reopen().await;
    let accounts = place.desk.accounts();
    let one = accounts.replace_keys(id, &keys("key", &given["key"])).await;
    assert_eq!(field_of(&one.unwrap_err()), ("app_key", "required"));
    assert!(accounts.replace_keys(id, &given).await.unwrap().usable);
    assert_ne!(accounts.get(id).await.unwrap().health, Health::KeyMissing);
}

#[tokio::test(start_paused = true)]
async fn new_keys_are_tried_before_the_old_ones_are_dropped() {
    let place = Place::empty(20).await;
    let good = draft(&place, Vendor::Videodoktor).secrets["key"].clone();
    let connection = add(&place, Vendor::Videodoktor).await;
    let accounts = place.desk.accounts();
    let report = accounts
        .replace_keys(connection.id, &keys("key", "wrong"))
        .await
        .unwrap();
    assert_eq!(report.problem, Some(ErrorCode::KeyRefused));
    assert!(
        accounts.check(connection.id).await.unwrap().usable,
        "the old key stays"
    );
    let report = accounts
        .replace_keys(connection.id, &keys("key", &good))
        .await
        .unwrap();
    assert!(report.usable && report.tested);
    let error = accounts
        .replace_keys(connection.id, &BTreeMap::new())
        .await
        .unwrap_err();
    assert_eq!(field_of(&error), ("app_key", "required"));
    let error = accounts
        .replace_keys(connection.id, &keys("token", "x"))
        .await
        .unwrap_err();
    assert_eq!(field_of(&error), ("secrets", "unknown"));

    // A laboratory cannot be asked: the new key is taken as it is, and said to be untested.
    let lab = add(&place, Vendor::Gensoft).await;
    let report = accounts
        .replace_keys(lab.id, &keys("key", "another"))
        .await
        .unwrap();
    assert!(report.usable && !report.tested);
    let VendorAccount::Gensoft(account) = accounts.vendor_account(lab.id).await.unwrap() else {
        panic!("another vendor's account");
    };
    assert_eq!(secrecy::ExposeSecret::expose_secret(&account.key), "another");
}

#[tokio::test(start_paused = true)]
async fn a_change_is_tried_with_the_kept_keys_before_it_is_saved() {
    let place = Place::empty(20).await;
    let connection = add(&place, Vendor::Alfadocs).await;
    let accounts = place.desk.accounts();
    assert!(accounts.try_edit(&same(&connection)).await.unwrap().usable);
    let elsewhere = ConnectionEdit {
        base_url: "http://127.0.0.1/nowhere".to_owned(),
        ..same(&connection)
    };
    assert!(!accounts.try_edit(&elsewhere).await.unwrap().usable);
    assert_eq!(
        accounts.get(connection.id).await.unwrap().base_url,
        connection.base_url
    );
    let named = ConnectionEdit {
        name: "Studio".to_owned(),
        paths: BTreeMap::from([("update-patient".to_owned(), "PUT".to_owned())]),
        details: BTreeMap::from([("zone".to_owned(), "Europe/Malta".to_owned())]),
        ..same(&connection)
    };
    let changed = accounts.edit(&named).await.unwrap();
    assert_eq!(
        (changed.name.as_str(), changed.zone.as_str()),
        ("Studio", "Europe/Malta")
    );
    assert_eq!(changed.paths["update-patient"], "PUT");
    assert_eq!(changed.details.get("practice"), None, "the whole form as wanted");
}

#[tokio::test(start_paused = true)]
async fn a_saved_report_names_operations_and_no_key_no_patient_and_no_clinic() {
    let place = Place::empty(20).await;
    let connection = add(&place, Vendor::Alfadocs).await;
    let accounts = place.desk.accounts();
    let error = accounts.report_text(connection.id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound, "nothing was checked yet");
    place
        .sandbox
        .set_fault(Fault::new("alfadocs/colors", FaultKind::Broken));
    accounts.check(connection.id).await.unwrap();
    let report = accounts.report_text(connection.id).await.unwrap();
    assert!(report.name.ends_with(".txt"), "{}", report.name);
    assert!(
        report.text.contains("care-plan-signature-status"),
        "{}",
        report.text
    );
    let colors = report
        .text
        .lines()
        .find(|line| line.starts_with("colors"))
        .unwrap();
    assert!(colors.contains("unexpected"), "{colors}");
    for secret in draft(&place, Vendor::Alfadocs).secrets.values() {
        assert!(!report.text.contains(secret.as_str()));
    }
    assert!(
        !report.text.contains(&connection.details["practice"]),
        "{}",
        report.text
    );
}

#[tokio::test(start_paused = true)]
async fn a_vendor_may_have_several_accounts() {
    let place = Place::empty(20).await;
    let first = add(&place, Vendor::Videodoktor).await;
    let second = ConnectionDraft {
        name: "Second".to_owned(),
        ..draft(&place, Vendor::Videodoktor)
    };
    let second = place.desk.accounts().add(second, PACE).await.unwrap();
    assert_ne!(first.id, second.id);
    let taken = place
        .desk
        .accounts()
        .add(draft(&place, Vendor::Videodoktor), PACE)
        .await;
    assert_eq!(taken.unwrap_err().code, ErrorCode::NameTaken);
    place.desk.accounts().remove(first.id).await.unwrap();
    assert!(place.desk.accounts().check(second.id).await.unwrap().usable);
}

#[tokio::test(start_paused = true)]
async fn a_key_goes_to_no_server_that_it_was_not_entered_for() {
    let place = Place::empty(20).await;
    let accounts = place.desk.accounts();
    let asked = |server| place.sandbox.log(server).seen().len();
    for (vendor, server, field) in [
        (Vendor::Alfadocs, Server::Alfadocs, "key"),
        (Vendor::Gensoft, Server::Gensoft, "key"),
        (Vendor::Ehealth, Server::Ehealth, "token"),
    ] {
        let connection = add(&place, vendor).await;
        let before = asked(server);
        let mut elsewhere = same(&connection);
        elsewhere.base_url = connection.base_url.replace("127.0.0.1", "127.0.0.1:9999");
        for error in [
            accounts.try_edit(&elsewhere).await.unwrap_err(),
            accounts.edit(&elsewhere).await.unwrap_err(),
        ] {
            assert_eq!(field_of(&error), (field, "required"), "{vendor:?}");
        }
        assert_eq!(asked(server), before, "nothing was sent anywhere");
        let kept = accounts.get(connection.id).await.unwrap();
        assert_eq!(kept.base_url, connection.base_url);
        elsewhere.secrets = draft(&place, vendor).secrets;
        let moved = accounts.edit(&elsewhere).await.unwrap();
        assert_eq!(moved.base_url, elsewhere.base_url);
        assert!(accounts.check(connection.id).await.unwrap().usable, "{vendor:?}");
    }
    let connection = accounts.by_name("eHealth").await.unwrap();
    let mut renewed_elsewhere = same(&connection);
    renewed_elsewhere
        .details
        .insert("auth_url".to_owned(), "https://auth.example".to_owned());
    let error = accounts.edit(&renewed_elsewhere).await.unwrap_err();
    assert_eq!(
        field_of(&error),
        ("token", "required"),
        "another renewal gets no refresh token"
    );
}

#[tokio::test(start_paused = true)]
async fn accounts_that_are_asked_for_at_once_share_one_client_and_its_pace() {
    let place = Place::empty(20).await;
    let mut draft = draft(&place, Vendor::Alfadocs);
    draft.details.clear();
    let connection = place.desk.accounts().add(draft, PACE).await.unwrap();
    let accounts = place.desk.accounts();
    let check = async || {
        let account = accounts.account(connection.id).await.unwrap();
        let pages = account.at(Priority::Opened).pages.unwrap();
        pages.page(None).await.unwrap();
    };
    futures::join!(check(), check(), check());
    let seen = place.sandbox.log(Server::Alfadocs).seen();
    let contexts = seen.iter().filter(|seen| seen.operation == "context").count();
    assert_eq!(contexts, 1, "whose key it is was asked once");
}
