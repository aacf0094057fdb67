-- shape: photograph_row id id, case_id id?, fact_id id?, hash text, small text, kind text, width int, height int, small_width int, small_height int, pair id?, covers id?, state text, added instant

-- name: photograph_insert insert write
-- in: community id, case_id id?, fact_id id?, hash text, small text, kind text, width int, height int, small_width int, small_height int, pair id?, covers id?, state text, added instant
INSERT INTO photograph (community, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added)
VALUES (:community, :case_id, :fact_id, :hash, :small, :kind, :width, :height, :small_width, :small_height, :pair, :covers, :state, :added);

-- name: photograph_by_id one read
-- in: community id, id id
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND id = :id;

-- The same picture may have been sent to several cases.
-- name: photograph_of_hash many read
-- in: community id, hash text
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND hash = :hash ORDER BY id;

-- name: photograph_of_case many read
-- in: community id, case_id id
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND case_id = :case_id ORDER BY id;

-- name: photograph_of_fact one read
-- in: community id, fact_id id
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND fact_id = :fact_id;

-- name: photograph_each each read
-- reads: all
-- in: community id
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community ORDER BY id;

-- name: photograph_attach exec write
-- in: community id, id id, case_id id?, fact_id id, kind text, pair id?
UPDATE photograph SET case_id = :case_id, fact_id = :fact_id, kind = :kind, pair = :pair
WHERE community = :community AND id = :id;

-- name: photograph_state exec write
-- in: community id, id id, state text
UPDATE photograph SET state = :state WHERE community = :community AND id = :id;

-- name: photograph_delete exec write
-- in: community id, id id
DELETE FROM photograph WHERE community = :community AND id = :id;

-- name: photograph_unpair exec write
-- in: community id, case_id id, pair id
UPDATE photograph SET pair = NULL WHERE community = :community AND case_id = :case_id AND pair = :pair;

-- Those in which places of that one are covered.
-- name: photograph_covering many read
-- in: community id, covers id
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND covers = :covers ORDER BY id;

-- name: photograph_of_state one read
-- in: community id, state text, limit int
-- out: n int
SELECT COUNT(*) FROM (SELECT id FROM photograph WHERE community = :community AND state = :state LIMIT :limit) AS counted;

-- Of reports that were never sent.
-- name: photograph_left many read
-- in: community id, before instant, limit int
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND state = 'unsent' AND added < :before ORDER BY added, id LIMIT :limit;

-- name: photograph_file_used one read
-- in: community id, hash text
-- out: id id
SELECT id FROM (
    SELECT id FROM photograph WHERE community = :community AND hash = :hash
    UNION ALL
    SELECT id FROM photograph WHERE community = :community AND small = :hash
) AS named LIMIT 1;

-- name: photograph_gone_insert exec write
-- in: community id, hash text
INSERT INTO photograph_gone (community, hash) VALUES (:community, :hash) ON CONFLICT DO NOTHING;

-- name: photograph_gone_list many read
-- in: community id, limit int
-- out: hash text
SELECT hash FROM photograph_gone WHERE community = :community ORDER BY hash LIMIT :limit;

-- name: photograph_gone_delete exec write
-- in: community id, hash text
DELETE FROM photograph_gone WHERE community = :community AND hash = :hash;

-- Of places that were graded on foot: they belong to no case.
-- name: photograph_of_places many read
-- reads: all
-- in: community id
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND case_id IS NULL AND fact_id IS NOT NULL ORDER BY id;

-- For somebody to look at, the oldest first.
-- name: photograph_waiting many read
-- in: community id, limit int
-- out: photograph_row
SELECT id, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, pair, covers, state, added
FROM photograph WHERE community = :community AND state = 'waiting' ORDER BY added, id LIMIT :limit;
