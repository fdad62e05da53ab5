//! Whom a manager erased from this desk although the vendor still has them. Nothing of them stands here: a mark is a
//! keyed hash, so that reading keeps them out until somebody searches for them at the vendor.

pub(crate) const MIGRATION: &str = "
CREATE TABLE erased (
    mark BLOB PRIMARY KEY NOT NULL              -- erased_mark(kind, connection, vendor_id)
) STRICT, WITHOUT ROWID;
";
