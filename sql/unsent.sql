-- name: unsent_put exec write
-- in: community id, token text, body text, changed instant
INSERT INTO unsent (community, token, body, changed) VALUES (:community, :token, :body, :changed)
ON CONFLICT (community, token) DO UPDATE SET body = :body, changed = :changed;

-- name: unsent_by_token one read
-- in: community id, token text
-- out: body text, changed instant
SELECT body, changed FROM unsent WHERE community = :community AND token = :token;

-- name: unsent_delete exec write
-- in: community id, token text
DELETE FROM unsent WHERE community = :community AND token = :token;

-- name: unsent_expire exec write
-- in: community id, before instant
DELETE FROM unsent WHERE community = :community AND changed < :before;
