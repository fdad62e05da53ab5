//! The fields of a request.

use std::ops::RangeInclusive;

use bytes::Bytes;
use http::{Request, header};

/// The form fields of a request; a body of another kind has none.
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub(crate) fn of(request: &Request<Bytes>) -> Self {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let is_form = kind
            .to_ascii_lowercase()
            .starts_with("application/x-www-form-urlencoded");
        let body = if is_form { request.body().as_ref() } else { b"" };
        Self(url::form_urlencoded::parse(body).into_owned().collect())
    }

    /// A field that was sent with something in it.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(sent, _)| sent == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// A text whose length in letters is within the limits.
    pub(crate) fn text(&self, name: &str, length: RangeInclusive<usize>) -> Option<String> {
        self.given(name)
            .filter(|value| length.contains(&value.chars().count()))
            .map(str::to_owned)
    }

    /// Exactly so many digits and nothing else.
    pub(crate) fn digits(&self, name: &str, length: usize) -> Option<String> {
        self.given(name)
            .filter(|value| value.len() == length && value.bytes().all(|byte| byte.is_ascii_digit()))
            .map(str::to_owned)
    }
}
