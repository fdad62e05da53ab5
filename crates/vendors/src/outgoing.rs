//! One request in the making: a path template filled, a query, a body.

use std::fmt;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, header};
use serde::Serialize;

use crate::VendorError;
use crate::account::encoded;
use crate::error::ErrorKind;
use crate::operation::{Operation, OperationEffect};
use crate::transport::{CallKind, Progress, Route};

/// A request to an operation, built step by step; the first step that fails is told at the end.
pub(crate) struct Outgoing {
    pub(crate) operation: &'static Operation,
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Bytes,
    content_type: Option<HeaderValue>,
    progress: Option<Progress>,
    wrong: Option<VendorError>,
}

impl Outgoing {
    /// A request by the operation's own method and path.
    pub(crate) fn new(operation: &'static Operation) -> Self {
        Self::by_route(operation, operation.method, operation.path)
    }

    /// A request by another method and path.
    pub(crate) fn by_route(operation: &'static Operation, method: &str, path: &str) -> Self {
        Self {
            operation,
            method: Method::from_bytes(method.as_bytes()).unwrap_or_default(),
            path: path.to_owned(),
            query: vec![],
            body: Bytes::new(),
            content_type: None,
            progress: None,
            wrong: None,
        }
    }

    /// Fills a place of the path; where the path has no such place, the value travels in the query.
    pub(crate) fn path(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let place = format!("{{{name}}}");
        if !self.path.contains(&place) {
            self.query.push((name, value));
            return self;
        }
        // Such a segment would be taken as a step towards another path, also when encoded.
        if value.trim().is_empty() || matches!(value.as_str(), "." | "..") {
            let message = format!("{name} is required");
            self.wrong
                .get_or_insert_with(|| VendorError::invalid(self.operation.name, name, message));
        }
        self.path = self.path.replace(&place, &encoded(&value));
        self
    }

    /// Adds a query parameter, if there is a value.
    pub(crate) fn query(mut self, name: &'static str, value: Option<impl fmt::Display>) -> Self {
        self.query.extend(value.map(|value| (name, value.to_string())));
        self
    }

    /// Sets a JSON body.
    pub(crate) fn json(self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body(bytes.into(), HeaderValue::from_static("application/json")),
            Err(_) => {
                let name = self.operation.name;
                let error = VendorError::new(ErrorKind::Invalid, name, "the body cannot be written as JSON");
                Self {
                    wrong: Some(error),
                    ..self
                }
            }
        }
    }

    /// Sets a body of any kind.
    pub(crate) fn body(mut self, body: Bytes, content_type: HeaderValue) -> Self {
        self.body = body;
        self.content_type = Some(content_type);
        self
    }

    /// Tells how much of the body has left.
    pub(crate) fn progress(mut self, progress: Progress) -> Self {
        self.progress = Some(progress);
        self
    }

    /// How long the body is, in bytes.
    pub(crate) fn body_len(&self) -> usize {
        self.body.len()
    }

    /// The whole request.
    ///
    /// # Errors
    /// `Invalid` for what could not be filled in, or is too long to travel.
    pub(crate) fn build(
        self,
        prefix: &str,
        headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
    ) -> Result<Request<Bytes>, VendorError> {
        if let Some(error) = self.wrong {
            return Err(error);
        }
        let mut target = format!("{prefix}{}", self.path);
        for (index, (name, value)) in self.query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            target.push_str(&encoded(value));
        }
        let uri = target.parse().map_err(|_| {
            let longest = self.query.iter().max_by_key(|(_, value)| value.len());
            let mut error = VendorError::new(
                ErrorKind::Invalid,
                self.operation.name,
                "the address cannot be used, or a text is too long to be sent",
            );
            error.field = longest.map(|(name, _)| *name);
            error
        })?;
        let writes = self.operation.effect != OperationEffect::Read;
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        request
            .headers_mut()
            .insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        request.headers_mut().extend(headers);
        if let Some(content_type) = self.content_type {
            request.headers_mut().insert(header::CONTENT_TYPE, content_type);
        }
        if let Some(progress) = self.progress {
            request.extensions_mut().insert(progress);
        }
        request.extensions_mut().insert(Route(self.operation.path));
        request
            .extensions_mut()
            .insert(if writes { CallKind::Write } else { CallKind::Read });
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::PathSource;

    const SAMPLE: Operation = Operation {
        name: "sample",
        method: "GET",
        path: "/a/{id}",
        section: "",
        source: PathSource::Document,
        effect: OperationEffect::Read,
        parameters: &[],
    };

    fn built(outgoing: Outgoing) -> Result<String, Option<&'static str>> {
        let request = outgoing.build("https://vendor.example", []);
        request
            .map(|request| format!("{} {}", request.method(), request.uri()))
            .map_err(|error| error.field)
    }

    #[test]
    fn values_are_encoded_and_what_has_no_place_goes_into_the_query() {
        let request = Outgoing::new(&SAMPLE).path("id", "a/b?c").query("x", Some("1&2"));
        assert_eq!(
            built(request).unwrap(),
            "GET https://vendor.example/a/a%2Fb%3Fc?x=1%262"
        );
        let request = Outgoing::by_route(&SAMPLE, "PATCH", "/b").path("id", 7);
        assert_eq!(built(request).unwrap(), "PATCH https://vendor.example/b?id=7");
    }

    #[test]
    fn a_segment_that_would_lead_elsewhere_is_refused() {
        for id in ["", " ", ".", ".."] {
            assert_eq!(
                built(Outgoing::new(&SAMPLE).path("id", id)),
                Err(Some("id")),
                "{id:?}"
            );
        }
        let long = Outgoing::new(&SAMPLE)
            .path("id", 1)
            .query("x", Some("y".repeat(70_000)));
        assert_eq!(built(long), Err(Some("x")));
    }
}
