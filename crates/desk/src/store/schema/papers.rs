//! Phones and documents of a patient, where the vendor lists them. Replaced as a whole by a fresh answer. The
//! documents themselves are never kept.

pub(crate) const MIGRATION: &str = "
CREATE TABLE patient_phones (
    record TEXT NOT NULL REFERENCES patient_records(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,                  -- the answer's order
    vendor_id TEXT,
    number TEXT NOT NULL,
    label TEXT,                                 -- what the clinic calls it
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE patient_documents (
    record TEXT NOT NULL REFERENCES patient_records(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,                    -- ours, to open it by; stays while the vendor's id does
    vendor_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT,                                  -- the vendor's word
    made_at TEXT,                               -- civil time at the clinic
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

ALTER TABLE patient_records ADD COLUMN phones_checked_at INTEGER;
ALTER TABLE patient_records ADD COLUMN documents_checked_at INTEGER;
";
