//! What a vendor lists of a patient besides appointments. Each list is replaced as a whole by a fresh
//! answer; `vendor_patient` is whose the row is by its own word.

pub(crate) const MIGRATION: &str = "
CREATE TABLE patient_services (
    record TEXT NOT NULL REFERENCES patient_records(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,                  -- the answer's order
    vendor_patient TEXT,
    date TEXT,
    name TEXT NOT NULL,
    doctor TEXT,
    amount TEXT,                                -- the price
    currency TEXT,                              -- NULL: not said
    extra TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE patient_payments (
    record TEXT NOT NULL REFERENCES patient_records(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    vendor_patient TEXT,
    note TEXT,                                  -- the payment note's code at the vendor
    date TEXT,
    place TEXT,
    payer TEXT,                                 -- as the vendor writes it
    amount TEXT,                                -- negative: a refund
    currency TEXT,
    method TEXT,                                -- as the vendor writes it
    extra TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE patient_contracts (
    record TEXT NOT NULL REFERENCES patient_records(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    vendor_patient TEXT,
    name TEXT NOT NULL,
    start TEXT,                                 -- first day
    \"end\" TEXT,                               -- last day
    extra TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
";
