-- The latest cases of a township or a county, in their order; the few that were received for another place, that are being filled in
-- and that were drawn for a check.
DROP INDEX ix_case_record_intake_region;
CREATE INDEX ix_case_record_received ON case_record (id, intake_region) WHERE intake_region IS NOT NULL;
CREATE INDEX ix_case_record_draft ON case_record (id) WHERE state = 0;
CREATE INDEX ix_case_record_spot_checked ON case_record (id) WHERE is_spot_checked;
CREATE INDEX ix_case_record_township ON case_record ((region / 1000), id);
CREATE INDEX ix_case_record_county ON case_record ((region / 1000000), id);
-- The regions answer counts, but are no keys: by them the planner gathered an office's whole work to sort it.
DROP INDEX ix_case_record_work;
CREATE INDEX ix_case_record_work ON case_record (actor_region, actor_permission, state, next_due, id) INCLUDE (region, intake_region);
-- A case is changed a dozen times: with room on its page no index has to follow.
ALTER TABLE case_record SET (fillfactor = 80);
