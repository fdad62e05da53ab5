//! This desk's preferences and small facts (name of the desk, drain lock, ...).

pub(crate) const MIGRATION: &str = "
CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL                         -- JSON
) STRICT, WITHOUT ROWID;
";
