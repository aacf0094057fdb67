-- shape: data_request_row id id, person id?, wish text, came text, asked date, due date, proof text?, proved date?, state text, ground text?, words text?, ended instant?, decider id?

-- name: data_request_insert insert write
-- in: community id, person id?, wish text, came text, asked date, due date, proof text?, proved date?, state text, ended instant?
INSERT INTO data_request (community, person, wish, came, asked, due, proof, proved, state, ended)
VALUES (:community, :person, :wish, :came, :asked, :due, :proof, :proved, :state, :ended);

-- name: data_request_by_id one read
-- in: community id, id id
-- out: data_request_row
SELECT id, person, wish, came, asked, due, proof, proved, state, ground, words, ended, decider
FROM data_request WHERE community = :community AND id = :id;

-- name: data_request_of_state many read
-- in: community id, state text, limit int
-- out: data_request_row
SELECT id, person, wish, came, asked, due, proof, proved, state, ground, words, ended, decider
FROM data_request WHERE community = :community AND state = :state ORDER BY due, id LIMIT :limit;

-- name: data_request_newest many read
-- reads: end
-- in: community id, limit int
-- out: data_request_row
SELECT id, person, wish, came, asked, due, proof, proved, state, ground, words, ended, decider
FROM data_request WHERE community + 0 = :community AND state <> 'open' ORDER BY id DESC LIMIT :limit;

-- name: data_request_of_person many read
-- in: community id, person id
-- out: data_request_row
SELECT id, person, wish, came, asked, due, proof, proved, state, ground, words, ended, decider
FROM data_request WHERE community = :community AND person = :person ORDER BY id;

-- name: data_request_proof_set exec write
-- in: community id, id id, proof text, proved date
UPDATE data_request SET proof = :proof, proved = :proved WHERE community = :community AND id = :id;

-- name: data_request_end exec write
-- in: community id, id id, state text, ground text?, words text?, ended instant, decider id
UPDATE data_request SET state = :state, ground = :ground, words = :words, ended = :ended, decider = :decider
WHERE community = :community AND id = :id;

-- name: data_request_forget exec write
-- in: community id, person id
UPDATE data_request SET person = NULL, words = NULL WHERE community = :community AND person = :person;

-- name: data_request_decider_forget exec write
-- in: community id, person id
UPDATE data_request SET decider = NULL WHERE community = :community AND decider = :person;
