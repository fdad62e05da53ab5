use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_vendors::{PlainHttp, Transport as _, TransportError, TransportPolicy};

use crate::server::{Server, answer, get, ok, plain, request, transport, with};

/// 200,000 zero bytes in gzip.
const BOMB: &str = concat!(
    "H4sIAAAAAAACA+3BMQEAAADCoPVPbQZ/oAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACA1wB7WOBc",
    "QA0DAA==",
);

fn limited(body_limit: usize) -> TransportPolicy {
    TransportPolicy {
        body_limit,
        ..TransportPolicy::default()
    }
}

async fn length(limit: usize, raw: Vec<u8>) -> Result<usize, TransportError> {
    let server = Server::playing(vec![raw]).await;
    with(limited(limit))
        .send(get(&server.url("/")))
        .await
        .map(|response| response.body().len())
}

#[tokio::test]
async fn the_limit_counts_what_comes_not_what_is_announced() {
    let too_large = |limit| Err(TransportError::TooLarge { limit });
    assert_eq!(length(5, ok(b"12345")).await, Ok(5));
    assert_eq!(length(5, ok(b"123456")).await, too_large(5));
    assert_eq!(length(0, ok(b"")).await, Ok(0));
    let unannounced = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n123456".to_vec();
    assert_eq!(length(6, unannounced.clone()).await, Ok(6));
    assert_eq!(length(5, unannounced).await, too_large(5));
    let chunked =
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n123\r\n3\r\n456\r\n0\r\n\r\n".to_vec();
    assert_eq!(length(6, chunked.clone()).await, Ok(6));
    assert_eq!(length(5, chunked).await, too_large(5));
    // An announcement beyond the limit is enough; nobody waits for the rest.
    let boasting = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\nx".to_vec();
    assert_eq!(length(5, boasting).await, too_large(5));
    // What comes after the announced length is not part of the answer.
    let understating = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\n123456".to_vec();
    assert_eq!(length(5, understating).await, Ok(3));
}

#[tokio::test]
async fn a_compressed_answer_counts_as_what_it_becomes() {
    let packed = STANDARD.decode(BOMB).unwrap();
    let raw = answer("200 OK", "content-encoding: gzip\r\n", &packed);
    assert!(packed.len() < 1000);
    assert_eq!(length(200_000, raw.clone()).await, Ok(200_000));
    assert_eq!(
        length(199_999, raw.clone()).await,
        Err(TransportError::TooLarge { limit: 199_999 })
    );
    assert_eq!(
        length(1000, raw).await,
        Err(TransportError::TooLarge { limit: 1000 })
    );
}

#[tokio::test]
async fn fifty_megabytes_are_cut_off_at_the_default_limit() {
    let limit = TransportPolicy::default().body_limit;
    assert_eq!(limit, 32 * 1024 * 1024);
    let mut raw = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
    raw.resize(50 * 1024 * 1024, b'x');
    assert_eq!(length(limit, raw).await, Err(TransportError::TooLarge { limit }));
}

#[tokio::test]
async fn a_cut_answer_is_interrupted() {
    for raw in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-le",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"Status\": 0",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n123\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\nnope",
        b"not http at all\r\n\r\n",
    ] {
        for method in ["GET", "PUT"] {
            let server = Server::playing(vec![raw.to_vec()]).await;
            let error = transport()
                .send(request(method, &server.url("/")))
                .await
                .unwrap_err();
            assert!(
                matches!(error, TransportError::Interrupted { .. }),
                "{raw:?}: {error:?}"
            );
            assert_eq!(server.seen().await.len(), 1, "never repeated");
        }
    }
}

#[tokio::test]
async fn failures_come_back_as_answers_with_status_headers_and_body() {
    let server = Server::playing(vec![answer("429 Slow Down", "retry-after: 7\r\n", b"{}")]).await;
    let response = transport().send(get(&server.url("/"))).await.unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            &response.headers()["retry-after"],
            &response.body()[..]
        ),
        (429, &http::HeaderValue::from_static("7"), &b"{}"[..])
    );
}

#[tokio::test]
async fn writes_without_a_body_say_so_and_bodies_travel_whole() {
    let server = Server::playing(vec![ok(b""), ok(b"")]).await;
    transport()
        .send(request("PUT", &server.url("/a?motiv=x%20y")))
        .await
        .unwrap();
    let mut post = request("POST", &server.url("/b"));
    *post.body_mut() = "{\"nume\":\"Ștefan\"}".into();
    transport().send(post).await.unwrap();
    let seen = server.seen().await;
    assert!(
        seen[0].starts_with("PUT /a?motiv=x%20y HTTP/1.1\r\n") && seen[0].contains("content-length: 0\r\n")
    );
    assert!(seen[1].starts_with("POST /b ") && seen[1].ends_with("{\"nume\":\"Ștefan\"}"));
    assert!(seen[1].contains("user-agent: frontdesk/"));
}

#[tokio::test]
async fn plain_http_is_refused_before_anything_is_sent() {
    let server = Server::playing(vec![ok(b"")]).await;
    let error = plain(PlainHttp::Never)
        .send(get(&server.url("/")))
        .await
        .unwrap_err();
    assert_eq!(
        error,
        TransportError::NotSent {
            reason: "only https is allowed to this address".to_owned()
        }
    );
    assert!(server.untouched());
    for url in ["http://clinic.example/", "http://10.1.2.3/"] {
        let error = transport().send(get(url)).await.unwrap_err();
        assert!(
            matches!(&error, TransportError::NotSent { reason } if reason.contains("only https")),
            "{error:?}"
        );
    }
    transport().send(get(&server.url("/"))).await.unwrap();
}

#[tokio::test]
async fn addresses_that_cannot_be_called_are_not_sent() {
    for url in ["/relative", "ftp://127.0.0.1/", "http://127.0.0.1:99999/"] {
        let Ok(built) = http::Request::builder().uri(url).body(bytes::Bytes::new()) else {
            continue;
        };
        let error = transport().send(built).await.unwrap_err();
        assert!(matches!(error, TransportError::NotSent { .. }), "{url}");
    }
}
