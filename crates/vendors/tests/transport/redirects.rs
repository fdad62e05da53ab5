use frontdesk_vendors::transport::{CallKind, ForeignRedirect};
use frontdesk_vendors::{Transport as _, TransportError};
use http::HeaderValue;

use crate::server::{Server, answer, get, ok, request, transport};

fn moved(status: &str, target: &str) -> Vec<u8> {
    answer(status, &format!("location: {target}\r\n"), b"moved")
}

#[tokio::test]
async fn a_read_follows_within_its_own_origin_with_its_key() {
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let server = Server::playing(vec![moved(status, "/new?x=1"), ok(b"here")]).await;
        let response = transport().send(get(&server.url("/old"))).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.body()[..]),
            (200, &b"here"[..]),
            "{status}"
        );
        let seen = server.seen().await;
        assert!(seen[1].starts_with("GET /new?x=1 HTTP/1.1\r\n"), "{status}");
        assert!(
            seen.iter()
                .all(|request| request.contains("x-api-key: canary-key\r\n")),
            "{status}"
        );
        assert!(!seen[1].contains("referer"));
    }
}

#[tokio::test]
async fn another_port_or_host_or_scheme_is_refused_and_sees_nothing() {
    let other = Server::playing(vec![ok(b"stolen")]).await;
    let port = other.port;
    for (target, host) in [
        (format!("http://127.0.0.1:{port}/"), "127.0.0.1"),
        (format!("http://localhost:{port}/"), "localhost"),
        (format!("//localhost:{port}/"), "localhost"),
        (format!("https://127.0.0.1:{port}/"), "127.0.0.1"),
        (
            "https://portal.example/login?from=here".to_owned(),
            "portal.example",
        ),
    ] {
        for method in ["GET", "PUT", "POST"] {
            let server = Server::playing(vec![moved("302 Found", &target)]).await;
            let error = transport()
                .send(request(method, &server.url("/old")))
                .await
                .unwrap_err();
            assert_eq!(
                error,
                TransportError::RedirectRefused {
                    host: host.to_owned()
                },
                "{method} {target}"
            );
        }
    }
    assert!(other.untouched());
}

#[tokio::test]
async fn a_write_is_never_sent_twice() {
    let marked = |url: &str| {
        let mut request = get(url);
        request.extensions_mut().insert(CallKind::Write);
        request
    };
    for status in ["301 Moved", "303 See Other", "307 Temporary", "308 Permanent"] {
        for method in ["PUT", "POST", "DELETE", "GET as a write"] {
            let server = Server::playing(vec![moved(status, "/again")]).await;
            let url = server.url("/old");
            let call = if method.starts_with("GET") {
                marked(&url)
            } else {
                request(method, &url)
            };
            let response = transport().send(call).await.unwrap();
            assert!(response.status().is_redirection(), "{method} {status}");
            assert_eq!(server.seen().await.len(), 1);
        }
    }
}

#[tokio::test]
async fn a_circle_ends() {
    let server = Server::playing(vec![moved("302 Found", "/round"); 6]).await;
    let response = transport().send(get(&server.url("/round"))).await.unwrap();
    assert_eq!(response.status().as_u16(), 302);
    assert_eq!(server.seen().await.len(), 6);
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_an_answer_like_any() {
    let server = Server::playing(vec![answer("302 Found", "", b"where?")]).await;
    let response = transport().send(get(&server.url("/"))).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.body()[..]),
        (302, &b"where?"[..])
    );
}

#[tokio::test]
async fn a_download_may_leave_once_and_takes_no_key_along() {
    let far = Server::playing(vec![answer("200 OK", "", b"%PDF")]).await;
    let near = Server::playing(vec![moved("302 Found", &far.url("/file?sig=1"))]).await;
    let mut request = get(&near.url("/document"));
    request.extensions_mut().insert(ForeignRedirect);
    request
        .headers_mut()
        .insert("accept", HeaderValue::from_static("*/*"));
    request
        .headers_mut()
        .insert("authorization", HeaderValue::from_static("canary"));
    let response = transport().send(request).await.unwrap();
    assert_eq!(&response.body()[..], b"%PDF");
    assert!(near.seen().await[0].contains("canary"));
    let there = far.seen().await.remove(0).to_lowercase();
    assert!(
        there.starts_with("get /file?sig=1") && there.contains("accept: */*"),
        "{there}"
    );
    assert!(!there.contains("canary"), "{there}");
}

#[tokio::test]
async fn a_download_leaves_once_only_and_never_as_a_write() {
    let last = Server::playing(vec![ok(b"x")]).await;
    let middle = Server::playing(vec![moved("302 Found", &last.url("/x"))]).await;
    let near = Server::playing(vec![moved("302 Found", &middle.url("/x"))]).await;
    let mut request = get(&near.url("/document"));
    request.extensions_mut().insert(ForeignRedirect);
    let refused = transport().send(request).await.unwrap_err();
    assert!(
        matches!(refused, TransportError::RedirectRefused { .. }),
        "{refused}"
    );
    assert!(last.untouched());
    let far = Server::playing(vec![ok(b"x")]).await;
    let near = Server::playing(vec![moved("307 Temporary", &far.url("/x"))]).await;
    let mut request = get(&near.url("/document"));
    request.extensions_mut().insert(ForeignRedirect);
    request.extensions_mut().insert(CallKind::Write);
    transport().send(request).await.unwrap_err();
    assert!(far.untouched());
}
