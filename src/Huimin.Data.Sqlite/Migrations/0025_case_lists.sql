-- The latest cases of a township or a county, in their order; the few that were received for another place, that are being filled in
-- and that were drawn for a check.
DROP INDEX ix_case_record_intake_region;
CREATE INDEX ix_case_record_received ON case_record (id, intake_region) WHERE intake_region IS NOT NULL;
CREATE INDEX ix_case_record_draft ON case_record (id) WHERE state = 0;
CREATE INDEX ix_case_record_spot_checked ON case_record (id) WHERE is_spot_checked;
CREATE INDEX ix_case_record_township ON case_record (region / 1000, id);
CREATE INDEX ix_case_record_county ON case_record (region / 1000000, id);
