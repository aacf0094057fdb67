-- name: act_insert exec write
-- in: community id, key text, case_id id, taken instant
INSERT INTO act_taken (community, key, case_id, taken) VALUES (:community, :key, :case_id, :taken);

-- name: act_by_key one read
-- in: community id, key text
-- out: case_id id, taken instant
SELECT case_id, taken FROM act_taken WHERE community = :community AND key = :key;

-- name: act_expire exec write
-- in: community id, before instant
DELETE FROM act_taken WHERE community = :community AND taken < :before;
