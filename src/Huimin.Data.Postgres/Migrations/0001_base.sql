CREATE TABLE city (
    code bigint PRIMARY KEY,
    key text NOT NULL,
    name text NOT NULL,
    first_month integer NOT NULL,
    last_month integer NOT NULL,
    demo text,
    data_version bigint NOT NULL DEFAULT 1,
    next_household_id bigint NOT NULL,
    next_person_id bigint NOT NULL
);

CREATE TABLE region (
    code bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    level smallint NOT NULL,
    parent bigint,
    name text NOT NULL,
    PRIMARY KEY (code, valid_from)
);
CREATE INDEX ix_region_parent ON region (parent);
CREATE INDEX ix_region_name ON region (name text_pattern_ops);

CREATE TABLE household (
    id bigint PRIMARY KEY,
    region bigint NOT NULL,
    address text NOT NULL,
    external_key text COLLATE "C",
    hukou smallint NOT NULL,
    means_checked_on date,
    opened_on date NOT NULL,
    closed_on date
);
CREATE INDEX ix_household_region ON household (region);
CREATE INDEX ix_household_external_key ON household (external_key) WHERE external_key IS NOT NULL;

CREATE TABLE person (
    id bigint PRIMARY KEY,
    household_id bigint NOT NULL,
    relation smallint NOT NULL,
    member_since date NOT NULL,
    -- Compared by code point: a page of names is one range of the index in its order, and indexes build twice as fast.
    name text COLLATE "C" NOT NULL,
    citizen_id text COLLATE "C",
    citizen_id_tail text COLLATE "C",
    sex smallint NOT NULL,
    birth_date date,
    died_on date,
    departed_on date
);
CREATE INDEX ix_person_household_id ON person (household_id);
CREATE INDEX ix_person_citizen_id ON person (citizen_id);
-- A thousand people of a city share four characters: the page takes the first fifty by id from the index.
CREATE INDEX ix_person_citizen_id_tail ON person (citizen_id_tail, id);
CREATE INDEX ix_person_name ON person (name, id);

CREATE TABLE former_membership (
    person_id bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    household_id bigint NOT NULL,
    relation smallint NOT NULL,
    PRIMARY KEY (person_id, from_day)
);
CREATE INDEX ix_former_membership_household_id ON former_membership (household_id);

CREATE TABLE person_fact (
    person_id bigint NOT NULL,
    fact smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    value bigint,
    source smallint NOT NULL,
    PRIMARY KEY (person_id, fact, valid_from)
);

CREATE TABLE household_fact (
    household_id bigint NOT NULL,
    fact smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    value bigint,
    source smallint NOT NULL,
    PRIMARY KEY (household_id, fact, valid_from)
);

CREATE TABLE sweep_run (
    month integer NOT NULL,
    region bigint NOT NULL,
    policy_hash text NOT NULL,
    data_version bigint NOT NULL,
    finished_at timestamptz NOT NULL,
    persons integer NOT NULL,
    households integer NOT NULL,
    load_milliseconds integer NOT NULL,
    compute_milliseconds integer NOT NULL,
    store_milliseconds integer NOT NULL,
    PRIMARY KEY (month, region)
);

CREATE TABLE entitlement (
    month integer NOT NULL,
    programme text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    household_id bigint NOT NULL,
    person_id bigint NOT NULL,
    persons smallint NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (month, programme, region, household_id, person_id)
);
CREATE INDEX ix_entitlement_household_id ON entitlement (household_id);

CREATE TABLE sweep_total (
    month integer NOT NULL,
    region bigint NOT NULL,
    programme text COLLATE "C" NOT NULL,
    units integer NOT NULL,
    persons integer NOT NULL,
    amount bigint NOT NULL,
    undetermined integer NOT NULL,
    PRIMARY KEY (month, region, programme)
);
