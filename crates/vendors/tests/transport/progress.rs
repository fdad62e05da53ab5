use std::sync::{Arc, Mutex};

use bytes::Bytes;
use frontdesk_vendors::Transport as _;
use frontdesk_vendors::transport::Progress;

use crate::server::{Server, answer, ok, request, transport};

/// How many bytes of how many, each time it was told.
type Told = Arc<Mutex<Vec<(u64, u64)>>>;

fn told() -> (Progress, Told) {
    let told = Told::default();
    let listener = told.clone();
    let progress = Progress::new(Arc::new(move |sent, total| {
        listener.lock().unwrap().push((sent, total));
    }));
    (progress, told)
}

#[tokio::test]
async fn a_watched_body_travels_whole_with_its_length_and_tells_how_far_it_got() {
    let body = vec![b'x'; 300_000];
    let server = Server::playing(vec![ok(b"{}")]).await;
    let (progress, told) = told();
    let mut upload = request("PUT", &server.url("/report"));
    *upload.body_mut() = Bytes::from(body.clone());
    upload.extensions_mut().insert(progress);
    transport().send(upload).await.unwrap();
    let seen = server.seen().await.remove(0);
    let (head, sent) = seen.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("content-length: 300000"), "{head}");
    assert!(!head.contains("transfer-encoding"), "{head}");
    assert_eq!(sent.as_bytes(), body);
    let told = told.lock().unwrap();
    assert_eq!(told[0], (0, 300_000));
    assert!(told.len() > 10, "told piece by piece: {told:?}");
    assert!(told.is_sorted());
    assert!(
        told.iter()
            .all(|(sent, total)| sent <= total && *total == 300_000)
    );
}

#[tokio::test]
async fn a_watched_body_is_sent_once_even_when_the_line_breaks() {
    let server = Server::playing(vec![Vec::new()]).await;
    let (progress, _) = told();
    let mut upload = request("PUT", &server.url("/report"));
    *upload.body_mut() = Bytes::from(vec![b'x'; 100_000]);
    upload.extensions_mut().insert(progress);
    transport().send(upload).await.unwrap_err();
    assert_eq!(server.seen().await.len(), 1);
    let server = Server::playing(vec![answer("503 Busy", "", b"")]).await;
    let (progress, _) = told();
    let mut upload = request("PUT", &server.url("/report"));
    *upload.body_mut() = Bytes::from_static(b"x");
    upload.extensions_mut().insert(progress);
    assert_eq!(transport().send(upload).await.unwrap().status(), 503);
}
