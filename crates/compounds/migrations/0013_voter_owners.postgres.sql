-- Whose each ballot of a roll is: one row for each owner whom the register knew on the day of the roll,
-- so that the votes of one owner are found without reading the roll. Whoever the developer's lot
-- belongs to has none, since the developer votes for it.
CREATE TABLE vote_voter_owner (
    voter_id TEXT NOT NULL REFERENCES vote_voter (id) ON DELETE CASCADE,
    owner_id TEXT NOT NULL,
    vote_id TEXT NOT NULL,
    PRIMARY KEY (voter_id, owner_id)
);
CREATE INDEX vote_voter_owner_of ON vote_voter_owner (vote_id, owner_id, voter_id);

-- Rolls from before. A key names its owners by their ids with a plus between; the developer and an
-- owner who is not known have other names there, which are no ids.
INSERT INTO vote_voter_owner (voter_id, owner_id, vote_id)
    SELECT v.id, k.owner, v.vote_id
    FROM vote_voter v CROSS JOIN LATERAL
        unnest(string_to_array(CAST(v.model AS JSONB) ->> 'key', '+')) AS k (owner)
    WHERE length(k.owner) = 36;
