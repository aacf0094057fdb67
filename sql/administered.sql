-- shape: administered_row id id, at instant, person id?, deed text, subject text, fact_id id?

-- name: administered_insert exec write
-- in: community id, at instant, person id?, deed text, subject text, fact_id id?
INSERT INTO administered (community, at, person, deed, subject, fact_id) VALUES (:community, :at, :person, :deed, :subject, :fact_id);

-- name: administered_newest many read
-- reads: end
-- in: community id, before id, limit int
-- out: administered_row
SELECT id, at, person, deed, subject, fact_id FROM administered WHERE community + 0 = :community AND id < :before
ORDER BY id DESC LIMIT :limit;

-- name: administered_of_person many read
-- in: community id, person id
-- out: administered_row
SELECT id, at, person, deed, subject, fact_id FROM administered WHERE community = :community AND person = :person ORDER BY id;

-- name: administered_forget exec write
-- in: community id, person id
UPDATE administered SET person = NULL WHERE community = :community AND person = :person;
