-- Keys of authenticators are sealed; those in the clear wait beside until the program has sealed them.
CREATE TABLE plain_authenticator (
    account_id bigint PRIMARY KEY NOT NULL,
    key text NOT NULL
);
INSERT INTO plain_authenticator (account_id, key) SELECT id, authenticator_key FROM account WHERE authenticator_key IS NOT NULL;
ALTER TABLE account DROP COLUMN authenticator_key;
ALTER TABLE account ADD COLUMN authenticator_key bytea;
ALTER TABLE account ADD COLUMN seal_key smallint NOT NULL DEFAULT 0;
