//! What an operation gets to know of its request: values of the path, the query and the body, checked by their types.

use bytes::Bytes;
use chrono::{Duration, NaiveDate, NaiveDateTime};
use http::{Request, StatusCode, header};
use serde_json::{Map, Value, json};

use super::dialect::{Dialect, LongRange};

/// An HTTP status and the words of the error.
pub(crate) type Refusal = (StatusCode, String);

/// A request that breaks a rule of the document.
pub(crate) fn invalid(text: impl Into<String>) -> Refusal {
    (StatusCode::BAD_REQUEST, text.into())
}

/// A record that is not there.
pub(crate) fn unknown(what: &str) -> Refusal {
    (StatusCode::NOT_FOUND, format!("{what} not found"))
}

/// A request as the operations see it.
pub(crate) struct Ask<'a> {
    pub(crate) dialect: &'a Dialect,
    /// Wall time at the clinic.
    pub(crate) now: NaiveDateTime,
    /// The address under which the asker reaches this server.
    pub(crate) origin: String,
    pub(crate) path: &'a str,
    values: Vec<String>,
    query: Vec<(String, String)>,
    request: &'a Request<Bytes>,
}

/// The type of a field of a body.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Type {
    Int,
    Amount,
    Bool,
    Text,
    /// `YYYY-MM-DD`
    Date,
    /// `YYYY-MM-DD HH:MM:SS`
    DateTime,
    OneOf(&'static [&'static str]),
    Texts,
}

impl Type {
    /// The value as it is kept; texts of samples stand for numbers and truth values too. Null stays null.
    fn read(self, value: &Value) -> Option<Value> {
        let text = value.as_str();
        match (self, value) {
            (_, Value::Null) => Some(Value::Null),
            (Self::Int, _) => value
                .as_i64()
                .or_else(|| text?.parse().ok())
                .map(|number| json!(number)),
            (Self::Amount, _) => value
                .as_f64()
                .or_else(|| text?.parse().ok())
                .filter(|amount| amount.is_finite() && amount.abs() < 1e9)
                .map(|amount| json!((amount * 100.0).round() / 100.0)),
            (Self::Bool, _) => value
                .as_bool()
                .or_else(|| text?.parse().ok())
                .map(|flag| json!(flag)),
            (Self::Text, _) => text.map(|text| json!(text)),
            (Self::Date, _) => text.filter(|text| date(text).is_some()).map(|text| json!(text)),
            (Self::DateTime, _) => text
                .filter(|text| date_time(text).is_some())
                .map(|text| json!(text)),
            (Self::OneOf(known), _) => text.filter(|text| known.contains(text)).map(|text| json!(text)),
            (Self::Texts, _) => value
                .as_array()
                .filter(|items| items.iter().all(Value::is_string))
                .map(|items| json!(items)),
        }
    }
}

/// A field of a body: its name, its type, and whether it must be there.
pub(crate) type Field = (&'static str, Type, bool);

/// A date as the API writes it.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    // Ten characters end with the year 9999, long before sums of days could fail.
    (text.len() == 10 && date.to_string() == text).then_some(date)
}

/// A time as the API writes it.
pub(crate) fn date_time(text: &str) -> Option<NaiveDateTime> {
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok()?;
    (text.len() == 19 && written(time) == text).then_some(time)
}

/// A time in the API's form.
pub(crate) fn written(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M:%S").to_string()
}

impl<'a> Ask<'a> {
    pub(crate) fn new(
        dialect: &'a Dialect,
        now: NaiveDateTime,
        values: Vec<String>,
        request: &'a Request<Bytes>,
    ) -> Self {
        let uri = request.uri();
        let sent = request
            .headers()
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let host = sent.or(uri.authority().map(http::uri::Authority::as_str));
        Self {
            dialect,
            now,
            origin: format!("http://{}", host.unwrap_or("127.0.0.1")),
            path: uri.path(),
            values,
            query: url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
                .into_owned()
                .collect(),
            request,
        }
    }

    /// A value of the path.
    pub(crate) fn value(&self, at: usize) -> &str {
        self.values.get(at).map_or("", String::as_str)
    }

    /// A value of the path as an id; what is no number is no record.
    pub(crate) fn id(&self, at: usize, what: &str) -> Result<u32, Refusal> {
        self.value(at).parse().map_err(|_| unknown(what))
    }

    /// A query parameter that was sent with something in it.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        let (_, value) = self.query.iter().find(|(sent, _)| sent == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// Every query parameter but those of paging.
    pub(crate) fn query(&self) -> impl Iterator<Item = &(String, String)> {
        self.query.iter()
    }

    /// A whole number of the query.
    pub(crate) fn number(&self, name: &str) -> Result<Option<u32>, Refusal> {
        self.param(name)
            .map(str::parse)
            .transpose()
            .map_err(|_| invalid(format!("{name} must be an integer")))
    }

