CREATE TABLE area (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent_id TEXT REFERENCES area (id),
    path TEXT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    lon_e7 BIGINT,
    lat_e7 BIGINT,
    active BIGINT NOT NULL
);
CREATE INDEX area_parent ON area (parent_id, code);

CREATE TABLE body (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    area_id TEXT NOT NULL REFERENCES area (id),
    area_path TEXT NOT NULL,
    parent_id TEXT REFERENCES body (id),
    phone TEXT NOT NULL
);

CREATE TABLE body_alias (
    folded TEXT PRIMARY KEY,
    body_id TEXT REFERENCES body (id)
);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password BIGINT NOT NULL,
    password_changed_at BIGINT NOT NULL,
    active BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE post (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    area_id TEXT NOT NULL REFERENCES area (id),
    area_path TEXT NOT NULL,
    body_id TEXT REFERENCES body (id),
    from_on TEXT NOT NULL,
    until_on TEXT
);
CREATE INDEX post_account ON post (account_id);
CREATE INDEX post_role ON post (role);
CREATE INDEX post_body ON post (body_id);

CREATE TABLE session (
    token_digest TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE calendar_year (
    year BIGINT PRIMARY KEY,
    source TEXT NOT NULL,
    holidays TEXT NOT NULL,
    makeup_working TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    by_actor TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
