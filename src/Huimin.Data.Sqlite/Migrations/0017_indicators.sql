-- Figures: what was counted for a day, what was fixed for a period, and what somebody brought with its source.
CREATE TABLE indicator_fact (
    indicator TEXT NOT NULL,
    region INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    value INTEGER NOT NULL,
    rebuilt_at TEXT NOT NULL,
    PRIMARY KEY (indicator, region, from_day, to_day)
);
CREATE INDEX ix_indicator_fact_to_day ON indicator_fact (to_day);

CREATE TABLE figure_freeze (
    id INTEGER PRIMARY KEY NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    indicator TEXT,
    reason TEXT NOT NULL,
    account_id INTEGER,
    made_by TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX ix_figure_freeze_from_day_to_day ON figure_freeze (from_day, to_day);

CREATE TABLE frozen_figure (
    indicator TEXT NOT NULL,
    region INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    freeze_id INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (indicator, region, from_day, to_day, freeze_id)
);

CREATE TABLE entered_figure (
    id INTEGER PRIMARY KEY NOT NULL,
    kind INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    region INTEGER NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    scope TEXT NOT NULL,
    millionths INTEGER NOT NULL,
    bound INTEGER NOT NULL,
    digits INTEGER,
    source TEXT NOT NULL,
    note TEXT NOT NULL,
    account_id INTEGER,
    at TEXT NOT NULL,
    replaced_by INTEGER,
    reason TEXT NOT NULL
);
CREATE INDEX ix_entered_figure_indicator_region_to_day ON entered_figure (indicator, region, to_day);

-- Ages are asked of the whole city.
CREATE INDEX ix_person_birth_date_region_died_on_departed_on ON person (birth_date, region, died_on, departed_on);

-- Whoever answers for the figures enters targets and fixes periods.
INSERT INTO role_permission (role, permission) SELECT code, 'indicators.manage' FROM role WHERE code = 'statistician';
UPDATE role SET revision = revision + 1 WHERE code = 'statistician';
