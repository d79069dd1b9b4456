CREATE TABLE form_key (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    location TEXT NOT NULL
);
CREATE INDEX form_key_at ON form_key (at);
