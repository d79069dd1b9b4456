-- Editions of the monthly bulletin. Words and figures stand in the model; the columns serve lists.
CREATE TABLE statistics_bulletin (
    id TEXT PRIMARY KEY,
    month TEXT NOT NULL,
    edition BIGINT NOT NULL,
    version BIGINT NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    released_at BIGINT
);
CREATE INDEX statistics_bulletin_list ON statistics_bulletin (month, edition, id);
CREATE UNIQUE INDEX statistics_bulletin_edition ON statistics_bulletin (month, edition) WHERE state <> 'discarded';
