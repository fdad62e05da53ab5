//! Civil time: what the clock on the clinic's wall shows. The zone is the clinic's, never the computer's.

use std::str::FromStr as _;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::error::BasicsError;

/// A clinic's zone by its IANA name.
///
/// # Errors
/// `NotAZone`.
pub fn zone(name: &str) -> Result<Tz, BasicsError> {
    Tz::from_str(name).map_err(|_| BasicsError::NotAZone(name.to_owned()))
}

/// What the clinic's wall clock shows at an instant.
#[must_use]
pub fn at_clinic(instant: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    instant.with_timezone(&zone).naive_local()
}

/// The date at the clinic at an instant.
#[must_use]
pub fn date_at_clinic(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at_clinic(instant, zone).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn the_day_turns_at_the_clinic_not_in_greenwich() {
        let bucharest = zone("Europe/Bucharest").unwrap();
        assert_eq!(
            date_at_clinic(instant("2026-11-23T21:59:00Z"), bucharest).to_string(),
            "2026-11-23"
        );
        assert_eq!(
            date_at_clinic(instant("2026-11-23T22:00:00Z"), bucharest).to_string(),
            "2026-11-24"
        );
    }

    #[test]
    fn summer_time_is_the_zones_business() {
        let bucharest = zone("Europe/Bucharest").unwrap();
        assert_eq!(
            at_clinic(instant("2026-10-25T00:30:00Z"), bucharest)
                .time()
                .to_string(),
            "03:30:00"
        );
        assert_eq!(
            at_clinic(instant("2026-10-25T01:30:00Z"), bucharest)
                .time()
                .to_string(),
            "03:30:00"
        );
    }

    #[test]
    fn a_name_that_is_no_zone_is_refused() {
        assert!(zone("Bucharest").is_err());
    }
}
