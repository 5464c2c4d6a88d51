-- Request files to other offices, answers of which it is not certain whom they are about.
CREATE TABLE check_batch (
    id INTEGER PRIMARY KEY NOT NULL,
    source TEXT NOT NULL,
    region INTEGER NOT NULL,
    purposes TEXT NOT NULL,
    cases INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    account_id INTEGER,
    token TEXT NOT NULL
);
CREATE UNIQUE INDEX ix_check_batch_token ON check_batch (token);
CREATE INDEX ix_check_batch_source_made_at ON check_batch (source, made_at);

CREATE TABLE check_doubt (
    id INTEGER PRIMARY KEY NOT NULL,
    case_id INTEGER NOT NULL,
    check_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    source TEXT NOT NULL,
    reason INTEGER NOT NULL,
    row BLOB NOT NULL,
    seal_key INTEGER NOT NULL,
    hash BLOB NOT NULL,
    at TEXT NOT NULL,
    state INTEGER NOT NULL,
    resolved_by INTEGER,
    resolved_at TEXT
);
CREATE UNIQUE INDEX ix_check_doubt_hash_person_id ON check_doubt (hash, person_id);
CREATE INDEX ix_check_doubt_state ON check_doubt (state);
CREATE INDEX ix_check_doubt_case_id ON check_doubt (case_id);

CREATE INDEX ix_case_check_batch ON case_check (batch);
