-- name: assignee_insert exec write
-- in: community id, fact_id id, account id
INSERT INTO assignee (community, fact_id, account) VALUES (:community, :fact_id, :account);

-- name: assignee_by_fact one read
-- in: community id, fact_id id
-- out: account id
SELECT account FROM assignee WHERE community = :community AND fact_id = :fact_id;

-- Every fact by which something was given to somebody, with its case.
-- name: assignee_of_account many read
-- in: community id, account id
-- out: fact_id id, case_id id
SELECT a.fact_id, f.case_id FROM assignee AS a JOIN fact AS f ON f.id = a.fact_id
WHERE a.community = :community AND a.account = :account ORDER BY a.fact_id;

-- name: assignee_delete_of_account exec write
-- in: community id, account id
DELETE FROM assignee WHERE community = :community AND account = :account;

-- name: assignee_delete exec write
-- in: community id, fact_id id
DELETE FROM assignee WHERE community = :community AND fact_id = :fact_id;
