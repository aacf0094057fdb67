-- shape: draft_vote_row id id, draft_id id, label text, change_id id?, party text, yes int, no int, abstained int, counter text, day date, words text?, account id?, made instant
-- shape: draft_cost_row id id, draft_id id, label text, party text, one int?, year int?, words text, account id?, made instant

-- name: draft_vote_insert insert write
-- in: community id, draft_id id, label text, change_id id?, party text, yes int, no int, abstained int, counter text, day date, words text?, account id?, made instant
INSERT INTO draft_vote (community, draft_id, label, change_id, party, yes, no, abstained, counter, day, words, account, made)
VALUES (:community, :draft_id, :label, :change_id, :party, :yes, :no, :abstained, :counter, :day, :words, :account, :made);

-- name: draft_vote_of_draft many read
-- in: community id, draft_id id
-- out: draft_vote_row
SELECT id, draft_id, label, change_id, party, yes, no, abstained, counter, day, words, account, made
FROM draft_vote WHERE community = :community AND draft_id = :draft_id ORDER BY id;

-- name: draft_vote_of_account many read
-- in: community id, account id
-- out: draft_vote_row
SELECT id, draft_id, label, change_id, party, yes, no, abstained, counter, day, words, account, made
FROM draft_vote WHERE community = :community AND account = :account ORDER BY id;

-- name: draft_vote_account_forget exec write
-- in: community id, account id
UPDATE draft_vote SET account = NULL WHERE community = :community AND account = :account;

-- name: draft_cost_insert insert write
-- in: community id, draft_id id, label text, party text, one int?, year int?, words text, account id?, made instant
INSERT INTO draft_cost (community, draft_id, label, party, one, year, words, account, made)
VALUES (:community, :draft_id, :label, :party, :one, :year, :words, :account, :made);

-- name: draft_cost_of_clause many read
-- in: community id, draft_id id, label text
-- out: draft_cost_row
SELECT id, draft_id, label, party, one, year, words, account, made
FROM draft_cost WHERE community = :community AND draft_id = :draft_id AND label = :label ORDER BY id;

-- name: draft_cost_of_account many read
-- in: community id, account id
-- out: draft_cost_row
SELECT id, draft_id, label, party, one, year, words, account, made
FROM draft_cost WHERE community = :community AND account = :account ORDER BY id;

-- name: draft_cost_account_forget exec write
-- in: community id, account id
UPDATE draft_cost SET account = NULL WHERE community = :community AND account = :account;
