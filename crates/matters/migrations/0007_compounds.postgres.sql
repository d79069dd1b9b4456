-- In which compound a matter lies, where that is known; rows from before do not know it.
ALTER TABLE matter_fact ADD COLUMN compound_id TEXT NOT NULL DEFAULT '';
