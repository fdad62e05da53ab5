//! The statuses of a clinic: the vendor's keys, the clinic's own names, what they mean at the desk.

pub(crate) const MIGRATION: &str = "
CREATE TABLE statuses (
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    key TEXT NOT NULL,                          -- MedSoft: the flag index, '1' to '10'
    position INTEGER NOT NULL,                  -- the vendor's order
    name TEXT NOT NULL,
    color TEXT,                                 -- #rrggbb
    active INTEGER NOT NULL,                    -- the clinic uses it
    displayed INTEGER,                          -- the vendor's own mark; NULL: not said
    success INTEGER,                            -- the vendor's own mark; NULL: not said
    stage TEXT,                                 -- a word of agenda::Stage; NULL: only a mark
    PRIMARY KEY (connection, key)
) STRICT, WITHOUT ROWID;
";
