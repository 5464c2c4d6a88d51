-- A person's region is the household's, written with it: a reader's range of regions filters people by one column.
ALTER TABLE person ADD COLUMN region bigint NOT NULL DEFAULT 0;
UPDATE person SET region = h.region FROM household h WHERE h.id = person.household_id;
ALTER TABLE person ALTER COLUMN region DROP DEFAULT;
