//! Answers without the account's own keys: some servers tell in an error what they were asked with, and what a
//! vendor says is shown, kept and sent to support.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use secrecy::{ExposeSecret as _, SecretString};

use super::{Transport, TransportError};

/// A shorter text would be found in places where it is no key.
const SHORTEST: usize = 6;
const INSTEAD: &[u8] = b"[key]";

/// Which answers are looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    /// All of them.
    All,
    /// Those that say no by their HTTP status: a yes of this vendor may hold a key that is wanted.
    Refusals,
}

struct Discreet {
    inner: Arc<dyn Transport>,
    secrets: Vec<SecretString>,
    answers: Answers,
}

/// The same way to the vendor, whose answers hold none of these secrets.
pub(crate) fn discreet<'a>(
    inner: Arc<dyn Transport>,
    secrets: impl IntoIterator<Item = &'a SecretString>,
    answers: Answers,
) -> Arc<dyn Transport> {
    let secrets = secrets
        .into_iter()
        .filter(|secret| secret.expose_secret().trim().len() >= SHORTEST);
    Arc::new(Discreet {
        inner,
        secrets: secrets.cloned().collect(),
        answers,
    })
}

#[async_trait::async_trait]
impl Transport for Discreet {
    async fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        let response = self.inner.send(request).await?;
        if self.answers == Answers::Refusals && response.status().is_success() {
            return Ok(response);
        }
        Ok(response.map(|body| {
            self.secrets.iter().fold(body, |body, secret| {
                without(body, secret.expose_secret().trim().as_bytes())
            })
        }))
    }
}

fn without(body: Bytes, secret: &[u8]) -> Bytes {
    let find = |from: usize| {
        body.get(from..)
            .and_then(|rest| rest.windows(secret.len()).position(|window| window == secret))
            .map(|at| from + at)
    };
    let Some(first) = find(0) else { return body };
    let (mut kept, mut from, mut next) = (Vec::with_capacity(body.len()), 0, Some(first));
    while let Some(at) = next {
        kept.extend_from_slice(&body[from..at]);
        kept.extend_from_slice(INSTEAD);
        from = at + secret.len();
        next = find(from);
    }
    kept.extend_from_slice(&body[from..]);
    kept.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Says(u16, &'static str);

    #[async_trait::async_trait]
    impl Transport for Says {
        async fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
            let mut response = Response::new(Bytes::from_static(self.1.as_bytes()));
            *response.status_mut() = http::StatusCode::from_u16(self.0).unwrap();
            Ok(response)
        }
    }

    async fn told(status: u16, body: &'static str, answers: Answers) -> String {
        let secrets = [
            SecretString::from("CANARY-1"),
            SecretString::from("ab"),
            SecretString::from("CANARY-22"),
        ];
        let line = discreet(Arc::new(Says(status, body)), &secrets, answers);
        let answer = line.send(Request::new(Bytes::new())).await.unwrap();
        String::from_utf8(answer.into_body().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn no_answer_holds_a_key_and_nothing_else_is_touched() {
        let body = "bad key CANARY-1, CANARY-1CANARY-22 of abba";
        assert_eq!(
            told(418, body, Answers::All).await,
            "bad key [key], [key][key] of abba"
        );
        assert_eq!(
            told(200, body, Answers::All).await,
            "bad key [key], [key][key] of abba"
        );
        assert_eq!(told(200, body, Answers::Refusals).await, body);
        assert_eq!(
            told(500, body, Answers::Refusals).await,
            "bad key [key], [key][key] of abba"
        );
        assert_eq!(told(500, "nothing", Answers::All).await, "nothing");
    }
}
