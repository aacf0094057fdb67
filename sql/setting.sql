-- name: setting_by_name one read
-- in: community id, name text
-- out: value text
SELECT value FROM setting WHERE community = :community AND name = :name;

-- name: setting_set exec write
-- in: community id, name text, value text
INSERT INTO setting (community, name, value) VALUES (:community, :name, :value)
ON CONFLICT (community, name) DO UPDATE SET value = excluded.value;

-- name: setting_all many read
-- in: community id
-- out: name text, value text
SELECT name, value FROM setting WHERE community = :community ORDER BY name;

-- name: setting_delete exec write
-- in: community id, name text
DELETE FROM setting WHERE community = :community AND name = :name;
