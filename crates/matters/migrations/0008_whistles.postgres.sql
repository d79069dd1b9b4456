-- When each whistle was to be answered, so that those of a month are found without reading every
-- matter. What a whistle says stands in its matter alone.
CREATE TABLE matter_whistle (
    matter_id TEXT NOT NULL REFERENCES matter (id),
    place BIGINT NOT NULL,
    answer_before BIGINT NOT NULL,
    PRIMARY KEY (matter_id, place)
);
CREATE INDEX matter_whistle_due ON matter_whistle (answer_before, matter_id, place);
INSERT INTO matter_whistle (matter_id, place, answer_before)
    SELECT m.id, w.place - 1, CAST(w.called ->> 'answer_before' AS BIGINT)
    FROM matter m CROSS JOIN LATERAL
        jsonb_array_elements(CAST(m.model AS JSONB) -> 'whistles') WITH ORDINALITY AS w (called, place)
    WHERE m.model NOT LIKE '%"whistles":[]%';

-- How often suggestions of a month were taken.
CREATE INDEX matter_suggestion_created ON matter_suggestion (created_at, kind, matter_id, taken);
