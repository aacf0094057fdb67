-- name: draft_put exec write
-- in: community id, token text, body text, changed instant
INSERT INTO draft (community, token, body, changed) VALUES (:community, :token, :body, :changed)
ON CONFLICT (community, token) DO UPDATE SET body = :body, changed = :changed;

-- name: draft_by_token one read
-- in: community id, token text
-- out: body text, changed instant
SELECT body, changed FROM draft WHERE community = :community AND token = :token;

-- name: draft_delete exec write
-- in: community id, token text
DELETE FROM draft WHERE community = :community AND token = :token;

-- name: draft_expire exec write
-- in: community id, before instant
DELETE FROM draft WHERE community = :community AND changed < :before;
