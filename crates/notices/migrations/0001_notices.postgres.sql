CREATE TABLE notice (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    template TEXT NOT NULL,
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id TEXT,
    area_path TEXT NOT NULL,
    person TEXT NOT NULL,
    to_sealed BYTEA,
    vars TEXT NOT NULL,
    vars_sealed BYTEA,
    fate TEXT NOT NULL,
    why TEXT NOT NULL,
    carrier_ref TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    next_at BIGINT,
    until_at BIGINT,
    settled_at BIGINT
);
CREATE INDEX notice_due ON notice (next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX notice_newest ON notice (created_at DESC, id DESC);
CREATE INDEX notice_fate ON notice (fate, created_at DESC, id DESC);
CREATE INDEX notice_subject ON notice (subject, created_at DESC, id DESC);
CREATE INDEX notice_person ON notice (person, created_at DESC);
CREATE INDEX notice_slip ON notice (created_at, id) WHERE fate = 'to_hand_over';

CREATE TABLE notice_agreement (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    channel TEXT NOT NULL,
    lang TEXT NOT NULL,
    text_version BIGINT NOT NULL,
    agreed_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX notice_agreement_subject ON notice_agreement (subject);

CREATE TABLE notice_wording (
    id TEXT PRIMARY KEY,
    template TEXT NOT NULL,
    lang TEXT NOT NULL,
    short TEXT NOT NULL,
    heading TEXT NOT NULL,
    body TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (template, lang)
);

CREATE TABLE notice_choice (
    account_id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    lang TEXT NOT NULL,
    to_sealed BYTEA,
    rhythm TEXT NOT NULL,
    working_days BIGINT NOT NULL,
    looked_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
