-- That two owners of an estate are one person, as somebody decided it. The words of the reason stand
-- here; the journal names both and the reason not.
CREATE TABLE estate_one_person (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    kept_id TEXT NOT NULL REFERENCES estate_owner (id),
    gone_id TEXT NOT NULL UNIQUE REFERENCES estate_owner (id),
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX estate_one_person_kept ON estate_one_person (kept_id, decided_at, id);
