-- What a body owes is counted from the index alone, and read in the order in which it is due.
CREATE INDEX obligation_by_owed ON obligation (community, party, state, due, case_id, step) WHERE done IS NULL;
DROP INDEX obligation_by_party;
