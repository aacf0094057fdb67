-- shape: outbox_row id id, way text, to_person id?, message text, fact_id id, key text, state text, attempts int, next_attempt instant, last_error text?, created instant, sent instant?, detail text?

-- name: outbox_insert exec write
-- in: community id, way text, to_person id?, message text, fact_id id, key text, state text, created instant, detail text?
INSERT INTO outbox (community, way, to_person, message, fact_id, key, state, attempts, next_attempt, created, detail)
VALUES (:community, :way, :to_person, :message, :fact_id, :key, :state, 0, :created, :created, :detail);

-- name: outbox_by_key one read
-- in: community id, key text
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent, detail
FROM outbox WHERE community = :community AND key = :key;

-- name: outbox_by_id one read
-- in: community id, id id
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent, detail
FROM outbox WHERE community = :community AND id = :id;

-- Those to be sent now: of one state, which waiting is and sending is again once its sender is taken to have died.
-- name: outbox_due many read
-- in: community id, way text, state text, at instant, limit int
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent, detail
FROM outbox WHERE community = :community AND way = :way AND state = :state AND next_attempt <= :at
ORDER BY next_attempt, id LIMIT :limit;

-- name: outbox_of_state many read
-- in: community id, state text, after id, limit int
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent, detail
FROM outbox WHERE community = :community AND state = :state AND id > :after ORDER BY id LIMIT :limit;

-- name: outbox_of_person many read
-- in: community id, person id
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent, detail
FROM outbox WHERE community = :community AND to_person = :person ORDER BY id;

-- What only the message needed goes with it; the address of whoever was erased also when it could not be sent.
-- name: outbox_set exec write
-- in: community id, id id, state text, attempts int, next_attempt instant, last_error text?, sent instant?
UPDATE outbox SET state = :state, attempts = :attempts, next_attempt = :next_attempt, last_error = :last_error, sent = :sent,
    detail = CASE WHEN :state = 'sent' OR (:state = 'dead' AND message = 'erased') THEN NULL ELSE detail END
WHERE community = :community AND id = :id;

-- name: outbox_delete exec write
-- in: community id, id id
DELETE FROM outbox WHERE community = :community AND id = :id;

-- name: outbox_delete_of_message exec write
-- in: community id, message text
DELETE FROM outbox WHERE community = :community AND message = :message;

-- name: outbox_delete_of_person exec write
-- in: community id, person id
DELETE FROM outbox WHERE community = :community AND to_person = :person;

-- The newest of all, for the demonstration, which shows what it would have sent.
-- name: outbox_newest many read
-- reads: end
-- in: community id, before id, limit int
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent, detail
FROM outbox WHERE community + 0 = :community AND id < :before ORDER BY id DESC LIMIT :limit;

-- name: outbox_of_state_newest many read
-- in: community id, state text, before id, limit int
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent, detail
FROM outbox WHERE community = :community AND state = :state AND id < :before ORDER BY id DESC LIMIT :limit;

-- name: outbox_state_number one read
-- in: community id, state text
-- out: n int, oldest instant?
SELECT COUNT(*), MIN(created) FROM outbox WHERE community = :community AND state = :state;
