-- What identifies and reaches a person is sealed. The program seals the old rows into the new tables and drops the old ones.
CREATE TABLE data_key (
    id INTEGER PRIMARY KEY NOT NULL,
    suite TEXT NOT NULL,
    master INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    created_at TEXT NOT NULL,
    state INTEGER NOT NULL
);

DROP INDEX ix_household_region;
DROP INDEX ix_household_external_key;
DROP INDEX ix_person_household_id;
DROP INDEX ix_person_citizen_id;
DROP INDEX ix_person_citizen_id_tail;
DROP INDEX ix_person_name;
ALTER TABLE household RENAME TO plain_household;
ALTER TABLE person RENAME TO plain_person;

CREATE TABLE household (
    id INTEGER PRIMARY KEY NOT NULL,
    region INTEGER NOT NULL,
    address BLOB NOT NULL,
    external_key TEXT,
    hukou INTEGER NOT NULL,
    means_checked_on TEXT,
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    seal_key INTEGER NOT NULL
);
CREATE INDEX ix_household_region ON household (region);
CREATE INDEX ix_household_external_key ON household (external_key) WHERE external_key IS NOT NULL;

CREATE TABLE person (
    id INTEGER PRIMARY KEY NOT NULL,
    household_id INTEGER NOT NULL,
    region INTEGER NOT NULL,
    relation INTEGER NOT NULL,
    member_since TEXT NOT NULL,
    name TEXT NOT NULL,
    sealed_name BLOB,
    name_index BLOB,
    citizen_id BLOB,
    citizen_id_index BLOB,
    citizen_id_tail_index BLOB,
    phone BLOB,
    phone_index BLOB,
    bank_account BLOB,
    sex INTEGER NOT NULL,
    birth_date TEXT,
    died_on TEXT,
    departed_on TEXT,
    seal_key INTEGER NOT NULL
);
CREATE INDEX ix_person_household_id ON person (household_id);
CREATE INDEX ix_person_name ON person (name);
CREATE INDEX ix_person_name_index ON person (name_index) WHERE name_index IS NOT NULL;
CREATE INDEX ix_person_citizen_id_index ON person (citizen_id_index);
CREATE INDEX ix_person_citizen_id_tail_index ON person (citizen_id_tail_index);
CREATE INDEX ix_person_phone_index ON person (phone_index) WHERE phone_index IS NOT NULL;
