//! Appointments, when each of their flags was seen set and unset, and which days were read as a whole.

pub(crate) const MIGRATION: &str = "
CREATE TABLE appointments (
    id TEXT PRIMARY KEY NOT NULL,
    record TEXT NOT NULL REFERENCES patient_records(id) ON DELETE CASCADE, -- the patient asked about
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    vendor_id TEXT,                             -- NULL: cannot be changed through the vendor
    vendor_patient TEXT,                        -- whose by the row's own word; may differ from the record's
    date TEXT NOT NULL,
    start TEXT,
    \"end\" TEXT,
    doctor TEXT,                                -- names, as the vendor answers them
    place TEXT,
    room TEXT,
    purpose TEXT,
    extra TEXT NOT NULL DEFAULT '{}',
    seen_at INTEGER NOT NULL,                   -- the last answer that held it
    gone_at INTEGER                             -- since when the patient's list no longer holds it
) STRICT;
CREATE INDEX appointments_date ON appointments(date, record, gone_at);
CREATE INDEX appointments_record ON appointments(record, date);
CREATE UNIQUE INDEX appointments_vendor_id ON appointments(connection, vendor_id, record) WHERE vendor_id IS NOT NULL;

CREATE TABLE appointment_flags (
    appointment TEXT NOT NULL REFERENCES appointments(id) ON DELETE CASCADE,
    key TEXT NOT NULL,                          -- as in statuses
    value INTEGER NOT NULL,                     -- as last seen at the vendor
    last_unset_at INTEGER,                      -- the last instant it was seen unset
    first_set_at INTEGER,                       -- the first instant it was seen set since then
    PRIMARY KEY (appointment, key)
) STRICT, WITHOUT ROWID;
";

/// Where a vendor lists whole days: of which day, and as of when.
pub(crate) const DAYS: &str = "
CREATE TABLE days_read (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    date TEXT NOT NULL,
    read_at INTEGER NOT NULL,                   -- when the vendor was asked
    PRIMARY KEY (connection, date)
) STRICT, WITHOUT ROWID;
";
