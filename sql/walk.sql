-- shape: walk_row id id, day date, starts text, meeting text, promises text, places text, is_public bool, post text, state text, made instant

-- name: walk_insert insert write
-- in: community id, day date, starts text, meeting text, promises text, places text, is_public bool, post text, state text, made instant
INSERT INTO walk (community, day, starts, meeting, promises, places, is_public, post, state, made)
VALUES (:community, :day, :starts, :meeting, :promises, :places, :is_public, :post, :state, :made);

-- name: walk_off exec write
-- in: community id, id id, state text
UPDATE walk SET state = :state WHERE community = :community AND id = :id;

-- name: walk_by_id one read
-- in: community id, id id
-- out: walk_row
SELECT id, day, starts, meeting, promises, places, is_public, post, state, made FROM walk WHERE community = :community AND id = :id;

-- name: walk_from many read
-- in: community id, from date, limit int
-- out: walk_row
SELECT id, day, starts, meeting, promises, places, is_public, post, state, made FROM walk
WHERE community = :community AND day >= :from ORDER BY day, id LIMIT :limit;
