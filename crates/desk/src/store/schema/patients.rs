//! Persons, and each vendor's record of a person.

pub(crate) const MIGRATION: &str = "
CREATE TABLE persons (
    id TEXT PRIMARY KEY NOT NULL,
    desk TEXT NOT NULL,                         -- which desk made the row
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE patient_records (
    id TEXT PRIMARY KEY NOT NULL,
    person TEXT NOT NULL REFERENCES persons(id),
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    vendor_id TEXT,                             -- NULL: made here and not yet at the vendor
    last_name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    birth_date TEXT,
    phone TEXT,                                 -- as the vendor keeps it
    email TEXT,
    national_id TEXT,
    extra TEXT NOT NULL DEFAULT '{}',
    details_checked_at INTEGER,                 -- when the vendor was last asked; NULL: never
    appointments_checked_at INTEGER,
    services_checked_at INTEGER,
    payments_checked_at INTEGER,
    contracts_checked_at INTEGER,
    opened_at INTEGER,                          -- when somebody at this desk last opened the patient
    missed_at INTEGER,                          -- the first look in a row that did not find the patient
    gone_at INTEGER,                            -- since when the vendor no longer names the patient
    created_at INTEGER NOT NULL,
    UNIQUE (connection, vendor_id)
) STRICT;
CREATE INDEX patient_records_person ON patient_records(person);
CREATE INDEX patient_records_opened ON patient_records(opened_at) WHERE opened_at IS NOT NULL;
CREATE INDEX patient_records_national_id ON patient_records(national_id) WHERE national_id IS NOT NULL;
CREATE INDEX patient_records_to_check ON patient_records(connection, appointments_checked_at);
";

/// Records of which only name, birth date and code are kept, because no visit is near.
pub(crate) const KEPT_SHORT: &str = "
ALTER TABLE patient_records ADD COLUMN thinned_at INTEGER; -- since when; NULL: everything is kept
CREATE INDEX patient_records_thinned ON patient_records(thinned_at) WHERE thinned_at IS NOT NULL;
";

/// Who a person without any record is: their money, invoices or papers are kept after the connection was removed.
pub(crate) const LEFT: &str = "
ALTER TABLE persons ADD COLUMN left_name TEXT;       -- the name when the last record went; NULL: no record went yet
ALTER TABLE persons ADD COLUMN left_birth_date TEXT;
UPDATE persons SET (left_name, left_birth_date) = (SELECT patient_name, birth_date FROM
        (SELECT person, patient_name, birth_date, at FROM takings
         UNION ALL SELECT person, patient_name, birth_date, created_at FROM invoices)
    WHERE person = persons.id AND patient_name <> '' ORDER BY at DESC LIMIT 1)
    WHERE NOT EXISTS (SELECT 1 FROM patient_records WHERE person = persons.id);
CREATE INDEX persons_left ON persons(id) WHERE left_name IS NOT NULL;
";
