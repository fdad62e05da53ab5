//! Video visits, as the vendors list them and as they were booked here.

pub(crate) const MIGRATION: &str = "
CREATE TABLE video_visits (
    id TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    vendor_id TEXT,                             -- NULL while it is not booked at the vendor
    person TEXT REFERENCES persons(id) ON DELETE SET NULL,  -- whom it was booked for here
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    birth_year TEXT,
    start TEXT,                                 -- civil time at the clinic, 2030-11-23T10:00:00
    url TEXT,
    active INTEGER,                             -- NULL: the vendor does not say
    seen_at INTEGER,                            -- when the vendor last named it
    gone_at INTEGER,                            -- removed, or no longer named by the vendor
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX video_visits_vendor ON video_visits(connection, vendor_id) WHERE vendor_id IS NOT NULL;
CREATE INDEX video_visits_start ON video_visits(start);
CREATE INDEX video_visits_person ON video_visits(person) WHERE person IS NOT NULL;
CREATE TABLE video_clocks (
    connection TEXT PRIMARY KEY NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    visits_checked_at INTEGER,                  -- when the list was last read
    ahead_seconds INTEGER,                      -- the vendor's clock against this desk's; NULL: not readable
    clock_checked_at INTEGER
) STRICT;
";

/// When a list that may say too little first lacked the visit (ms).
pub(crate) const MISSED: &str = "ALTER TABLE video_visits ADD COLUMN missed_at INTEGER";
