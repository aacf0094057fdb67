-- shape: obligation_row document text, promise text, redress text, period_from date, period_to date, step int, party text, state int, opened instant, started instant?, due instant?, done instant?, words text

-- name: obligation_insert exec write
-- in: community id, document text, promise text, redress text, period_from date, period_to date, case_id id, step int, party text, state int, opened instant, started instant?, due instant?, done instant?, next_change instant?, words text
INSERT INTO obligation (community, document, promise, redress, period_from, period_to, case_id, step, party, state, opened, started, due, done, next_change, words)
VALUES (:community, :document, :promise, :redress, :period_from, :period_to, :case_id, :step, :party, :state, :opened, :started, :due, :done, :next_change, :words);

-- name: obligation_delete_of_promise exec write
-- in: community id, document text, promise text
DELETE FROM obligation WHERE community = :community AND document = :document AND promise = :promise AND case_id = 0;

-- name: obligation_delete_of_case exec write
-- in: community id, case_id id
DELETE FROM obligation WHERE community = :community AND case_id = :case_id;

-- name: obligation_targets many read
-- in: community id
-- out: obligation_row
SELECT document, promise, redress, period_from, period_to, step, party, state, opened, started, due, done, words
FROM obligation WHERE community = :community AND case_id = 0 ORDER BY opened DESC, document, promise, redress, step;

-- name: obligation_of_case many read
-- in: community id, case_id id
-- out: obligation_row
SELECT document, promise, redress, period_from, period_to, step, party, state, opened, started, due, done, words
FROM obligation WHERE community = :community AND case_id = :case_id ORDER BY document, promise, redress, step;

-- name: obligation_changing many read
-- in: community id, at instant
-- out: document text, promise text, case_id id
SELECT DISTINCT document, promise, case_id FROM obligation WHERE community = :community AND next_change <= :at ORDER BY document, promise, case_id;

-- name: obligation_clear exec write
-- in: community id
DELETE FROM obligation WHERE community = :community;
