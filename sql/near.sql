-- name: near_insert exec write
-- in: community id, cell int, case_id id
INSERT INTO near_case (community, cell, case_id) VALUES (:community, :cell, :case_id);

-- name: near_delete exec write
-- in: community id, case_id id
DELETE FROM near_case WHERE community = :community AND case_id = :case_id;

-- name: near_clear exec write
-- reads: all
-- in: community id
DELETE FROM near_case WHERE community = :community;

-- shape: near_row id id, reference text, service text?, document text?, clause text?, area text?, status int, visibility int, opened instant, next_change instant?, summary text?, latitude text?, longitude text?, place text?

-- The newest of one square, or one area, with their places.
-- name: near_of_cell many read
-- in: community id, cell int, limit int
-- out: near_row
SELECT c.id, c.reference, c.service, c.document, c.clause, c.area, c.status, c.visibility, c.opened, c.next_change, c.summary, p.latitude, p.longitude, p.place
FROM near_case AS n JOIN cases AS c ON c.id = n.case_id LEFT JOIN private AS p ON p.community = n.community AND p.fact_id = n.case_id
WHERE n.community = :community AND n.cell = :cell ORDER BY n.case_id DESC LIMIT :limit;