    /// One of the known words of the query.
    pub(crate) fn choice(&self, name: &str, known: &[&str]) -> Result<Option<&str>, Refusal> {
        match self.param(name) {
            Some(word) if !known.contains(&word) => Err(invalid(format!("{name} is not one of {known:?}"))),
            word => Ok(word),
        }
    }

    /// `dateStart` and `dateEnd`, both included, or what stands for them; no longer than `most` days.
    pub(crate) fn range(
        &self,
        usual: (NaiveDate, NaiveDate),
        most: i64,
    ) -> Result<(NaiveDate, NaiveDate), Refusal> {
        let read = |name: &str| {
            let sent = self.param(name).map(|text| date(text).ok_or(name));
            sent.transpose()
                .map_err(|name| invalid(format!("{name} must be written Y-m-d")))
        };
        let span = usual.1 - usual.0;
        let (start, end) = match (read("dateStart")?, read("dateEnd")?) {
            (Some(start), Some(end)) => (start, end),
            (Some(start), None) => (start, start.checked_add_signed(span).unwrap_or(start)),
            (None, Some(end)) => (end.checked_sub_signed(span).unwrap_or(end), end),
            (None, None) => usual,
        };
        if end < start {
            return Err(invalid("dateEnd is before dateStart"));
        }
        if (end - start).num_days() <= most {
            return Ok((start, end));
        }
        match self.dialect.long_range {
            LongRange::Refused => Err(invalid(format!("The maximum range is {most} days"))),
            LongRange::Cut => Ok((start, start + Duration::days(most))),
        }
    }

    /// The body as an object.
    pub(crate) fn body(&self) -> Result<Map<String, Value>, Refusal> {
        let kind = self
            .request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("application/json") {
            return Err(invalid("The content type must be application/json"));
        }
        match serde_json::from_slice(self.request.body()) {
            Ok(Value::Object(fields)) => Ok(fields),
            _ => Err(invalid("The body must be a JSON object")),
        }
    }
}

/// The known fields of a body, each by its type. Unknown ones are dropped without a word, as the live server does.
pub(crate) fn read(
    body: &Map<String, Value>,
    known: &[Field],
    need: bool,
) -> Result<Map<String, Value>, Refusal> {
    let mut fields = Map::new();
    for (name, kind, required) in known {
        let sent = body.get(*name);
        let blank = match sent {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.trim().is_empty(),
            Some(_) => false,
        };
        if *required && blank && (need || sent.is_some()) {
            return Err(invalid(format!("{name} is required")));
        }
        if let Some(value) = sent {
            let value = kind
                .read(value)
                .ok_or_else(|| invalid(format!("{name} is not valid")))?;
            fields.insert((*name).to_owned(), value);
        }
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_by_their_types() {
        for (kind, good, kept) in [
            (Type::Int, json!("2018"), json!(2018)),
            (Type::Amount, json!(23.12), json!(23.12)),
            (Type::Amount, json!("23.125"), json!(23.13)),
            (Type::Bool, json!("true"), json!(true)),
            (Type::Text, json!("x"), json!("x")),
            (Type::Date, json!("2026-03-02"), json!("2026-03-02")),
            (
                Type::DateTime,
                json!("2026-03-02 09:00:00"),
                json!("2026-03-02 09:00:00"),
            ),
            (Type::OneOf(&["m"]), json!("m"), json!("m")),
            (Type::Texts, json!(["a"]), json!(["a"])),
            (Type::Int, Value::Null, Value::Null),
        ] {
            assert_eq!(kind.read(&good), Some(kept), "{kind:?}");
        }
        for (kind, bad) in [
            (Type::Int, json!(1.5)),
            (Type::Amount, json!("much")),
            (Type::Bool, json!(1)),
            (Type::Text, json!(1)),
            (Type::Date, json!("2026-3-2")),
            (Type::Date, json!("2026-02-30")),
            (Type::DateTime, json!("2026-03-02T09:00:00")),
            (Type::OneOf(&["m"]), json!("x")),
            (Type::Texts, json!(["a", 1])),
        ] {
            assert_eq!(kind.read(&bad), None, "{kind:?}");
        }
    }

    #[test]
    fn required_fields_may_not_be_emptied_either() {
        let known: [Field; 2] = [("a", Type::Text, true), ("b", Type::Int, false)];
        let body = |value: Value| value.as_object().unwrap().clone();
        assert!(read(&body(json!({ "b": 1 })), &known, true).is_err());
        assert!(read(&body(json!({ "a": " " })), &known, false).is_err());
        let fields = read(&body(json!({ "b": 1, "c": 2 })), &known, false).unwrap();
        assert_eq!(Value::Object(fields), json!({ "b": 1 }));
    }
}
