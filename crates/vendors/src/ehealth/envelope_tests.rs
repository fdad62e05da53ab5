//! Headers, refusals in words, and tokens: when they are renewed, and silence about them.

use chrono::TimeDelta;
use secrecy::ExposeSecret as _;

use super::testing::{ID, NOW, account, answering, asking};
use super::{ContractType, Ehealth};
use crate::testing::{Stub, response};
use crate::transport::{CallKind, Route};
use crate::{Effect, ErrorKind, VendorError};

async fn ask(client: &Ehealth) -> Result<(), VendorError> {
    let answer = client.contract_request(ContractType::Capitation, ID, NOW()).await;
    answer.map(|_| ())
}

async fn failure(status: u16, body: &'static str) -> VendorError {
    let (client, _) = asking(move |request| {
        let renewing = request.uri().path().ends_with("/oauth/tokens");
        Ok(if renewing {
            response(500, "")
        } else {
            response(status, body)
        })
    });
    let mut account = client.account().clone();
    account.refresh = None;
    let stub = Stub::new("/mis", move |_| Ok(response(status, body)));
    ask(&Ehealth::new(account, stub).unwrap()).await.unwrap_err()
}

const RENEWED: &str = r#"{"meta":{"code":201},"data":{"id":"t","name":"access_token","value":"canary-token-2",
    "expires_at":1777888800,"details":{"refresh_token":"canary-refresh-2","client_id":"client"}}}"#;

