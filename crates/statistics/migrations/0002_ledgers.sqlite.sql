-- How a body wants a ledger laid out: its columns in their order, with their headings.
CREATE TABLE statistics_layout (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    ledger TEXT NOT NULL,
    version INTEGER NOT NULL,
    columns TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (scope, ledger)
) STRICT;

-- Empty forms of an upper level, and which of their columns takes what.
CREATE TABLE statistics_form (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    version INTEGER NOT NULL,
    title TEXT NOT NULL,
    blob_id TEXT NOT NULL,
    mapping TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE INDEX statistics_form_scope ON statistics_form (scope, title, id) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX statistics_form_once ON statistics_form (scope, blob_id) WHERE removed_at IS NULL;
