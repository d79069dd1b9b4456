-- Who was told that a duty of an estate falls due or is late. The id follows from all of it, so that
-- nobody is told twice.
CREATE TABLE estate_notice (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    duty TEXT NOT NULL,
    stage TEXT NOT NULL,
    about TEXT NOT NULL,
    due_on TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX estate_notice_account ON estate_notice (account_id, created_at DESC, id DESC);
CREATE INDEX estate_notice_created ON estate_notice (created_at);
