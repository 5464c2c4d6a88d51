-- Cases with their timeline, papers, visits, checks, postings, objections and decisions; awards with their versions; tasks; numbers.
CREATE TABLE case_record (
    id INTEGER PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    type TEXT NOT NULL,
    line TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    region INTEGER NOT NULL,
    household_id INTEGER,
    person_id INTEGER,
    applicant TEXT NOT NULL,
    channel INTEGER NOT NULL,
    intake_region INTEGER,
    application_id INTEGER NOT NULL,
    review_of INTEGER,
    award_id INTEGER,
    form BLOB NOT NULL,
    seal_key INTEGER NOT NULL,
    state INTEGER NOT NULL,
    step TEXT NOT NULL,
    step_since TEXT NOT NULL,
    actor_region INTEGER NOT NULL,
    actor_permission TEXT NOT NULL,
    outcome INTEGER,
    opinion INTEGER,
    received_at TEXT NOT NULL,
    accepted_on TEXT,
    decided_on TEXT,
    closed_on TEXT,
    step_from TEXT,
    step_limit INTEGER NOT NULL,
    step_unit INTEGER NOT NULL,
    step_due TEXT,
    whole_from TEXT,
    whole_limit INTEGER NOT NULL,
    whole_unit INTEGER NOT NULL,
    whole_due TEXT,
    next_due TEXT,
    due_misses_year INTEGER,
    stopped_on TEXT,
    proposed_amount INTEGER NOT NULL,
    is_decided_below INTEGER NOT NULL,
    is_of_relatives INTEGER NOT NULL,
    is_spot_checked INTEGER NOT NULL,
    needs_review INTEGER NOT NULL,
    was_supplemented INTEGER NOT NULL,
    times_returned INTEGER NOT NULL,
    last_event INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    track_hash BLOB,
    token TEXT NOT NULL
);
CREATE UNIQUE INDEX ix_case_record_number ON case_record (number);
CREATE UNIQUE INDEX ix_case_record_token ON case_record (token);
CREATE INDEX ix_case_record_actor_region_actor_permission_next_due_id ON case_record (actor_region, actor_permission, next_due, id);
CREATE INDEX ix_case_record_region_state ON case_record (region, state);
CREATE INDEX ix_case_record_household_id ON case_record (household_id);
CREATE INDEX ix_case_record_person_id ON case_record (person_id);
CREATE INDEX ix_case_record_intake_region ON case_record (intake_region);
CREATE INDEX ix_case_record_review_of ON case_record (review_of);
CREATE INDEX ix_case_record_application_id ON case_record (application_id);

CREATE TABLE case_event (
    case_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    account_id INTEGER,
    actor TEXT NOT NULL,
    duty TEXT NOT NULL,
    duty_region INTEGER,
    kind TEXT NOT NULL,
    from_step TEXT NOT NULL,
    to_step TEXT NOT NULL,
    note TEXT NOT NULL,
    token TEXT,
    PRIMARY KEY (case_id, number)
) WITHOUT ROWID;

CREATE TABLE case_document (
    case_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    file_id INTEGER,
    visit INTEGER,
    note TEXT NOT NULL,
    added_at TEXT NOT NULL,
    account_id INTEGER,
    PRIMARY KEY (case_id, number)
) WITHOUT ROWID;

