//! Contract requests as they were last fetched.

pub(crate) const MIGRATION: &str = "
CREATE TABLE contract_requests (
    id TEXT PRIMARY KEY NOT NULL,
    connection TEXT NOT NULL REFERENCES connections(id) ON DELETE CASCADE,
    contract_type TEXT NOT NULL,                -- a word of contracts::ContractKind
    vendor_id TEXT NOT NULL,
    status TEXT,
    number TEXT,
    start TEXT,
    \"end\" TEXT,
    sections TEXT NOT NULL,                     -- what it says (JSON)
    documents TEXT NOT NULL,                    -- the vendor's words for its documents (JSON); never their links
    fetched_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX contract_requests_vendor ON contract_requests(connection, contract_type, vendor_id);
";
