-- Elections of owners' committees. The whole election lies in `model_sealed`, for it names people;
-- the other columns follow from it.
CREATE TABLE election (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    warns_from TEXT,
    warned BIGINT NOT NULL,
    model_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX election_estate ON election (estate_id, created_at, id);
CREATE INDEX election_warns ON election (warned, warns_from, id);
