-- Goes into the digest by which the journal proves a text, and goes when the text does: afterwards
-- not even the holder of the key can try out what it said.
ALTER TABLE matter_text ADD COLUMN salt TEXT NOT NULL DEFAULT '';
