-- shape: person_row id id, name text?, email text?, telephone text?, address text?, language text?, way text, key text?, print text?

-- name: person_insert insert write
-- in: community id, name text?, email text?, telephone text?, address text?, language text?, way text, key text, print text?
INSERT INTO person (community, name, email, telephone, address, language, way, key, print)
VALUES (:community, :name, :email, :telephone, :address, :language, :way, :key, :print);

-- name: person_update exec write
-- in: community id, id id, name text?, email text?, telephone text?, address text?, language text?, way text, print text?
UPDATE person SET name = :name, email = :email, telephone = :telephone, address = :address, language = :language, way = :way,
    print = :print
WHERE community = :community AND id = :id;

-- name: person_delete exec write
-- in: community id, id id
DELETE FROM person WHERE community = :community AND id = :id;

-- name: person_by_id one read
-- in: community id, id id
-- out: person_row
SELECT id, name, email, telephone, address, language, way, key, print FROM person WHERE community = :community AND id = :id;

-- name: person_of_email many read
-- in: community id, email text
-- out: person_row
SELECT id, name, email, telephone, address, language, way, key, print FROM person WHERE community = :community AND email = :email ORDER BY id;

-- name: person_of_telephone many read
-- in: community id, telephone text
-- out: person_row
SELECT id, name, email, telephone, address, language, way, key, print FROM person WHERE community = :community AND telephone = :telephone ORDER BY id;

-- name: person_of_name many read
-- in: community id, name text
-- out: person_row
SELECT id, name, email, telephone, address, language, way, key, print FROM person WHERE community = :community AND name = :name ORDER BY id;

-- Every one, to find those of whom only the hash of the key is known.
-- name: person_each each read
-- reads: all
-- in: community id
-- out: id id, key text?
SELECT id, key FROM person WHERE community = :community ORDER BY id;

-- name: case_person_insert exec write
-- in: community id, case_id id, person_id id, part text
INSERT INTO case_person (community, case_id, person_id, part) VALUES (:community, :case_id, :person_id, :part);

-- name: case_person_update exec write
-- in: community id, case_id id, person_id id, part text
UPDATE case_person SET part = :part WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- name: case_person_delete exec write
-- in: community id, case_id id, person_id id
DELETE FROM case_person WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- name: case_person_one one read
-- in: community id, case_id id, person_id id
-- out: part text
SELECT part FROM case_person WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- name: case_person_of_case many read
-- in: community id, case_id id
-- out: person_id id, part text, token text?, quiet instant?, asked instant?
SELECT person_id, part, token, quiet, asked FROM case_person WHERE community = :community AND case_id = :case_id ORDER BY person_id;

-- name: case_person_of_person many read
-- in: community id, person_id id
-- out: case_id id, part text
SELECT case_id, part FROM case_person WHERE community = :community AND person_id = :person_id ORDER BY case_id;

-- Whose a case is, with how to reach them.
-- name: case_people many read
-- in: community id, case_id id
-- out: part text, id id, name text?, email text?, telephone text?, address text?, language text?, way text, print text?
SELECT b.part, p.id, p.name, p.email, p.telephone, p.address, p.language, p.way, p.print
FROM case_person AS b JOIN person AS p ON p.id = b.person_id
WHERE b.community = :community AND b.case_id = :case_id AND p.community = b.community ORDER BY b.person_id;

-- The way from a message to somebody's own report.
-- name: case_person_by_token one read
-- in: community id, token text
-- out: case_id id, person_id id, part text, quiet instant?, asked instant?
SELECT case_id, person_id, part, quiet, asked FROM case_person WHERE community = :community AND token = :token;

-- name: case_person_token_set exec write
-- in: community id, case_id id, person_id id, token text
UPDATE case_person SET token = :token WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- name: case_person_quiet_set exec write
-- in: community id, case_id id, person_id id, quiet instant?
UPDATE case_person SET quiet = :quiet WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- asked: when they were asked to confirm it; missing: they have, or need not.
-- name: case_person_asked_set exec write
-- in: community id, case_id id, person_id id, asked instant?
UPDATE case_person SET asked = :asked WHERE community = :community AND case_id = :case_id AND person_id = :person_id;
