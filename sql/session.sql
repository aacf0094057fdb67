-- shape: session_row hash text, account id, stage text, by_link bool, browser text?, created instant, seen instant, until instant, tries int
-- shape: sign_link_row id id, key text, purpose text, way text, account id?, person id?, address text?, language text?, hash text?, browser text?, tries int, created instant, until instant, next text?

-- name: session_insert exec write
-- in: community id, hash text, account id, stage text, by_link bool, browser text?, created instant, until instant
INSERT INTO session (community, hash, account, stage, by_link, browser, created, seen, until, tries)
VALUES (:community, :hash, :account, :stage, :by_link, :browser, :created, :created, :until, 0);

-- name: session_by_hash one read
-- in: community id, hash text
-- out: session_row
SELECT hash, account, stage, by_link, browser, created, seen, until, tries FROM session WHERE community = :community AND hash = :hash;

-- Who holds it, with each of their roles: all that a page asks of its visitor, in one turn.
-- name: session_holder many read
-- in: community id, hash text, setting text, derived_setting text
-- out: account id, stage text, seen instant, until instant, state text, has_totp bool, setting text?, last_fact id?, derived_at text?, person id, name text?, email text?, language text?, role_id id?, role text?, body text?, area text?, service text?
SELECT s.account, s.stage, s.seen, s.until, a.state, a.totp IS NOT NULL,
(SELECT value FROM setting WHERE community = :community AND name = :setting),
(SELECT id FROM fact WHERE community + 0 = :community ORDER BY id DESC LIMIT 1),
(SELECT value FROM setting WHERE community = :community AND name = :derived_setting),
p.id, p.name, p.email, p.language, r.id, r.role, r.body, r.area, r.service
FROM session AS s JOIN account AS a ON a.community = s.community AND a.id = s.account
JOIN person AS p ON p.community = a.community AND p.id = a.person
LEFT JOIN account_role AS r ON r.community = a.community AND r.account = a.id
WHERE s.community = :community AND s.hash = :hash ORDER BY r.id;

-- name: session_of_account many read
-- in: community id, account id
-- out: session_row
SELECT hash, account, stage, by_link, browser, created, seen, until, tries FROM session
WHERE community = :community AND account = :account ORDER BY created, hash;

-- name: session_seen exec write
-- in: community id, hash text, at instant
UPDATE session SET seen = :at WHERE community = :community AND hash = :hash;

-- name: session_tried exec write
-- in: community id, hash text, tries int
UPDATE session SET tries = :tries WHERE community = :community AND hash = :hash;

-- name: session_delete exec write
-- in: community id, hash text
DELETE FROM session WHERE community = :community AND hash = :hash;

-- name: session_delete_of_account exec write
-- in: community id, account id
DELETE FROM session WHERE community = :community AND account = :account;

-- name: session_delete_ended exec write
-- in: community id, at instant
DELETE FROM session WHERE community = :community AND until <= :at;

-- After a restore: what was ended since may not be open again.
-- name: session_delete_all exec write
-- reads: all
-- in: community id
DELETE FROM session WHERE community = :community;

-- name: known_browser_set exec write
-- in: community id, account id, hash text, until instant
INSERT INTO known_browser (community, account, hash, until) VALUES (:community, :account, :hash, :until)
ON CONFLICT (community, account, hash) DO UPDATE SET until = excluded.until;

-- name: known_browser_one one read
-- in: community id, account id, hash text
-- out: until instant
SELECT until FROM known_browser WHERE community = :community AND account = :account AND hash = :hash;

-- name: known_browser_delete_of_account exec write
-- in: community id, account id
DELETE FROM known_browser WHERE community = :community AND account = :account;

-- name: known_browser_delete_ended exec write
-- in: community id, at instant
DELETE FROM known_browser WHERE community = :community AND until <= :at;

-- name: sign_link_insert insert write
-- in: community id, key text, purpose text, way text, account id?, person id?, address text?, language text?, hash text?, browser text?, created instant, until instant, next text?
INSERT INTO sign_link (community, key, purpose, way, account, person, address, language, hash, browser, tries, created, until, next)
VALUES (:community, :key, :purpose, :way, :account, :person, :address, :language, :hash, :browser, 0, :created, :until, :next);

-- name: sign_link_by_hash many read
-- in: community id, hash text
-- out: sign_link_row
SELECT id, key, purpose, way, account, person, address, language, hash, browser, tries, created, until, next FROM sign_link
WHERE community = :community AND hash = :hash ORDER BY id;

-- name: sign_link_by_key one read
-- in: community id, key text
-- out: sign_link_row
SELECT id, key, purpose, way, account, person, address, language, hash, browser, tries, created, until, next FROM sign_link
WHERE community = :community AND key = :key;

-- name: sign_link_by_browser many read
-- in: community id, browser text
-- out: sign_link_row
SELECT id, key, purpose, way, account, person, address, language, hash, browser, tries, created, until, next FROM sign_link
WHERE community = :community AND browser = :browser ORDER BY id;

-- name: sign_link_of_account many read
-- in: community id, account id
-- out: sign_link_row
SELECT id, key, purpose, way, account, person, address, language, hash, browser, tries, created, until, next FROM sign_link
WHERE community = :community AND account = :account ORDER BY id;

-- name: sign_link_hash_set exec write
-- in: community id, id id, hash text?
UPDATE sign_link SET hash = :hash WHERE community = :community AND id = :id;

-- name: sign_link_tried exec write
-- in: community id, id id, tries int
UPDATE sign_link SET tries = :tries WHERE community = :community AND id = :id;

-- name: sign_link_delete exec write
-- in: community id, id id
DELETE FROM sign_link WHERE community = :community AND id = :id;

-- name: sign_link_delete_of_account exec write
-- in: community id, account id
DELETE FROM sign_link WHERE community = :community AND account = :account;

-- name: sign_link_delete_of_address exec write
-- in: community id, address text
DELETE FROM sign_link WHERE community = :community AND address = :address;

-- name: sign_link_delete_ended exec write
-- in: community id, at instant
DELETE FROM sign_link WHERE community = :community AND until <= :at;

-- name: sign_link_delete_all exec write
-- reads: all
-- in: community id
DELETE FROM sign_link WHERE community = :community;

-- name: attempt_by_mark one read
-- in: community id, mark text
-- out: n int, last instant
SELECT n, last FROM attempt WHERE community = :community AND mark = :mark;

-- name: attempt_set exec write
-- in: community id, mark text, n int, last instant
INSERT INTO attempt (community, mark, n, last) VALUES (:community, :mark, :n, :last)
ON CONFLICT (community, mark) DO UPDATE SET n = excluded.n, last = excluded.last;

-- name: attempt_delete exec write
-- in: community id, mark text
DELETE FROM attempt WHERE community = :community AND mark = :mark;

-- name: attempt_delete_before exec write
-- in: community id, before instant
DELETE FROM attempt WHERE community = :community AND last < :before;
