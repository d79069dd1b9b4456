-- How a body wants a ledger laid out: its columns in their order, with their headings.
CREATE TABLE statistics_layout (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    ledger TEXT NOT NULL,
    version BIGINT NOT NULL,
    columns TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (scope, ledger)
);

-- Empty forms of an upper level, and which of their columns takes what.
CREATE TABLE statistics_form (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    blob_id TEXT NOT NULL,
    mapping TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX statistics_form_scope ON statistics_form (scope, title, id) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX statistics_form_once ON statistics_form (scope, blob_id) WHERE removed_at IS NULL;
