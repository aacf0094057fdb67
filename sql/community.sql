-- name: community_insert exec write
-- in: id id, name text, zone text
INSERT INTO community (id, name, zone) VALUES (:id, :name, :zone);

-- name: community_set exec write
-- in: id id, name text, zone text
UPDATE community SET name = :name, zone = :zone WHERE id = :id;

-- name: community_by_id one read
-- in: id id
-- out: name text, zone text
SELECT name, zone FROM community WHERE id = :id;
