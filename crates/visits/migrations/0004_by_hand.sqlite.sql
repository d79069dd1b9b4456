-- Doors whose people were to hear of a visit first, while no message could be sent: somebody tells
-- them. Told or not, a row stays.
CREATE TABLE visit_by_hand (
    visit_id TEXT PRIMARY KEY REFERENCES visit (id),
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    told_at INTEGER,
    told_by TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX visit_by_hand_round ON visit_by_hand (round_id, visit_id);

-- Those who were marked as asked before, though nothing was ever ordered for them.
INSERT INTO visit_by_hand (visit_id, round_id)
    SELECT v.id, v.round_id FROM visit v
    WHERE v.state = 'planned' AND json_extract(v.model, '$.asked_at') IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subject = v.id AND o.topic = 'notices.send');
