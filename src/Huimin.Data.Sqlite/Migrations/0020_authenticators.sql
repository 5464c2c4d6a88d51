-- Keys of authenticators are sealed; those in the clear wait beside until the program has sealed them.
CREATE TABLE plain_authenticator (
    account_id INTEGER PRIMARY KEY NOT NULL,
    key TEXT NOT NULL
);
INSERT INTO plain_authenticator (account_id, key) SELECT id, authenticator_key FROM account WHERE authenticator_key IS NOT NULL;
ALTER TABLE account DROP COLUMN authenticator_key;
ALTER TABLE account ADD COLUMN authenticator_key BLOB;
ALTER TABLE account ADD COLUMN seal_key INTEGER NOT NULL DEFAULT 0;
