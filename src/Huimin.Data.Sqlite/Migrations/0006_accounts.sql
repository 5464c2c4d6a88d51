-- Officers become accounts and keep their ids, names and passwords: drafts and versions of policies refer to the ids.
CREATE TABLE account (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    normalized_name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    security_stamp TEXT NOT NULL,
    concurrency_stamp TEXT NOT NULL,
    lockout_end TEXT,
    access_failed_count INTEGER NOT NULL,
    two_factor_enabled INTEGER NOT NULL,
    authenticator_key TEXT,
    last_code TEXT,
    must_change_password INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    is_demo INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    last_sign_in_at TEXT
);
INSERT INTO account (id, name, normalized_name, display_name, password_hash, security_stamp, concurrency_stamp, lockout_end, access_failed_count, two_factor_enabled,
        must_change_password, disabled, is_demo, created_at)
    SELECT id, name, upper(name), name, password_hash, lower(hex(randomblob(16))), lower(hex(randomblob(16))), locked_until, failed_sign_ins, 0, 0, disabled, is_demo, CURRENT_TIMESTAMP
    FROM officer;
CREATE UNIQUE INDEX ix_account_normalized_name ON account (normalized_name);

CREATE TABLE account_old_password (
    account_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (account_id, number)
) WITHOUT ROWID;

CREATE TABLE account_recovery_code (
    account_id INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (account_id, hash)
) WITHOUT ROWID;

CREATE TABLE account_login (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (provider, subject)
) WITHOUT ROWID;
CREATE INDEX ix_account_login_account_id ON account_login (account_id);

CREATE TABLE account_passkey (
    id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    sign_count INTEGER NOT NULL,
    transports TEXT NOT NULL,
    is_user_verified INTEGER NOT NULL,
    is_backup_eligible INTEGER NOT NULL,
    is_backed_up INTEGER NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_account_passkey_account_id ON account_passkey (account_id);

CREATE TABLE account_session (
    id TEXT NOT NULL,
    account_id INTEGER NOT NULL,
    stamp TEXT NOT NULL,
    is_strong INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    address TEXT,
    browser TEXT NOT NULL,
    ended_at TEXT,
    ended_by INTEGER,
    PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX ix_account_session_account_id_ended_at ON account_session (account_id, ended_at);

-- They drafted and published policies of the whole city, and go on doing so.
INSERT INTO post (id, account_id, role, region, started_at)
    SELECT (SELECT coalesce(max(id), 0) FROM post) + row_number() OVER (ORDER BY officer.id), officer.id, 'policy_officer', city.code, CURRENT_TIMESTAMP
    FROM officer CROSS JOIN city WHERE NOT EXISTS (SELECT 1 FROM post WHERE post.account_id = officer.id);

DROP TABLE officer;
