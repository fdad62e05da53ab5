//! A server that plays bytes, one connection an answer, and remembers the requests.

use bytes::Bytes;
use frontdesk_vendors::{PlainHttp, ReqwestTransport, TransportPolicy};
use http::Request;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub struct Server {
    pub port: u16,
    seen: JoinHandle<Vec<String>>,
}

impl Server {
    /// Answers as many connections as there are answers, in order, closing each.
    pub async fn playing(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = tokio::spawn(async move {
            let mut seen = vec![];
            for answer in answers {
                let (mut socket, _) = listener.accept().await.unwrap();
                seen.push(read_request(&mut socket).await);
                // The client may have hung up on purpose.
                let _ = socket.write_all(&answer).await;
                let _ = socket.shutdown().await;
            }
            seen
        });
        Self { port, seen }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// What was asked, once every answer has been played.
    pub async fn seen(self) -> Vec<String> {
        self.seen.await.unwrap()
    }

    /// Whether nobody has called so far.
    pub fn untouched(&self) -> bool {
        !self.seen.is_finished()
    }
}

pub async fn read_request(socket: &mut TcpStream) -> String {
    let mut text = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let count = socket.read(&mut chunk).await.unwrap_or(0);
        text.extend_from_slice(&chunk[..count]);
        let so_far = String::from_utf8_lossy(&text).into_owned();
        let Some((head, body)) = so_far.split_once("\r\n\r\n") else {
            if count == 0 {
                return so_far;
            }
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
            .unwrap_or(0);
        if count == 0 || body.len() >= length {
            return so_far;
        }
    }
}

/// A whole answer with this status line, headers and body.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let mut all =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n")
            .into_bytes();
    all.extend_from_slice(body);
    all
}

pub fn ok(body: &[u8]) -> Vec<u8> {
    answer("200 OK", "", body)
}

pub fn transport() -> ReqwestTransport {
    with(TransportPolicy::default())
}

pub fn with(policy: TransportPolicy) -> ReqwestTransport {
    ReqwestTransport::new(policy).unwrap()
}

pub fn plain(allow_plain_http: PlainHttp) -> ReqwestTransport {
    with(TransportPolicy {
        allow_plain_http,
        ..TransportPolicy::default()
    })
}

pub fn request(method: &str, url: &str) -> Request<Bytes> {
    Request::builder()
        .method(method)
        .uri(url)
        .header("X-API-KEY", "canary-key")
        .body(Bytes::new())
        .unwrap()
}

pub fn get(url: &str) -> Request<Bytes> {
    request("GET", url)
}
