-- What identifies and reaches a person is sealed. The program seals the old rows into the new tables and drops the old ones.
CREATE TABLE data_key (
    id smallint PRIMARY KEY,
    suite text COLLATE "C" NOT NULL,
    master integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    state smallint NOT NULL
);

DROP INDEX ix_household_region;
DROP INDEX ix_household_external_key;
DROP INDEX ix_person_household_id;
DROP INDEX ix_person_citizen_id;
DROP INDEX ix_person_citizen_id_tail;
DROP INDEX ix_person_name;
ALTER TABLE household RENAME TO plain_household;
ALTER TABLE plain_household RENAME CONSTRAINT household_pkey TO plain_household_pkey;
ALTER TABLE person RENAME TO plain_person;
ALTER TABLE plain_person RENAME CONSTRAINT person_pkey TO plain_person_pkey;

CREATE TABLE household (
    id bigint PRIMARY KEY,
    region bigint NOT NULL,
    address bytea NOT NULL,
    external_key text COLLATE "C",
    hukou smallint NOT NULL,
    means_checked_on date,
    opened_on date NOT NULL,
    closed_on date,
    seal_key smallint NOT NULL
);
CREATE INDEX ix_household_region ON household (region);
CREATE INDEX ix_household_external_key ON household (external_key) WHERE external_key IS NOT NULL;

CREATE TABLE person (
    id bigint PRIMARY KEY,
    household_id bigint NOT NULL,
    region bigint NOT NULL,
    relation smallint NOT NULL,
    member_since date NOT NULL,
    -- Compared by code point: a page of names is one range of the index in its order, and indexes build twice as fast.
    name text COLLATE "C" NOT NULL,
    sealed_name bytea,
    name_index bytea,
    citizen_id bytea,
    citizen_id_index bytea,
    citizen_id_tail_index bytea,
    phone bytea,
    phone_index bytea,
    bank_account bytea,
    sex smallint NOT NULL,
    birth_date date,
    died_on date,
    departed_on date,
    seal_key smallint NOT NULL
);
CREATE INDEX ix_person_household_id ON person (household_id);
CREATE INDEX ix_person_name ON person (name, id);
CREATE INDEX ix_person_name_index ON person (name_index) WHERE name_index IS NOT NULL;
CREATE INDEX ix_person_citizen_id_index ON person (citizen_id_index);
-- A thousand people of a city share four characters: the page takes the first fifty by id from the index.
CREATE INDEX ix_person_citizen_id_tail_index ON person (citizen_id_tail_index, id);
CREATE INDEX ix_person_phone_index ON person (phone_index) WHERE phone_index IS NOT NULL;
