-- shape: draft_row id id, name text, state text, seen text, number int, body text, account id?, begun instant, comments_from date?, comments_to date?
-- shape: draft_change_row id id, draft_id id, kind text, label text, behind text, before text, body text, words text, party text, account id?, made instant, state text, settled instant?
-- shape: draft_comment_row id id, draft_id id, change_id id?, label text, party text, words text, account id?, made instant, answer text?, answered instant?

-- name: draft_insert insert write
-- in: community id, name text, state text, seen text, body text, account id?, begun instant
INSERT INTO draft (community, name, state, seen, number, body, account, begun)
VALUES (:community, :name, :state, :seen, 1, :body, :account, :begun);

-- name: draft_by_name one read
-- in: community id, name text
-- out: draft_row
SELECT id, name, state, seen, number, body, account, begun, comments_from, comments_to FROM draft
WHERE community = :community AND name = :name;

-- name: draft_by_id one read
-- in: community id, id id
-- out: draft_row
SELECT id, name, state, seen, number, body, account, begun, comments_from, comments_to FROM draft
WHERE community = :community AND id = :id;

-- Few: those that are written at one time.
-- name: draft_list many read
-- in: community id, after text, limit int
-- out: draft_row
SELECT id, name, state, seen, number, body, account, begun, comments_from, comments_to FROM draft
WHERE community = :community AND name > :after ORDER BY name LIMIT :limit;

-- name: draft_text_set exec write
-- in: community id, id id, number int, body text
UPDATE draft SET number = :number, body = :body WHERE community = :community AND id = :id;

-- name: draft_seen_set exec write
-- in: community id, id id, seen text, comments_from date?, comments_to date?
UPDATE draft SET seen = :seen, comments_from = :comments_from, comments_to = :comments_to
WHERE community = :community AND id = :id;

-- name: draft_state_set exec write
-- in: community id, id id, state text
UPDATE draft SET state = :state WHERE community = :community AND id = :id;

-- name: draft_account_forget exec write
-- in: community id, account id
UPDATE draft SET account = NULL WHERE community = :community AND account = :account;

-- name: draft_speaker_put exec write
-- in: community id, draft_id id, party text, account id, since instant
INSERT INTO draft_speaker (community, draft_id, party, account, since)
VALUES (:community, :draft_id, :party, :account, :since) ON CONFLICT (community, draft_id, party, account) DO NOTHING;

-- name: draft_speaker_delete exec write
-- in: community id, draft_id id, party text, account id
DELETE FROM draft_speaker WHERE community = :community AND draft_id = :draft_id AND party = :party AND account = :account;

-- name: draft_speaker_delete_of_account exec write
-- in: community id, account id
DELETE FROM draft_speaker WHERE community = :community AND account = :account;

-- name: draft_speaker_of_draft many read
-- in: community id, draft_id id
-- out: party text, account id, since instant
SELECT party, account, since FROM draft_speaker WHERE community = :community AND draft_id = :draft_id ORDER BY party, account;

-- name: draft_speaker_of_account many read
-- in: community id, account id
-- out: draft_id id, party text
SELECT draft_id, party FROM draft_speaker WHERE community = :community AND account = :account ORDER BY draft_id, party;

-- Drafts in which changes wait for an answer of a party that the account speaks for, and how many.
-- name: draft_waiting many read
-- in: community id, account id
-- out: name text, body text, n int
SELECT d.name, d.body, COUNT(DISTINCT c.id) AS n FROM draft_speaker AS s
JOIN draft AS d ON d.community = s.community AND d.id = s.draft_id
JOIN draft_change AS c ON c.community = d.community AND c.draft_id = d.id AND c.state = 'open' AND c.party <> s.party
WHERE s.community = :community AND s.account = :account AND d.state = 'open'
AND NOT EXISTS (SELECT 1 FROM draft_answer AS a
WHERE a.community = c.community AND a.change_id = c.id AND a.party = s.party)
GROUP BY d.name, d.body ORDER BY d.name;

-- name: draft_text_insert exec write
-- in: community id, draft_id id, number int, body text, words text, made instant
INSERT INTO draft_text (community, draft_id, number, body, words, made)
VALUES (:community, :draft_id, :number, :body, :words, :made);

-- Without the texts themselves.
-- name: draft_text_list many read
-- in: community id, draft_id id
-- out: number int, words text, made instant
SELECT number, words, made FROM draft_text WHERE community = :community AND draft_id = :draft_id ORDER BY number;

-- name: draft_text_by_number one read
-- in: community id, draft_id id, number int
-- out: body text, words text, made instant
SELECT body, words, made FROM draft_text WHERE community = :community AND draft_id = :draft_id AND number = :number;

-- name: draft_change_insert insert write
-- in: community id, draft_id id, kind text, label text, behind text, before text, body text, words text, party text, account id?, made instant
INSERT INTO draft_change (community, draft_id, kind, label, behind, before, body, words, party, account, made, state)
VALUES (:community, :draft_id, :kind, :label, :behind, :before, :body, :words, :party, :account, :made, 'open');

