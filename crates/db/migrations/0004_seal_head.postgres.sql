-- The last seal, under a keyed hash: whoever has only the store cannot take seals away and begin anew.
CREATE TABLE seal_head (
    id BIGINT PRIMARY KEY,
    number BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    chain BYTEA NOT NULL,
    mac BYTEA NOT NULL
);
