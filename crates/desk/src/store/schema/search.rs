//! What the look-up searches: one folded row a patient record, indexed by word and by trigram.

// Both indexes are filled by triggers, so that no way of changing or deleting a row (a cascade included) can
// leave them behind. The ascii tokenizer takes every non-ASCII character as part of a word: the text is
// folded before it comes here, so SQLite must not have an opinion of its own. No column sizes, because
// nothing is ranked by them.
pub(crate) const MIGRATION: &str = "
CREATE TABLE search_documents (
    id INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE REFERENCES patient_records(id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    sort_name TEXT NOT NULL,                    -- 'popescu ion': the order of the alphabet
    names TEXT NOT NULL,                        -- name words in every spelling we search
    contacts TEXT NOT NULL,                     -- e-mail
    numbers TEXT NOT NULL,                      -- phones and national id, digits only
    dates TEXT NOT NULL,                        -- birth date: b19740131 and d0131
    gone INTEGER NOT NULL
) STRICT;
CREATE INDEX search_documents_sort_name ON search_documents(sort_name);
CREATE INDEX search_documents_person ON search_documents(person);

CREATE VIRTUAL TABLE search_words USING fts5(
    names, contacts, numbers, dates,
    content = 'search_documents', content_rowid = 'id',
    tokenize = 'ascii', prefix = '1 2 3', columnsize = 0
);
CREATE VIRTUAL TABLE search_fragments USING fts5(
    names, contacts, numbers, dates,
    content = 'search_documents', content_rowid = 'id',
    tokenize = 'trigram case_sensitive 1', columnsize = 0
);
CREATE TRIGGER search_documents_inserted AFTER INSERT ON search_documents BEGIN
    INSERT INTO search_words(rowid, names, contacts, numbers, dates)
        VALUES (new.id, new.names, new.contacts, new.numbers, new.dates);
    INSERT INTO search_fragments(rowid, names, contacts, numbers, dates)
        VALUES (new.id, new.names, new.contacts, new.numbers, new.dates);
END;
CREATE TRIGGER search_documents_deleted AFTER DELETE ON search_documents BEGIN
    INSERT INTO search_words(search_words, rowid, names, contacts, numbers, dates)
        VALUES ('delete', old.id, old.names, old.contacts, old.numbers, old.dates);
    INSERT INTO search_fragments(search_fragments, rowid, names, contacts, numbers, dates)
        VALUES ('delete', old.id, old.names, old.contacts, old.numbers, old.dates);
END;
CREATE TRIGGER search_documents_updated AFTER UPDATE OF names, contacts, numbers, dates ON search_documents BEGIN
    INSERT INTO search_words(search_words, rowid, names, contacts, numbers, dates)
        VALUES ('delete', old.id, old.names, old.contacts, old.numbers, old.dates);
    INSERT INTO search_fragments(search_fragments, rowid, names, contacts, numbers, dates)
        VALUES ('delete', old.id, old.names, old.contacts, old.numbers, old.dates);
    INSERT INTO search_words(rowid, names, contacts, numbers, dates)
        VALUES (new.id, new.names, new.contacts, new.numbers, new.dates);
    INSERT INTO search_fragments(rowid, names, contacts, numbers, dates)
        VALUES (new.id, new.names, new.contacts, new.numbers, new.dates);
END;

CREATE TABLE search_tokens (
    token TEXT PRIMARY KEY NOT NULL,            -- a distinct name word: what a misspelling is compared with
    uses INTEGER NOT NULL                       -- how many documents hold it
) STRICT, WITHOUT ROWID;
";

/// The same for persons of whom no record is left: apart, because nobody else looks for them. Rows are only added and
/// deleted; a name that is written down anew takes its row away, and the row is made again (`search::index_left`).
pub(crate) const LEFT: &str = "
CREATE TABLE left_documents (
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL UNIQUE REFERENCES persons(id) ON DELETE CASCADE,
    sort_name TEXT NOT NULL,
    names TEXT NOT NULL,
    contacts TEXT NOT NULL,                     -- never kept: empty
    numbers TEXT NOT NULL,                      -- never kept: empty
    dates TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE left_words USING fts5(
    names, contacts, numbers, dates,
    content = 'left_documents', content_rowid = 'id',
    tokenize = 'ascii', prefix = '1 2 3', columnsize = 0
);
CREATE VIRTUAL TABLE left_fragments USING fts5(
    names, contacts, numbers, dates,
    content = 'left_documents', content_rowid = 'id',
    tokenize = 'trigram case_sensitive 1', columnsize = 0
);
CREATE TRIGGER left_documents_inserted AFTER INSERT ON left_documents BEGIN
    INSERT INTO left_words(rowid, names, contacts, numbers, dates)
        VALUES (new.id, new.names, new.contacts, new.numbers, new.dates);
    INSERT INTO left_fragments(rowid, names, contacts, numbers, dates)
        VALUES (new.id, new.names, new.contacts, new.numbers, new.dates);
END;
CREATE TRIGGER left_documents_deleted AFTER DELETE ON left_documents BEGIN
    INSERT INTO left_words(left_words, rowid, names, contacts, numbers, dates)
        VALUES ('delete', old.id, old.names, old.contacts, old.numbers, old.dates);
    INSERT INTO left_fragments(left_fragments, rowid, names, contacts, numbers, dates)
        VALUES ('delete', old.id, old.names, old.contacts, old.numbers, old.dates);
END;
CREATE TRIGGER left_named_anew AFTER UPDATE OF left_name, left_birth_date ON persons BEGIN
    DELETE FROM left_documents WHERE person = new.id;
END;
-- New patients that were given up before they reached a vendor: nobody is to count them.
CREATE INDEX patient_records_given_up ON patient_records(person) WHERE vendor_id IS NULL AND gone_at IS NOT NULL;
";
