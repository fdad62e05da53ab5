//! The tables of bills: what the vendor answered, and which days it was asked about.

pub(crate) const MIGRATION: &str = "
CREATE TABLE bills (
    id TEXT PRIMARY KEY NOT NULL,               -- follows from connection and vendor_id
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    vendor_id TEXT NOT NULL,
    number TEXT,
    date TEXT,                                  -- NULL: not told
    kind TEXT NOT NULL,                         -- a word of bills::BillKind
    kind_told TEXT,                             -- the vendor's word where it is another
    direction TEXT NOT NULL,                    -- incoming, outgoing
    vendor_patient TEXT,                        -- whose by its own word
    care_plan TEXT,                             -- the vendor's id
    total TEXT,                                 -- exact decimal, as the vendor returned it
    currency TEXT,
    vat TEXT,                                   -- as the vendor returned it, never computed
    stamp TEXT,                                 -- as the vendor returned it, never computed
    description TEXT,
    open TEXT,                                  -- what was left when payments were last asked for; NULL: never, or not told
    found_from TEXT NOT NULL,                   -- the days that were asked about when it was last listed
    found_to TEXT NOT NULL,
    seen_at INTEGER NOT NULL,                   -- ms, the last answer that held it
    checked_at INTEGER,                         -- ms, when everything about it was last asked
    gone_at INTEGER,                            -- ms, since when the vendor has it no longer; something of ours hangs on it
    UNIQUE (connection, vendor_id)
) STRICT;
CREATE INDEX bills_date ON bills(connection, date);
CREATE INDEX bills_patient ON bills(connection, vendor_patient) WHERE vendor_patient IS NOT NULL;
CREATE TABLE bill_liabilities (
    bill TEXT NOT NULL REFERENCES bills(id) ON DELETE CASCADE,
    vendor_id TEXT NOT NULL,
    amount TEXT,
    currency TEXT,
    due TEXT,
    PRIMARY KEY (bill, vendor_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE bill_transactions (
    bill TEXT NOT NULL REFERENCES bills(id) ON DELETE CASCADE,
    vendor_id TEXT NOT NULL,
    amount TEXT,
    currency TEXT,
    date TEXT,
    direction TEXT NOT NULL,
    account TEXT,                               -- the vendor's id
    payment_type TEXT,                          -- the vendor's id
    seen_at INTEGER NOT NULL,                   -- ms, when the answer that held it was asked for
    PRIMARY KEY (bill, vendor_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE bill_windows (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    asked_at INTEGER NOT NULL,                  -- ms, when the vendor was asked about the bills of that day
    PRIMARY KEY (connection, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE bill_accounts (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    vendor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (connection, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE bill_payment_types (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    vendor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    closed INTEGER NOT NULL,
    PRIMARY KEY (connection, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE bill_rules (
    connection TEXT PRIMARY KEY NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    rule TEXT NOT NULL                          -- who removes liabilities: unknown, vendor, desk
) STRICT;
";
