-- shape: ask_row id id, account id?, party text, spoken text, place text, matters text, broker text?, state text, asked instant, due date, words text?, office text?, draft text?, answered instant?, services text?

-- name: ask_insert insert write
-- in: community id, account id, party text, spoken text, place text, matters text, broker text?, state text, asked instant, due date, services text?
INSERT INTO charter_ask (community, account, party, spoken, place, matters, broker, state, asked, due, services)
VALUES (:community, :account, :party, :spoken, :place, :matters, :broker, :state, :asked, :due, :services);

-- name: ask_by_id one read
-- in: community id, id id
-- out: ask_row
SELECT id, account, party, spoken, place, matters, broker, state, asked, due, words, office, draft, answered, services
FROM charter_ask WHERE community = :community AND id = :id;

-- name: ask_of_state many read
-- in: community id, state text, limit int
-- out: ask_row
SELECT id, account, party, spoken, place, matters, broker, state, asked, due, words, office, draft, answered, services
FROM charter_ask WHERE community = :community AND state = :state ORDER BY due, id LIMIT :limit;

-- name: ask_newest many read
-- reads: end
-- in: community id, limit int
-- out: ask_row
SELECT id, account, party, spoken, place, matters, broker, state, asked, due, words, office, draft, answered, services
FROM charter_ask WHERE community + 0 = :community ORDER BY id DESC LIMIT :limit;

-- name: ask_of_account many read
-- in: community id, account id
-- out: ask_row
SELECT id, account, party, spoken, place, matters, broker, state, asked, due, words, office, draft, answered, services
FROM charter_ask WHERE community = :community AND account = :account ORDER BY id;

-- name: ask_answer exec write
-- in: community id, id id, state text, words text?, office text?, draft text?, answered instant
UPDATE charter_ask SET state = :state, words = :words, office = :office, draft = :draft, answered = :answered
WHERE community = :community AND id = :id;

-- name: ask_account_forget exec write
-- in: community id, account id
UPDATE charter_ask SET account = NULL WHERE community = :community AND account = :account;
