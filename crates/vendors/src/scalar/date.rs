//! Dates as vendors write them, with or without a time of day.

use chrono::{Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _};
use serde::ser::Serializer;

use super::{Scalar, plain};

/// A date, and the time of day and offset if they were written. No zone is ever guessed: what is written is
/// civil time at the clinic, and `2022-06-15T00:00:00.000+0000` is the date 2022-06-15.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorDate {
    /// The calendar day as written.
    pub date: NaiveDate,
    /// The time of day as written.
    pub time: Option<NaiveTime>,
    /// The offset as written.
    pub offset: Option<FixedOffset>,
    text: String,
}

impl VendorDate {
    /// Reads `YYYY-MM-DD`, optionally followed by `T` or blanks and `HH:MM[:SS[.fff]]`, optionally followed by
    /// `Z`, `+HHMM` or `+HH:MM`. `0000-00-00` and anything else give `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        let day = trimmed.get(..10)?;
        let date = NaiveDate::parse_from_str(day, "%Y-%m-%d")
            .ok()
            .filter(|date| date.year() > 0)?;
        let rest = &trimmed[10..];
        if rest.is_empty() {
            return Some(Self {
                date,
                time: None,
                offset: None,
                text: text.to_owned(),
            });
        }
        let clock = rest
            .strip_prefix(['T', 't'])
            .or_else(|| rest.strip_prefix(' '))?
            .trim();
        let (clock, offset) = split_offset(clock)?;
        Some(Self {
            date,
            time: Some(parse_time(clock)?),
            offset,
            text: text.to_owned(),
        })
    }

    /// The text as the vendor wrote it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn split_offset(clock: &str) -> Option<(&str, Option<FixedOffset>)> {
    if let Some(clock) = clock.strip_suffix(['Z', 'z']) {
        return Some((clock, FixedOffset::east_opt(0)));
    }
    let Some(at) = clock.rfind(['+', '-']) else {
        return Some((clock, None));
    };
    let (clock, written) = clock.split_at(at);
    let digits: String = written[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    let seconds = (hours * 60 + minutes) * 60;
    let offset = FixedOffset::east_opt(if written.starts_with('-') {
        -seconds
    } else {
        seconds
    })?;
    Some((clock.trim_end(), Some(offset)))
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    ["%H:%M:%S%.f", "%H:%M"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}

impl Scalar for VendorDate {
    fn read(raw: &str) -> Option<Self> {
        Self::parse(&plain(raw)?)
    }

    /// The vendor's own text.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// A day without a time.
impl Scalar for NaiveDate {
    fn read(raw: &str) -> Option<Self> {
        let day = VendorDate::read(raw)?;
        day.time.is_none().then_some(day.date)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.format("%Y-%m-%d"))
    }
}

/// A civil time, `YYYY-MM-DD HH:MM:SS`; one with an offset is none.
impl Scalar for NaiveDateTime {
    fn read(raw: &str) -> Option<Self> {
        let day = VendorDate::read(raw).filter(|day| day.offset.is_none())?;
        Some(day.date.and_time(day.time?))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.format("%Y-%m-%d %H:%M:%S%.f"))
    }
}

/// A time of day from `HH:MM` or `HH:MM:SS`.
impl Scalar for NaiveTime {
    fn read(raw: &str) -> Option<Self> {
        parse_time(&plain(raw)?)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let format = if self.second() == 0 && self.nanosecond() == 0 {
            "%H:%M"
        } else {
            "%H:%M:%S%.f"
        };
        serializer.collect_str(&self.format(format))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Wire;
    use super::*;

    #[test]
    fn every_format_of_the_documents() {
        for (text, date, time, offset) in [
            ("2017-10-03", "2017-10-03", None, None),
            (
                "2022-06-15T00:00:00.000+0000",
                "2022-06-15",
                Some("00:00:00"),
                Some(0),
            ),
            (
                "2021-09-09T09:43:53.000+0000",
                "2021-09-09",
                Some("09:43:53"),
                Some(0),
            ),
            (
                "2021-09-09T09:43:53+03:00",
                "2021-09-09",
                Some("09:43:53"),
                Some(10_800),
            ),
            ("2021-09-09T09:43:53Z", "2021-09-09", Some("09:43:53"), Some(0)),
            ("2022-07-07 14:50", "2022-07-07", Some("14:50:00"), None),
            ("2024-08-02 17:18:19", "2024-08-02", Some("17:18:19"), None),
            (" 2024-08-02 ", "2024-08-02", None, None),
        ] {
            let read = VendorDate::read(&format!("\"{text}\"")).unwrap();
            assert_eq!(read.date.to_string(), date, "{text}");
            assert_eq!(read.time.map(|time| time.to_string()).as_deref(), time, "{text}");
            assert_eq!(
                read.offset.map(|offset| offset.local_minus_utc()),
                offset,
                "{text}"
            );
            assert_eq!(
                serde_json::to_string(&Wire(&read)).unwrap(),
                format!("\"{text}\"")
            );
        }
    }

    #[test]
    fn what_is_no_date_is_not_one() {
        for text in [
            "",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "0000-01-01",
            "2022-13-01",
            "2023-02-29",
            "31.01.2000",
            "azi",
            "-0001-11-30",
            "2022-06-15X",
            "2022-06-15 25:00",
            "2022-06-15 10:00+9",
            "ăăăăăăăăăă",
            "2022-06-15 10:00+99:99",
        ] {
            assert_eq!(VendorDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_of_day() {
        let time = |raw: &str| NaiveTime::read(raw);
        assert_eq!(time("\"12:30\""), NaiveTime::from_hms_opt(12, 30, 0));
        assert_eq!(time("\"9:05\""), NaiveTime::from_hms_opt(9, 5, 0));
        assert_eq!(time("\"12:30:15\""), NaiveTime::from_hms_opt(12, 30, 15));
        for raw in ["\"\"", "\"24:00\"", "\"noon\"", "12", "{}"] {
            assert_eq!(time(raw), None, "{raw}");
        }
        let written = |raw: &str| serde_json::to_string(&Wire(&time(raw).unwrap())).unwrap();
        assert_eq!(written("\"12:30\""), "\"12:30\"");
        assert_eq!(written("\"12:30:15\""), "\"12:30:15\"");
    }

    #[test]
    fn civil_times_and_days_are_told_apart() {
        let written = |raw: &str| {
            let time = NaiveDateTime::read(raw)?;
            serde_json::to_string(&Wire(&time)).ok()
        };
        for raw in ["\"2026-05-04 10:30:00\"", "\"2026-05-04T10:30\""] {
            assert_eq!(written(raw).as_deref(), Some("\"2026-05-04 10:30:00\""));
            assert_eq!(NaiveDate::read(raw), None);
        }
        assert_eq!(written("\"2026-05-04T10:30:00Z\""), None);
        assert_eq!(written("\"2026-05-04\""), None);
        let day = NaiveDate::read("\"2026-05-04\"").unwrap();
        assert_eq!(serde_json::to_string(&Wire(&day)).unwrap(), "\"2026-05-04\"");
    }
}
