//! Accounts at vendors. Their keys are in the keyring, never here.

pub(crate) const MIGRATION: &str = "
CREATE TABLE connections (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,   -- the clinic's own name for the account
    vendor TEXT NOT NULL,                       -- a word of connections::Vendor
    base_url TEXT NOT NULL,                     -- everything before what all operations share
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

/// Every vendor asks for other things than an address and a key.
pub(crate) const DETAILS: &str = "
ALTER TABLE connections ADD COLUMN details TEXT NOT NULL DEFAULT '{}';  -- JSON object: the form's fields
ALTER TABLE connections ADD COLUMN tokens TEXT NOT NULL DEFAULT '{}';   -- JSON object: renewed tokens, too long for a keyring
UPDATE connections SET details = json_object('client_path', client_path);
ALTER TABLE connections DROP COLUMN client_path;
";

/// Desks share accounts by the clinic file, and the newer one wins.
pub(crate) const CHANGED: &str = "
ALTER TABLE connections ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;  -- when a person last changed what desks share
UPDATE connections SET changed_at = created_at;
";
