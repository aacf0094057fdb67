-- shape: erasure_row what text, subject id, mark text, parts text, erased instant

-- name: erasure_insert exec write
-- in: community id, what text, subject id, mark text, parts text, erased instant
INSERT INTO erasure (community, what, subject, mark, parts, erased) VALUES (:community, :what, :subject, :mark, :parts, :erased);

-- name: erasure_known one read
-- in: community id, what text, subject id, mark text, parts text
-- out: id id
SELECT id FROM erasure WHERE community = :community AND what = :what AND subject = :subject AND mark = :mark AND parts = :parts LIMIT 1;

-- name: erasure_list many read
-- reads: all
-- in: community id
-- out: erasure_row
SELECT what, subject, mark, parts, erased FROM erasure WHERE community = :community ORDER BY id;

-- name: erasure_last one read
-- in: community id
-- out: last id
SELECT id FROM erasure WHERE community + 0 = :community ORDER BY id DESC LIMIT 1;
