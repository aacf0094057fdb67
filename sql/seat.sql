-- shape: seat_row id id, ask_id id?, draft_id id?, body text, services text, state text, invited instant?, due date?, words text?, office text?, asked id?, account id?, answered instant?

-- name: seat_insert insert write
-- in: community id, ask_id id?, draft_id id?, body text, services text, state text, invited instant?, due date?, asked id?
INSERT INTO draft_seat (community, ask_id, draft_id, body, services, state, invited, due, asked)
VALUES (:community, :ask_id, :draft_id, :body, :services, :state, :invited, :due, :asked);

-- name: seat_by_id one read
-- in: community id, id id
-- out: seat_row
SELECT id, ask_id, draft_id, body, services, state, invited, due, words, office, asked, account, answered
FROM draft_seat WHERE community = :community AND id = :id;

-- name: seat_of_ask many read
-- in: community id, ask_id id
-- out: seat_row
SELECT id, ask_id, draft_id, body, services, state, invited, due, words, office, asked, account, answered
FROM draft_seat WHERE community = :community AND ask_id = :ask_id ORDER BY id;

-- name: seat_of_draft many read
-- in: community id, draft_id id
-- out: seat_row
SELECT id, ask_id, draft_id, body, services, state, invited, due, words, office, asked, account, answered
FROM draft_seat WHERE community = :community AND draft_id = :draft_id ORDER BY id;

-- Those that wait for an answer, in drafts that are not over.
-- name: seat_waiting many read
-- in: community id, state text
-- out: id id, body text, due date, asked id?, text text
SELECT s.id, s.body, s.due, s.asked, d.body AS text FROM draft_seat AS s
JOIN draft AS d ON d.community = s.community AND d.id = s.draft_id
WHERE s.community = :community AND s.state = :state AND d.state = 'open' ORDER BY s.id;

-- name: seat_of_account many read
-- in: community id, account id
-- out: seat_row
SELECT id, ask_id, draft_id, body, services, state, invited, due, words, office, asked, account, answered
FROM draft_seat WHERE community = :community AND account = :account ORDER BY id;

-- name: seat_named_delete exec write
-- in: community id, ask_id id, state text
DELETE FROM draft_seat WHERE community = :community AND ask_id = :ask_id AND state = :state;

-- name: seat_answer exec write
-- in: community id, id id, state text, words text?, office text?, account id?, answered instant
UPDATE draft_seat SET state = :state, words = :words, office = :office, account = :account, answered = :answered
WHERE community = :community AND id = :id;

-- name: seat_account_forget exec write
-- in: community id, account id
UPDATE draft_seat SET account = NULL WHERE community = :community AND account = :account;

-- name: seat_asked_forget exec write
-- in: community id, account id
UPDATE draft_seat SET asked = NULL WHERE community = :community AND asked = :account;
