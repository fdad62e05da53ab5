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
