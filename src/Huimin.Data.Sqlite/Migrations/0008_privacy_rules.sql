-- On what ground a household's circumstances may be checked. Numbered within the household: whoever sees it sees every row of it.
CREATE TABLE data_check_consent (
    household_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person_id INTEGER,
    purpose TEXT NOT NULL,
    basis INTEGER NOT NULL,
    article TEXT NOT NULL,
    given_on TEXT NOT NULL,
    account_id INTEGER,
    document TEXT NOT NULL,
    withdrawn_on TEXT,
    PRIMARY KEY (household_id, number)
) WITHOUT ROWID;
