-- Doors that may be called on. Door, name and phone are sealed: the door under the district's key,
-- name and phone under the key of the person there, which can be destroyed.
CREATE TABLE dwelling (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL,
    area_path TEXT NOT NULL,
    community_id TEXT NOT NULL REFERENCES area (id),
    compound_id TEXT REFERENCES area (id),
    compound_name TEXT NOT NULL,
    building TEXT NOT NULL,
    door_sealed BYTEA NOT NULL,
    door_digest TEXT NOT NULL UNIQUE,
    person_id TEXT NOT NULL,
    name_sealed BYTEA,
    phone_sealed BYTEA,
    phone_digest TEXT,
    disturb BIGINT NOT NULL,
    last_uninvited_at BIGINT,
    active BIGINT NOT NULL,
    source_id TEXT NOT NULL,
    outside_number TEXT NOT NULL,
    import_digest BYTEA NOT NULL,
    UNIQUE (source_id, outside_number)
);
CREATE INDEX dwelling_community ON dwelling (community_id, id);
CREATE INDEX dwelling_phone ON dwelling (phone_digest);

-- What a name in a file means: this compound of ours, or one of its own.
CREATE TABLE visit_estate (
    community_id TEXT NOT NULL REFERENCES area (id),
    folded TEXT NOT NULL,
    area_id TEXT REFERENCES area (id),
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (community_id, folded)
);

CREATE TABLE visit_form (
    form_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    model TEXT NOT NULL,
    signature BYTEA NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    PRIMARY KEY (form_id, version)
);

CREATE TABLE visit_round (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    first_on TEXT,
    last_on TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX visit_round_created ON visit_round (created_at DESC, id DESC);
CREATE INDEX visit_round_state ON visit_round (state, id);

CREATE TABLE visit_team (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    number BIGINT NOT NULL,
    first_account TEXT NOT NULL REFERENCES account (id),
    second_account TEXT NOT NULL REFERENCES account (id),
    areas TEXT NOT NULL,
    active BIGINT NOT NULL,
    UNIQUE (round_id, number)
);
CREATE INDEX visit_team_first ON visit_team (first_account, round_id);
CREATE INDEX visit_team_second ON visit_team (second_account, round_id);

-- One door in one round. The model and its version belong to what happened at the door; plan,
-- session, team, order and time are where the plan in force puts it.
CREATE TABLE visit (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    dwelling_id TEXT NOT NULL REFERENCES dwelling (id),
    community_id TEXT NOT NULL,
    compound_id TEXT,
    plan_id TEXT,
    session_id TEXT,
    team_id TEXT REFERENCES visit_team (id),
    seq BIGINT,
    arrive_at BIGINT,
    unplaced TEXT NOT NULL,
    code_digest TEXT NOT NULL UNIQUE,
    code_sealed BYTEA NOT NULL,
    ended_at BIGINT,
    UNIQUE (round_id, dwelling_id)
);
CREATE INDEX visit_round_list ON visit (round_id, id);
CREATE INDEX visit_community ON visit (round_id, community_id, id);
CREATE INDEX visit_state ON visit (round_id, state, id);
CREATE INDEX visit_route ON visit (team_id, session_id, seq);
CREATE INDEX visit_dwelling ON visit (dwelling_id, id);

-- Reasons and notes, sealed under the key of the person at the door.
CREATE TABLE visit_text (
    visit_id TEXT NOT NULL REFERENCES visit (id),
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body_sealed BYTEA NOT NULL,
    PRIMARY KEY (visit_id, version, kind)
);

-- Every call at every door, over all programmes.
CREATE TABLE visit_call (
    id TEXT PRIMARY KEY,
    dwelling_id TEXT NOT NULL REFERENCES dwelling (id),
    visit_id TEXT,
    at BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    programme TEXT NOT NULL
);
CREATE INDEX visit_call_dwelling ON visit_call (dwelling_id, at);

CREATE TABLE visit_plan (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    state TEXT NOT NULL,
    round_version BIGINT NOT NULL,
    based_on TEXT,
    seed BIGINT NOT NULL,
    seconds BIGINT NOT NULL,
    weights TEXT NOT NULL,
    inputs_digest TEXT NOT NULL,
    measures TEXT NOT NULL,
    stops BIGINT NOT NULL,
    unplaced BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    confirmed_by TEXT,
    confirmed_at BIGINT,
    error TEXT NOT NULL
);
CREATE INDEX visit_plan_round ON visit_plan (round_id, started_at DESC, id DESC);

CREATE TABLE visit_plan_stop (
    plan_id TEXT NOT NULL REFERENCES visit_plan (id),
    visit_id TEXT NOT NULL REFERENCES visit (id),
    session_id TEXT,
    team_id TEXT,
    seq BIGINT,
    arrive_at BIGINT,
    reason TEXT NOT NULL,
    PRIMARY KEY (plan_id, visit_id)
);
CREATE INDEX visit_plan_stop_route ON visit_plan_stop (plan_id, team_id, session_id, seq);

-- Answers as a device sent them, each once; a later edit is a row of its own.
CREATE TABLE visit_submission (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    form_id TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    replaces TEXT,
    author TEXT NOT NULL,
    device_digest TEXT NOT NULL,
    channel TEXT NOT NULL,
    outcome TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    skew_seconds BIGINT NOT NULL,
    body_sealed BYTEA NOT NULL,
    body_digest BYTEA NOT NULL,
    state TEXT NOT NULL,
    settled_at BIGINT,
    settled_by TEXT
);
CREATE INDEX visit_submission_visit ON visit_submission (visit_id, received_at, id);
CREATE INDEX visit_submission_state ON visit_submission (state, received_at, id);

CREATE TABLE visit_photo (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    submission_id TEXT NOT NULL,
    question TEXT NOT NULL,
    blob TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    taken_at BIGINT,
    received_at BIGINT NOT NULL,
    indoors BIGINT NOT NULL,
    consent BIGINT NOT NULL
);
CREATE INDEX visit_photo_visit ON visit_photo (visit_id, id);
CREATE INDEX visit_photo_submission ON visit_photo (submission_id, id);
CREATE INDEX visit_photo_received ON visit_photo (received_at, id);

-- What counts of all that was sent about a door.
CREATE TABLE visit_result (
    visit_id TEXT PRIMARY KEY REFERENCES visit (id),
    form_id TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    body_sealed BYTEA NOT NULL,
    made_of TEXT NOT NULL,
    settled_by TEXT NOT NULL,
    settled_at BIGINT NOT NULL
);
CREATE INDEX visit_result_age ON visit_result (settled_at, visit_id);

CREATE TABLE visit_finding (
    id TEXT PRIMARY KEY,
    visit_id TEXT NOT NULL REFERENCES visit (id),
    submission_id TEXT,
    matter_id TEXT NOT NULL UNIQUE,
    matter_number TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    brought_back_at BIGINT,
    brought_back_by TEXT
);
CREATE INDEX visit_finding_visit ON visit_finding (visit_id, id);

CREATE TABLE visit_badge (
    token_digest TEXT PRIMARY KEY,
    token_sealed BYTEA NOT NULL,
    round_id TEXT NOT NULL REFERENCES visit_round (id),
    team_id TEXT NOT NULL REFERENCES visit_team (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    on_date TEXT NOT NULL,
    communities TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    UNIQUE (team_id, account_id, on_date)
);

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
    invited BIGINT NOT NULL,
    findings BIGINT NOT NULL
);
CREATE INDEX visit_fact_round ON visit_fact (round_id, community_id);
