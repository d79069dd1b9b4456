-- Property areas, each of one owners' assembly, on a compound of the registry.
CREATE TABLE estate (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    area_id TEXT NOT NULL REFERENCES area (id),
    area_path TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    facts TEXT NOT NULL,
    joined_into TEXT REFERENCES estate (id),
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX estate_area ON estate (area_path, id);
CREATE INDEX estate_of_area ON estate (area_id, id);

-- Further names and phases of an estate, each by a decision.
CREATE TABLE estate_name (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    UNIQUE (estate_id, folded)
);
CREATE INDEX estate_name_folded ON estate_name (folded, id);

CREATE TABLE estate_building (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    name TEXT NOT NULL,
    phase TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort TEXT NOT NULL,
    UNIQUE (estate_id, folded)
);

-- Exclusive parts. Areas in 0.01 m².
CREATE TABLE estate_unit (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    building_id TEXT NOT NULL REFERENCES estate_building (id),
    label TEXT NOT NULL,
    folded TEXT NOT NULL,
    sort TEXT NOT NULL,
    kind TEXT NOT NULL,
    area_centi BIGINT NOT NULL,
    source TEXT NOT NULL,
    delivery TEXT NOT NULL,
    in_dispute BIGINT NOT NULL,
    representative_id TEXT,
    active BIGINT NOT NULL,
    UNIQUE (building_id, folded)
);
CREATE INDEX estate_unit_order ON estate_unit (estate_id, sort, id);
CREATE INDEX estate_unit_estate ON estate_unit (estate_id, id);

-- Name and phone are sealed under the owner's own key, which can be destroyed.
CREATE TABLE estate_owner (
    id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    kind TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name_sealed BYTEA,
    phone_sealed BYTEA,
    identity_digest TEXT NOT NULL,
    phone_digest TEXT,
    forgotten_at BIGINT,
    created_at BIGINT NOT NULL,
    UNIQUE (estate_id, identity_digest)
);
CREATE INDEX estate_owner_phone ON estate_owner (phone_digest, id);

-- Who owned what, from a day on and until before another one.
CREATE TABLE estate_holding (
    id TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    unit_id TEXT NOT NULL REFERENCES estate_unit (id),
    owner_id TEXT NOT NULL REFERENCES estate_owner (id),
    from_on TEXT NOT NULL,
    until_on TEXT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX estate_holding_estate ON estate_holding (estate_id, id);
CREATE INDEX estate_holding_unit ON estate_holding (unit_id, from_on, id);
CREATE INDEX estate_holding_owner ON estate_holding (owner_id, id);

-- From when until when nothing may change who stands on the roll of a day, and because of what:
-- a vote that runs. Votes write these rows, the register minds them.
CREATE TABLE estate_freeze (
    subject TEXT PRIMARY KEY,
    estate_id TEXT NOT NULL REFERENCES estate (id),
    roll_on TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT
);
CREATE INDEX estate_freeze_estate ON estate_freeze (estate_id, subject);

-- Who looked at the name and phone of an owner, and why.
CREATE TABLE estate_reveal (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES estate_owner (id),
    account_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX estate_reveal_account ON estate_reveal (account_id, created_at);
CREATE INDEX estate_reveal_owner ON estate_reveal (owner_id, created_at);

CREATE TABLE estate_reveal_alarm (
    account_id TEXT NOT NULL,
    hour BIGINT NOT NULL,
    PRIMARY KEY (account_id, hour)
);
