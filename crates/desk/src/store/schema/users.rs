//! People who work at the desk. Passwords and PINs are kept as argon2id (PHC strings), never as they are.

pub(crate) const MIGRATION: &str = "
CREATE TABLE users (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL,                         -- a word of session::UserRole
    password TEXT NOT NULL,                     -- PHC string, argon2id
    pin TEXT,                                   -- PHC string, argon2id
    active INTEGER NOT NULL DEFAULT 1,
    failures INTEGER NOT NULL DEFAULT 0,        -- wrong passwords and PINs in a row
    blocked_until INTEGER,                      -- nobody may try before
    last_signed_in_at INTEGER,
    changed_at INTEGER NOT NULL,                -- the newer one wins where a clinic file is read
    created_at INTEGER NOT NULL
) STRICT;
";
