-- When somebody was asked to confirm that a report is theirs, and has not yet: nothing else is sent to them before.
ALTER TABLE case_person ADD COLUMN asked instant;
