CREATE TABLE officer (
    id INTEGER PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    duty INTEGER NOT NULL,
    password_hash TEXT NOT NULL,
    is_demo INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    failed_sign_ins INTEGER NOT NULL,
    locked_until TEXT,
    stamp INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_officer_name ON officer (name);

CREATE TABLE policy_version (
    number INTEGER PRIMARY KEY NOT NULL,
    layer TEXT NOT NULL,
    start_month INTEGER NOT NULL,
    hash TEXT NOT NULL,
    base_hash TEXT NOT NULL,
    draft_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    late_reason TEXT NOT NULL,
    alarm_reason TEXT NOT NULL,
    approval_note TEXT NOT NULL,
    proposer_id INTEGER NOT NULL,
    proposer TEXT NOT NULL,
    proposed_at TEXT NOT NULL,
    approver_id INTEGER NOT NULL,
    approver TEXT NOT NULL,
    published_at TEXT NOT NULL
);

CREATE TABLE policy_version_file (
    version INTEGER NOT NULL,
    path TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (version, path)
) WITHOUT ROWID;

CREATE TABLE policy_draft (
    id INTEGER PRIMARY KEY NOT NULL,
    layer TEXT NOT NULL,
    base_version INTEGER NOT NULL,
    base_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    late_reason TEXT NOT NULL,
    start_month INTEGER,
    author_id INTEGER NOT NULL,
    author TEXT NOT NULL,
    state INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    proposed_hash TEXT,
    proposed_at TEXT,
    alarm_reason TEXT NOT NULL,
    effect TEXT,
    effect_hash TEXT,
    version INTEGER
);
CREATE INDEX ix_policy_draft_changed_at ON policy_draft (changed_at);

CREATE TABLE policy_draft_file (
    draft_id INTEGER NOT NULL,
    path TEXT NOT NULL,
    base_text TEXT,
    text TEXT,
    PRIMARY KEY (draft_id, path)
) WITHOUT ROWID;

CREATE TABLE policy_draft_event (
    draft_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    officer_id INTEGER NOT NULL,
    officer TEXT NOT NULL,
    what INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (draft_id, number)
) WITHOUT ROWID;
