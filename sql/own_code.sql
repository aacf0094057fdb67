-- name: own_code_insert exec write
-- in: community id, case_id id, person_id id, hash text, made instant
INSERT INTO own_code (community, case_id, person_id, hash, made) VALUES (:community, :case_id, :person_id, :hash, :made);

-- name: own_code_of_case many read
-- in: community id, case_id id
-- out: person_id id, hash text, made instant
SELECT person_id, hash, made FROM own_code WHERE community = :community AND case_id = :case_id ORDER BY person_id, hash;

-- name: own_code_delete exec write
-- in: community id, case_id id, person_id id
DELETE FROM own_code WHERE community = :community AND case_id = :case_id AND person_id = :person_id;
