-- What a form said, as a keyed digest; empty for forms from before it was noted.
ALTER TABLE form_key ADD COLUMN content TEXT NOT NULL DEFAULT '';
