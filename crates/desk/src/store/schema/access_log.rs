//! Who looked at what and who changed what. Rows are only ever added; `content` may be emptied, and the chain
//! over `content_hash` still verifies.

pub(crate) const MIGRATION: &str = "
CREATE TABLE access_log (
    seq INTEGER PRIMARY KEY NOT NULL,           -- 1, 2, 3 without a gap
    at INTEGER NOT NULL,
    user TEXT,                                  -- users.id; NULL: the desk itself
    user_name TEXT NOT NULL,
    desk TEXT NOT NULL,                         -- the name of the desk at that moment
    emergency INTEGER NOT NULL DEFAULT 0,
    act TEXT NOT NULL,                          -- a word of audit::AuditAct
    person TEXT,
    appointment TEXT,
    connection TEXT,                            -- the clinic's name of the account
    entry TEXT,                                 -- outbox.id
    content TEXT,                               -- JSON with a salt: names, values, reasons; NULL once erased or past its time
    content_hash TEXT NOT NULL,
    mac TEXT NOT NULL                           -- over the row without content, and the mac before
) STRICT;
CREATE INDEX access_log_person ON access_log (person, seq) WHERE person IS NOT NULL;
CREATE INDEX access_log_appointment ON access_log (appointment, seq) WHERE appointment IS NOT NULL;
CREATE INDEX access_log_at ON access_log (at);
";

/// Entries that end are noted by the store itself, so that no way to end one leaves the log without a line; the notes
/// become lines before the same transaction is committed. A person whose records all came to another one is found
/// under both.
pub(crate) const ENDED: &str = "
CREATE TABLE access_log_ended (
    id INTEGER PRIMARY KEY NOT NULL,
    entry TEXT NOT NULL                         -- outbox.id
) STRICT;
CREATE TRIGGER outbox_ended AFTER UPDATE OF state ON outbox
WHEN NEW.state IN ('done', 'refused', 'discarded') AND OLD.state <> NEW.state
BEGIN
    INSERT INTO access_log_ended (entry) VALUES (NEW.id);
END;
CREATE TABLE access_log_became (
    was TEXT PRIMARY KEY NOT NULL,              -- the person of the lines
    person TEXT NOT NULL                        -- who they are now
) STRICT;
CREATE INDEX access_log_became_person ON access_log_became (person);
CREATE INDEX access_log_entry ON access_log (entry, seq) WHERE entry IS NOT NULL;
CREATE INDEX access_log_user ON access_log (user, seq);
CREATE INDEX access_log_content ON access_log (at) WHERE content IS NOT NULL;
";

/// Changes that were made at a vendor and met by reading; they become lines before the same transaction is committed.
pub(crate) const CHANGED_THERE: &str = "
CREATE TABLE access_log_changed_there (
    id INTEGER PRIMARY KEY NOT NULL,
    appointment TEXT NOT NULL,
    connection TEXT NOT NULL,                   -- connections.id
    changes TEXT NOT NULL                       -- JSON: audit::FieldChange
) STRICT;
";
