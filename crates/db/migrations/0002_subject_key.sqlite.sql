CREATE TABLE key_generation (
    id INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    begun_at INTEGER NOT NULL
) STRICT;
INSERT INTO key_generation (id, fingerprint, begun_at) VALUES (1, '', 0);

CREATE TABLE subject_key (
    id TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL,
    suite INTEGER NOT NULL,
    generation INTEGER REFERENCES key_generation (id),
    created_at INTEGER NOT NULL,
    destroyed_at INTEGER
) STRICT;
CREATE INDEX subject_key_generation ON subject_key (generation, id);