/// A vendor that accepts only the second token.
fn renewing() -> (Ehealth, std::sync::Arc<Stub>) {
    asking(|request| {
        let bearer = request
            .headers()
            .get("authorization")
            .map(|value| value.to_str().unwrap());
        Ok(match (request.uri().path(), bearer) {
            ("/mis/oauth/tokens", None) => response(201, RENEWED),
            (_, Some("Bearer canary-token-2")) => response(200, r#"{"data":{"id":"x"}}"#),
            _ => response(
                401,
                r#"{"meta":{"code":401},"error":{"type":"access_denied","message":"Invalid token"}}"#,
            ),
        })
    })
}

#[tokio::test]
async fn token_and_psk_travel_in_their_headers_only() {
    let (client, stub) = answering(r#"{"data":{"id":"x"}}"#);
    ask(&client).await.unwrap();
    let sent = stub.only();
    assert_eq!(
        sent.uri().to_string(),
        format!("https://vendor.example/mis/api/contract_requests/capitation/{ID}")
    );
    assert_eq!(sent.headers()["authorization"], "Bearer canary-token-1");
    assert_eq!(sent.headers()["x-custom-psk"], "canary-psk");
    assert_eq!(sent.headers()["content-type"], "application/json");
    assert_eq!(sent.headers()["accept"], "application/json");
    assert_eq!(sent.headers().len(), 4);
    assert_eq!(CallKind::of(&sent), CallKind::Read);
    assert_eq!(
        sent.extensions().get(),
        Some(&Route("/api/contract_requests/{contract_type}/{id}"))
    );
    assert!(
        !format!(
            "{sent:?} {client:?} {:?} {:?}",
            client.account(),
            client.tokens().await
        )
        .contains("canary")
    );
    let mut plain = account();
    plain.psk = None;
    let stub = Stub::new("/mis", |_| Ok(response(200, r#"{"data":{"id":"x"}}"#)));
    ask(&Ehealth::new(plain, stub.clone()).unwrap()).await.unwrap();
    assert!(stub.only().headers().get("x-custom-psk").is_none());
}

#[tokio::test]
async fn each_refusal_has_its_own_words_whatever_the_vendors_text() {
    for (status, kind, code, words) in [
        (401, ErrorKind::Unauthorized, "access_denied", "token"),
        (403, ErrorKind::Forbidden, "forbidden", "another legal entity"),
        (404, ErrorKind::NotFound, "not_found", "no such contract request"),
        (422, ErrorKind::Refused, "validation_failed", "refused"),
        (500, ErrorKind::Server, "internal_error", "failed"),
    ] {
        let body =
            format!(r#"{{"meta":{{"code":{status}}},"error":{{"type":"{code}","message":"canary"}}}}"#);
        let error = failure(status, body.leak()).await;
        assert_eq!((error.kind, error.http_status), (kind, Some(status)));
        assert_eq!(error.vendor_code.as_deref(), Some(code));
        assert_eq!(error.vendor_message.as_ref().unwrap().as_str(), "canary");
        assert!(error.message.contains(words), "{}", error.message);
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}

#[tokio::test]
async fn an_error_may_come_with_200_inside_the_data_as_text_or_as_a_page() {
    let kind = |body: &'static str| async move { failure(200, body).await.kind };
    assert_eq!(
        kind(r#"{"error":{"type":"not_found"}}"#).await,
        ErrorKind::NotFound
    );
    assert_eq!(
        kind(r#"{"error":{"type":"forbidden"}}"#).await,
        ErrorKind::Forbidden
    );
    assert_eq!(
        kind(r#"{"error":{"type":"access_denied"}}"#).await,
        ErrorKind::Unauthorized
    );
    assert_eq!(
        kind(r#"{"error":{"type":"internal_error"}}"#).await,
        ErrorKind::Server
    );
    assert_eq!(
        kind(r#"{"data":{"status":"failed","error":{"message":"x"}}}"#).await,
        ErrorKind::Refused
    );
    assert_eq!(kind("[1]").await, ErrorKind::Unreadable);
    assert_eq!(kind(r#"{"meta":{}}"#).await, ErrorKind::Unreadable);
    assert_eq!(kind(r#"{"data":[]}"#).await, ErrorKind::Unreadable);
    assert_eq!(kind("").await, ErrorKind::Unreadable);
    let page = failure(502, "<html>canary</html>").await;
    assert_eq!(page.kind, ErrorKind::Server);
    assert!(page.message.contains("web page"));
    let bare = failure(502, r#"{"error":{"message":"down"}}"#).await;
    assert_eq!((bare.vendor_code, bare.kind), (None, ErrorKind::Server));
    let text = failure(400, r#"{"error":"bad"}"#).await;
    assert_eq!(text.vendor_message.unwrap().as_str(), "bad");
}

#[tokio::test]
async fn what_is_wrong_with_each_entry_reaches_the_person() {
    let words = |error: VendorError| error.vendor_message.unwrap().as_str().to_owned();
    let told = failure(
        422,
        r#"{"error":{"type":"validation_failed","message":"Validation failed","invalid":[
            {"entry":"$.page","rules":[{"rule":"number","description":"must be greater than 0"}]},
            {"entry":"$.status","rules":[{"rule":"inclusion"},{"description":"is unknown"}]},
            {"rules":7}, 5]}}"#,
    )
    .await;
    assert_eq!(
        words(told),
        "Validation failed; $.page: must be greater than 0; $.status: inclusion, is unknown"
    );
    let alone = failure(422, r#"{"error":{"invalid":[{"entry":"$.id"}]}}"#).await;
    assert_eq!(words(alone), "$.id");
    let other = failure(422, r#"{"error":{"message":"no","invalid":"x"}}"#).await;
    assert_eq!(words(other), "no");
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_kept() {
    let (client, stub) = renewing();
    ask(&client).await.unwrap();
    let path = format!("GET /api/contract_requests/capitation/{ID}");
    assert_eq!(stub.calls(), [&path, "POST /oauth/tokens", &path]);
    let renewal = &stub.seen()[1];
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(renewal.body()).unwrap(),
        serde_json::json!({"token": {"grant_type": "refresh_token", "refresh_token": "canary-refresh-1",
            "client_id": "client", "client_secret": "canary-secret"}})
    );
    assert_eq!(CallKind::of(renewal), CallKind::Write);
    let tokens = client.tokens().await;
    assert_eq!(tokens.token.expose_secret(), "canary-token-2");
    assert_eq!(
        tokens.refresh_token.as_ref().unwrap().expose_secret(),
        "canary-refresh-2"
    );
    assert_eq!(tokens.expires_at.unwrap().timestamp(), 1_777_888_800);
    ask(&client.clone()).await.unwrap();
    assert_eq!(stub.calls().len(), 4, "the clone knows the new token");
}

#[tokio::test]
async fn a_token_known_to_have_ended_is_renewed_before_it_is_used() {
    for (ends_in, first) in [(-1, "POST"), (59, "POST"), (61, "GET")] {
        let (client, stub) = renewing();
        let mut account = client.account().clone();
        account.expires_at = Some(NOW() + TimeDelta::seconds(ends_in));
        ask(&Ehealth::new(account, stub.clone()).unwrap()).await.unwrap();
        assert!(stub.calls()[0].starts_with(first), "{ends_in}");
    }
}

#[tokio::test]
async fn without_a_way_to_renew_the_vendors_no_stands() {
    let (client, stub) = asking(|_| Ok(response(401, "{}")));
    let mut account = client.account().clone();
    account.refresh = None;
    account.expires_at = Some(NOW());
    let client = Ehealth::new(account, stub.clone()).unwrap();
    assert_eq!(ask(&client).await.unwrap_err().kind, ErrorKind::Unauthorized);
    assert_eq!(stub.calls().len(), 1);
    assert_eq!(client.renew().await.unwrap_err().kind, ErrorKind::Unauthorized);
    assert_eq!(stub.calls().len(), 1);
}

#[tokio::test]
async fn a_failed_renewal_says_so_and_has_done_nothing_else() {
    for (status, body, kind) in [
        (
            401,
            r#"{"error":{"type":"access_denied"}}"#,
            ErrorKind::Unauthorized,
        ),
        (
            422,
            r#"{"error":{"type":"validation_failed"}}"#,
            ErrorKind::Unauthorized,
        ),
        (403, "<html>", ErrorKind::Unauthorized),
        (502, "<html>", ErrorKind::Server),
        (201, r#"{"data":{"name":"canary"}}"#, ErrorKind::Unreadable),
    ] {
        let (client, _) = asking(move |request| {
            let renewing = request.uri().path().ends_with("/oauth/tokens");
            Ok(if renewing {
                response(status, body)
            } else {
                response(401, "{}")
            })
        });
        let error = ask(&client).await.unwrap_err();
        assert_eq!((error.kind, error.operation), (kind, "contract-request"));
        assert!(error.message.contains("could not be renewed"));
        assert_eq!(error.effect(), Effect::None);
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}

#[test]
fn unusable_accounts_name_the_field() {
    let field = |change: fn(&mut super::EhealthAccount)| {
        let mut account = account();
        change(&mut account);
        let stub = Stub::new("", |_| Ok(response(200, "")));
        Ehealth::new(account, stub).unwrap_err().field
    };
    assert_eq!(field(|account| account.token = "".into()), Some("token"));
    assert_eq!(field(|account| account.token = "a\nb".into()), Some("token"));
    assert_eq!(field(|account| account.psk = Some("ключ".into())), Some("psk"));
    assert_eq!(
        field(|account| account.base_url = "https://a:b@vendor.example".parse().unwrap()),
        Some("base_url")
    );
}
