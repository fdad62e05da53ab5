//! How our own values stand in columns.

use chrono::{DateTime, Utc};
use rusqlite::Row;
use uuid::Uuid;

/// An instant as whole milliseconds since 1970 (UTC).
#[must_use]
pub fn to_ms(instant: DateTime<Utc>) -> i64 {
    instant.timestamp_millis()
}

/// The instant of so many milliseconds since 1970 (UTC); numbers beyond the calendar are brought to its end.
#[must_use]
pub fn from_ms(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap_or(if milliseconds < 0 {
        DateTime::<Utc>::MIN_UTC
    } else {
        DateTime::<Utc>::MAX_UTC
    })
}

/// One of our ids out of a text column.
///
/// # Errors
/// When there is no such column or it holds something else.
pub fn id_of(row: &Row<'_>, column: &str) -> rusqlite::Result<Uuid> {
    let text: String = row.get(column)?;
    Uuid::parse_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// An instant out of a column that may be `NULL`.
///
/// # Errors
/// When there is no such column or it holds something else.
pub fn instant_of(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<DateTime<Utc>>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(from_ms))
}
