-- name: by_post_insert exec write
-- in: community id, case_id id, person_id id, asked instant
INSERT INTO by_post (community, case_id, person_id, asked) VALUES (:community, :case_id, :person_id, :asked);

-- name: by_post_one one read
-- in: community id, case_id id, person_id id
-- out: asked instant, refused instant?
SELECT asked, refused FROM by_post WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- name: by_post_waiting many read
-- in: community id, limit int
-- out: case_id id, person_id id, asked instant
SELECT case_id, person_id, asked FROM by_post
WHERE community = :community AND refused IS NULL ORDER BY asked, case_id LIMIT :limit;

-- name: by_post_refuse exec write
-- in: community id, case_id id, person_id id, refused instant
UPDATE by_post SET refused = :refused WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- name: by_post_delete exec write
-- in: community id, case_id id, person_id id
DELETE FROM by_post WHERE community = :community AND case_id = :case_id AND person_id = :person_id;
