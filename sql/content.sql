-- name: content_insert insert write
-- in: community id, kind int, name text, hash text, body text
INSERT INTO content (community, kind, name, hash, body) VALUES (:community, :kind, :name, :hash, :body);

-- name: content_by_hash one read
-- in: community id, kind int, name text, hash text
-- out: id id
SELECT id FROM content WHERE community = :community AND kind = :kind AND name = :name AND hash = :hash ORDER BY id DESC LIMIT 1;

-- The one of a kind that counts; of a name, unless it is empty.
-- name: content_last one read
-- in: community id, kind int, name text
-- out: id id?
SELECT MAX(id) FROM content WHERE community = :community AND kind = :kind AND (:name = '' OR name = :name);

-- name: content_of_kind many read
-- in: community id, kind int
-- out: id id, name text, hash text, body text
SELECT id, name, hash, body FROM content WHERE community = :community AND kind = :kind ORDER BY id;

-- Which there are, without their texts.
-- name: content_heads many read
-- in: community id, kind int
-- out: id id, name text, hash text
SELECT id, name, hash FROM content WHERE community = :community AND kind = :kind ORDER BY id;

-- name: content_each each read
-- in: community id
-- out: id id, kind int, name text, hash text, body text
SELECT id, kind, name, hash, body FROM content WHERE community = :community ORDER BY id;

-- name: content_ids many read
-- in: community id
-- out: id id
SELECT id FROM content WHERE community = :community ORDER BY id;

-- name: content_by_id one read
-- in: community id, id id
-- out: kind int, name text, hash text, body text
SELECT kind, name, hash, body FROM content WHERE community = :community AND id = :id;

-- A content of another store, under its own number.
-- name: content_copy exec write
-- in: id id, community id, kind int, name text, hash text, body text
INSERT INTO content (id, community, kind, name, hash, body) VALUES (:id, :community, :kind, :name, :hash, :body);
