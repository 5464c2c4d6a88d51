-- An award's version says where it is paid from its month on; a task is open once for its subject and knows when it was last found.
ALTER TABLE award_version ADD COLUMN region bigint NOT NULL DEFAULT 0;
UPDATE award_version SET region = (SELECT a.region FROM award a WHERE a.id = award_version.award_id);
ALTER TABLE award_version ALTER COLUMN region DROP DEFAULT;
CREATE INDEX ix_award_first_month ON award (first_month);
CREATE INDEX ix_award_last_month ON award (last_month);

ALTER TABLE work_task ADD COLUMN last_found integer NOT NULL DEFAULT 0;
ALTER TABLE work_task ALTER COLUMN last_found DROP DEFAULT;
CREATE UNIQUE INDEX ix_work_task_subject ON work_task (subject) WHERE state = 1;
CREATE INDEX ix_case_record_region_received_at ON case_record (region, received_at);
