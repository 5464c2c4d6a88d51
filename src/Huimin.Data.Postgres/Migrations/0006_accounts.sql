-- Officers become accounts and keep their ids, names and passwords: drafts and versions of policies refer to the ids.
CREATE TABLE account (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    normalized_name text COLLATE "C" NOT NULL,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    security_stamp text NOT NULL,
    concurrency_stamp text NOT NULL,
    lockout_end timestamptz,
    access_failed_count integer NOT NULL,
    two_factor_enabled boolean NOT NULL,
    authenticator_key text,
    last_code text,
    must_change_password boolean NOT NULL,
    disabled boolean NOT NULL,
    is_demo boolean NOT NULL,
    created_at timestamptz NOT NULL,
    last_sign_in_at timestamptz
);
INSERT INTO account (id, name, normalized_name, display_name, password_hash, security_stamp, concurrency_stamp, lockout_end, access_failed_count, two_factor_enabled,
        must_change_password, disabled, is_demo, created_at)
    SELECT id, name, upper(name), name, password_hash, md5(random()::text || id), md5(random()::text || id), locked_until, failed_sign_ins, false, false, disabled, is_demo, now()
    FROM officer;
CREATE UNIQUE INDEX ix_account_normalized_name ON account (normalized_name);

CREATE TABLE account_old_password (
    account_id bigint NOT NULL,
    number integer NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (account_id, number)
);

CREATE TABLE account_recovery_code (
    account_id bigint NOT NULL,
    hash text COLLATE "C" NOT NULL,
    PRIMARY KEY (account_id, hash)
);

CREATE TABLE account_login (
    provider text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    account_id bigint NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX ix_account_login_account_id ON account_login (account_id);

CREATE TABLE account_passkey (
    id text COLLATE "C" PRIMARY KEY,
    account_id bigint NOT NULL,
    public_key bytea NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    sign_count bigint NOT NULL,
    transports text NOT NULL,
    is_user_verified boolean NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up boolean NOT NULL
);
CREATE INDEX ix_account_passkey_account_id ON account_passkey (account_id);

CREATE TABLE account_session (
    id text COLLATE "C" PRIMARY KEY,
    account_id bigint NOT NULL,
    stamp text NOT NULL,
    is_strong boolean NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    address text,
    browser text NOT NULL,
    ended_at timestamptz,
    ended_by smallint
);
CREATE INDEX ix_account_session_account_id_ended_at ON account_session (account_id, ended_at);

-- They drafted and published policies of the whole city, and go on doing so.
INSERT INTO post (id, account_id, role, region, started_at)
    SELECT (SELECT coalesce(max(id), 0) FROM post) + row_number() OVER (ORDER BY officer.id), officer.id, 'policy_officer', city.code, now()
    FROM officer CROSS JOIN city WHERE NOT EXISTS (SELECT 1 FROM post WHERE post.account_id = officer.id);

DROP TABLE officer;
