CREATE TABLE matter (
    id TEXT PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    model TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    outside_source TEXT,
    outside_number TEXT,
    kind TEXT NOT NULL,
    category TEXT,
    urgency TEXT NOT NULL,
    restricted BIGINT NOT NULL,
    street_id TEXT,
    community_id TEXT,
    lead_id TEXT,
    headline TEXT NOT NULL,
    place_public TEXT NOT NULL,
    place_sealed BYTEA,
    lon_e7 BIGINT,
    lat_e7 BIGINT,
    received_at BIGINT NOT NULL,
    due_before BIGINT,
    answered_at BIGINT,
    closed_at BIGINT,
    outcome TEXT,
    result TEXT,
    rating TEXT,
    escalation BIGINT NOT NULL,
    joined BIGINT NOT NULL,
    summary TEXT,
    public_at BIGINT,
    public_lon_e7 BIGINT,
    public_lat_e7 BIGINT,
    updated_at BIGINT NOT NULL,
    UNIQUE (outside_source, outside_number)
);
CREATE INDEX matter_received ON matter (received_at DESC, id DESC);
CREATE INDEX matter_state ON matter (state, received_at DESC, id DESC);
CREATE INDEX matter_street ON matter (street_id, received_at DESC, id DESC);
CREATE INDEX matter_lead ON matter (lead_id, received_at DESC, id DESC);
CREATE INDEX matter_category ON matter (category, received_at DESC, id DESC);
CREATE INDEX matter_community ON matter (community_id, category, received_at);
CREATE INDEX matter_public ON matter (public_at DESC, id DESC) WHERE public_at IS NOT NULL;
CREATE INDEX matter_public_street ON matter (street_id, public_at DESC, id DESC) WHERE public_at IS NOT NULL;
CREATE INDEX matter_closed ON matter (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE matter_counter (
    day TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE matter_task (
    matter_id TEXT NOT NULL REFERENCES matter (id),
    queue TEXT NOT NULL,
    body_id TEXT NOT NULL,
    street_id TEXT NOT NULL,
    order_at BIGINT NOT NULL,
    PRIMARY KEY (matter_id, queue, body_id)
);
CREATE INDEX matter_task_queue ON matter_task (queue, order_at, matter_id);
CREATE INDEX matter_task_street ON matter_task (street_id, queue, order_at, matter_id);
CREATE INDEX matter_task_body ON matter_task (body_id, queue, order_at, matter_id);
CREATE INDEX matter_task_order ON matter_task (order_at, matter_id);

CREATE TABLE matter_text (
    matter_id TEXT NOT NULL REFERENCES matter (id),
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (matter_id, version, position)
);

CREATE TABLE matter_reporter (
    id TEXT PRIMARY KEY,
    matter_id TEXT NOT NULL REFERENCES matter (id),
    role TEXT NOT NULL,
    code_digest TEXT NOT NULL UNIQUE,
    code_sealed BYTEA NOT NULL,
    name_sealed BYTEA,
    phone_sealed BYTEA,
    phone_digest TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX matter_reporter_matter ON matter_reporter (matter_id);
CREATE INDEX matter_reporter_phone ON matter_reporter (phone_digest) WHERE phone_digest IS NOT NULL;

CREATE TABLE matter_photo (
    id TEXT PRIMARY KEY,
    matter_id TEXT NOT NULL REFERENCES matter (id),
    blob_id TEXT NOT NULL,
    by_reporter BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX matter_photo_matter ON matter_photo (matter_id, created_at);

CREATE TABLE matter_suggestion (
    matter_id TEXT NOT NULL REFERENCES matter (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    confidence_permille BIGINT NOT NULL,
    words TEXT NOT NULL,
    taken BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (matter_id, kind, value)
);

CREATE TABLE matter_fact (
    matter_id TEXT PRIMARY KEY REFERENCES matter (id),
    received_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    due_month TEXT NOT NULL,
    body_id TEXT NOT NULL,
    street_id TEXT NOT NULL,
    community_id TEXT NOT NULL,
    category TEXT NOT NULL,
    source TEXT NOT NULL,
    accepted BIGINT NOT NULL,
    excluded TEXT NOT NULL,
    contact_needed BIGINT NOT NULL,
    contacted_in_time BIGINT NOT NULL,
    call_back_due BIGINT NOT NULL,
    said TEXT NOT NULL,
    rating TEXT NOT NULL,
    closed BIGINT NOT NULL,
    closed_in_time BIGINT NOT NULL,
    done_days BIGINT
);
CREATE INDEX matter_fact_month ON matter_fact (due_month, body_id);

CREATE TABLE matter_template (
    id TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    shared BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX matter_template_owner ON matter_template (created_by);

CREATE TABLE matter_filter (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX matter_filter_account ON matter_filter (account_id);

CREATE TABLE matter_notice (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    matter_id TEXT NOT NULL REFERENCES matter (id),
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX matter_notice_account ON matter_notice (account_id, created_at DESC);

CREATE TABLE matter_classifier (
    purpose TEXT PRIMARY KEY,
    model BYTEA NOT NULL,
    examples BIGINT NOT NULL,
    accuracy_permille BIGINT NOT NULL,
    macro_f1_permille BIGINT NOT NULL,
    trained_at BIGINT NOT NULL
);

CREATE TABLE matter_reveal (
    id TEXT PRIMARY KEY,
    matter_id TEXT NOT NULL REFERENCES matter (id),
    account_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX matter_reveal_account ON matter_reveal (account_id, created_at);
CREATE INDEX matter_reveal_matter ON matter_reveal (matter_id);

CREATE TABLE matter_dispatch_list (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX matter_dispatch_list_account ON matter_dispatch_list (account_id, created_at DESC);

CREATE TABLE matter_dispatch_line (
    list_id TEXT NOT NULL REFERENCES matter_dispatch_list (id),
    position BIGINT NOT NULL,
    matter_id TEXT NOT NULL REFERENCES matter (id),
    lead_id TEXT NOT NULL,
    supports TEXT NOT NULL,
    note TEXT NOT NULL,
    refused TEXT NOT NULL,
    PRIMARY KEY (list_id, position)
);
