-- Phones with ODK Collect: each has a name and a secret of its own, so that no password of an
-- account stands in an app. What is kept of the secret is a keyed digest.
CREATE TABLE notebook_collect (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    label TEXT NOT NULL,
    login TEXT NOT NULL UNIQUE,
    secret_digest TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_on TEXT,
    removed_at BIGINT,
    failures BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX notebook_collect_account ON notebook_collect (account_id, created_at, id);
