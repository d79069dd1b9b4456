-- How far owners were told about one thing: every piece of a walk is noted with what it ordered, so
-- that nobody is told twice.
CREATE TABLE estate_telling (
    about TEXT NOT NULL,
    what TEXT NOT NULL,
    behind TEXT NOT NULL,
    done INTEGER NOT NULL,
    PRIMARY KEY (about, what)
) STRICT;
CREATE INDEX money_notice_released ON money_notice (released_at, id) WHERE released_at IS NOT NULL;
