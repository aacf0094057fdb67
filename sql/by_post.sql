-- name: by_post_insert exec write
-- in: community id, case_id id, person_id id, asked instant
INSERT INTO by_post (community, case_id, person_id, asked) VALUES (:community, :case_id, :person_id, :asked);

-- name: by_post_one one read
-- in: community id, case_id id, person_id id
-- out: asked instant, refused instant?
SELECT asked, refused FROM by_post WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- Everybody who reported a case: how they are told, and whether they asked for letters.
-- name: by_post_of_case many read
-- in: community id, case_id id
-- out: way text, asked instant?, refused instant?
SELECT p.way, q.asked, q.refused FROM case_person AS b JOIN person AS p ON p.id = b.person_id
LEFT JOIN by_post AS q ON q.community = b.community AND q.case_id = b.case_id AND q.person_id = b.person_id
WHERE b.community = :community AND b.case_id = :case_id AND b.part = 'reporter' AND p.community = b.community
ORDER BY b.person_id;

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
