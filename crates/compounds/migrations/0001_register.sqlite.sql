-- Property areas, each of one owners' assembly, on a compound of the registry.
CREATE TABLE estate (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    area_id TEXT NOT NULL REFERENCES area (id),
    area_path TEXT NOT NULL,
    name TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX estate_area ON estate (area_path, id);

-- From when until when nothing may change who stands on the roll of a day, and because of what:
-- a vote that runs. Votes write these rows, the register minds them.
CREATE TABLE estate_freeze (
    subject TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    roll_on TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER
) STRICT;
CREATE INDEX estate_freeze_estate ON estate_freeze (estate_id, subject);
