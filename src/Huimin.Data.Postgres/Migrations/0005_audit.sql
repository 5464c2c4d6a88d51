CREATE TABLE setting (
    name text COLLATE "C" PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE audit_record (
    number bigint PRIMARY KEY,
    -- Microseconds since 1970, UTC: what is hashed is the same on every database.
    at bigint NOT NULL,
    account_id bigint,
    account text COLLATE "C" NOT NULL,
    duty text COLLATE "C" NOT NULL,
    duty_region bigint,
    address text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    region bigint,
    outcome smallint NOT NULL,
    reason text NOT NULL,
    -- Text, not jsonb: the bytes are hashed as they were written.
    before text,
    after text,
    hash bytea NOT NULL
);
CREATE INDEX ix_audit_record_at ON audit_record (at);
CREATE INDEX ix_audit_record_account_id ON audit_record (account_id, number);
CREATE INDEX ix_audit_record_account ON audit_record (account, number);
CREATE INDEX ix_audit_record_action ON audit_record (action, number);
CREATE INDEX ix_audit_record_subject ON audit_record (subject, number);
CREATE INDEX ix_audit_record_region ON audit_record (region, number);
-- Also for the program itself; moving the oldest to an archive grants itself the right for that one transaction.
REVOKE UPDATE, DELETE, TRUNCATE ON audit_record FROM CURRENT_USER;

CREATE TABLE audit_head (
    id smallint PRIMARY KEY,
    chain bytea NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO audit_head (id, chain, number, hash) VALUES (1, decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 0, '');
