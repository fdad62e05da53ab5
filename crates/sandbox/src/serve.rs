//! The sandbox on a real socket, where a connection can really be cut.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::task::Poll;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request as AxumRequest, State};
use axum::response::Response as AxumResponse;
use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
use tower::ServiceExt;

use crate::line::LineError;
use crate::sandbox::{Accounts, Sandbox};
use crate::spoil::{Outcome, plain};
use crate::{admin, medsoft};

/// Requests longer than this are not from a front desk.
const REQUEST_LIMIT: usize = 16 * 1024 * 1024;

/// A sandbox that is being served. Dropping it closes the port and every open connection.
pub struct Serving {
    addr: SocketAddr,
    sandbox: Sandbox,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Serving {
    /// The address it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Everything before `/integrations/…` of the MedSoft server.
    pub fn medsoft_base_url(&self) -> String {
        format!("{}{}", self.origin(), medsoft::BASE_PATH)
    }

    /// The accounts with their real addresses.
    pub fn accounts(&self) -> Accounts {
        self.sandbox.accounts_at(&self.origin())
    }

    /// Closes the port and every open connection, and waits until they are closed.
    pub async fn shutdown(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        let _ = (&mut self.task).await;
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // The task owns the listener and the connections; they end with it.
        self.task.abort();
    }
}

impl Sandbox {
    /// The vendors and the admin routes, for tests and support.
    ///
    /// A cut connection is a response with the extension [`LineError`] and a body that fails: any hyper-based server
    /// then closes the socket.
    pub fn router_with_admin(&self) -> Router {
        admin::router().fallback(vendors).with_state(self.clone())
    }

    /// Listens on 127.0.0.1 at `port` (0 takes a free one) until the returned handle is dropped or shut down.
    ///
    /// # Errors
    /// When the port cannot be had.
    pub async fn serve(&self, port: u16) -> std::io::Result<Serving> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let addr = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(accept(listener, self.router_with_admin(), stopped));
        Ok(Serving {
            addr,
            sandbox: self.clone(),
            stop: Some(stop),
            task,
        })
    }
}

async fn accept(listener: TcpListener, router: Router, mut stopped: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let _ = stream.set_nodelay(true);
                    connections.spawn(connection(TokioIo::new(stream), router.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "the sandbox could not accept a connection");
                    tokio::task::yield_now().await;
                }
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn connection(io: TokioIo<tokio::net::TcpStream>, router: Router) {
    let service = hyper::service::service_fn(move |request: http::Request<hyper::body::Incoming>| {
        let router = router.clone();
        async move {
            let response = match router.oneshot(request.map(Body::new)).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            match response.extensions().get::<LineError>() {
                Some(cut @ (LineError::Dropped | LineError::Refused)) => Err(*cut),
                _ => Ok(response),
            }
        }
    });
    let served = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(io, service)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a sandbox connection ended");
    }
}

/// Everything that is not an admin route goes to the vendors.
async fn vendors(State(sandbox): State<Sandbox>, request: AxumRequest) -> Result<AxumResponse, Infallible> {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, REQUEST_LIMIT).await else {
        return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE, "").map(Body::from));
    };
    Ok(
        match sandbox.exchange(http::Request::from_parts(parts, body)).await {
            Outcome::Whole(response) => response.map(Body::from),
            Outcome::Half(response) => half(response),
            Outcome::Nothing(why) => {
                let mut response = Response::new(failing(None));
                response.extensions_mut().insert(why);
                response
            }
        },
    )
}

/// A body that gives `first`, lets it be sent, and then fails, so that the server closes the socket. Without `first` it
/// fails before the head of the answer is sent.
fn failing(first: Option<Bytes>) -> Body {
    let mut first = first;
    let mut sent = first.is_none();
    Body::from_stream(futures::stream::poll_fn(move |context| {
        if let Some(chunk) = first.take() {
            return Poll::Ready(Some(Ok(chunk)));
        }
        if !sent {
            sent = true;
            // One more turn of the connection's loop: only an idle body makes it flush what it holds.
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(LineError::CutBody)))
    }))
}

fn half(response: Response<Bytes>) -> AxumResponse {
    let (mut parts, body) = response.into_parts();
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    parts.extensions.insert(LineError::CutBody);
    AxumResponse::from_parts(parts, failing(Some(body.slice(..body.len() / 2))))
}
