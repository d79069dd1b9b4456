-- SQLite's index keeps removed words in its pages until these are merged; PostgreSQL's keeps none,
-- and nothing ever waits here.
CREATE TABLE search_removed (
    seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    doc BIGINT NOT NULL
);
