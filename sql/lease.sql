-- name: lease_by_name one read
-- in: community id, name text
-- out: holder text, until instant
SELECT holder, until FROM lease WHERE community = :community AND name = :name;

-- name: lease_set exec write
-- in: community id, name text, holder text, until instant
INSERT INTO lease (community, name, holder, until) VALUES (:community, :name, :holder, :until)
ON CONFLICT (community, name) DO UPDATE SET holder = excluded.holder, until = excluded.until;
