-- Slips as they were printed, kept for two days: who prints very many is told to the auditor.
CREATE TABLE light_slip_print (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    printed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX light_slip_print_account ON light_slip_print (account_id, printed_at);
CREATE INDEX light_slip_print_at ON light_slip_print (printed_at);
CREATE TABLE light_slip_alarm (
    account_id TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (account_id, day)
) STRICT;

-- Phones that a slip has just opened: for a while nothing of theirs is withdrawn or deleted by code.
CREATE TABLE light_slip_use (
    phone_digest TEXT PRIMARY KEY,
    used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX light_slip_use_at ON light_slip_use (used_at);
