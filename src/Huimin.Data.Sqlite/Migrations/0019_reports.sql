-- Reports that are written here: their texts, their course, and the figures of those that were signed.
CREATE TABLE report_draft (
    id INTEGER PRIMARY KEY NOT NULL,
    region INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    name TEXT NOT NULL,
    template TEXT NOT NULL,
    state INTEGER NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    author_id INTEGER NOT NULL,
    author TEXT NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    signer_id INTEGER,
    signer TEXT,
    signed_at TEXT,
    content TEXT
);
CREATE INDEX ix_report_draft_region_state_id ON report_draft (region, state, id);

CREATE TABLE report_version (
    report_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    officer_id INTEGER NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);

CREATE TABLE report_event (
    report_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    what INTEGER NOT NULL,
    version INTEGER NOT NULL,
    officer_id INTEGER NOT NULL,
    officer TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);

CREATE TABLE report_figure (
    report_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    indicator TEXT,
    region INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    origin INTEGER NOT NULL,
    form INTEGER NOT NULL,
    written TEXT NOT NULL,
    value TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (report_id, number)
);

-- Those who answer for the figures and the work write reports; those who approve sign them.
INSERT INTO role_permission (role, permission) SELECT code, 'reports.write' FROM role WHERE code IN ('statistician', 'county_officer');
INSERT INTO role_permission (role, permission) SELECT code, 'reports.sign' FROM role WHERE code = 'county_approver';
UPDATE role SET revision = revision + 1 WHERE code IN ('statistician', 'county_officer', 'county_approver');
