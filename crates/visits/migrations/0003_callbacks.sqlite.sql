-- Who was asked afterwards whether somebody came, and what they said; drawn by lot, never about
-- a visitor.
CREATE TABLE visit_callback (
    visit_id TEXT PRIMARY KEY REFERENCES visit (id),
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    said TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    asked_by TEXT NOT NULL REFERENCES account (id)
) STRICT;
CREATE INDEX visit_callback_round ON visit_callback (round_id, visit_id);
