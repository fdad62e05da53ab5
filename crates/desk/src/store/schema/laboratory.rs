//! Laboratory orders and reports sent from here. The laboratory answers no question about them.

pub(crate) const MIGRATION: &str = "
CREATE TABLE lab_orders (
    id TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    person TEXT REFERENCES persons(id) ON DELETE SET NULL,  -- whom it was made for here
    number TEXT NOT NULL,                       -- our number, the same each time it is sent
    form TEXT NOT NULL,                         -- as last sent (JSON)
    patient_name TEXT NOT NULL,                 -- of the last form that named one
    exams TEXT NOT NULL,                        -- of the last form that had any, by name or code (JSON)
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX lab_orders_number ON lab_orders(connection, number);
CREATE TABLE lab_reports (
    id TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    lab_order TEXT REFERENCES lab_orders(id) ON DELETE SET NULL,
    execution TEXT NOT NULL,                    -- its id at the laboratory
    file_name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    pdf BLOB,                                   -- NULL once it is at the laboratory or given up
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX lab_reports_order ON lab_reports(lab_order) WHERE lab_order IS NOT NULL;
";
