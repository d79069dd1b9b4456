-- A resident who has proven a phone or a mail address: nothing else is kept of them.
CREATE TABLE light_account (
    id TEXT PRIMARY KEY,
    reach_digest TEXT NOT NULL UNIQUE,
    reach_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL
);
CREATE INDEX light_account_used ON light_account (used_at);

-- Echoes that an account was shown by their code.
CREATE TABLE light_added (
    account_id TEXT NOT NULL REFERENCES light_account (id),
    reporter_id TEXT NOT NULL REFERENCES matter_reporter (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, reporter_id)
);
CREATE INDEX light_added_reporter ON light_added (reporter_id);

CREATE TABLE light_session (
    token_digest TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES light_account (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX light_session_account ON light_session (account_id);
CREATE INDEX light_session_expires ON light_session (expires_at);

-- A code on its way: one for each browser that asked.
CREATE TABLE light_code (
    browser_digest TEXT PRIMARY KEY,
    reach_digest TEXT NOT NULL,
    reach_sealed BYTEA NOT NULL,
    code_digest TEXT NOT NULL,
    tries BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX light_code_reach ON light_code (reach_digest, asked_at);
CREATE INDEX light_code_asked ON light_code (asked_at);

-- A slip from the counter: one for each phone or mail address.
CREATE TABLE light_slip (
    id TEXT PRIMARY KEY,
    reach_digest TEXT NOT NULL UNIQUE,
    reach_sealed BYTEA NOT NULL,
    code_digest TEXT NOT NULL,
    tries BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX light_slip_expires ON light_slip (expires_at);
