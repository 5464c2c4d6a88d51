CREATE TABLE officer (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    duty smallint NOT NULL,
    password_hash text NOT NULL,
    is_demo boolean NOT NULL,
    disabled boolean NOT NULL,
    failed_sign_ins integer NOT NULL,
    locked_until timestamptz,
    stamp bigint NOT NULL
);
CREATE UNIQUE INDEX ix_officer_name ON officer (name);

CREATE TABLE policy_version (
    number integer PRIMARY KEY,
    layer text NOT NULL,
    start_month integer NOT NULL,
    hash text NOT NULL,
    base_hash text NOT NULL,
    draft_id bigint NOT NULL,
    title text NOT NULL,
    reason text NOT NULL,
    late_reason text NOT NULL,
    alarm_reason text NOT NULL,
    approval_note text NOT NULL,
    proposer_id bigint NOT NULL,
    proposer text NOT NULL,
    proposed_at timestamptz NOT NULL,
    approver_id bigint NOT NULL,
    approver text NOT NULL,
    published_at timestamptz NOT NULL
);

CREATE TABLE policy_version_file (
    version integer NOT NULL,
    path text COLLATE "C" NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (version, path)
);

CREATE TABLE policy_draft (
    id bigint PRIMARY KEY,
    layer text NOT NULL,
    base_version integer NOT NULL,
    base_hash text NOT NULL,
    title text NOT NULL,
    reason text NOT NULL,
    late_reason text NOT NULL,
    start_month integer,
    author_id bigint NOT NULL,
    author text NOT NULL,
    state smallint NOT NULL,
    revision bigint NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    proposed_hash text,
    proposed_at timestamptz,
    alarm_reason text NOT NULL,
    effect text,
    effect_hash text,
    version integer
);
CREATE INDEX ix_policy_draft_changed_at ON policy_draft (changed_at);

CREATE TABLE policy_draft_file (
    draft_id bigint NOT NULL,
    path text COLLATE "C" NOT NULL,
    base_text text,
    text text,
    PRIMARY KEY (draft_id, path)
);

CREATE TABLE policy_draft_event (
    draft_id bigint NOT NULL,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    officer_id bigint NOT NULL,
    officer text NOT NULL,
    what smallint NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (draft_id, number)
);
