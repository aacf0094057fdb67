-- shape: work_row case_id id, reference text, body text, service text?, area text?, opened instant, due instant, state int, assigned text?

-- name: work_insert exec write
-- in: case_id id, community id, reference text, body text, service text?, area text?, opened instant, due instant, state int, assigned text?
INSERT INTO work (case_id, community, reference, body, service, area, opened, due, state, assigned)
VALUES (:case_id, :community, :reference, :body, :service, :area, :opened, :due, :state, :assigned);

-- name: work_delete exec write
-- in: case_id id
DELETE FROM work WHERE case_id = :case_id;

-- name: work_clear exec write
-- reads: all
-- in: community id
DELETE FROM work WHERE community = :community;

-- name: work_of_body each read
-- in: community id, body text
-- out: work_row
SELECT case_id, reference, body, service, area, opened, due, state, assigned
FROM work WHERE community = :community AND body = :body ORDER BY due, case_id;

-- name: work_of_case one read
-- in: case_id id
-- out: work_row
SELECT case_id, reference, body, service, area, opened, due, state, assigned
FROM work WHERE case_id = :case_id;

-- Open work with the points it lies at, for what a boundary would move.
-- name: work_points each read
-- reads: all
-- in: community id
-- out: case_id id, latitude text, longitude text
SELECT w.case_id, p.latitude, p.longitude
FROM work AS w JOIN private AS p ON p.community = w.community AND p.fact_id = w.case_id
WHERE w.community = :community AND p.latitude IS NOT NULL AND p.longitude IS NOT NULL ORDER BY w.case_id;
