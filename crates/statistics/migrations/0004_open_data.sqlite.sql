-- Editions of open data. The files lie beside the store under their hashes; the model names them.
CREATE TABLE statistics_open_data (
    id TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    edition INTEGER NOT NULL,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    released_at INTEGER
) STRICT;
CREATE INDEX statistics_open_data_list ON statistics_open_data (year, edition, id);
CREATE UNIQUE INDEX statistics_open_data_edition ON statistics_open_data (year, edition) WHERE state <> 'discarded';
