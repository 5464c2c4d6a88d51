-- Registers 台账: entries with their ended versions and their records. One sequence of ids for all three.
ALTER TABLE city ADD COLUMN next_register_id INTEGER NOT NULL DEFAULT 1;

CREATE TABLE register_entry (
    id INTEGER PRIMARY KEY NOT NULL,
    type TEXT NOT NULL,
    line TEXT NOT NULL,
    region INTEGER NOT NULL,
    name TEXT NOT NULL,
    person_id INTEGER,
    household_id INTEGER,
    category TEXT,
    state TEXT NOT NULL,
    state_since TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    since TEXT NOT NULL,
    expires_on TEXT,
    next_due_on TEXT,
    amount INTEGER,
    quantity INTEGER,
    fields TEXT NOT NULL,
    secrets BLOB,
    seal_key INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    succeeds INTEGER,
    changed_at TEXT NOT NULL,
    account_id INTEGER,
    reason TEXT NOT NULL
);
CREATE INDEX ix_register_entry_type_region ON register_entry (type, region);
CREATE INDEX ix_register_entry_type_next_due_on ON register_entry (type, next_due_on);
CREATE INDEX ix_register_entry_person_id ON register_entry (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_register_entry_household_id ON register_entry (household_id) WHERE household_id IS NOT NULL;

CREATE TABLE register_version (
    id INTEGER PRIMARY KEY NOT NULL,
    entry_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    account_id INTEGER,
    reason TEXT NOT NULL,
    region INTEGER NOT NULL,
    name TEXT NOT NULL,
    category TEXT,
    state TEXT NOT NULL,
    expires_on TEXT,
    amount INTEGER,
    quantity INTEGER,
    fields TEXT NOT NULL,
    secrets BLOB,
    seal_key INTEGER NOT NULL
);
CREATE INDEX ix_register_version_entry_id_number ON register_version (entry_id, number);

CREATE TABLE register_record (
    id INTEGER PRIMARY KEY NOT NULL,
    entry_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    region INTEGER NOT NULL,
    day TEXT NOT NULL,
    due_on TEXT,
    done_on TEXT,
    account_id INTEGER,
    changed_at TEXT NOT NULL,
    person_id INTEGER,
    category TEXT,
    outcome TEXT,
    amount INTEGER,
    quantity INTEGER,
    fields TEXT NOT NULL,
    secrets BLOB,
    seal_key INTEGER NOT NULL
);
CREATE UNIQUE INDEX ix_register_record_entry_id_number ON register_record (entry_id, number);
CREATE INDEX ix_register_record_kind_day ON register_record (kind, day);

-- A form that was sent twice finds its token here.
CREATE TABLE register_form (
    token TEXT PRIMARY KEY NOT NULL,
    entry_id INTEGER NOT NULL,
    at TEXT NOT NULL
);

-- Who looks at registers, who keeps them and who records visits. A role that was given inspection keeps clear of what it inspects.
WITH w (role, permission) AS (VALUES
    ('village_assistant', 'registers.view'), ('village_assistant', 'registers.record'),
    ('township_clerk', 'registers.view'), ('township_clerk', 'registers.record'), ('township_clerk', 'registers.register'),
    ('township_leader', 'registers.view'),
    ('county_officer', 'registers.view'), ('county_officer', 'registers.record'),
    ('county_approver', 'registers.view'),
    ('finance', 'registers.view'),
    ('inspector', 'registers.view'),
    ('statistician', 'registers.view'),
    ('policy_officer', 'registers.view'))
INSERT OR IGNORE INTO role_permission (role, permission)
SELECT r.code, w.permission FROM role r JOIN w ON w.role = r.code
WHERE w.permission = 'registers.view'
    OR NOT EXISTS (SELECT 1 FROM role_permission p WHERE p.role = r.code AND p.permission = 'registers.inspect');
UPDATE role SET revision = revision + 1 WHERE code IN (SELECT role FROM role_permission WHERE permission LIKE 'registers.%');
