//! One request in the making: a path template filled, a query, a body.

use std::fmt;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, header};
use serde::Serialize;

use crate::VendorError;
use crate::account::encoded;
use crate::error::ErrorKind;
use crate::operation::{Operation, OperationEffect};
use crate::rules::not_negative;
use crate::transport::{CallKind, Progress, Route};

/// A request to an operation, built step by step; the first step that fails is told at the end.
pub(crate) struct Outgoing {
    pub(crate) operation: &'static Operation,
    method: Method,
    template: String,
    places: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    body: Bytes,
    content_type: Option<HeaderValue>,
    writes: bool,
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
            template: path.to_owned(),
            places: vec![],
            query: vec![],
            body: Bytes::new(),
            content_type: None,
            writes: operation.effect == OperationEffect::Write,
            progress: None,
            wrong: None,
        }
    }

    /// The same by another way: method and path template.
    pub(crate) fn by_way(mut self, (method, path): (&str, &str)) -> Self {
        self.method = Method::from_bytes(method.as_bytes()).unwrap_or_default();
        path.clone_into(&mut self.template);
        self
    }

    /// Fills a place of the path; where the path has no such place, the value travels in the query.
    pub(crate) fn path(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.places.push((name, value.to_string()));
        self
    }

    /// Fills a place with one of the vendor's codes, which are never negative.
    pub(crate) fn code(mut self, name: &'static str, code: i64) -> Self {
        self.look_at(name, Some(code));
        self.path(name, code)
    }

    /// Adds one of the vendor's codes to the query, if there is one.
    pub(crate) fn query_code(mut self, name: &'static str, code: Option<i64>) -> Self {
        self.look_at(name, code);
        self.query(name, code)
    }

    fn look_at(&mut self, name: &'static str, code: Option<i64>) {
        if let Err(error) = not_negative(self.operation.name, name, code) {
            self.wrong.get_or_insert(error);
        }
    }

    /// Says whether a call of an operation that reads or writes does write.
    pub(crate) fn writes(mut self, writes: bool) -> Self {
        self.writes = writes;
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
        let mut path = self.template;
        let mut query = vec![];
        for (name, value) in self.places {
            let place = format!("{{{name}}}");
            if !path.contains(&place) {
                query.push((name, value));
                continue;
            }
            // Such a segment would be taken as a step towards another path, also when encoded.
            if value.trim().is_empty() || matches!(value.as_str(), "." | "..") {
                let message = format!("{name} is required");
                return Err(VendorError::invalid(self.operation.name, name, message));
            }
            path = path.replace(&place, &encoded(&value));
        }
        query.extend(self.query);
        let mut target = format!("{prefix}{path}");
        for (index, (name, value)) in query.iter().enumerate() {
            target.push(if index == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            target.push_str(&encoded(value));
        }
        let uri = target.parse().map_err(|_| {
            let longest = query.iter().max_by_key(|(_, value)| value.len());
            let mut error = VendorError::new(
                ErrorKind::Invalid,
                self.operation.name,
                "the address cannot be used, or a text is too long to be sent",
            );
            error.field = longest.map(|(name, _)| *name);
            error
        })?;
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
        request.extensions_mut().insert(if self.writes {
            CallKind::Write
        } else {
            CallKind::Read
        });
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
        let request = Outgoing::new(&SAMPLE)
            .query("x", Some(1))
            .path("id", 7)
            .by_way(("PATCH", "/b"));
        assert_eq!(built(request).unwrap(), "PATCH https://vendor.example/b?id=7&x=1");
    }

    #[test]
    fn a_negative_code_is_refused_wherever_it_stands() {
        assert_eq!(built(Outgoing::new(&SAMPLE).code("id", -1)), Err(Some("id")));
        let request = Outgoing::new(&SAMPLE).code("id", 0).query_code("x", Some(-7));
        assert_eq!(built(request), Err(Some("x")));
        assert!(built(Outgoing::new(&SAMPLE).code("id", 0).query_code("x", None)).is_ok());
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
