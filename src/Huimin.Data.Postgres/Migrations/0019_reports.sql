-- Reports that are written here: their texts, their course, and the figures of those that were signed.
CREATE TABLE report_draft (
    id bigint PRIMARY KEY,
    region bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    name text NOT NULL,
    template text NOT NULL,
    state smallint NOT NULL,
    version integer NOT NULL,
    revision bigint NOT NULL,
    author_id bigint NOT NULL,
    author text NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    signer_id bigint,
    signer text,
    signed_at timestamptz,
    content text
);
CREATE INDEX ix_report_draft_region_state_id ON report_draft (region, state, id);

CREATE TABLE report_version (
    report_id bigint NOT NULL,
    number integer NOT NULL,
    text text NOT NULL,
    officer_id bigint NOT NULL,
    officer text NOT NULL,
    at timestamptz NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (report_id, number)
);

CREATE TABLE report_event (
    report_id bigint NOT NULL,
    number integer NOT NULL,
    what smallint NOT NULL,
    version integer NOT NULL,
    officer_id bigint NOT NULL,
    officer text NOT NULL,
    at timestamptz NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (report_id, number)
);

CREATE TABLE report_figure (
    report_id bigint NOT NULL,
    number integer NOT NULL,
    indicator text,
    region bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    origin smallint NOT NULL,
    form smallint NOT NULL,
    written text NOT NULL,
    value numeric,
    reason text NOT NULL,
    PRIMARY KEY (report_id, number)
);

-- Those who answer for the figures and the work write reports; those who approve sign them.
INSERT INTO role_permission (role, permission) SELECT code, 'reports.write' FROM role WHERE code IN ('statistician', 'county_officer');
INSERT INTO role_permission (role, permission) SELECT code, 'reports.sign' FROM role WHERE code = 'county_approver';
UPDATE role SET revision = revision + 1 WHERE code IN ('statistician', 'county_officer', 'county_approver');
