CREATE TABLE matter_consent (
    id TEXT PRIMARY KEY,
    matter_id TEXT NOT NULL REFERENCES matter (id),
    version BIGINT NOT NULL,
    how TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX matter_consent_matter ON matter_consent (matter_id);
CREATE INDEX matter_consent_given ON matter_consent (given_at DESC, id DESC);

CREATE TABLE matter_reveal_alarm (
    account_id TEXT NOT NULL,
    hour BIGINT NOT NULL,
    PRIMARY KEY (account_id, hour)
);
CREATE INDEX matter_reveal_created ON matter_reveal (created_at, id);

ALTER TABLE matter_photo ADD COLUMN public_at BIGINT;
CREATE INDEX matter_photo_blob ON matter_photo (blob_id);

ALTER TABLE matter ADD COLUMN ended_at BIGINT;
ALTER TABLE matter ADD COLUMN forgotten_at BIGINT;
UPDATE matter SET ended_at = COALESCE(closed_at, updated_at)
    WHERE state IN ('closed', 'rejected', 'merged', 'withdrawn');
CREATE INDEX matter_ended ON matter (ended_at, id) WHERE ended_at IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX matter_ended_all ON matter (ended_at, id) WHERE ended_at IS NOT NULL;
