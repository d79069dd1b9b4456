CREATE TABLE matter_import (
    matter_id TEXT PRIMARY KEY REFERENCES matter (id),
    digest BYTEA NOT NULL
);
