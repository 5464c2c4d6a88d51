-- Photos and documents, sealed, beside what they prove. The content stands last: whoever reads the other columns does not pass over it.
CREATE TABLE stored_file (
    id INTEGER PRIMARY KEY NOT NULL,
    subject TEXT NOT NULL,
    region INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name BLOB NOT NULL,
    content_kind INTEGER NOT NULL,
    length INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    seal_key INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    account_id INTEGER,
    content BLOB NOT NULL
);
CREATE UNIQUE INDEX ix_stored_file_subject_sha256 ON stored_file (subject, sha256);
CREATE INDEX ix_stored_file_added_at ON stored_file (added_at);
CREATE INDEX ix_stored_file_seal_key ON stored_file (seal_key);
