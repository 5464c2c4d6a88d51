-- Registers 台账: entries with their ended versions and their records. One sequence of ids for all three.
ALTER TABLE city ADD COLUMN next_register_id bigint NOT NULL DEFAULT 1;

CREATE TABLE register_entry (
    id bigint PRIMARY KEY,
    type text COLLATE "C" NOT NULL,
    line text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    person_id bigint,
    household_id bigint,
    category text COLLATE "C",
    state text COLLATE "C" NOT NULL,
    state_since date NOT NULL,
    opened_on date NOT NULL,
    closed_on date,
    since date NOT NULL,
    expires_on date,
    next_due_on date,
    amount bigint,
    quantity bigint,
    fields text NOT NULL,
    secrets bytea,
    seal_key smallint NOT NULL,
    revision bigint NOT NULL,
    succeeds bigint,
    changed_at timestamptz NOT NULL,
    account_id bigint,
    reason text NOT NULL
);
CREATE INDEX ix_register_entry_type_region ON register_entry (type, region);
CREATE INDEX ix_register_entry_type_next_due_on ON register_entry (type, next_due_on);
CREATE INDEX ix_register_entry_person_id ON register_entry (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_register_entry_household_id ON register_entry (household_id) WHERE household_id IS NOT NULL;

CREATE TABLE register_version (
    id bigint PRIMARY KEY,
    entry_id bigint NOT NULL,
    number bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    changed_at timestamptz NOT NULL,
    account_id bigint,
    reason text NOT NULL,
    region bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    category text COLLATE "C",
    state text COLLATE "C" NOT NULL,
    expires_on date,
    amount bigint,
    quantity bigint,
    fields text NOT NULL,
    secrets bytea,
    seal_key smallint NOT NULL
);
CREATE INDEX ix_register_version_entry_id_number ON register_version (entry_id, number);

CREATE TABLE register_record (
    id bigint PRIMARY KEY,
    entry_id bigint NOT NULL,
    number integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    day date NOT NULL,
    due_on date,
    done_on date,
    account_id bigint,
    changed_at timestamptz NOT NULL,
    person_id bigint,
    category text COLLATE "C",
    outcome text COLLATE "C",
    amount bigint,
    quantity bigint,
    fields text NOT NULL,
    secrets bytea,
    seal_key smallint NOT NULL
);
CREATE UNIQUE INDEX ix_register_record_entry_id_number ON register_record (entry_id, number);
CREATE INDEX ix_register_record_kind_day ON register_record (kind, day);

-- A form that was sent twice finds its token here.
CREATE TABLE register_form (
    token text COLLATE "C" PRIMARY KEY,
    entry_id bigint NOT NULL,
    at timestamptz NOT NULL
);

-- Who looks at registers, who keeps them and who records visits. A role that was given inspection keeps clear of what it inspects.
INSERT INTO role_permission (role, permission)
SELECT r.code, w.permission FROM role r JOIN (VALUES
    ('village_assistant', 'registers.view'), ('village_assistant', 'registers.record'),
    ('township_clerk', 'registers.view'), ('township_clerk', 'registers.record'), ('township_clerk', 'registers.register'),
    ('township_leader', 'registers.view'),
    ('county_officer', 'registers.view'), ('county_officer', 'registers.record'),
    ('county_approver', 'registers.view'),
    ('finance', 'registers.view'),
    ('inspector', 'registers.view'),
    ('statistician', 'registers.view'),
    ('policy_officer', 'registers.view')) AS w (role, permission) ON w.role = r.code
WHERE w.permission = 'registers.view'
    OR NOT EXISTS (SELECT 1 FROM role_permission p WHERE p.role = r.code AND p.permission = 'registers.inspect')
ON CONFLICT DO NOTHING;
UPDATE role SET revision = revision + 1 WHERE code IN (SELECT role FROM role_permission WHERE permission LIKE 'registers.%');
