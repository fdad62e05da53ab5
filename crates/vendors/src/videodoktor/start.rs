//! The beginning of a call: local ISO time on our side, the connection's format on the vendor's.

use std::fmt::Write as _;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeZone as _, Timelike as _, Utc};

use super::ZONE;
use crate::VendorError;

/// How `meet_start` is written. The document's sentence about it is empty; it calls the answer of `server-time` "the
/// correct format", so that one is the default. Code X020 says that it is another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StartFormat {
    /// `23.11.2030.10.00`, as `server-time` answers.
    #[default]
    Dotted,
    /// `23.11.2030 10:00`, as `meet_time` in answers.
    Spaced,
    /// `2030-11-23 10:00:00`, as `meet_time_imd` in answers.
    Sortable,
    /// Another pattern of strftime, found to be writable by [`StartFormat::parse`].
    Pattern(String),
}

impl StartFormat {
    /// Reads `dotted`, `spaced`, `sortable`, or a strftime pattern of date and time of day.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "dotted" => Some(Self::Dotted),
            "spaced" => Some(Self::Spaced),
            "sortable" => Some(Self::Sortable),
            pattern => {
                let items = || StrftimeItems::new(pattern);
                let sound = items().all(|item| item != Item::Error);
                let says_something = items().any(|item| matches!(item, Item::Numeric(..) | Item::Fixed(..)));
                if !sound || !says_something {
                    return None;
                }
                // A pattern may name a zone, which a civil time does not have.
                let mut written = String::new();
                write!(written, "{}", NaiveDateTime::default().format(pattern)).ok()?;
                Some(Self::Pattern(pattern.to_owned()))
            }
        }
    }

    /// The strftime pattern.
    pub fn pattern(&self) -> &str {
        match self {
            Self::Dotted => "%d.%m.%Y.%H.%M",
            Self::Spaced => "%d.%m.%Y %H:%M",
            Self::Sortable => "%Y-%m-%d %H:%M:%S",
            Self::Pattern(pattern) => pattern,
        }
    }

    /// The time in this format; empty when a hand-made pattern cannot write it.
    pub fn write(&self, start: NaiveDateTime) -> String {
        let mut written = String::new();
        if write!(written, "{}", start.format(self.pattern())).is_err() {
            written.clear();
        }
        written
    }
}

/// Reads local ISO time, `2030-11-23T10:00`, with or without seconds.
pub fn parse_start(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

/// Reads a time as the vendor writes them, in any of the formats seen.
pub(super) fn parse_vendor_time(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    [
        "%d.%m.%Y.%H.%M",
        "%d.%m.%Y.%H.%M.%S",
        "%d.%m.%Y %H:%M",
        "%d.%m.%Y %H:%M:%S",
        "%Y-%m-%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M",
    ]
    .iter()
    .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

/// The rules for the beginning of a call: whole minutes, a time that exists, in the future (X021), and not in the
/// nightly pause between 3:00 and 4:00 (X022).
pub(super) fn check_start(
    operation: &'static str,
    start: NaiveDateTime,
    now: DateTime<Utc>,
) -> Result<(), VendorError> {
    let invalid = |message: &str| Err(VendorError::invalid(operation, "meet_start", message));
    if start.second() != 0 || start.nanosecond() != 0 {
        return invalid("meet_start must be a whole minute");
    }
    let begins = match ZONE.from_local_datetime(&start) {
        MappedLocalTime::Single(begins) | MappedLocalTime::Ambiguous(_, begins) => begins,
        MappedLocalTime::None => {
            return invalid("meet_start does not exist: the clocks are put forward over it");
        }
    };
    if begins <= now {
        return invalid("meet_start must be in the future");
    }
    if start.hour() == 3 {
        return invalid("meet_start must not be between 3:00 and 4:00, when the server pauses");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        parse_start(text).unwrap()
    }

    fn now(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn one_time_in_every_format() {
        let start = at("2030-11-23T09:05");
        for (name, written) in [
            ("dotted", "23.11.2030.09.05"),
            ("spaced", "23.11.2030 09:05"),
            ("sortable", "2030-11-23 09:05:00"),
            ("%d/%m/%Y %H.%M", "23/11/2030 09.05"),
        ] {
            let format = StartFormat::parse(name).unwrap();
            assert_eq!(format.write(start), written);
            if !name.starts_with('%') {
                assert_eq!(parse_vendor_time(written), Some(start));
            }
        }
        assert_eq!(StartFormat::default(), StartFormat::Dotted);
        for bad in ["", "iso", "%", "%Y %Q", "%H:%M %z", "%s %Z"] {
            assert_eq!(StartFormat::parse(bad), None, "{bad}");
        }
        assert_eq!(StartFormat::Pattern("%z".to_owned()).write(start), "");
    }

    #[test]
    fn only_local_iso_time_is_read() {
        assert_eq!(parse_start(" 2030-11-23T10:00:00 "), Some(at("2030-11-23T10:00")));
        for bad in [
            "23.11.2030.10.00",
            "2030-11-23",
            "2030-11-23T10:00Z",
            "2030-11-23T25:00",
            "",
        ] {
            assert_eq!(parse_start(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_past_the_pause_and_times_that_do_not_exist_are_refused() {
        let midday = now("2026-06-10T10:00:00Z");
        let refused = |start: &str, now: DateTime<Utc>| {
            check_start("create-call", at(start), now)
                .err()
                .map(|error| (error.field, error.message))
        };
        // Summer time in Prague is two hours ahead of UTC.
        assert!(refused("2026-06-10T12:00", midday).unwrap().1.contains("future"));
        assert_eq!(refused("2026-06-10T12:01", midday), None);
        assert!(refused("2025-01-01T12:01", midday).unwrap().1.contains("future"));
        for (start, pauses) in [
            ("2026-07-01T02:59", false),
            ("2026-07-01T03:00", true),
            ("2026-07-01T03:59", true),
            ("2026-07-01T04:00", false),
        ] {
            let error = refused(start, midday);
            assert_eq!(
                error
                    .as_ref()
                    .is_some_and(|(_, message)| message.contains("3:00")),
                pauses,
                "{start}"
            );
            assert!(error.is_none_or(|(field, _)| field == Some("meet_start")));
        }
        assert!(
            refused("2026-07-01T10:00:30", midday)
                .unwrap()
                .1
                .contains("minute")
        );
        assert!(refused("2027-03-28T02:30", midday).unwrap().1.contains("exist"));
        // Of the hour that comes twice the later one counts.
        assert_eq!(refused("2026-10-25T02:30", now("2026-10-25T01:00:00Z")), None);
    }
}
