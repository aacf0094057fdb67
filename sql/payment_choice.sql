-- shape: payment_choice_row case_id id, against text, person_id id, is_set_off bool, reference text, channel text, office text, account id?, made instant

-- name: payment_choice_put exec write
-- in: community id, case_id id, against text, person_id id, is_set_off bool, reference text, channel text, office text, account id?, made instant
INSERT INTO payment_choice (community, case_id, against, person_id, is_set_off, reference, channel, office, account, made)
VALUES (:community, :case_id, :against, :person_id, :is_set_off, :reference, :channel, :office, :account, :made)
ON CONFLICT (community, case_id, against) DO UPDATE SET person_id = excluded.person_id, is_set_off = excluded.is_set_off,
reference = excluded.reference, channel = excluded.channel, office = excluded.office, account = excluded.account, made = excluded.made;

-- name: payment_choice_of_case many read
-- in: community id, case_id id
-- out: payment_choice_row
SELECT case_id, against, person_id, is_set_off, reference, channel, office, account, made
FROM payment_choice WHERE community = :community AND case_id = :case_id ORDER BY against;

-- name: payment_choice_of_person many read
-- sorts: few
-- in: community id, person_id id
-- out: payment_choice_row
SELECT case_id, against, person_id, is_set_off, reference, channel, office, account, made
FROM payment_choice WHERE community = :community AND person_id = :person_id ORDER BY case_id, against;

-- name: payment_choice_delete exec write
-- in: community id, case_id id, person_id id
DELETE FROM payment_choice WHERE community = :community AND case_id = :case_id AND person_id = :person_id;

-- name: payment_choice_account_forget exec write
-- in: community id, account id
UPDATE payment_choice SET account = NULL WHERE community = :community AND account = :account;