CREATE TABLE case_visit (
    case_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    step TEXT NOT NULL,
    visited_on TEXT NOT NULL,
    account_id INTEGER,
    visitors TEXT NOT NULL,
    visitor_count INTEGER NOT NULL,
    latitude REAL,
    longitude REAL,
    accuracy INTEGER,
    findings TEXT NOT NULL,
    answers TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (case_id, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX ix_case_visit_token ON case_visit (token);

CREATE TABLE case_check (
    id INTEGER PRIMARY KEY NOT NULL,
    case_id INTEGER NOT NULL,
    region INTEGER NOT NULL,
    round INTEGER NOT NULL,
    source TEXT NOT NULL,
    state INTEGER NOT NULL,
    batch INTEGER,
    requested_at TEXT NOT NULL,
    answered_at TEXT,
    result BLOB,
    seal_key INTEGER NOT NULL
);
CREATE INDEX ix_case_check_case_id ON case_check (case_id);
CREATE INDEX ix_case_check_state_source ON case_check (state, source);

CREATE TABLE publicity (
    id INTEGER PRIMARY KEY NOT NULL,
    case_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    region INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    taken_down_on TEXT,
    name TEXT NOT NULL,
    programme TEXT NOT NULL,
    persons INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    outcome INTEGER NOT NULL
);
CREATE INDEX ix_publicity_case_id ON publicity (case_id);
CREATE INDEX ix_publicity_region_ends_on ON publicity (region, ends_on);

CREATE TABLE case_objection (
    id INTEGER PRIMARY KEY NOT NULL,
    case_id INTEGER NOT NULL,
    region INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    at TEXT NOT NULL,
    content BLOB NOT NULL,
    seal_key INTEGER NOT NULL,
    answered_at TEXT,
    is_upheld INTEGER,
    answer TEXT NOT NULL
);
CREATE INDEX ix_case_objection_case_id ON case_objection (case_id);

CREATE TABLE decision (
    id INTEGER PRIMARY KEY NOT NULL,
    case_id INTEGER NOT NULL,
    region INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    number TEXT NOT NULL,
    outcome INTEGER NOT NULL,
    decided_on TEXT NOT NULL,
    account_id INTEGER,
    reason TEXT NOT NULL,
    replaced_by INTEGER,
    delivered_on TEXT,
    delivery TEXT NOT NULL
);
CREATE INDEX ix_decision_case_id ON decision (case_id);
CREATE UNIQUE INDEX ix_decision_unit_year_sequence ON decision (unit, year, sequence);

CREATE TABLE decision_line (
    decision_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    programme TEXT NOT NULL,
    person_id INTEGER,
    persons INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    one_off INTEGER NOT NULL,
    first_month INTEGER NOT NULL,
    last_month INTEGER,
    explanation TEXT NOT NULL,
    PRIMARY KEY (decision_id, number)
) WITHOUT ROWID;

CREATE TABLE award (
    id INTEGER PRIMARY KEY NOT NULL,
    programme TEXT NOT NULL,
    line TEXT NOT NULL,
    region INTEGER NOT NULL,
    household_id INTEGER,
    person_id INTEGER,
    case_id INTEGER NOT NULL,
    one_off INTEGER NOT NULL,
    first_month INTEGER NOT NULL,
    last_month INTEGER,
    ended_because INTEGER,
    amount INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    review_on TEXT,
    revision INTEGER NOT NULL
);
CREATE INDEX ix_award_household_id ON award (household_id);
CREATE INDEX ix_award_person_id ON award (person_id);
CREATE INDEX ix_award_programme_region ON award (programme, region);
CREATE INDEX ix_award_review_on ON award (review_on);

CREATE TABLE award_version (
    award_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    from_month INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    decision_id INTEGER,
    explanation TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (award_id, number)
) WITHOUT ROWID;

CREATE TABLE work_task (
    id INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    line TEXT NOT NULL,
    region INTEGER NOT NULL,
    household_id INTEGER,
    person_id INTEGER,
    programme TEXT,
    award_id INTEGER,
    month INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    created_on TEXT NOT NULL,
    due_on TEXT,
    state INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    note TEXT NOT NULL,
    done_by INTEGER,
    done_on TEXT,
    case_id INTEGER,
    revision INTEGER NOT NULL
);
CREATE INDEX ix_work_task_subject_state ON work_task (subject, state);
CREATE INDEX ix_work_task_state_region_due_on ON work_task (state, region, due_on);
CREATE INDEX ix_work_task_household_id ON work_task (household_id);

CREATE TABLE number_series (
    unit INTEGER NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (unit, kind, year)
) WITHOUT ROWID;

CREATE TABLE id_block (
    kind TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (kind)
) WITHOUT ROWID;
-- Cases: seen by whoever works on them; village assistants visit and help with applications.
INSERT INTO role_permission (role, permission) VALUES
    ('village_assistant', 'cases.view'), ('village_assistant', 'cases.assist'),
    ('township_clerk', 'cases.view'), ('township_clerk', 'cases.assist'),
    ('township_leader', 'cases.view'),
    ('county_officer', 'cases.view'), ('county_officer', 'cases.assist'),
    ('county_approver', 'cases.view'),
    ('inspector', 'cases.view')
ON CONFLICT DO NOTHING;
UPDATE role SET revision = revision + 1 WHERE code IN ('village_assistant', 'township_clerk', 'township_leader', 'county_officer', 'county_approver', 'inspector');
