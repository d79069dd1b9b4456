-- How much falls due is counted for every look at the inbox; without this it read each open matter.
CREATE INDEX matter_waiting ON matter (due_before, street_id, lead_id, state)
    WHERE state NOT IN ('answered', 'verified', 'closed', 'rejected', 'merged', 'withdrawn');
