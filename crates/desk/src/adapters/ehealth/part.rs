//! A part of a contract request in the making: what is absent leaves no line, what is unknown keeps its own name.

use std::fmt::Display;

use chrono::{DateTime, SecondsFormat, Utc};
use frontdesk_vendors::UnreadableRow;
use frontdesk_vendors::json::Extra;
use frontdesk_vendors::scalar::VendorDate;

use crate::contracts::{SheetLine, SheetSection, ValueKind};

/// A part that is being filled.
pub(super) struct Part(SheetSection);

impl Part {
    /// A part with this key of ours and nothing in it.
    pub(super) fn new(key: &str) -> Self {
        Self(SheetSection {
            key: key.to_owned(),
            ..SheetSection::default()
        })
    }

    /// The same with what tells it from others of its key.
    pub(super) fn titled(mut self, title: Option<String>) -> Self {
        self.0.title = title.filter(|title| !title.trim().is_empty());
        self
    }

    /// A line of text.
    pub(super) fn text(&mut self, key: &str, value: Option<&str>) {
        self.line(key, value, ValueKind::Text);
    }

    /// A word of a dictionary.
    pub(super) fn word(&mut self, key: &str, value: Option<&str>) {
        self.line(key, value, ValueKind::Word);
    }

    /// An id.
    pub(super) fn id(&mut self, key: &str, value: Option<&str>) {
        self.line(key, value, ValueKind::Id);
    }

    /// A number.
    pub(super) fn number(&mut self, key: &str, value: Option<impl Display>) {
        self.line(
            key,
            value.map(|value| value.to_string()).as_deref(),
            ValueKind::Number,
        );
    }

    /// An amount.
    pub(super) fn money(&mut self, key: &str, value: Option<impl Display>) {
        self.line(
            key,
            value.map(|value| value.to_string()).as_deref(),
            ValueKind::Money,
        );
    }

    /// Yes or no.
    pub(super) fn truth(&mut self, key: &str, value: Option<bool>) {
        self.line(
            key,
            value.map(|value| value.to_string()).as_deref(),
            ValueKind::Truth,
        );
    }

    /// A date; a time of day beside it says nothing.
    pub(super) fn date(&mut self, key: &str, value: Option<&VendorDate>) {
        let date = value.map(|value| value.date.to_string());
        self.line(key, date.as_deref(), ValueKind::Date);
    }

    /// An instant; one without its offset stays text, because no zone is guessed.
    pub(super) fn instant(&mut self, key: &str, value: Option<&VendorDate>) {
        let Some(value) = value else { return };
        match (value.time, value.offset) {
            (None, _) => self.date(key, Some(value)),
            (Some(_), None) => self.text(key, Some(value.as_str())),
            (Some(time), Some(offset)) => {
                let instant = value.date.and_time(time).and_local_timezone(offset).single();
                let written = instant
                    .map(|instant| DateTime::<Utc>::from(instant).to_rfc3339_opts(SecondsFormat::Secs, true));
                self.line(
                    key,
                    Some(written.as_deref().unwrap_or(value.as_str())),
                    ValueKind::Instant,
                );
            }
        }
    }

    /// What came beyond the known fields.
    pub(super) fn unknown(&mut self, extra: &Extra) {
        for (key, raw) in extra.iter() {
            self.unread(key, raw);
        }
    }

    /// Entries of a list that are no objects, under the list's own name.
    pub(super) fn broken(&mut self, key: &str, rows: &[UnreadableRow]) {
        for row in rows {
            self.unread(key, row.raw.get());
        }
    }

    /// A part within this one, if it says anything.
    pub(super) fn holds(&mut self, part: Self) {
        self.0.parts.extend(part.finished());
    }

    /// The part, if it says anything.
    pub(super) fn finished(self) -> Option<SheetSection> {
        let says = self.0.title.is_some() || !self.0.lines.is_empty() || !self.0.parts.is_empty();
        says.then_some(self.0)
    }

    /// Whether there is a line in it.
    pub(super) fn has_lines(&self) -> bool {
        !self.0.lines.is_empty()
    }

    fn unread(&mut self, key: &str, raw: &str) {
        if raw == "null" {
            return;
        }
        let text = serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.to_owned());
        self.0.lines.push(SheetLine {
            key: key.to_owned(),
            known: false,
            value: text,
            kind: ValueKind::Text,
        });
    }

    fn line(&mut self, key: &str, value: Option<&str>, kind: ValueKind) {
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else {
            return;
        };
        self.0.lines.push(SheetLine {
            key: key.to_owned(),
            known: true,
            value: value.to_owned(),
            kind,
        });
    }
}
