//! The wrapping of answers, which differs from operation to operation: `data`, `results`, a bare list, nothing, and
//! rows nested under their own index.

use bytes::Bytes;
use http::Response;
use serde_json::value::RawValue;

use crate::json::{Defect, Object, decode};
use crate::refusal::{http_failure, object_of, text, unreadable};
use crate::{ErrorKind, FromObject, Rows, VendorError};

/// An answer that said yes.
pub(super) struct Answer {
    operation: &'static str,
    http_status: u16,
    payload: Option<Box<RawValue>>,
    /// Whether the payload stood under a name of its own, or was a list: a list's payload does.
    named: bool,
    /// The keys beside the payload.
    pub(super) beside: Object,
    body: Bytes,
}

/// Opens an answer. Success is an HTTP 2xx; the mere presence of `error` beside data means nothing, since the vendor's
/// own samples show it on success.
pub(super) fn open(operation: &'static str, response: Response<Bytes>) -> Result<Answer, VendorError> {
    if !response.status().is_success() {
        return Err(failure(operation, &response));
    }
    let http_status = response.status().as_u16();
    let mut answer = Answer {
        operation,
        http_status,
        payload: None,
        named: false,
        beside: Object::default(),
        body: response.body().clone(),
    };
    let raw = match decode(response.body()) {
        Ok(raw) => raw,
        Err(Defect::Empty) => return Ok(answer),
        Err(defect) => return Err(answer.unreadable(&defect.to_string())),
    };
    let Some(mut object) = Object::parse(&raw) else {
        return match raw.get().as_bytes().first() {
            Some(b'[') => {
                answer.payload = Some(raw);
                answer.named = true;
                Ok(answer)
            }
            Some(b'n') => Ok(answer),
            _ => Err(answer.unreadable("a scalar instead of data")),
        };
    };
    let wrapped = object.get("data").is_some() || object.get("results").is_some();
    let status = text(&object, "status").unwrap_or_default().to_ascii_lowercase();
    let complains = object.get("error").is_some_and(|raw| raw.get() != "null");
    if matches!(status.as_str(), "error" | "fail" | "failed")
        || (complains && !wrapped && status != "success")
    {
        let mut error = failure(operation, &response);
        error.kind = ErrorKind::Refused;
        error.message = "the vendor refused the request".into();
        return Err(error);
    }
    if wrapped {
        answer.payload = object.take_raw("data").or_else(|| object.take_raw("results"));
        answer.named = answer.payload.is_some();
    } else if !object.is_empty() {
        answer.named = object.keys().all(is_index);
        answer.payload = Some(raw);
    }
    answer.beside = object;
    Ok(answer)
}

/// An HTTP status outside 2xx: JSON with `error`, or a web page.
pub(super) fn failure(operation: &'static str, response: &Response<Bytes>) -> VendorError {
    let object = object_of(response);
    let words = ["error", "message", "detail", "error_description"];
    http_failure(operation, response)
        .with_vendor_code(text(&object, "code"))
        .with_vendor_message(words.iter().find_map(|key| text(&object, key)))
}

fn is_index(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|digit| digit.is_ascii_digit())
}

/// A row that may be nested under its own index, as `{"3": {…}}` or, for the first, `[{…}]`.
fn unnested(entry: Box<RawValue>) -> Box<RawValue> {
    let is_object = |raw: &RawValue| raw.get().starts_with('{');
    if let Ok(mut list) = serde_json::from_str::<Vec<Box<RawValue>>>(entry.get()) {
        if list.len() == 1 && list.iter().all(|inner| is_object(inner)) {
            return list.remove(0);
        }
        return entry;
    }
    let inner = Object::parse(&entry).and_then(|mut object| {
        let only = object.keys().next().filter(|key| is_index(key))?.to_owned();
        let inner = object.take_raw(&only).filter(|inner| is_object(inner))?;
        object.is_empty().then_some(inner)
    });
    inner.unwrap_or(entry)
}

impl Answer {
    fn entries(&self) -> Result<Vec<Box<RawValue>>, VendorError> {
        let Some(payload) = &self.payload else {
            return Ok(vec![]);
        };
        match payload.get().as_bytes().first() {
            Some(b'[') => {
                let list: Vec<Box<RawValue>> = serde_json::from_str(payload.get())
                    .map_err(|_| self.unreadable("rows of an unknown shape"))?;
                Ok(list.into_iter().map(unnested).collect())
            }
            Some(b'{') => {
                let mut object = Object::parse(payload).unwrap_or_default();
                let keys: Vec<String> = object.keys().map(str::to_owned).collect();
                if !keys.is_empty() && keys.iter().all(|key| is_index(key)) {
                    return Ok(keys
                        .iter()
                        .filter_map(|key| object.take_raw(key))
                        .map(unnested)
                        .collect());
                }
                Ok(if keys.is_empty() {
                    vec![]
                } else {
                    vec![payload.clone()]
                })
            }
            _ => Err(self.unreadable("a scalar instead of rows")),
        }
    }

    /// All rows of a list, each by itself.
    ///
    /// # Errors
    /// `Unreadable` for what is no list, and for a yes without one: it does not say that there are no rows.
    pub(super) fn rows<T: FromObject>(&self) -> Result<Rows<T>, VendorError> {
        if !self.named {
            return Err(self.unreadable("an answer without a list"));
        }
        self.rows_if_any()
    }

    /// The same where the vendor's own sample of no rows is `{}`.
    ///
    /// # Errors
    /// `Unreadable` for what is no list.
    pub(super) fn rows_if_any<T: FromObject>(&self) -> Result<Rows<T>, VendorError> {
        Ok(Rows::read(self.entries()?.iter().map(|entry| &**entry)))
    }

