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

-- How many of each kind, and of them how many are due before two times. From the index alone: of a million cases tens of
-- thousands may be open.
-- name: work_sums many read
-- in: community id, body text, tomorrow instant, risk instant
-- out: state int, service text?, area text?, assigned text?, n int, n_today int, n_risk int
SELECT state, service, area, assigned, COUNT(*), SUM(CASE WHEN due < :tomorrow THEN 1 ELSE 0 END),
SUM(CASE WHEN due < :risk THEN 1 ELSE 0 END)
FROM work WHERE community = :community AND body = :body
GROUP BY state, service, area, assigned ORDER BY state, service, area, assigned;

-- From a place in the list on, that place with it.
-- name: work_of_state many read
-- in: community id, body text, state int, due instant, case_id id, until instant, limit int
-- out: work_row
SELECT case_id, reference, body, service, area, opened, due, state, assigned
FROM work WHERE community = :community AND body = :body AND state = :state AND due >= :due AND due < :until
AND (due > :due OR case_id >= :case_id) ORDER BY due, case_id LIMIT :limit;

-- Before a place in the list, the nearest first.
-- name: work_of_state_before many read
-- in: community id, body text, state int, due instant, case_id id, until instant, limit int
-- out: work_row
SELECT case_id, reference, body, service, area, opened, due, state, assigned
FROM work WHERE community = :community AND body = :body AND state = :state AND due <= :due AND due < :until
AND (due < :due OR case_id < :case_id) ORDER BY due DESC, case_id DESC LIMIT :limit;

-- What is given to an account, a case once for each fact that gives it.
-- name: work_of_account many read
-- sorts: few
-- in: community id, account id
-- out: work_row
SELECT w.case_id, w.reference, w.body, w.service, w.area, w.opened, w.due, w.state, w.assigned
FROM assignee AS a JOIN fact AS f ON f.id = a.fact_id JOIN work AS w ON w.case_id = f.case_id
WHERE a.community = :community AND a.account = :account ORDER BY w.due, w.case_id;

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
