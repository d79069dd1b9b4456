CREATE TABLE key_generation (
    id BIGINT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    begun_at BIGINT NOT NULL
);
INSERT INTO key_generation (id, fingerprint, begun_at) VALUES (1, '', 0);

CREATE TABLE subject_key (
    id TEXT PRIMARY KEY,
    wrapped BYTEA NOT NULL,
    suite BIGINT NOT NULL,
    generation BIGINT REFERENCES key_generation (id),
    created_at BIGINT NOT NULL,
    destroyed_at BIGINT
);
CREATE INDEX subject_key_generation ON subject_key (generation, id);
