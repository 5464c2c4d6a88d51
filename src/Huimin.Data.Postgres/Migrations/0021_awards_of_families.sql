-- A family's own awards are those without a person. With that in the index no database takes the index of persons for them, in which
-- all families share one entry.
DROP INDEX ix_award_household_id_programme;
CREATE INDEX ix_award_household_id_programme_person_id ON award (household_id, programme, person_id);