-- name: draft_change_by_id one read
-- in: community id, id id
-- out: draft_change_row
SELECT id, draft_id, kind, label, behind, before, body, words, party, account, made, state, settled FROM draft_change
WHERE community = :community AND id = :id;

-- name: draft_change_of_draft many read
-- in: community id, draft_id id
-- out: draft_change_row
SELECT id, draft_id, kind, label, behind, before, body, words, party, account, made, state, settled FROM draft_change
WHERE community = :community AND draft_id = :draft_id ORDER BY id;

-- name: draft_change_settle exec write
-- in: community id, id id, state text, settled instant
UPDATE draft_change SET state = :state, settled = :settled WHERE community = :community AND id = :id;

-- name: draft_change_account_forget exec write
-- in: community id, account id
UPDATE draft_change SET account = NULL WHERE community = :community AND account = :account;

-- name: draft_answer_put exec write
-- in: community id, change_id id, party text, is_agreed bool, words text, account id?, made instant
INSERT INTO draft_answer (community, change_id, party, is_agreed, words, account, made)
VALUES (:community, :change_id, :party, :is_agreed, :words, :account, :made)
ON CONFLICT (community, change_id, party) DO UPDATE SET is_agreed = excluded.is_agreed, words = excluded.words,
account = excluded.account, made = excluded.made;

-- name: draft_answer_of_change many read
-- in: community id, change_id id
-- out: party text, is_agreed bool, words text, account id?, made instant
SELECT party, is_agreed, words, account, made FROM draft_answer
WHERE community = :community AND change_id = :change_id ORDER BY party;

-- name: draft_answer_account_forget exec write
-- in: community id, account id
UPDATE draft_answer SET account = NULL WHERE community = :community AND account = :account;

-- name: draft_comment_insert insert write
-- in: community id, draft_id id, change_id id?, label text, party text, words text, account id?, made instant
INSERT INTO draft_comment (community, draft_id, change_id, label, party, words, account, made)
VALUES (:community, :draft_id, :change_id, :label, :party, :words, :account, :made);

-- name: draft_comment_of_draft many read
-- in: community id, draft_id id
-- out: draft_comment_row
SELECT id, draft_id, change_id, label, party, words, account, made, answer, answered FROM draft_comment
WHERE community = :community AND draft_id = :draft_id ORDER BY id;

-- name: draft_comment_of_account many read
-- in: community id, account id
-- out: draft_comment_row
SELECT id, draft_id, change_id, label, party, words, account, made, answer, answered FROM draft_comment
WHERE community = :community AND account = :account ORDER BY id;

-- name: draft_comment_answer exec write
-- in: community id, draft_id id, id id, answer text, answered instant
UPDATE draft_comment SET answer = :answer, answered = :answered
WHERE community = :community AND draft_id = :draft_id AND id = :id;

-- What somebody said for themself goes with them; what they said for a party is the party's.
-- name: draft_comment_delete_of_account exec write
-- in: community id, account id
DELETE FROM draft_comment WHERE community = :community AND account = :account AND party = '';

-- name: draft_comment_account_forget exec write
-- in: community id, account id
UPDATE draft_comment SET account = NULL WHERE community = :community AND account = :account;

-- name: draft_name_set exec write
-- in: community id, id id, name text
UPDATE draft SET name = :name WHERE community = :community AND id = :id;

-- name: draft_signatory_put exec write
-- in: community id, draft_id id, party text, office text, account id?
INSERT INTO draft_signatory (community, draft_id, party, office, account)
VALUES (:community, :draft_id, :party, :office, :account)
ON CONFLICT (community, draft_id, party, office) DO UPDATE SET account = excluded.account;

-- name: draft_signatory_delete exec write
-- in: community id, draft_id id, party text, office text
DELETE FROM draft_signatory WHERE community = :community AND draft_id = :draft_id AND party = :party AND office = :office;

-- name: draft_signatory_of_draft many read
-- in: community id, draft_id id
-- out: party text, office text, account id?
SELECT party, office, account FROM draft_signatory
WHERE community = :community AND draft_id = :draft_id ORDER BY party, office;

-- name: draft_signatory_of_account many read
-- in: community id, account id
-- out: draft_id id, party text, office text
SELECT draft_id, party, office FROM draft_signatory WHERE community = :community AND account = :account
ORDER BY draft_id, party, office;

-- name: draft_signatory_account_forget exec write
-- in: community id, account id
UPDATE draft_signatory SET account = NULL WHERE community = :community AND account = :account;

-- name: draft_offer_put exec write
-- in: community id, draft_id id, hash text, offered instant, after id
INSERT INTO draft_offer (community, draft_id, hash, offered, after) VALUES (:community, :draft_id, :hash, :offered, :after);

-- name: draft_offer_of_draft one read
-- in: community id, draft_id id
-- out: hash text, offered instant, after id
SELECT hash, offered, after FROM draft_offer WHERE community = :community AND draft_id = :draft_id;

-- name: draft_offer_delete exec write
-- in: community id, draft_id id
DELETE FROM draft_offer WHERE community = :community AND draft_id = :draft_id;
