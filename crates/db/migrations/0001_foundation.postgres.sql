CREATE TABLE journal (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    hash BYTEA NOT NULL,
    UNIQUE (subject, version)
);

CREATE TABLE seal (
    number BIGINT PRIMARY KEY,
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    root BYTEA NOT NULL,
    chain BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    topic TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    next_at BIGINT,
    attempts BIGINT NOT NULL,
    fate TEXT NOT NULL,
    last_error TEXT NOT NULL,
    done_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (created_at) WHERE fate = 'dead';

CREATE TABLE job (
    kind TEXT PRIMARY KEY,
    every_seconds BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    taken_until BIGINT NOT NULL,
    last_done_at BIGINT,
    last_error TEXT NOT NULL,
    failures BIGINT NOT NULL
);

CREATE TABLE blob (
    id TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    byte_count BIGINT NOT NULL,
    width_px BIGINT NOT NULL,
    height_px BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE search_doc (
    doc BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL UNIQUE,
    words TSVECTOR NOT NULL
);
CREATE INDEX search_words ON search_doc USING gin (words);
