//! How far the reading of each connection has come.

pub(crate) const MIGRATION: &str = "
CREATE TABLE sync_cursors (
    connection TEXT PRIMARY KEY NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    strategy TEXT,                              -- a word of sync::FillStrategy; NULL: not found out yet
    state TEXT NOT NULL DEFAULT '{}',           -- where the strategy stands (JSON object)
    complete INTEGER NOT NULL DEFAULT 0,        -- the first fill has ended
    paused INTEGER NOT NULL DEFAULT 0,          -- by a person
    last_full_round_at INTEGER,                 -- when every known patient had last been asked about
    updated_at INTEGER NOT NULL
) STRICT;
";
