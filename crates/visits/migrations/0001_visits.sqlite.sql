-- Doors that may be called on. Door, name and phone are sealed: the door under the district's key,
-- name and phone under the key of the person there, which can be destroyed.
CREATE TABLE dwelling (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL,
    area_path TEXT NOT NULL,
    community_id TEXT NOT NULL REFERENCES area (id),
    compound_id TEXT REFERENCES area (id),
    compound_name TEXT NOT NULL,
    building TEXT NOT NULL,
    door_sealed BLOB NOT NULL,
    door_digest TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL,
    name_sealed BLOB,
    phone_sealed BLOB,
    phone_digest TEXT,
    disturb INTEGER NOT NULL,
    last_uninvited_at INTEGER,
    active INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    outside_number TEXT NOT NULL,
    import_digest BLOB NOT NULL,
    UNIQUE (source_id, outside_number)
) STRICT;
CREATE INDEX dwelling_community ON dwelling (community_id, id);
CREATE INDEX dwelling_phone ON dwelling (phone_digest);

-- What a name in a file means: this compound of ours, or one of its own.
CREATE TABLE visit_estate (
    community_id TEXT NOT NULL REFERENCES area (id),
    folded TEXT NOT NULL,
    area_id TEXT REFERENCES area (id),
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (community_id, folded)
) STRICT;

CREATE TABLE visit_form (
    form_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    model TEXT NOT NULL,
    signature BLOB NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retired_at INTEGER,
    PRIMARY KEY (form_id, version)
) STRICT;

CREATE TABLE visit_round (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    first_on TEXT,
    last_on TEXT,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX visit_round_created ON visit_round (created_at DESC, id DESC);
CREATE INDEX visit_round_state ON visit_round (state, id);

CREATE TABLE visit_team (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    number INTEGER NOT NULL,
    first_account TEXT NOT NULL REFERENCES account (id),
    second_account TEXT NOT NULL REFERENCES account (id),
    areas TEXT NOT NULL,
    active INTEGER NOT NULL,
    UNIQUE (round_id, number)
) STRICT;
CREATE INDEX visit_team_first ON visit_team (first_account, round_id);
CREATE INDEX visit_team_second ON visit_team (second_account, round_id);

-- One door in one round. The model and its version belong to what happened at the door; plan,
-- session, team, order and time are where the plan in force puts it.
CREATE TABLE visit (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    dwelling_id TEXT NOT NULL REFERENCES dwelling (id),
    community_id TEXT NOT NULL,
    compound_id TEXT,
    plan_id TEXT,
    session_id TEXT,
    team_id TEXT REFERENCES visit_team (id),
    seq INTEGER,
    arrive_at INTEGER,
    unplaced TEXT NOT NULL,
    code_digest TEXT NOT NULL UNIQUE,
    code_sealed BLOB NOT NULL,
    ended_at INTEGER,
    UNIQUE (round_id, dwelling_id)
) STRICT;
CREATE INDEX visit_round_list ON visit (round_id, id);
CREATE INDEX visit_community ON visit (round_id, community_id, id);
CREATE INDEX visit_state ON visit (round_id, state, id);
CREATE INDEX visit_route ON visit (team_id, session_id, seq);
CREATE INDEX visit_dwelling ON visit (dwelling_id, id);

-- Reasons and notes, sealed under the key of the person at the door.
CREATE TABLE visit_text (
    visit_id TEXT NOT NULL REFERENCES visit (id),
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body_sealed BLOB NOT NULL,
    PRIMARY KEY (visit_id, version, kind)
) STRICT;

-- Every call at every door, over all programmes.
CREATE TABLE visit_call (
    id TEXT PRIMARY KEY,
    dwelling_id TEXT NOT NULL REFERENCES dwelling (id),
    visit_id TEXT,
    at INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    programme TEXT NOT NULL
) STRICT;
CREATE INDEX visit_call_dwelling ON visit_call (dwelling_id, at);

CREATE TABLE visit_plan (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    state TEXT NOT NULL,
    round_version INTEGER NOT NULL,
    based_on TEXT,
    seed INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    weights TEXT NOT NULL,
    inputs_digest TEXT NOT NULL,
    measures TEXT NOT NULL,
    stops INTEGER NOT NULL,
    unplaced INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    confirmed_by TEXT,
    confirmed_at INTEGER,
    error TEXT NOT NULL
) STRICT;
CREATE INDEX visit_plan_round ON visit_plan (round_id, started_at DESC, id DESC);

CREATE TABLE visit_plan_stop (
    plan_id TEXT NOT NULL REFERENCES visit_plan (id),
    visit_id TEXT NOT NULL REFERENCES visit (id),
    session_id TEXT,
    team_id TEXT,
    seq INTEGER,
    arrive_at INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (plan_id, visit_id)
) STRICT;
CREATE INDEX visit_plan_stop_route ON visit_plan_stop (plan_id, team_id, session_id, seq);

-- Answers as a device sent them, each once; a later edit is a row of its own.
CREATE TABLE visit_submission (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    form_id TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    replaces TEXT,
    author TEXT NOT NULL,
    device_digest TEXT NOT NULL,
    channel TEXT NOT NULL,
    outcome TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    skew_seconds INTEGER NOT NULL,
    body_sealed BLOB NOT NULL,
    body_digest BLOB NOT NULL,
    state TEXT NOT NULL,
    settled_at INTEGER,
    settled_by TEXT
) STRICT;
CREATE INDEX visit_submission_visit ON visit_submission (visit_id, received_at, id);
CREATE INDEX visit_submission_state ON visit_submission (state, received_at, id);

CREATE TABLE visit_photo (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    submission_id TEXT NOT NULL,
    question TEXT NOT NULL,
    blob TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    taken_at INTEGER,
    received_at INTEGER NOT NULL,
    indoors INTEGER NOT NULL,
    consent INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_photo_visit ON visit_photo (visit_id, id);
CREATE INDEX visit_photo_submission ON visit_photo (submission_id, id);
CREATE INDEX visit_photo_received ON visit_photo (received_at, id);

-- What counts of all that was sent about a door.
CREATE TABLE visit_result (
    visit_id TEXT PRIMARY KEY REFERENCES visit (id),
    form_id TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    body_sealed BLOB NOT NULL,
    made_of TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    settled_at INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_result_age ON visit_result (settled_at, visit_id);

CREATE TABLE visit_finding (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    submission_id TEXT,
    matter_id TEXT NOT NULL UNIQUE,
    matter_number TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    brought_back_at INTEGER,
    brought_back_by TEXT
) STRICT;
CREATE INDEX visit_finding_visit ON visit_finding (visit_id, id);

CREATE TABLE visit_badge (
    token_digest TEXT PRIMARY KEY,
    token_sealed BLOB NOT NULL,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    team_id TEXT NOT NULL REFERENCES visit_team (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    on_date TEXT NOT NULL,
    communities TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    UNIQUE (team_id, account_id, on_date)
) STRICT;

-- What statistics count: one row for each door of each round, in plain words and numbers.
CREATE TABLE visit_fact (
    visit_id TEXT PRIMARY KEY REFERENCES visit (id),
    round_id TEXT NOT NULL,
    street_id TEXT,
    community_id TEXT NOT NULL,
    compound_id TEXT,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    planned_on TEXT,
    called_on TEXT,
    invited INTEGER NOT NULL,
    findings INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_fact_round ON visit_fact (round_id, community_id);
