//! Work points: ids in some answers, names in others.

pub(crate) const MIGRATION: &str = "
CREATE TABLE work_points (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    name TEXT NOT NULL,                         -- as it stands in appointments
    vendor_id TEXT,                             -- NULL: not seen together with the name yet
    confirmed INTEGER NOT NULL DEFAULT 0,       -- a person said that id and name belong together
    PRIMARY KEY (connection, name)
) STRICT, WITHOUT ROWID;
";
