//! The wrapping of every answer: `Status`, then `ReturnData`, in all the shapes it comes in.

use bytes::Bytes;
use http::Response;
use serde_json::value::RawValue;

use super::refusal::{http_failure, refused};
use crate::json::{Object, decode};
use crate::refusal::unreadable;
use crate::scalar::{Scalar, parse_decimal};
use crate::{FromObject, Rows, VendorError};

/// An answer that said yes.
pub(super) struct Envelope {
    operation: &'static str,
    http_status: u16,
    entries: Vec<Box<RawValue>>,
    /// The keys beside `Status` and `ReturnData`.
    pub(super) beside: Object,
    body: Bytes,
}

/// Opens an answer. Success is an HTTP 2xx whose own `Status`, and no row's, is zero.
pub(super) fn open(operation: &'static str, response: Response<Bytes>) -> Result<Envelope, VendorError> {
    if !response.status().is_success() {
        return Err(http_failure(operation, &response));
    }
    let http_status = response.status().as_u16();
    let body = response.into_body();
    let wrong = |message: &str| unreadable(operation, http_status, message.to_owned(), body.clone());
    let raw = decode(&body).map_err(|defect| wrong(&defect.to_string()))?;
    let Some(mut object) = Object::parse(&raw) else {
        return Err(wrong("data without the envelope of status and rows"));
    };
    let status = match object.get("Status").map(RawValue::get) {
        None | Some("null") => return Err(wrong("an answer without a status")),
        Some(raw) => match String::read(raw) {
            Some(status) => status,
            None => return Err(wrong("an answer whose status is neither number nor text")),
        },
    };
    if !parse_decimal(&status).is_some_and(|status| status.is_zero()) {
        return Err(refused(operation, http_status, Some(status), &object, body));
    }
    object.take_raw("Status");
    let entries = match object.take_raw("ReturnData") {
        None => vec![],
        Some(data) => entries(data).ok_or_else(|| wrong("rows of an unknown shape"))?,
    };
    Ok(Envelope {
        operation,
        http_status,
        entries,
        beside: object,
        body,
    })
}

/// A list as it is, one object as a list of one, emptiness in any spelling as no rows.
fn entries(data: Box<RawValue>) -> Option<Vec<Box<RawValue>>> {
    match data.get().as_bytes().first()? {
        b'[' => serde_json::from_str(data.get()).ok(),
        b'{' => Some(if Object::parse(&data).is_some_and(|object| object.is_empty()) {
            vec![]
        } else {
            vec![data]
        }),
        b'"' => String::read(data.get())
            .filter(|text| text.trim().is_empty())
            .map(|_| vec![]),
        _ => None,
    }
}

impl Envelope {
    /// All rows, each by itself.
    pub(super) fn rows<T: FromObject>(&self) -> Rows<T> {
        Rows::read(self.entries.iter().map(|entry| &**entry))
    }

    /// The entries that are objects, for answers with a shape of their own.
    pub(super) fn objects(&self) -> Vec<Object> {
        self.entries
            .iter()
            .filter_map(|entry| Object::parse(entry))
            .collect()
    }

    /// The one row that an operation answers with; the vendor may say yes and show none.
    ///
    /// # Errors
    /// `Unreadable` when there are entries and none is a row.
    pub(super) fn one<T: FromObject>(&self, wanted: impl Fn(&T) -> bool) -> Result<Option<T>, VendorError> {
        let mut rows: Rows<T> = self.rows();
        if rows.is_empty() && !rows.unreadable.is_empty() {
            return Err(self.unreadable("rows of an unknown shape"));
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let place = rows.rows.iter().position(wanted).unwrap_or(0);
        Ok(Some(rows.rows.swap_remove(place)))
    }

    /// The error for an answer that said yes in a shape that cannot be used.
    pub(super) fn unreadable(&self, message: &str) -> VendorError {
        unreadable(
            self.operation,
            self.http_status,
            message.to_owned(),
            self.body.clone(),
        )
    }
}
