-- Awards and entitlements are compared family by family and person by person; by the programme alone each would be compared with all.
DROP INDEX ix_award_household_id;
DROP INDEX ix_award_person_id;
DROP INDEX ix_entitlement_household_id;
CREATE INDEX ix_award_household_id_programme ON award (household_id, programme);
CREATE INDEX ix_award_person_id_programme ON award (person_id, programme);
CREATE INDEX ix_entitlement_household_id_month_programme ON entitlement (household_id, month, programme);
CREATE INDEX ix_entitlement_person_id_month_programme ON entitlement (person_id, month, programme);
