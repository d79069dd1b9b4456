CREATE TABLE area (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    parent_id TEXT REFERENCES area (id),
    path TEXT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    lon_e7 INTEGER,
    lat_e7 INTEGER,
    active INTEGER NOT NULL
) STRICT;
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
) STRICT;

CREATE TABLE body_alias (
    folded TEXT PRIMARY KEY,
    body_id TEXT REFERENCES body (id)
) STRICT;

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password INTEGER NOT NULL,
    password_changed_at INTEGER NOT NULL,
    active INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE post (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    area_id TEXT NOT NULL REFERENCES area (id),
    area_path TEXT NOT NULL,
    body_id TEXT REFERENCES body (id),
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;
CREATE INDEX post_account ON post (account_id);
CREATE INDEX post_role ON post (role);
CREATE INDEX post_body ON post (body_id);

CREATE TABLE session (
    token_digest TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account_id);

CREATE TABLE calendar_year (
    year INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    holidays TEXT NOT NULL,
    makeup_working TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    by_actor TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
