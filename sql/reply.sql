-- shape: reply_row id id, body text, use text, name text, english text, welsh text, changed instant

-- name: reply_insert insert write
-- in: community id, body text, use text, name text, english text, welsh text, changed instant
INSERT INTO reply (community, body, use, name, english, welsh, changed)
VALUES (:community, :body, :use, :name, :english, :welsh, :changed);

-- name: reply_update exec write
-- in: community id, id id, use text, name text, english text, welsh text, changed instant
UPDATE reply SET use = :use, name = :name, english = :english, welsh = :welsh, changed = :changed
WHERE community = :community AND id = :id;

-- name: reply_delete exec write
-- in: community id, id id
DELETE FROM reply WHERE community = :community AND id = :id;

-- name: reply_by_id one read
-- in: community id, id id
-- out: reply_row
SELECT id, body, use, name, english, welsh, changed FROM reply WHERE community = :community AND id = :id;

-- name: reply_of_body many read
-- in: community id, body text
-- out: reply_row
SELECT id, body, use, name, english, welsh, changed FROM reply WHERE community = :community AND body = :body ORDER BY id;
