CREATE TABLE key_secret (
    name TEXT PRIMARY KEY,
    wrapped BYTEA NOT NULL,
    suite BIGINT NOT NULL,
    generation BIGINT NOT NULL REFERENCES key_generation (id),
    created_at BIGINT NOT NULL
);

ALTER TABLE seal ADD COLUMN suite BIGINT NOT NULL DEFAULT 1;
ALTER TABLE seal ADD COLUMN public_key BYTEA NOT NULL DEFAULT '';
