-- The auditor's report itself, beside its result in words.
ALTER TABLE ledger_audit ADD COLUMN report_blob TEXT;
