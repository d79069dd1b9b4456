CREATE TABLE rights_case (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    code_digest TEXT NOT NULL UNIQUE,
    code_sealed BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    due_order INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX rights_case_open ON rights_case (due_order, id) WHERE ended_at IS NULL;
CREATE INDEX rights_case_ended ON rights_case (ended_at DESC, id DESC) WHERE ended_at IS NOT NULL;

CREATE TABLE rights_counter (
    day TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE rights_person (
    case_id TEXT NOT NULL REFERENCES rights_case (id),
    reporter_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    matter_number TEXT NOT NULL,
    PRIMARY KEY (case_id, reporter_id)
) STRICT;
CREATE INDEX rights_person_matter ON rights_person (matter_id);

CREATE TABLE rights_text (
    case_id TEXT NOT NULL REFERENCES rights_case (id),
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, version, kind)
) STRICT;

CREATE TABLE privacy_alert (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    amount INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER,
    seen_by TEXT
) STRICT;
CREATE INDEX privacy_alert_created ON privacy_alert (created_at DESC, id DESC);

CREATE TABLE privacy_retention (
    id TEXT PRIMARY KEY,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    label TEXT NOT NULL,
    amount INTEGER NOT NULL,
    since INTEGER NOT NULL,
    announced_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    held_reason TEXT,
    ended_at INTEGER,
    result TEXT NOT NULL,
    UNIQUE (what, subject)
) STRICT;
CREATE INDEX privacy_retention_waiting ON privacy_retention (not_before, id) WHERE ended_at IS NULL;
CREATE INDEX privacy_retention_ended ON privacy_retention (ended_at DESC, id DESC) WHERE ended_at IS NOT NULL;

CREATE TABLE privacy_notice (
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    card_zh TEXT NOT NULL,
    card_en TEXT NOT NULL,
    full_zh TEXT NOT NULL,
    full_en TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_account TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (code, version)
) STRICT;

CREATE TABLE privacy_assessment (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    cause TEXT NOT NULL,
    necessity TEXT NOT NULL,
    risks TEXT NOT NULL,
    measures TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    concluded_on TEXT NOT NULL,
    keep_until TEXT NOT NULL,
    by_account TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX privacy_assessment_created ON privacy_assessment (created_at DESC, id DESC);

CREATE TABLE privacy_breach (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    found_at INTEGER NOT NULL,
    what TEXT NOT NULL,
    kinds TEXT NOT NULL,
    people INTEGER NOT NULL,
    cause TEXT NOT NULL,
    harm TEXT NOT NULL,
    measures TEXT NOT NULL,
    advice TEXT NOT NULL,
    contact TEXT NOT NULL,
    authority_told_at INTEGER,
    people_told_at INTEGER,
    not_told_reason TEXT NOT NULL,
    by_account TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX privacy_breach_found ON privacy_breach (found_at DESC, id DESC);
