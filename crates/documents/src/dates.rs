//! Dates and times as they are written on paper.

use chrono::{Datelike as _, NaiveDate, NaiveDateTime, NaiveTime};

use crate::error::DocumentError;
use crate::speech::Speech;

impl Speech {
    /// `Monday, 23 November 2026`.
    pub(crate) fn long_date(&self, date: NaiveDate) -> Result<String, DocumentError> {
        let weekday = date.weekday().number_from_monday();
        let weekday = self.say(&format!("paper-weekday-{weekday}"), &[])?;
        let month = self.say(&format!("paper-month-{}", date.month()), &[])?;
        self.say(
            "paper-date-long",
            &[
                ("weekday", &weekday),
                ("day", &date.day().to_string()),
                ("month", &month),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// `23 Nov 2026`.
    pub(crate) fn short_date(&self, date: NaiveDate) -> Result<String, DocumentError> {
        let month = self.say(&format!("paper-month-short-{}", date.month()), &[])?;
        self.say(
            "paper-date-short",
            &[
                ("day", &date.day().to_string()),
                ("month", &month),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// `23 Nov 2026, 07:45`.
    pub(crate) fn moment(&self, moment: NaiveDateTime) -> Result<String, DocumentError> {
        let date = self.short_date(moment.date())?;
        self.say(
            "paper-moment",
            &[("date", &date), ("time", &clock(moment.time()))],
        )
    }

    /// `07:45` on the day of `beside`, `22 Nov 2026, 07:45` on another one.
    pub(crate) fn moment_beside(
        &self,
        moment: NaiveDateTime,
        beside: NaiveDateTime,
    ) -> Result<String, DocumentError> {
        if moment.date() == beside.date() {
            Ok(clock(moment.time()))
        } else {
            self.moment(moment)
        }
    }
}

/// `07:45`.
pub(crate) fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}
