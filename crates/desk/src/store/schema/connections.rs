//! Accounts at vendors. Their keys are in the keyring, never here.

pub(crate) const MIGRATION: &str = "
CREATE TABLE connections (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,   -- the clinic's own name for the account
    vendor TEXT NOT NULL,                       -- a word of connections::Vendor
    base_url TEXT NOT NULL,                     -- everything before /integrations/...
    client_path TEXT NOT NULL,
    zone TEXT NOT NULL,                         -- IANA zone of the clinic's civil times
    settings TEXT NOT NULL DEFAULT '{}',        -- JSON object: request rate, overrides of guessed paths
    health TEXT NOT NULL DEFAULT 'untested',    -- a word of connections::Health
    last_contact_at INTEGER,                    -- the last answer of any kind
    offline_since INTEGER,                      -- NULL while the vendor answers
    stages_confirmed INTEGER NOT NULL DEFAULT 0,
    work_points_confirmed INTEGER NOT NULL DEFAULT 0,
    statuses_checked_at INTEGER,                -- when the vendor was last asked for the names of statuses
    created_at INTEGER NOT NULL
) STRICT;
";
