-- Figures add up the minutes of services; a record of a service stands on the day on which it was given.
ALTER TABLE case_visit ADD COLUMN quantity INTEGER;
UPDATE case_visit SET
    quantity = CAST(answers ->> '$.minutes' AS INTEGER),
    visited_on = coalesce(answers ->> '$.served_on', visited_on)
WHERE step = 'serve' AND case_id IN (SELECT id FROM case_record WHERE type = 'service_assistance');

-- Ids of registers are taken from where all others are.
INSERT INTO id_block (kind, next) SELECT 'register', next_register_id FROM city;
ALTER TABLE city DROP COLUMN next_register_id;
