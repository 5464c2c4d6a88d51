-- Cases with their timeline, papers, visits, checks, postings, objections and decisions; awards with their versions; tasks; numbers.
CREATE TABLE case_record (
    id bigint PRIMARY KEY,
    number text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    line text COLLATE "C" NOT NULL,
    form_version integer NOT NULL,
    region bigint NOT NULL,
    household_id bigint,
    person_id bigint,
    applicant text NOT NULL,
    channel smallint NOT NULL,
    intake_region bigint,
    application_id bigint NOT NULL,
    review_of bigint,
    award_id bigint,
    form bytea NOT NULL,
    seal_key smallint NOT NULL,
    state smallint NOT NULL,
    step text COLLATE "C" NOT NULL,
    step_since timestamptz NOT NULL,
    actor_region bigint NOT NULL,
    actor_permission text COLLATE "C" NOT NULL,
    outcome smallint,
    opinion smallint,
    received_at timestamptz NOT NULL,
    accepted_on date,
    decided_on date,
    closed_on date,
    step_from date,
    step_limit integer NOT NULL,
    step_unit smallint NOT NULL,
    step_due date,
    whole_from date,
    whole_limit integer NOT NULL,
    whole_unit smallint NOT NULL,
    whole_due date,
    next_due date,
    due_misses_year integer,
    stopped_on date,
    proposed_amount bigint NOT NULL,
    is_decided_below boolean NOT NULL,
    is_of_relatives boolean NOT NULL,
    is_spot_checked boolean NOT NULL,
    needs_review boolean NOT NULL,
    was_supplemented boolean NOT NULL,
    times_returned integer NOT NULL,
    last_event integer NOT NULL,
    revision bigint NOT NULL,
    track_hash bytea,
    token text COLLATE "C" NOT NULL
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
    case_id bigint NOT NULL,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    account_id bigint,
    actor text NOT NULL,
    duty text COLLATE "C" NOT NULL,
    duty_region bigint,
    kind text COLLATE "C" NOT NULL,
    from_step text COLLATE "C" NOT NULL,
    to_step text COLLATE "C" NOT NULL,
    note text NOT NULL,
    token text COLLATE "C",
    PRIMARY KEY (case_id, number)
);

CREATE TABLE case_document (
    case_id bigint NOT NULL,
    number integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    file_id bigint,
    visit integer,
    note text NOT NULL,
    added_at timestamptz NOT NULL,
    account_id bigint,
    PRIMARY KEY (case_id, number)
);

CREATE TABLE case_visit (
    case_id bigint NOT NULL,
    number integer NOT NULL,
    kind smallint NOT NULL,
    step text COLLATE "C" NOT NULL,
    visited_on date NOT NULL,
    account_id bigint,
    visitors text NOT NULL,
    visitor_count integer NOT NULL,
    latitude double precision,
    longitude double precision,
    accuracy integer,
    findings text NOT NULL,
    answers text NOT NULL,
    recorded_at timestamptz NOT NULL,
    token text COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, number)
);
CREATE UNIQUE INDEX ix_case_visit_token ON case_visit (token);

CREATE TABLE case_check (
    id bigint PRIMARY KEY,
    case_id bigint NOT NULL,
    region bigint NOT NULL,
    round integer NOT NULL,
    source text COLLATE "C" NOT NULL,
    state smallint NOT NULL,
    batch bigint,
    requested_at timestamptz NOT NULL,
    answered_at timestamptz,
    result bytea,
    seal_key smallint NOT NULL
);
CREATE INDEX ix_case_check_case_id ON case_check (case_id);
CREATE INDEX ix_case_check_state_source ON case_check (state, source);

CREATE TABLE publicity (
    id bigint PRIMARY KEY,
    case_id bigint NOT NULL,
    kind smallint NOT NULL,
    region bigint NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    taken_down_on date,
    name text NOT NULL,
    programme text COLLATE "C" NOT NULL,
    persons integer NOT NULL,
    amount bigint NOT NULL,
    outcome smallint NOT NULL
);
CREATE INDEX ix_publicity_case_id ON publicity (case_id);
CREATE INDEX ix_publicity_region_ends_on ON publicity (region, ends_on);

CREATE TABLE case_objection (
    id bigint PRIMARY KEY,
    case_id bigint NOT NULL,
    region bigint NOT NULL,
    kind smallint NOT NULL,
    at timestamptz NOT NULL,
    content bytea NOT NULL,
    seal_key smallint NOT NULL,
    answered_at timestamptz,
    is_upheld boolean,
    answer text NOT NULL
);
CREATE INDEX ix_case_objection_case_id ON case_objection (case_id);

CREATE TABLE decision (
    id bigint PRIMARY KEY,
    case_id bigint NOT NULL,
    region bigint NOT NULL,
    unit bigint NOT NULL,
    year integer NOT NULL,
    sequence integer NOT NULL,
    number text COLLATE "C" NOT NULL,
    outcome smallint NOT NULL,
    decided_on date NOT NULL,
    account_id bigint,
    reason text NOT NULL,
    replaced_by bigint,
    delivered_on date,
    delivery text NOT NULL
);
CREATE INDEX ix_decision_case_id ON decision (case_id);
CREATE UNIQUE INDEX ix_decision_unit_year_sequence ON decision (unit, year, sequence);

CREATE TABLE decision_line (
    decision_id bigint NOT NULL,
    number integer NOT NULL,
    programme text COLLATE "C" NOT NULL,
    person_id bigint,
    persons integer NOT NULL,
    amount bigint NOT NULL,
    one_off boolean NOT NULL,
    first_month integer NOT NULL,
    last_month integer,
    explanation text NOT NULL,
    PRIMARY KEY (decision_id, number)
);

CREATE TABLE award (
    id bigint PRIMARY KEY,
    programme text COLLATE "C" NOT NULL,
    line text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    household_id bigint,
    person_id bigint,
    case_id bigint NOT NULL,
    one_off boolean NOT NULL,
    first_month integer NOT NULL,
    last_month integer,
    ended_because smallint,
    amount bigint NOT NULL,
    persons integer NOT NULL,
    last_version integer NOT NULL,
    review_on date,
    revision bigint NOT NULL
);
CREATE INDEX ix_award_household_id ON award (household_id);
CREATE INDEX ix_award_person_id ON award (person_id);
CREATE INDEX ix_award_programme_region ON award (programme, region);
CREATE INDEX ix_award_review_on ON award (review_on);

CREATE TABLE award_version (
    award_id bigint NOT NULL,
    number integer NOT NULL,
    from_month integer NOT NULL,
    amount bigint NOT NULL,
    persons integer NOT NULL,
    decision_id bigint,
    explanation text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (award_id, number)
);

CREATE TABLE work_task (
    id bigint PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    line text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    household_id bigint,
    person_id bigint,
    programme text COLLATE "C",
    award_id bigint,
    month integer NOT NULL,
    amount bigint NOT NULL,
    created_on date NOT NULL,
    due_on date,
    state smallint NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    note text NOT NULL,
    done_by bigint,
    done_on date,
    case_id bigint,
    revision bigint NOT NULL
);
CREATE INDEX ix_work_task_subject_state ON work_task (subject, state);
CREATE INDEX ix_work_task_state_region_due_on ON work_task (state, region, due_on);
CREATE INDEX ix_work_task_household_id ON work_task (household_id);

CREATE TABLE number_series (
    unit bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (unit, kind, year)
);

CREATE TABLE id_block (
    kind text COLLATE "C" NOT NULL,
    next bigint NOT NULL,
    PRIMARY KEY (kind)
);
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
