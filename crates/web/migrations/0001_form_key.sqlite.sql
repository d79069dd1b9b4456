CREATE TABLE form_key (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    location TEXT NOT NULL
) STRICT;
CREATE INDEX form_key_at ON form_key (at);
