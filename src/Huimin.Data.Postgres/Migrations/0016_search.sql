-- Among ten million people a search looks at thousands of entries for each row that lies in the reader's place: the index holds the
-- region, so that only rows that are shown are read.
DROP INDEX ix_person_name;
DROP INDEX ix_person_citizen_id_tail_index;
CREATE INDEX ix_person_name_id_region ON person (name, id, region);
CREATE INDEX ix_person_citizen_id_tail_index_id_region ON person (citizen_id_tail_index, id, region);
-- Names inside a township, in the order of its households.
CREATE INDEX ix_person_region_household_id_id_name ON person (region, household_id, id, name);
