CREATE TABLE setting (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit_record (
    number INTEGER PRIMARY KEY NOT NULL,
    -- Microseconds since 1970, UTC: what is hashed is the same on every database.
    at INTEGER NOT NULL,
    account_id INTEGER,
    account TEXT NOT NULL,
    duty TEXT NOT NULL,
    duty_region INTEGER,
    address TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    region INTEGER,
    outcome INTEGER NOT NULL,
    reason TEXT NOT NULL,
    before TEXT,
    after TEXT,
    hash BLOB NOT NULL
);
CREATE INDEX ix_audit_record_at ON audit_record (at);
CREATE INDEX ix_audit_record_account_id ON audit_record (account_id);
CREATE INDEX ix_audit_record_account ON audit_record (account);
CREATE INDEX ix_audit_record_action ON audit_record (action);
CREATE INDEX ix_audit_record_subject ON audit_record (subject);
CREATE INDEX ix_audit_record_region ON audit_record (region);

CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY NOT NULL,
    chain BLOB NOT NULL,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL
);
INSERT INTO audit_head (id, chain, number, hash) VALUES (1, randomblob(16), 0, x'');
