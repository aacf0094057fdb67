-- shape: draft_worded_row id id, label text, language text, number int, words text, office text, account id?, made instant

-- name: draft_worded_insert insert write
-- in: community id, draft_id id, label text, language text, number int, words text, office text, account id?, made instant
INSERT INTO draft_worded (community, draft_id, label, language, number, words, office, account, made)
VALUES (:community, :draft_id, :label, :language, :number, :words, :office, :account, :made);

-- In the order in which they were written: of each part the last one counts.
-- name: draft_worded_of_draft many read
-- in: community id, draft_id id
-- out: draft_worded_row
SELECT id, label, language, number, words, office, account, made
FROM draft_worded WHERE community = :community AND draft_id = :draft_id ORDER BY id;

-- name: draft_worded_of_account many read
-- in: community id, account id
-- out: draft_worded_row
SELECT id, label, language, number, words, office, account, made
FROM draft_worded WHERE community = :community AND account = :account ORDER BY id;

-- name: draft_worded_account_forget exec write
-- in: community id, account id
UPDATE draft_worded SET account = NULL WHERE community = :community AND account = :account;
