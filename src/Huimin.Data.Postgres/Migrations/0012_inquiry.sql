-- Request files to other offices, answers of which it is not certain whom they are about.
CREATE TABLE check_batch (
    id bigint PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    purposes text NOT NULL,
    cases integer NOT NULL,
    persons integer NOT NULL,
    made_at timestamptz NOT NULL,
    account_id bigint,
    token text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX ix_check_batch_token ON check_batch (token);
CREATE INDEX ix_check_batch_source_made_at ON check_batch (source, made_at);

CREATE TABLE check_doubt (
    id bigint PRIMARY KEY,
    case_id bigint NOT NULL,
    check_id bigint NOT NULL,
    person_id bigint NOT NULL,
    source text COLLATE "C" NOT NULL,
    reason smallint NOT NULL,
    row bytea NOT NULL,
    seal_key smallint NOT NULL,
    hash bytea NOT NULL,
    at timestamptz NOT NULL,
    state smallint NOT NULL,
    resolved_by bigint,
    resolved_at timestamptz
);
CREATE UNIQUE INDEX ix_check_doubt_hash_person_id ON check_doubt (hash, person_id);
CREATE INDEX ix_check_doubt_state ON check_doubt (state);
CREATE INDEX ix_check_doubt_case_id ON check_doubt (case_id);

CREATE INDEX ix_case_check_batch ON case_check (batch);