    /// The one row that an operation answers with; a list of one is one. `None`: a yes without a row.
    ///
    /// # Errors
    /// `Unreadable` when there are entries and none is a row.
    pub(super) fn one<T: FromObject>(&self) -> Result<Option<T>, VendorError> {
        let rows: Rows<T> = self.rows_if_any()?;
        if rows.is_empty() && !rows.unreadable.is_empty() {
            return Err(self.unreadable("a row of an unknown shape"));
        }
        Ok(rows.rows.into_iter().next())
    }

    /// The one row that a read must answer with.
    ///
    /// # Errors
    /// `Unreadable` when there is none.
    pub(super) fn the_one<T: FromObject>(&self) -> Result<T, VendorError> {
        self.one()?
            .ok_or_else(|| self.unreadable("an answer without a row"))
    }

    /// The whole answer as one object, wrapped or not.
    pub(super) fn whole<T: FromObject>(&self) -> Result<T, VendorError> {
        let raw = decode(&self.body).map_err(|defect| self.unreadable(&defect.to_string()))?;
        let object = Object::parse(&raw).ok_or_else(|| self.unreadable("no object"))?;
        Ok(T::from_object(object))
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

#[cfg(test)]
mod tests {
    use super::super::Chair;
    use super::*;
    use crate::testing::response;

    fn names(body: &str) -> Result<String, ErrorKind> {
        let answer = open("chairs", response(200, body.to_owned())).map_err(|error| error.kind)?;
        let rows: Rows<Chair> = answer.rows().map_err(|error| error.kind)?;
        let names: Vec<_> = rows.iter().filter_map(|row| row.name.as_deref()).collect();
        Ok(format!("{}+{}", names.join(","), rows.unreadable.len()))
    }

    #[test]
    fn a_list_comes_in_every_envelope() {
        for body in [
            r#"{"status":"success","count":0,"data":[{"name":"a"},{"name":"b"}]}"#,
            r#"{"links":{},"total":2,"results":[{"name":"a"},{"name":"b"}]}"#,
            r#"[{"name":"a"},{"name":"b"}]"#,
            r#"{"data":[[{"name":"a"}],{"1":{"name":"b"}}]}"#,
            r#"{"data":[{"0":{"name":"a"}},{"1":{"name":"b"}}]}"#,
            r#"{"data":{"0":{"name":"a"},"5":{"name":"b"}}}"#,
            r#"{"0":{"name":"a"},"1":{"name":"b"}}"#,
            r#"{"error":"Authentication required","status":"success","data":[{"name":"a"},{"name":"b"},],}"#,
        ] {
            assert_eq!(names(body).unwrap(), "a,b+0", "{body}");
        }
        for body in ["[]", r#"{"data":[]}"#, r#"{"status":"success","data":{}}"#] {
            assert_eq!(names(body).unwrap(), "+0", "{body}");
        }
        assert_eq!(names(r#"{"data":[{"name":"a"},7,null]}"#).unwrap(), "a+2");
        assert_eq!(names(r#"{"data":{"name":"a"}}"#).unwrap(), "a+0");
    }

    #[test]
    fn a_yes_without_a_list_is_no_empty_list() {
        for body in [
            "",
            "{}",
            "null",
            r#"{"data":null}"#,
            r#"{"status":"success","count":0}"#,
            r#"{"name":"a"}"#,
        ] {
            assert_eq!(names(body), Err(ErrorKind::Unreadable), "{body}");
        }
        let answer = open("documents", response(200, "{}")).unwrap();
        assert!(answer.rows_if_any::<Chair>().unwrap().is_empty());
    }

    #[test]
    fn a_no_and_a_page_are_told_apart_from_data() {
        assert_eq!(
            names(r#"{"error":"Authentication required"}"#),
            Err(ErrorKind::Refused)
        );
        assert_eq!(names(r#"{"status":"error","data":[]}"#), Err(ErrorKind::Refused));
        for body in ["<html>", "7", r#"{"data":"x"}"#, "{\"a\""] {
            assert_eq!(names(body), Err(ErrorKind::Unreadable), "{body}");
        }
    }

    #[test]
    fn one_row_may_come_as_a_list_or_not_at_all() {
        let one = |body: &str| {
            let answer = open("chairs", response(200, body.to_owned())).unwrap();
            answer
                .one::<Chair>()
                .map(|row| row.and_then(|row| row.name))
                .map_err(|error| error.kind)
        };
        for body in [
            r#"{"data":{"name":"a"}}"#,
            r#"{"data":[{"name":"a"}]}"#,
            r#"{"name":"a"}"#,
        ] {
            assert_eq!(one(body).unwrap().as_deref(), Some("a"), "{body}");
        }
        for body in ["", "{}", r#"{"data":[]}"#] {
            assert_eq!(one(body), Ok(None), "{body}");
        }
        assert_eq!(one(r#"{"data":[7]}"#), Err(ErrorKind::Unreadable));
        let answer = open("chairs", response(200, "{}")).unwrap();
        assert_eq!(answer.the_one::<Chair>().unwrap_err().kind, ErrorKind::Unreadable);
    }

    #[test]
    fn error_bodies_are_json_or_pages() {
        let error = failure(
            "chairs",
            &response(401, r#"{"error": "Authentication required"}"#),
        );
        assert_eq!(error.kind, ErrorKind::Unauthorized);
        assert_eq!(error.vendor_message.unwrap().as_str(), "Authentication required");
        let error = failure("chairs", &response(500, "<html>canary</html>"));
        assert!(error.message.contains("web page") && !format!("{error:?}").contains("canary"));
    }
}
