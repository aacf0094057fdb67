-- shape: outbox_row id id, way text, to_person id?, message text, fact_id id, key text, state text, attempts int, next_attempt instant, last_error text?, created instant, sent instant?

-- name: outbox_insert exec write
-- in: community id, way text, to_person id?, message text, fact_id id, key text, state text, created instant
INSERT INTO outbox (community, way, to_person, message, fact_id, key, state, attempts, next_attempt, created)
VALUES (:community, :way, :to_person, :message, :fact_id, :key, :state, 0, :created, :created);

-- name: outbox_by_key one read
-- in: community id, key text
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent
FROM outbox WHERE community = :community AND key = :key;

-- name: outbox_by_id one read
-- in: community id, id id
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent
FROM outbox WHERE community = :community AND id = :id;

-- Those to be sent now: of one state, which waiting is and sending is again once its sender is taken to have died.
-- name: outbox_due many read
-- in: community id, way text, state text, at instant, limit int
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent
FROM outbox WHERE community = :community AND way = :way AND state = :state AND next_attempt <= :at
ORDER BY next_attempt, id LIMIT :limit;

-- name: outbox_of_state many read
-- in: community id, state text, after id, limit int
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent
FROM outbox WHERE community = :community AND state = :state AND id > :after ORDER BY id LIMIT :limit;

-- name: outbox_of_person many read
-- in: community id, person id
-- out: outbox_row
SELECT id, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created, sent
FROM outbox WHERE community = :community AND to_person = :person ORDER BY id;

-- name: outbox_set exec write
-- in: community id, id id, state text, attempts int, next_attempt instant, last_error text?, sent instant?
UPDATE outbox SET state = :state, attempts = :attempts, next_attempt = :next_attempt, last_error = :last_error, sent = :sent
WHERE community = :community AND id = :id;

-- name: outbox_delete exec write
-- in: community id, id id
DELETE FROM outbox WHERE community = :community AND id = :id;

-- name: outbox_delete_of_person exec write
-- in: community id, person id
DELETE FROM outbox WHERE community = :community AND to_person = :person;
