//! Doctors of the clinic, as last listed.

pub(crate) const MIGRATION: &str = "
CREATE TABLE doctors (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    vendor_id TEXT NOT NULL,
    work_point TEXT,                            -- the vendor's id of the main work point
    last_name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    specialty TEXT,
    active INTEGER,                             -- NULL: not said
    extra TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (connection, vendor_id)
) STRICT, WITHOUT ROWID;
";
