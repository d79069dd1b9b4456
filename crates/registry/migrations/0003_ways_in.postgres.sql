-- Passkeys of accounts: what a browser gave at enrolment and is held against at sign-in.
CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    credential_id BYTEA NOT NULL UNIQUE,
    public_key BYTEA NOT NULL,
    counter_state BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    blocked_at BIGINT
);
CREATE INDEX passkey_account ON passkey (account_id, created_at);

-- Who an account is at an outside provider.
CREATE TABLE outside_identity (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL UNIQUE REFERENCES account (id),
    issuer TEXT NOT NULL,
    subject_digest TEXT NOT NULL UNIQUE,
    subject_sealed BYTEA NOT NULL,
    linked_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);

-- A sign-in or an enrolment under way: one for each browser, used once, for five minutes.
CREATE TABLE way_in (
    browser_digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id TEXT REFERENCES account (id),
    state_sealed BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX way_in_expires ON way_in (expires_at);
