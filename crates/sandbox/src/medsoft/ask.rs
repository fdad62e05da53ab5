//! What an operation gets to know of its request, and how it says no.

use chrono::NaiveDateTime;
use http::{Request, header};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::dialect::{Diacritics, Dialect, UnknownRecord};
use crate::json::Json;
use crate::text::without_diacritics;

/// A refusal: the vendor's number and words. The document gives one text (§20) and no numbers; the rest are ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) text: String,
}

/// The rows of `ReturnData`, or a refusal.
pub(crate) type Rows = Result<Vec<Json>, Refusal>;

/// A request value that breaks a rule of the document.
pub(crate) fn invalid(text: impl Into<String>) -> Refusal {
    Refusal {
        code: 100,
        text: text.into(),
    }
}

/// A record that does not exist, in a write or where the dialect refuses.
pub(crate) fn unknown(what: &str) -> Refusal {
    Refusal {
        code: 101,
        text: format!("{what} nu există."),
    }
}

/// Something that may not be done (again).
pub(crate) fn forbidden(text: impl Into<String>) -> Refusal {
    Refusal {
        code: 102,
        text: text.into(),
    }
}

/// A request as the operations see it.
pub(crate) struct Ask<'a> {
    pub(crate) dialect: &'a Dialect,
    /// Wall time at the clinic.
    pub(crate) now: NaiveDateTime,
    query: Vec<(String, String)>,
    body: &'a [u8],
    is_json: bool,
}

impl<'a> Ask<'a> {
    pub(crate) fn new(dialect: &'a Dialect, now: NaiveDateTime, request: &'a Request<bytes::Bytes>) -> Self {
        let query = request.uri().query().unwrap_or_default();
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        Self {
            dialect,
            now,
            query: url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            body: request.body(),
            is_json: kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json")),
        }
    }

    /// A query parameter that was sent with something in it.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(sent, _)| sent == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Whether a query parameter says `true`.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.param(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The body as JSON.
    pub(crate) fn body(&self) -> Result<Value, Refusal> {
        if !self.is_json {
            return Err(invalid("Content-Type trebuie să fie application/json."));
        }
        serde_json::from_slice(self.body).map_err(|_| invalid("Corpul cererii nu este JSON valid."))
    }

    /// The body as a JSON object.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, Refusal> {
        match self.body()? {
            Value::Object(fields) => Ok(fields),
            _ => Err(invalid("Corpul cererii trebuie să fie un obiect.")),
        }
    }

    /// A name as this dialect answers it.
    pub(crate) fn name(&self, stored: &str) -> String {
        match self.dialect.diacritics {
            Diacritics::Kept => stored.to_owned(),
            Diacritics::Stripped => without_diacritics(stored),
        }
    }

    /// What a read answers about a record that does not exist.
    pub(crate) fn nothing(&self, what: &str) -> Rows {
        match self.dialect.unknown_record {
            UnknownRecord::Empty => Ok(Vec::new()),
            UnknownRecord::Refused => Err(unknown(what)),
        }
    }
}

/// A code from a path or query.
pub(crate) fn code(text: &str, name: &str) -> Result<u32, Refusal> {
    text.parse()
        .map_err(|_| invalid(format!("{name} trebuie să fie numeric.")))
}

/// A required code in a body.
pub(crate) fn body_code(fields: &Map<String, Value>, name: &str) -> Result<u32, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Err(invalid(format!("{name} este obligatoriu."))),
        Some(value) => value
            .as_u64()
            .and_then(|code| u32::try_from(code).ok())
            .ok_or_else(|| invalid(format!("{name} trebuie să fie numeric."))),
    }
}

/// A number of a body, exactly as its digits say.
pub(crate) fn decimal(value: &Value, name: &str) -> Result<Decimal, Refusal> {
    let number = value.as_number().and_then(|number| {
        let digits = number.to_string();
        digits.parse().or_else(|_| Decimal::from_scientific(&digits)).ok()
    });
    number.ok_or_else(|| invalid(format!("{name} trebuie să fie numeric.")))
}

/// An optional text of a body; a null counts as not sent.
pub(crate) fn text(fields: &Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
        Some(_) => Err(invalid(format!("{name} trebuie să fie text."))),
    }
}

/// Money as the rows with two decimals print it.
pub(crate) fn money(amount: Decimal) -> String {
    format!("{:.2}", amount.round_dp(2))
}
