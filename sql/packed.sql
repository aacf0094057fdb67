-- name: packed_to_read one read
-- in: community id
-- out: version int, zone text, last_fact id, recorded instant
SELECT version, zone, last_fact, recorded FROM packed_to WHERE community = :community;

-- name: packed_to_set exec write
-- in: community id, version int, zone text, last_fact id, recorded instant, areas bytes
INSERT INTO packed_to (community, version, zone, last_fact, recorded, areas) VALUES (:community, :version, :zone, :last_fact, :recorded, :areas)
ON CONFLICT (community) DO UPDATE SET version = excluded.version, zone = excluded.zone, last_fact = excluded.last_fact, recorded = excluded.recorded,
areas = excluded.areas;

-- name: packed_areas one read
-- in: community id
-- out: areas bytes
SELECT areas FROM packed_to WHERE community = :community;

-- name: packed_to_clear exec write
-- in: community id
DELETE FROM packed_to WHERE community = :community;

-- name: packed_firsts many read
-- in: community id
-- out: first_case id
SELECT first_case FROM packed WHERE community = :community ORDER BY first_case;

-- The piece that a case lies in.
-- name: packed_of_case one read
-- in: community id, case_id id
-- out: first_case id, bytes bytes
SELECT first_case, bytes FROM packed WHERE community = :community AND first_case <= :case_id ORDER BY first_case DESC LIMIT 1;

-- name: packed_put exec write
-- in: community id, first_case id, bytes bytes
INSERT INTO packed (community, first_case, bytes) VALUES (:community, :first_case, :bytes)
ON CONFLICT (community, first_case) DO UPDATE SET bytes = excluded.bytes;

-- name: packed_clear exec write
-- reads: all
-- in: community id
DELETE FROM packed WHERE community = :community;
