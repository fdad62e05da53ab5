//! Ranges of days longer than the vendor answers: split, asked one by one, joined.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};

use crate::{Rows, UnreadableRow, VendorError};

/// Nobody means a longer range, and each window is a request.
const LONGEST: i64 = 20 * 366;

/// The days asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) start: Option<NaiveDate>,
    pub(super) end: Option<NaiveDate>,
}

impl Range {
    /// Windows of at most so many days, first and last one included. With an end missing, the vendor's own default
    /// range is asked for.
    pub(super) fn windows(self, operation: &'static str, days: u64) -> Result<Vec<Self>, VendorError> {
        let (Some(start), Some(end)) = (self.start, self.end) else {
            return Ok(vec![self]);
        };
        let invalid = |message: &str| Err(VendorError::invalid(operation, "dateEnd", message));
        if end < start {
            return invalid("dateEnd must not lie before dateStart");
        }
        if (end - start).num_days() > LONGEST {
            return invalid("the range is longer than twenty years");
        }
        let mut windows = vec![];
        let mut from = start;
        loop {
            let last = from + Days::new(days - 1);
            let to = last.min(end);
            windows.push(Self {
                start: Some(from),
                end: Some(to),
            });
            if to == end {
                return Ok(windows);
            }
            from = to + Days::new(1);
        }
    }
}

/// Adds the rows of one answer to those before; a row seen before is left out.
pub(super) fn join<T>(
    all: &mut Rows<T>,
    more: Rows<T>,
    seen: &mut HashSet<String>,
    id: impl Fn(&T) -> Option<String>,
) -> usize {
    let before = all.rows.len();
    let place = all.rows.len() + all.unreadable.len();
    for other in more.unreadable {
        all.unreadable.push(UnreadableRow {
            index: place + other.index,
            ..other
        });
    }
    for row in more.rows {
        if id(&row).is_none_or(|id| seen.insert(id)) {
            all.rows.push(row);
        }
    }
    all.rows.len() - before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn windows(start: &str, end: &str, days: u64) -> Vec<String> {
        let range = Range {
            start: day(start),
            end: day(end),
        };
        let windows = range.windows("bills", days).unwrap();
        let shown = |day: Option<NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
        windows
            .into_iter()
            .map(|window| format!("{}..{}", shown(window.start), shown(window.end)))
            .collect()
    }

    #[test]
    fn windows_touch_without_overlapping() {
        assert_eq!(
            windows("2026-01-01", "2026-01-30", 30),
            ["2026-01-01..2026-01-30"]
        );
        assert_eq!(
            windows("2026-01-01", "2026-01-31", 30),
            ["2026-01-01..2026-01-30", "2026-01-31..2026-01-31"]
        );
        assert_eq!(
            windows("2026-01-01", "2026-03-05", 31),
            [
                "2026-01-01..2026-01-31",
                "2026-02-01..2026-03-03",
                "2026-03-04..2026-03-05"
            ]
        );
        assert_eq!(windows("2026-01-01", "2026-01-01", 30).len(), 1);
        assert_eq!(windows("2026-01-01", "", 30), ["2026-01-01..-"]);
        assert_eq!(windows("", "", 30), ["-..-"]);
    }

    #[test]
    fn a_range_backwards_or_without_end_is_refused() {
        for (start, end) in [("2026-01-02", "2026-01-01"), ("1900-01-01", "2026-01-01")] {
            let range = Range {
                start: day(start),
                end: day(end),
            };
            assert_eq!(range.windows("bills", 31).unwrap_err().field, Some("dateEnd"));
        }
    }
}
