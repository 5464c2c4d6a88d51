CREATE TABLE city (
    code INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    first_month INTEGER NOT NULL,
    last_month INTEGER NOT NULL,
    demo TEXT,
    data_version INTEGER NOT NULL DEFAULT 1,
    next_household_id INTEGER NOT NULL,
    next_person_id INTEGER NOT NULL
);

CREATE TABLE region (
    code INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    level INTEGER NOT NULL,
    parent INTEGER,
    name TEXT NOT NULL,
    PRIMARY KEY (code, valid_from)
);
CREATE INDEX ix_region_parent ON region (parent);
CREATE INDEX ix_region_name ON region (name);

CREATE TABLE household (
    id INTEGER PRIMARY KEY NOT NULL,
    region INTEGER NOT NULL,
    address TEXT NOT NULL,
    external_key TEXT,
    hukou INTEGER NOT NULL,
    means_checked_on TEXT,
    opened_on TEXT NOT NULL,
    closed_on TEXT
);
CREATE INDEX ix_household_region ON household (region);
CREATE INDEX ix_household_external_key ON household (external_key) WHERE external_key IS NOT NULL;

CREATE TABLE person (
    id INTEGER PRIMARY KEY NOT NULL,
    household_id INTEGER NOT NULL,
    relation INTEGER NOT NULL,
    member_since TEXT NOT NULL,
    name TEXT NOT NULL,
    citizen_id TEXT,
    citizen_id_tail TEXT,
    sex INTEGER NOT NULL,
    birth_date TEXT,
    died_on TEXT,
    departed_on TEXT
);
CREATE INDEX ix_person_household_id ON person (household_id);
CREATE INDEX ix_person_citizen_id ON person (citizen_id);
CREATE INDEX ix_person_citizen_id_tail ON person (citizen_id_tail);
CREATE INDEX ix_person_name ON person (name);

CREATE TABLE former_membership (
    person_id INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    household_id INTEGER NOT NULL,
    relation INTEGER NOT NULL,
    PRIMARY KEY (person_id, from_day)
) WITHOUT ROWID;
CREATE INDEX ix_former_membership_household_id ON former_membership (household_id);

CREATE TABLE person_fact (
    person_id INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    value INTEGER,
    source INTEGER NOT NULL,
    PRIMARY KEY (person_id, fact, valid_from)
) WITHOUT ROWID;

CREATE TABLE household_fact (
    household_id INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    value INTEGER,
    source INTEGER NOT NULL,
    PRIMARY KEY (household_id, fact, valid_from)
) WITHOUT ROWID;

CREATE TABLE sweep_run (
    month INTEGER NOT NULL,
    region INTEGER NOT NULL,
    policy_hash TEXT NOT NULL,
    data_version INTEGER NOT NULL,
    finished_at TEXT NOT NULL,
    persons INTEGER NOT NULL,
    households INTEGER NOT NULL,
    load_milliseconds INTEGER NOT NULL,
    compute_milliseconds INTEGER NOT NULL,
    store_milliseconds INTEGER NOT NULL,
    PRIMARY KEY (month, region)
) WITHOUT ROWID;

CREATE TABLE entitlement (
    month INTEGER NOT NULL,
    programme TEXT NOT NULL,
    region INTEGER NOT NULL,
    household_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (month, programme, region, household_id, person_id)
) WITHOUT ROWID;
CREATE INDEX ix_entitlement_household_id ON entitlement (household_id);

CREATE TABLE sweep_total (
    month INTEGER NOT NULL,
    region INTEGER NOT NULL,
    programme TEXT NOT NULL,
    units INTEGER NOT NULL,
    persons INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    undetermined INTEGER NOT NULL,
    PRIMARY KEY (month, region, programme)
) WITHOUT ROWID;
