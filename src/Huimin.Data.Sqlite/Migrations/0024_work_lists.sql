-- An office's work is counted and listed from the index alone, by its state.
DROP INDEX ix_case_record_actor_region_actor_permission_next_due_id;
CREATE INDEX ix_case_record_work ON case_record (actor_region, actor_permission, state, next_due, id, region, intake_region);
