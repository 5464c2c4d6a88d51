-- Photos and documents, sealed, beside what they prove. Sealed bytes do not compress: the server need not try.
CREATE TABLE stored_file (
    id bigint PRIMARY KEY,
    subject text COLLATE "C" NOT NULL,
    region bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    name bytea NOT NULL,
    content_kind smallint NOT NULL,
    length integer NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    seal_key smallint NOT NULL,
    added_at timestamptz NOT NULL,
    account_id bigint,
    content bytea NOT NULL
);
ALTER TABLE stored_file ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX ix_stored_file_subject_sha256 ON stored_file (subject, sha256);
CREATE INDEX ix_stored_file_added_at ON stored_file (added_at);
CREATE INDEX ix_stored_file_seal_key ON stored_file (seal_key);
