-- name: log_insert exec write
-- in: community id, origin text, secret bytes
INSERT INTO log (community, origin, secret) VALUES (:community, :origin, :secret);

-- name: log_find one read
-- in: community id
-- out: origin text, secret bytes
SELECT origin, secret FROM log WHERE community = :community;

-- name: log_key_insert exec write
-- in: community id, nth int, key bytes, since instant, statement text?
INSERT INTO log_key (community, nth, key, since, statement) VALUES (:community, :nth, :key, :since, :statement);

-- name: log_key_all many read
-- in: community id
-- out: nth int, key bytes, since instant, statement text?
SELECT nth, key, since, statement FROM log_key WHERE community = :community ORDER BY nth;

-- name: leaf_insert exec write
-- in: fact_id id, community id, hash bytes
INSERT INTO leaf (fact_id, community, hash) VALUES (:fact_id, :community, :hash);

-- name: leaf_after each read
-- in: community id, after id, limit int
-- out: fact_id id, hash bytes
SELECT fact_id, hash FROM leaf WHERE community = :community AND fact_id > :after ORDER BY fact_id LIMIT :limit;

-- name: node_insert exec write
-- in: community id, level int, nth int, last_fact id, hash bytes
INSERT INTO node (community, level, nth, last_fact, hash) VALUES (:community, :level, :nth, :last_fact, :hash);

-- name: node_find one read
-- in: community id, level int, nth int
-- out: last_fact id, hash bytes
SELECT last_fact, hash FROM node WHERE community = :community AND level = :level AND nth = :nth;

-- name: node_last one read
-- in: community id, level int
-- out: nth int, last_fact id
SELECT nth, last_fact FROM node WHERE community = :community AND level = :level ORDER BY nth DESC LIMIT 1;

-- name: node_of_fact one read
-- in: community id, level int, fact_id id
-- out: nth int, last_fact id
SELECT nth, last_fact FROM node WHERE community = :community AND level = :level AND last_fact < :fact_id ORDER BY last_fact DESC LIMIT 1;

-- name: checkpoint_insert exec write
-- in: community id, size int, note text
INSERT INTO checkpoint (community, size, note) VALUES (:community, :size, :note);

-- name: checkpoint_last one read
-- in: community id
-- out: size int, note text
SELECT size, note FROM checkpoint WHERE community = :community ORDER BY size DESC LIMIT 1;

-- name: checkpoint_all many read
-- in: community id
-- out: size int, note text
SELECT size, note FROM checkpoint WHERE community = :community ORDER BY size;
