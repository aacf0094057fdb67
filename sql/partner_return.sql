-- shape: partner_return_row id id, body text, period_from date, period_to date, due date, state text, asked instant, person id?, token text?, corrects id?, content text?, hash text?, signer text?, office text?, reason text?, signed_at instant?

-- name: partner_return_insert insert write
-- in: community id, body text, period_from date, period_to date, due date, state text, asked instant, person id?, token text?, corrects id?
INSERT INTO partner_return (community, body, period_from, period_to, due, state, asked, person, token, corrects)
VALUES (:community, :body, :period_from, :period_to, :due, :state, :asked, :person, :token, :corrects);

-- name: partner_return_by_token one read
-- in: community id, token text
-- out: partner_return_row
SELECT id, body, period_from, period_to, due, state, asked, person, token, corrects, content, hash, signer, office, reason, signed_at
FROM partner_return WHERE community = :community AND token = :token;

-- name: partner_return_by_id one read
-- in: community id, id id
-- out: partner_return_row
SELECT id, body, period_from, period_to, due, state, asked, person, token, corrects, content, hash, signer, office, reason, signed_at
FROM partner_return WHERE community = :community AND id = :id;

-- name: partner_return_since many read
-- in: community id, from date
-- out: partner_return_row
SELECT id, body, period_from, period_to, due, state, asked, person, token, corrects, content, hash, signer, office, reason, signed_at
FROM partner_return WHERE community = :community AND period_from >= :from ORDER BY period_from DESC, id DESC;

-- name: partner_return_waiting many read
-- in: community id, until date
-- out: partner_return_row
SELECT id, body, period_from, period_to, due, state, asked, person, token, corrects, content, hash, signer, office, reason, signed_at
FROM partner_return WHERE community = :community AND state = 'asked' AND due <= :until ORDER BY due, id;

-- name: partner_return_of_person many read
-- in: community id, person id
-- out: partner_return_row
SELECT id, body, period_from, period_to, due, state, asked, person, token, corrects, content, hash, signer, office, reason, signed_at
FROM partner_return WHERE community = :community AND person = :person ORDER BY id;

-- name: partner_return_content_set exec write
-- in: community id, id id, content text?
UPDATE partner_return SET content = :content WHERE community = :community AND id = :id;

-- name: partner_return_sign exec write
-- in: community id, id id, state text, hash text, signer text, office text, reason text?, signed_at instant
UPDATE partner_return SET state = :state, hash = :hash, signer = :signer, office = :office, reason = :reason, signed_at = :signed_at, token = NULL
WHERE community = :community AND id = :id;

-- Who was asked, and who signed: what of it is about a person.
-- name: partner_return_forget exec write
-- in: community id, person id
UPDATE partner_return SET person = NULL, signer = NULL, token = NULL WHERE community = :community AND person = :person;

-- Those of long ago: who was asked, and who signed.
-- name: partner_return_named_before one read
-- in: community id, before instant
-- out: n int
SELECT COUNT(*) FROM partner_return
WHERE community = :community AND signed_at < :before AND (person IS NOT NULL OR signer IS NOT NULL);

-- name: partner_return_unname_before exec write
-- in: community id, before instant
UPDATE partner_return SET person = NULL, signer = NULL
WHERE community = :community AND signed_at < :before AND (person IS NOT NULL OR signer IS NOT NULL);
