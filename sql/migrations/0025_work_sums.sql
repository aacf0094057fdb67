-- The list of work counted from the index alone, and read by state in the order in which it is due.
CREATE INDEX work_by_sum ON work (community, body, state, service, area, assigned, due);
CREATE INDEX work_by_state ON work (community, body, state, due, case_id);
