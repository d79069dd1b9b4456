-- What came from notebooks, each thing once: a phone that heard no answer sends it again.
CREATE TABLE notebook_received (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    visit_id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notebook_received_visit ON notebook_received (visit_id, received_at, id);

-- Photos on their way, piece by piece.
CREATE TABLE notebook_upload (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    question TEXT NOT NULL,
    account_id TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    indoors INTEGER NOT NULL,
    consent INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    received INTEGER NOT NULL,
    blob TEXT,
    done_at INTEGER
) STRICT;
CREATE INDEX notebook_upload_begun ON notebook_upload (begun_at, id);

CREATE TABLE notebook_chunk (
    upload_id TEXT NOT NULL REFERENCES notebook_upload (id),
    starts_at INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (upload_id, starts_at)
) STRICT;

-- What a phone could no longer open itself and handed over sealed. The body stays locked to the
-- district until somebody looks; it is empty once the thing was taken like any other.
CREATE TABLE notebook_sealed (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    draft INTEGER NOT NULL,
    visit_id TEXT NOT NULL,
    submission_id TEXT NOT NULL,
    delivered_by TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX notebook_sealed_state ON notebook_sealed (state, received_at, id);
CREATE INDEX notebook_sealed_from ON notebook_sealed (delivered_by, state);
CREATE INDEX notebook_sealed_submission ON notebook_sealed (submission_id, state);
