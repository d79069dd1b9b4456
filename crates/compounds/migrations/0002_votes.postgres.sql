-- Votes of an estate's owners. `model` is the vote; the other columns follow from it.
CREATE TABLE vote (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    version BIGINT NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX vote_estate ON vote (estate_id, created_at, id);
CREATE INDEX vote_due ON vote (due_at, id);

-- One row for each person of the roll of a vote. `status` says how far their ballot has come,
-- never what it says.
CREATE TABLE vote_voter (
    id TEXT PRIMARY KEY,
    vote_id TEXT NOT NULL REFERENCES vote (id),
    version BIGINT NOT NULL,
    model TEXT NOT NULL,
    number BIGINT NOT NULL,
    area BIGINT NOT NULL,
    delivered BIGINT NOT NULL,
    returned_at BIGINT,
    status TEXT NOT NULL,
    code_digest TEXT NOT NULL,
    code_sealed BYTEA NOT NULL
);
CREATE UNIQUE INDEX vote_voter_number ON vote_voter (vote_id, number);
CREATE UNIQUE INDEX vote_voter_code ON vote_voter (code_digest);
CREATE INDEX vote_voter_status ON vote_voter (vote_id, status, number);
CREATE INDEX vote_voter_delivered ON vote_voter (vote_id, delivered, number);

-- Ballots, replaced ones too. What they say lies in `sealed`.
CREATE TABLE vote_ballot (
    id TEXT PRIMARY KEY,
    vote_id TEXT NOT NULL REFERENCES vote (id),
    voter_id TEXT NOT NULL REFERENCES vote_voter (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    replaces BIGINT NOT NULL,
    read_by TEXT,
    read_again_by TEXT,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX vote_ballot_voter ON vote_ballot (voter_id, created_at, id);
CREATE INDEX vote_ballot_vote ON vote_ballot (vote_id, state, id);

-- Objections to the roll or to the result, and what was answered.
CREATE TABLE vote_objection (
    id TEXT PRIMARY KEY,
    vote_id TEXT NOT NULL REFERENCES vote (id),
    version BIGINT NOT NULL,
    number BIGINT NOT NULL,
    stage TEXT NOT NULL,
    said_sealed BYTEA NOT NULL,
    answer TEXT NOT NULL,
    upheld BIGINT,
    made_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE UNIQUE INDEX vote_objection_number ON vote_objection (vote_id, number);
CREATE INDEX vote_objection_open ON vote_objection (vote_id, stage, answered_at);

-- Who watched the count, under which number it was filed, why something was settled.
CREATE TABLE vote_note (
    id TEXT PRIMARY KEY,
    vote_id TEXT NOT NULL REFERENCES vote (id),
    kind TEXT NOT NULL,
    body_sealed BYTEA NOT NULL,
    account_id TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX vote_note_vote ON vote_note (vote_id, kind, id);

-- The commitment to all ballots, what is published of them, and what was counted from them.
CREATE TABLE vote_count (
    vote_id TEXT PRIMARY KEY REFERENCES vote (id),
    root TEXT NOT NULL,
    published TEXT NOT NULL,
    committed_at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    counted_at BIGINT
);
