CREATE TABLE matter_import (
    matter_id TEXT PRIMARY KEY REFERENCES matter (id),
    digest BLOB NOT NULL
) STRICT;
