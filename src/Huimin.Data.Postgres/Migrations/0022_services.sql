-- Figures add up the minutes of services; a record of a service stands on the day on which it was given.
ALTER TABLE case_visit ADD COLUMN quantity bigint;
UPDATE case_visit SET
    quantity = (answers::json ->> 'minutes')::bigint,
    visited_on = coalesce((answers::json ->> 'served_on')::date, visited_on)
WHERE step = 'serve' AND case_id IN (SELECT id FROM case_record WHERE type = 'service_assistance');

-- Ids of registers are taken from where all others are.
INSERT INTO id_block (kind, next) SELECT 'register', next_register_id FROM city;
ALTER TABLE city DROP COLUMN next_register_id;
