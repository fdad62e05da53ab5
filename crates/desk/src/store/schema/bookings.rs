//! What can be chosen where appointments are booked, as each account last told.

pub(crate) const MIGRATION: &str = "
CREATE TABLE booking_offers (
    connection TEXT PRIMARY KEY NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    offer TEXT NOT NULL,                        -- JSON: doctors, rooms, reasons
    read_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";
