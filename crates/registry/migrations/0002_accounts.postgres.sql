ALTER TABLE account ADD COLUMN password_fits_admin BIGINT NOT NULL DEFAULT 1;
ALTER TABLE account ADD COLUMN password_is_long BIGINT NOT NULL DEFAULT 0;

CREATE TABLE old_password (
    account_id TEXT NOT NULL REFERENCES account (id),
    password_hash TEXT NOT NULL,
    retired_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, password_hash)
);
CREATE INDEX old_password_age ON old_password (account_id, retired_at);

ALTER TABLE session ADD COLUMN first TEXT NOT NULL DEFAULT 'password';
ALTER TABLE session ADD COLUMN second BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';

CREATE TABLE sign_in_step (
    token_digest TEXT PRIMARY KEY,
    account_id TEXT REFERENCES account (id),
    first TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_step_account ON sign_in_step (account_id);

CREATE TABLE totp (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    secret_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    account_id TEXT NOT NULL REFERENCES account (id),
    digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, digest)
);

CREATE TABLE invite (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    token_digest TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
