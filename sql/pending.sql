-- shape: pending_row id id, person id?, kind int, name text, source text, base text?, made instant, day date?, fault text?

-- name: pending_insert insert write
-- in: community id, person id, kind int, name text, source text, body text, base text?, made instant
INSERT INTO pending (community, person, kind, name, source, body, base, made)
VALUES (:community, :person, :kind, :name, :source, :body, :base, :made);

-- name: pending_by_id one read
-- in: community id, id id
-- out: pending_row
SELECT id, person, kind, name, source, base, made, day, fault FROM pending WHERE community = :community AND id = :id;

-- name: pending_body one read
-- in: community id, id id
-- out: body text
SELECT body FROM pending WHERE community = :community AND id = :id;

-- name: pending_list many read
-- in: community id, limit int
-- out: pending_row
SELECT id, person, kind, name, source, base, made, day, fault FROM pending WHERE community = :community
ORDER BY made DESC, id DESC LIMIT :limit;

-- name: pending_due many read
-- in: community id, today date
-- out: pending_row
SELECT id, person, kind, name, source, base, made, day, fault FROM pending
WHERE community = :community AND day <= :today AND fault IS NULL ORDER BY day, id;

-- name: pending_text_set exec write
-- in: community id, id id, name text, body text
UPDATE pending SET name = :name, body = :body, day = NULL, fault = NULL WHERE community = :community AND id = :id;

-- base: what it was looked at against, so that the clock adopts nothing over what came since.
-- name: pending_day_set exec write
-- in: community id, id id, day date?, base text?
UPDATE pending SET day = :day, base = :base, fault = NULL WHERE community = :community AND id = :id;

-- name: pending_fault_set exec write
-- in: community id, id id, fault text
UPDATE pending SET fault = :fault WHERE community = :community AND id = :id;

-- name: pending_delete exec write
-- in: community id, id id
DELETE FROM pending WHERE community = :community AND id = :id;

-- What nobody came back to; what waits for a day stays.
-- name: pending_delete_old exec write
-- in: community id, before instant
DELETE FROM pending WHERE community = :community AND made < :before AND day IS NULL;

-- name: pending_forget exec write
-- in: community id, person id
UPDATE pending SET person = NULL WHERE community = :community AND person = :person;
