-- Who looked at the name and phone behind a door, and why.
CREATE TABLE dwelling_reveal (
    id TEXT PRIMARY KEY,
    dwelling_id TEXT NOT NULL REFERENCES dwelling (id),
    account_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX dwelling_reveal_account ON dwelling_reveal (account_id, created_at);

CREATE TABLE dwelling_reveal_alarm (
    account_id TEXT NOT NULL,
    hour BIGINT NOT NULL,
    PRIMARY KEY (account_id, hour)
);
