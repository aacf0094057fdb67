-- name: community_insert exec write
-- in: id id, name text, zone text
INSERT INTO community (id, name, zone) VALUES (:id, :name, :zone);

-- name: community_by_id one read
-- in: id id
-- out: name text, zone text
SELECT name, zone FROM community WHERE id = :id;
