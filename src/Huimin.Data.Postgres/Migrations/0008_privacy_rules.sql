-- On what ground a household's circumstances may be checked. Numbered within the household: whoever sees it sees every row of it.
CREATE TABLE data_check_consent (
    household_id bigint NOT NULL,
    number integer NOT NULL,
    person_id bigint,
    purpose text COLLATE "C" NOT NULL,
    basis smallint NOT NULL,
    article text NOT NULL,
    given_on date NOT NULL,
    account_id bigint,
    document text NOT NULL,
    withdrawn_on date,
    PRIMARY KEY (household_id, number)
);
