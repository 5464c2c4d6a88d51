-- Figures: what was counted for a day, what was fixed for a period, and what somebody brought with its source.
CREATE TABLE indicator_fact (
    indicator text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    value bigint NOT NULL,
    rebuilt_at timestamptz NOT NULL,
    PRIMARY KEY (indicator, region, from_day, to_day)
);
CREATE INDEX ix_indicator_fact_to_day ON indicator_fact (to_day);

CREATE TABLE figure_freeze (
    id bigint PRIMARY KEY,
    from_day date NOT NULL,
    to_day date NOT NULL,
    indicator text COLLATE "C",
    reason text NOT NULL,
    account_id bigint,
    made_by text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX ix_figure_freeze_from_day_to_day ON figure_freeze (from_day, to_day);

CREATE TABLE frozen_figure (
    indicator text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    freeze_id bigint NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (indicator, region, from_day, to_day, freeze_id)
);

CREATE TABLE entered_figure (
    id bigint PRIMARY KEY,
    kind smallint NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    scope text NOT NULL,
    millionths bigint NOT NULL,
    bound smallint NOT NULL,
    digits smallint,
    source text NOT NULL,
    note text NOT NULL,
    account_id bigint,
    at timestamptz NOT NULL,
    replaced_by bigint,
    reason text NOT NULL
);
CREATE INDEX ix_entered_figure_indicator_region_to_day ON entered_figure (indicator, region, to_day);

-- Ages are asked of the whole city.
CREATE INDEX ix_person_birth_date_region_died_on_departed_on ON person (birth_date, region, died_on, departed_on);

-- Whoever answers for the figures enters targets and fixes periods.
INSERT INTO role_permission (role, permission) SELECT code, 'indicators.manage' FROM role WHERE code = 'statistician';
UPDATE role SET revision = revision + 1 WHERE code = 'statistician';
