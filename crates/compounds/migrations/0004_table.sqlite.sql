-- The monthly meeting of branch, owners' committee and property company.
CREATE TABLE tripartite_meeting (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    month TEXT NOT NULL,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    held_on TEXT,
    UNIQUE (estate_id, month)
) STRICT;

-- Decisions, for the lists of what is still owed; written anew with their meeting.
CREATE TABLE tripartite_decision (
    id TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES tripartite_meeting (id),
    estate_id TEXT NOT NULL,
    way TEXT NOT NULL,
    state TEXT NOT NULL,
    due_on TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX tripartite_decision_meeting ON tripartite_decision (meeting_id);
CREATE INDEX tripartite_decision_open ON tripartite_decision (estate_id, state, due_on, id);
CREATE INDEX tripartite_decision_way ON tripartite_decision (way, state, id);

-- What was published, edition by edition, and never changed.
CREATE TABLE tripartite_edition (
    meeting_id TEXT NOT NULL REFERENCES tripartite_meeting (id),
    edition INTEGER NOT NULL,
    estate_id TEXT NOT NULL,
    month TEXT NOT NULL,
    extract TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, edition)
) STRICT;
CREATE INDEX tripartite_edition_estate ON tripartite_edition (estate_id, month, edition);

-- Disputes. Names, phones and texts stand sealed in the two tables below.
CREATE TABLE mediation_case (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    dispute TEXT NOT NULL,
    outcome TEXT NOT NULL,
    area_path TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    done_on TEXT,
    confirm_before INTEGER,
    forgotten INTEGER NOT NULL
) STRICT;
CREATE INDEX mediation_case_area ON mediation_case (area_path, id);
CREATE INDEX mediation_case_confirm ON mediation_case (confirm_before, id) WHERE confirm_before IS NOT NULL;
CREATE INDEX mediation_case_done ON mediation_case (forgotten, done_on, id);

CREATE TABLE mediation_counter (
    year INTEGER PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE mediation_party (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES mediation_case (id),
    seat INTEGER NOT NULL,
    name_sealed BLOB NOT NULL,
    phone_sealed BLOB,
    phone_digest TEXT
) STRICT;
CREATE INDEX mediation_party_case ON mediation_party (case_id, seat);
CREATE INDEX mediation_party_phone ON mediation_party (phone_digest) WHERE phone_digest IS NOT NULL;

CREATE TABLE mediation_text (
    case_id TEXT NOT NULL REFERENCES mediation_case (id),
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body_sealed BLOB NOT NULL,
    PRIMARY KEY (case_id, version, kind)
) STRICT;

-- Who looked at names and phones, when and why (rule 21).
CREATE TABLE mediation_reveal (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES mediation_case (id),
    account_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mediation_reveal_account ON mediation_reveal (account_id, created_at);

CREATE TABLE mediation_reveal_alarm (
    account_id TEXT NOT NULL,
    hour INTEGER NOT NULL,
    PRIMARY KEY (account_id, hour)
) STRICT;

-- Editions of the rules of an estate.
CREATE TABLE house_rule (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    kind TEXT NOT NULL,
    edition INTEGER NOT NULL,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    from_on TEXT
) STRICT;
CREATE INDEX house_rule_estate ON house_rule (estate_id, kind, edition, id);
