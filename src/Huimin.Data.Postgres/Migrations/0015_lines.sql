-- What began without a family, by kind and name: whether somebody was helped before.
CREATE INDEX ix_case_record_type_applicant ON case_record (type, applicant) WHERE household_id IS NULL;
