-- Interim committees. The whole of each lies in `model_sealed`, for it names people; the other
-- columns follow from it. One at most sits in an estate.
CREATE TABLE interim_committee (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    version BIGINT NOT NULL,
    until_on TEXT NOT NULL,
    ended BIGINT NOT NULL,
    model_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX interim_committee_estate ON interim_committee (estate_id, created_at, id);
CREATE UNIQUE INDEX interim_committee_sits ON interim_committee (estate_id) WHERE ended = 0;
CREATE INDEX interim_committee_until ON interim_committee (ended, until_on, id);
