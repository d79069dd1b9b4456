-- When each whistle was to be answered, so that those of a month are found without reading every
-- matter. What a whistle says stands in its matter alone.
CREATE TABLE matter_whistle (
    matter_id TEXT NOT NULL REFERENCES matter (id),
    place INTEGER NOT NULL,
    answer_before INTEGER NOT NULL,
    PRIMARY KEY (matter_id, place)
) STRICT;
CREATE INDEX matter_whistle_due ON matter_whistle (answer_before, matter_id, place);
INSERT INTO matter_whistle (matter_id, place, answer_before)
    SELECT m.id, w.key, json_extract(w.value, '$.answer_before')
    FROM matter m, json_each(m.model, '$.whistles') w
    WHERE m.model NOT LIKE '%"whistles":[]%';

-- How often suggestions of a month were taken.
CREATE INDEX matter_suggestion_created ON matter_suggestion (created_at, kind, matter_id, taken);
