//! Tokens: a fresh one for every call, a second one after X003, and silence about keys.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::testing::{APP_KEY, KEY, NOW, answering, asking, form_of};
use super::{CreateCall, Videodoktor, parse_start};
use crate::testing::response;
use crate::transport::Route;
use crate::{Effect, ErrorKind, TransportError};

fn request() -> CreateCall {
    CreateCall {
        name: "Jana Nováková".to_owned(),
        phone: Some("700000111".to_owned()),
        birth_year: "1980".to_owned(),
        start: parse_start("2030-11-23T10:00").unwrap(),
        ..CreateCall::default()
    }
}

/// A vendor that refuses the first `refused` tokens.
fn refusing(refused: usize) -> (Videodoktor, std::sync::Arc<crate::testing::Stub>) {
    let tokens = AtomicUsize::new(0);
    asking(move |request| {
        let given = || tokens.load(Ordering::Relaxed);
        Ok(if request.uri().path().ends_with("/api_verify/") {
            let number = tokens.fetch_add(1, Ordering::Relaxed) + 1;
            response(200, format!(r#"{{"token":"tok-{number}"}}"#))
        } else if given() <= refused {
            response(403, r#"{"error":"X003"}"#)
        } else {
            response(200, r#"{"meet_id":"k7"}"#)
        })
    })
}

#[tokio::test]
async fn both_keys_travel_in_the_form_of_verify_only() {
    let (client, stub) = answering(r#"{"meet_id":"k7"}"#);
    client.create_call(&request(), NOW()).await.unwrap();
    let seen = stub.seen();
    assert_eq!(
        seen[0].uri().to_string(),
        "https://vendor.example/desk/api_verify/"
    );
    assert_eq!(form_of(&seen[0]), format!("api_key={KEY}&api_app_key={APP_KEY}"));
    assert_eq!(
        seen[0].headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert!(!form_of(&seen[1]).contains("canary"));
    assert_eq!(seen[1].extensions().get(), Some(&Route("/api_meet_add/")));
    for sent in &seen {
        assert!(!format!("{:?} {:?}", sent.uri(), sent.headers()).contains("canary"));
    }
}

#[tokio::test]
async fn every_call_has_a_token_of_its_own() {
    let (client, stub) = refusing(0);
    client.create_call(&request(), NOW()).await.unwrap();
    client.call("k7").await.unwrap();
    let tokens: Vec<_> = stub.seen()[1..]
        .iter()
        .step_by(2)
        .map(|sent| form_of(sent).split('&').next().unwrap().to_owned())
        .collect();
    assert_eq!(tokens, ["token=tok-1", "token=tok-2"]);
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let (client, stub) = refusing(1);
    client.create_call(&request(), NOW()).await.unwrap();
    assert_eq!(
        stub.calls(),
        [
            "POST /api_verify/",
            "POST /api_meet_add/",
            "POST /api_verify/",
            "POST /api_meet_add/"
        ]
    );
    let (client, stub) = refusing(2);
    let error = client.create_call(&request(), NOW()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.vendor_code.as_deref(), error.effect()),
        (ErrorKind::Unauthorized, Some("X003"), Effect::None)
    );
    assert_eq!(stub.calls().len(), 4);
}

#[tokio::test]
async fn an_id_that_looks_like_a_refused_token_is_never_a_reason_to_book_twice() {
    let (client, stub) = answering(r#"{"meet_id":"X003","meet_url":"https://call.example/X003"}"#);
    let made = client.create_call(&request(), NOW()).await.unwrap();
    assert_eq!(made.id.as_deref(), Some("X003"));
    assert_eq!(stub.calls().len(), 2);
    let (client, stub) = answering(r#"{"meet_id":"x003"}"#);
    let error = client.create_call(&request(), NOW()).await.unwrap_err();
    assert_eq!(error.effect(), Effect::Unknown, "it is looked for");
    assert_eq!(stub.calls(), ["POST /api_verify/", "POST /api_meet_add/"]);
}

#[tokio::test]
async fn a_line_that_breaks_before_the_call_has_done_nothing() {
    let cut = || TransportError::Interrupted {
        reason: "cut".to_owned(),
    };
    let (client, stub) = asking(move |_| Err(cut()));
    let error = client.create_call(&request(), NOW()).await.unwrap_err();
    assert_eq!(
        (error.kind, error.operation, error.effect()),
        (ErrorKind::Interrupted, "create-call", Effect::None)
    );
    assert_eq!(stub.calls(), ["POST /api_verify/"]);
    // The same break in the call itself leaves open what was done, and nothing is repeated.
    let (client, stub) = asking(move |request| {
        if request.uri().path().ends_with("/api_verify/") {
            Ok(response(200, r#"{"token":"t"}"#))
        } else {
            Err(cut())
        }
    });
    let error = client.create_call(&request(), NOW()).await.unwrap_err();
    assert_eq!(error.effect(), Effect::Unknown);
    assert_eq!(stub.calls().len(), 2);
}

#[tokio::test]
async fn wrong_keys_are_named() {
    for (code, field) in [("X001", "api_app_key"), ("X002", "api_key")] {
        let (client, stub) = asking(move |_| Ok(response(200, format!(r#"{{"token":"{code}"}}"#))));
        let error = client.verify().await.unwrap_err();
        assert_eq!((error.kind, error.field), (ErrorKind::Unauthorized, Some(field)));
        assert_eq!(stub.calls(), ["POST /api_verify/"]);
    }
}

#[tokio::test]
async fn nothing_shows_a_key_a_token_or_a_patient() {
    let (client, _) = asking(|_| Ok(response(500, r#"{"token":"canary","jmeno":"canary"}"#)));
    let error = client.verify().await.unwrap_err();
    let (whole, _) = answering("{}");
    let shown = format!(
        "{client:?} {:?} {error:?} {error} {:?} {:?}",
        client.account(),
        whole.verify().await.unwrap(),
        CreateCall {
            name: "canary".to_owned(),
            ..request()
        }
    );
    assert!(!shown.contains("canary") && !shown.contains("tok-1"), "{shown}");
}

#[test]
fn unusable_accounts_name_the_field() {
    let (client, stub) = answering("{}");
    let with = |change: fn(&mut super::VideodoktorAccount)| {
        let mut account = client.account().clone();
        change(&mut account);
        Videodoktor::new(account, stub.clone()).unwrap_err().field
    };
    assert_eq!(with(|account| account.key = "".into()), Some("api_key"));
    assert_eq!(with(|account| account.app_key = " ".into()), Some("api_app_key"));
    assert_eq!(
        with(|account| account.base_url = "ftp://vendor.example/".parse().unwrap()),
        Some("base_url")
    );
}
