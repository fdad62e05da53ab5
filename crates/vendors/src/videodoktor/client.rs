//! The client: a fresh token for every call, one form out, one answer back.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, Uri, header};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::value::RawValue;

use super::account::VideodoktorAccount;
use super::codes;
use super::operations::VERIFY;
use crate::VendorError;
use crate::account::{CONNECT, encoded};
use crate::json::{Object, decode};
use crate::operation::{Operation, OperationEffect};
use crate::refusal;
use crate::transport::{Answers, CallKind, Route, Transport, discreet};

/// VideoDoktor as one practice's account sees it. Cheap to clone; `Debug` shows no key.
///
/// Every method but [`Videodoktor::verify`] first asks for a token of its own, because an unused one dies within
/// minutes and a used one is spent. When the vendor does not accept the token (X003), which means that nothing was
/// done, the call is made once more with another; nothing else is ever repeated.
#[derive(Clone)]
pub struct Videodoktor {
    account: VideodoktorAccount,
    prefix: Arc<str>,
    transport: Arc<dyn Transport>,
}

impl fmt::Debug for Videodoktor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Videodoktor")
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// A token for one call. `Debug` does not show it.
#[derive(Clone, Debug)]
pub struct Token(SecretString);

impl Token {
    /// The token itself.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// The token is not accepted.
const TOKEN_REFUSED: &str = "X003";

/// A form in the making.
pub(super) type Form = Vec<(&'static str, String)>;

impl Videodoktor {
    /// A client for this account.
    ///
    /// # Errors
    /// `Invalid` naming `base_url`, `api_app_key` or `api_key` when no request could be made with it.
    pub fn new(account: VideodoktorAccount, transport: Arc<dyn Transport>) -> Result<Self, VendorError> {
        let prefix: Arc<str> = account.prefix()?.into();
        if format!("{prefix}{}", VERIFY.path).parse::<Uri>().is_err() {
            return Err(VendorError::invalid(
                CONNECT,
                "base_url",
                "the address cannot be used",
            ));
        }
        let transport = discreet(transport, [&account.app_key, &account.key], Answers::All);
        Ok(Self {
            account,
            prefix,
            transport,
        })
    }

    /// The account this client uses.
    pub fn account(&self) -> &VideodoktorAccount {
        &self.account
    }

    /// Asks for a token: whether both keys are accepted.
    ///
    /// # Errors
    /// `Unauthorized` with X001 or X002 for a key that is not; else those of the call.
    pub async fn verify(&self) -> Result<Token, VendorError> {
        self.token(VERIFY.name).await
    }

    async fn token(&self, operation: &'static str) -> Result<Token, VendorError> {
        let form = vec![
            ("api_key", self.account.key.expose_secret().to_owned()),
            ("api_app_key", self.account.app_key.expose_secret().to_owned()),
        ];
        let response = self.post(operation, &VERIFY, &form).await?;
        read(operation, &response, |raw| {
            let token = wanted(&one(raw)?, "token")?;
            Some(Token(SecretString::from(token)))
        })
    }

    /// Makes a call with a token; `found` recognises the answer that was asked for.
    pub(super) async fn send<T>(
        &self,
        operation: &'static Operation,
        form: Form,
        found: impl Fn(&RawValue) -> Option<T>,
    ) -> Result<T, VendorError> {
        let name = operation.name;
        for last in [false, true] {
            let token = self.token(name).await.map_err(VendorError::before_acting)?;
            let mut whole: Form = vec![("token", token.expose().to_owned())];
            whole.extend(form.iter().cloned());
            let response = self.post(name, operation, &whole).await?;
            match read(name, &response, &found) {
                Err(error) if error.vendor_code.as_deref() == Some(TOKEN_REFUSED) => {
                    // Where the id of what was made should stand, the code may be one: it is looked for, not made
                    // once more.
                    if refusal::text(&refusal::object_of(&response), "meet_id").is_some() {
                        return Err(refusal::unreadable(
                            name,
                            response.status().as_u16(),
                            "an id that may be a refusal".to_owned(),
                            response.body().clone(),
                        ));
                    }
                    if last {
                        return Err(error);
                    }
                }
                settled => return settled,
            }
        }
        // Not reached: the second turn always returns.
        Err(VendorError::new(
            crate::ErrorKind::Unauthorized,
            name,
            "no token was accepted",
        ))
    }

    /// Sends one form. `name` is the operation it is sent for.
    pub(super) async fn post(
        &self,
        name: &'static str,
        operation: &'static Operation,
        form: &Form,
    ) -> Result<Response<Bytes>, VendorError> {
        let pairs: Vec<_> = form
            .iter()
            .map(|(field, value)| format!("{field}={}", encoded(value)))
            .collect();
        let (method, _) = self.account.paths.way(operation);
        let method = Method::from_bytes(method.as_bytes()).unwrap_or(Method::POST);
        let mut request = self.request(operation, method, pairs.join("&").into())?;
        request.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        self.exchange(name, request).await
    }

    pub(super) fn request(
        &self,
        operation: &'static Operation,
        method: Method,
        body: Bytes,
    ) -> Result<Request<Bytes>, VendorError> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        let (_, path) = self.account.paths.way(operation);
        *request.uri_mut() = format!("{}{path}", self.prefix)
            .parse()
            .map_err(|_| VendorError::invalid(operation.name, "base_url", "the address cannot be used"))?;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        request.extensions_mut().insert(Route(operation.path));
        // A token asked for in vain is free, so that everything but making and removing a call reads.
        request
            .extensions_mut()
            .insert(if operation.effect == OperationEffect::Write {
                CallKind::Write
            } else {
                CallKind::Read
            });
        Ok(request)
    }

    pub(super) async fn exchange(
        &self,
        name: &'static str,
        request: Request<Bytes>,
    ) -> Result<Response<Bytes>, VendorError> {
        let answer = self.transport.send(request).await;
        answer.map_err(|error| VendorError::from_transport(name, error))
    }
}

/// What was asked for, or why not. An answer that holds it is never searched for codes: a patient may be called
/// anything.
pub(super) fn read<T>(
    operation: &'static str,
    response: &Response<Bytes>,
    found: impl Fn(&RawValue) -> Option<T>,
) -> Result<T, VendorError> {
    if response.status().is_success()
        && let Ok(raw) = decode(response.body())
        && let Some(value) = found(&raw)
    {
        return Ok(value);
    }
    Err(codes::failure(operation, response))
}

/// The one object of an answer; a list of one is taken as one.
pub(super) fn one(raw: &RawValue) -> Option<Object> {
    if let Some(object) = Object::parse(raw) {
        return Some(object);
    }
    let list: Vec<Box<RawValue>> = serde_json::from_str(raw.get()).ok()?;
    match list.as_slice() {
        [only] => Object::parse(only),
        _ => None,
    }
}

/// A filled text that is no error code.
pub(super) fn wanted(object: &Object, key: &str) -> Option<String> {
    let text = refusal::text(object, key)?;
    (!codes::is_code(&text)).then_some(text)
}
