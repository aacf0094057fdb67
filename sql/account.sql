-- shape: account_row id id, person id, state text, password text?, totp bytes?, totp_step int?, created instant, signed_in instant?, ended instant?
-- shape: account_role_row id id, account id, role text, body text?, area text?, service text?, given instant, given_by id?, insured text?, insured_until date?, consent text?, consent_until date?

-- name: account_insert insert write
-- in: community id, person id, state text, created instant
INSERT INTO account (community, person, state, created) VALUES (:community, :person, :state, :created);

-- name: account_by_id one read
-- in: community id, id id
-- out: account_row
SELECT id, person, state, password, totp, totp_step, created, signed_in, ended FROM account WHERE community = :community AND id = :id;

-- name: account_by_person one read
-- in: community id, person id
-- out: account_row
SELECT id, person, state, password, totp, totp_step, created, signed_in, ended FROM account
WHERE community = :community AND person = :person;

-- name: account_of_email many read
-- in: community id, email text
-- out: account_row
SELECT a.id, a.person, a.state, a.password, a.totp, a.totp_step, a.created, a.signed_in, a.ended
FROM person AS p JOIN account AS a ON a.community = p.community AND a.person = p.id
WHERE p.community = :community AND p.email = :email ORDER BY a.id;

-- name: account_of_telephone many read
-- in: community id, telephone text
-- out: account_row
SELECT a.id, a.person, a.state, a.password, a.totp, a.totp_step, a.created, a.signed_in, a.ended
FROM person AS p JOIN account AS a ON a.community = p.community AND a.person = p.id
WHERE p.community = :community AND p.telephone = :telephone ORDER BY a.id;

-- A page of them, with who they are.
-- name: account_list many read
-- in: community id, after id, limit int
-- out: id id, state text, signed_in instant?, has_password bool, has_totp bool, name text?, email text?
SELECT a.id, a.state, a.signed_in, a.password IS NOT NULL, a.totp IS NOT NULL, p.name, p.email
FROM account AS a JOIN person AS p ON p.community = a.community AND p.id = a.person
WHERE a.community = :community AND a.id > :after ORDER BY a.id LIMIT :limit;

-- name: account_state_set exec write
-- in: community id, id id, state text, ended instant?
UPDATE account SET state = :state, ended = :ended WHERE community = :community AND id = :id;

-- name: account_password_set exec write
-- in: community id, id id, password text?
UPDATE account SET password = :password WHERE community = :community AND id = :id;

-- name: account_totp_set exec write
-- in: community id, id id, totp bytes?, totp_step int?
UPDATE account SET totp = :totp, totp_step = :totp_step WHERE community = :community AND id = :id;

-- name: account_signed_in exec write
-- in: community id, id id, at instant
UPDATE account SET signed_in = :at WHERE community = :community AND id = :id;

-- name: account_delete exec write
-- in: community id, id id
DELETE FROM account WHERE community = :community AND id = :id;

-- name: account_role_insert exec write
-- in: community id, account id, role text, body text?, area text?, service text?, given instant, given_by id?
INSERT INTO account_role (community, account, role, body, area, service, given, given_by)
VALUES (:community, :account, :role, :body, :area, :service, :given, :given_by);

-- name: account_role_of_account many read
-- in: community id, account id
-- out: account_role_row
SELECT id, account, role, body, area, service, given, given_by, insured, insured_until, consent, consent_until FROM account_role
WHERE community = :community AND account = :account ORDER BY id;

-- name: account_role_of_role many read
-- in: community id, role text
-- out: account_role_row
SELECT id, account, role, body, area, service, given, given_by, insured, insured_until, consent, consent_until FROM account_role
WHERE community = :community AND role = :role ORDER BY id;

-- name: account_role_note exec write
-- in: community id, account id, id id, insured text?, insured_until date?, consent text?, consent_until date?
UPDATE account_role SET insured = :insured, insured_until = :insured_until, consent = :consent, consent_until = :consent_until
WHERE community = :community AND account = :account AND id = :id;

-- name: account_role_delete exec write
-- in: community id, account id, id id
DELETE FROM account_role WHERE community = :community AND account = :account AND id = :id;

-- name: account_role_delete_all exec write
-- in: community id, account id
DELETE FROM account_role WHERE community = :community AND account = :account;

-- name: recovery_insert exec write
-- in: community id, account id, hash text
INSERT INTO recovery_code (community, account, hash) VALUES (:community, :account, :hash);

-- name: recovery_of_account many read
-- in: community id, account id
-- out: hash text
SELECT hash FROM recovery_code WHERE community = :community AND account = :account ORDER BY hash;

-- name: recovery_delete exec write
-- in: community id, account id, hash text
DELETE FROM recovery_code WHERE community = :community AND account = :account AND hash = :hash;

-- name: recovery_delete_all exec write
-- in: community id, account id
DELETE FROM recovery_code WHERE community = :community AND account = :account;
