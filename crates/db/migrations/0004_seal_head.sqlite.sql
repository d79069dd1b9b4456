-- The last seal, under a keyed hash: whoever has only the store cannot take seals away and begin anew.
CREATE TABLE seal_head (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    chain BLOB NOT NULL,
    mac BLOB NOT NULL
) STRICT;
