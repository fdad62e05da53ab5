use std::io;
use std::sync::{Arc, Mutex};

use frontdesk_vendors::Transport as _;
use frontdesk_vendors::transport::Route;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::server::{Server, answer, ok, request, transport};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn logs_at_full_volume_show_the_route_and_nothing_of_anybody() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(log.clone())
        .init();
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ncanary-answer".to_vec();
    let server = Server::playing(vec![
        answer("302 Found", "location: /canary-b?c=canary-c\r\n", b""),
        ok(b"canary-answer"),
        cut,
    ])
    .await;
    let call = |method: &str| {
        let mut call = request(method, &server.url("/canary-path/7?nume=canary-name"));
        call.extensions_mut().insert(Route("/pacient/{codPacient}"));
        *call.body_mut() = if method == "GET" {
            "".into()
        } else {
            "canary-body".into()
        };
        call
    };
    transport().send(call("GET")).await.unwrap();
    let error = transport().send(call("POST")).await.unwrap_err();
    let refused = transport()
        .send(request("GET", "http://clinic.example/canary-path?x=canary-name"))
        .await
        .unwrap_err();
    let nobody = transport()
        .send(request("GET", "https://127.0.0.1:1/canary-path?x=canary-name"))
        .await
        .unwrap_err();
    let shown = format!(
        "{error} {error:?} {refused} {refused:?} {nobody} {nobody:?} {:?}",
        transport()
    );
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for text in [&shown, &log] {
        assert!(!text.contains("canary"), "{text}");
    }
    let line = log
        .lines()
        .find(|line| line.contains("vendor call ended"))
        .unwrap();
    for part in [
        "method=GET",
        "route=\"/pacient/{codPacient}\"",
        "status=200",
        "ms=",
    ] {
        assert!(line.contains(part), "{line}");
    }
    assert!(log.contains("method=POST") && log.contains("failed=true"));
}
