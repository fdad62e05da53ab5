use std::time::Duration;

use frontdesk_vendors::{Transport as _, TransportError, TransportPolicy};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::server::{get, ok, read_request, request, transport, with};

async fn listener() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

fn short() -> TransportPolicy {
    TransportPolicy {
        connect_timeout: Duration::from_millis(40),
        read_timeout: Duration::from_millis(40),
        ..TransportPolicy::default()
    }
}

/// Takes connections and never says a word.
async fn silence(listener: TcpListener) {
    let mut open: Vec<TcpStream> = vec![];
    while let Ok((socket, _)) = listener.accept().await {
        open.push(socket);
    }
}

#[tokio::test]
async fn nobody_listening_is_certainly_not_sent() {
    let (listener, port) = listener().await;
    drop(listener);
    for method in ["GET", "POST"] {
        let error = transport()
            .send(request(method, &format!("http://127.0.0.1:{port}/")))
            .await
            .unwrap_err();
        assert!(matches!(error, TransportError::NotSent { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_tls_failure_is_certainly_not_sent() {
    let (listener, port) = listener().await;
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
        read_request(&mut socket).await
    });
    let error = transport()
        .send(request("PUT", &format!("https://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert!(matches!(error, TransportError::NotSent { .. }), "{error:?}");
    assert!(!server.await.unwrap().contains("canary-key"));
}

#[tokio::test]
async fn running_out_of_time_while_connecting_is_certainly_not_sent() {
    let (listener, port) = listener().await;
    let server = tokio::spawn(silence(listener));
    let error = with(short())
        .send(request("PUT", &format!("https://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert!(matches!(error, TransportError::NotSent { .. }), "{error:?}");
    server.abort();
}

#[tokio::test]
async fn running_out_of_time_for_the_answer_is_an_interruption() {
    let (listener, port) = listener().await;
    let server = tokio::spawn(silence(listener));
    let error = with(short())
        .send(get(&format!("http://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert!(matches!(error, TransportError::Interrupted { .. }), "{error:?}");
    server.abort();
}

#[tokio::test]
async fn an_answer_that_drips_for_ever_ends_with_its_time() {
    let (listener, port) = listener().await;
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
            .await
            .unwrap();
        while socket.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    let error = with(short())
        .send(get(&format!("http://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert!(matches!(error, TransportError::Interrupted { .. }), "{error:?}");
    server.await.unwrap();
}

/// A write is held until a read that began later has run out of time, and still gets its answer.
async fn write_outlives_read(policy: TransportPolicy) {
    let (listener, port) = listener().await;
    let (arrived, has_arrived) = oneshot::channel();
    let (release, released) = oneshot::channel();
    let server = tokio::spawn(async move {
        let (mut held, _) = listener.accept().await.unwrap();
        assert!(read_request(&mut held).await.starts_with("PUT"));
        arrived.send(()).unwrap();
        let (_read, _) = listener.accept().await.unwrap();
        released.await.unwrap();
        held.write_all(&ok(b"done")).await.unwrap();
        held.shutdown().await.unwrap();
    });
    let url = format!("http://127.0.0.1:{port}/");
    let transport = with(policy);
    let write = tokio::spawn({
        let (transport, call) = (transport.clone(), request("PUT", &url));
        async move { transport.send(call).await }
    });
    has_arrived.await.unwrap();
    let read = with(short()).send(get(&url)).await.unwrap_err();
    assert!(matches!(read, TransportError::Interrupted { .. }), "{read:?}");
    release.send(()).unwrap();
    assert_eq!(&write.await.unwrap().unwrap().body()[..], b"done");
    server.await.unwrap();
}

#[tokio::test]
async fn a_write_waits_longer_than_a_read() {
    write_outlives_read(TransportPolicy {
        write_timeout: Duration::from_secs(60),
        ..short()
    })
    .await;
}

#[tokio::test]
async fn a_write_never_waits_shorter_than_a_read() {
    let read_timeout = Duration::from_secs(60);
    write_outlives_read(TransportPolicy {
        read_timeout,
        write_timeout: Duration::ZERO,
        ..short()
    })
    .await;
}

#[tokio::test]
async fn waiting_for_ever_may_be_said() {
    let server = crate::server::Server::playing(vec![ok(b"x")]).await;
    let policy = TransportPolicy {
        read_timeout: Duration::MAX,
        ..TransportPolicy::default()
    };
    assert!(with(policy).send(get(&server.url("/"))).await.is_ok());
}
