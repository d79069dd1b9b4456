CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    subject_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (subject, version)
) STRICT;

CREATE TABLE seal (
    number INTEGER PRIMARY KEY,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    root BLOB NOT NULL,
    chain BLOB NOT NULL,
    signature BLOB NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    topic TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    next_at INTEGER,
    attempts INTEGER NOT NULL,
    fate TEXT NOT NULL,
    last_error TEXT NOT NULL,
    done_at INTEGER
) STRICT;
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (created_at) WHERE fate = 'dead';

CREATE TABLE job (
    kind TEXT PRIMARY KEY,
    every_seconds INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    taken_until INTEGER NOT NULL,
    last_done_at INTEGER,
    last_error TEXT NOT NULL,
    failures INTEGER NOT NULL
) STRICT;

CREATE TABLE blob (
    id TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    byte_count INTEGER NOT NULL,
    width_px INTEGER NOT NULL,
    height_px INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE search_doc (
    doc INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
