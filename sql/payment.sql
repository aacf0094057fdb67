-- shape: payment_file_row id id, reference text, body text, prepared instant, approved instant?, cancelled instant?, why text?, content text, hash text, pence int, payments int, fact_id id?
-- shape: payment_line_row line int, document text, promise text, redress text, period_from date, case_id id, step int, pence int, paid int, held int?

-- name: payment_file_insert insert write
-- in: community id, reference text, body text, prepared instant, content text, hash text, pence int, payments int
INSERT INTO payment_file (community, reference, body, prepared, content, hash, pence, payments)
VALUES (:community, :reference, :body, :prepared, :content, :hash, :pence, :payments);

-- name: payment_file_by_reference one read
-- in: community id, reference text
-- out: payment_file_row
SELECT id, reference, body, prepared, approved, cancelled, why, content, hash, pence, payments, fact_id
FROM payment_file WHERE community = :community AND reference = :reference;

-- The newest of a body, without what is in them.
-- name: payment_file_of_body many read
-- in: community id, body text, limit int
-- out: payment_file_row
SELECT id, reference, body, prepared, approved, cancelled, why, '', hash, pence, payments, fact_id
FROM payment_file WHERE community = :community AND body = :body ORDER BY id DESC LIMIT :limit;

-- name: payment_file_approve exec write
-- in: community id, id id, at instant, fact_id id
UPDATE payment_file SET approved = :at, fact_id = :fact_id WHERE community = :community AND id = :id AND approved IS NULL AND cancelled IS NULL;

-- name: payment_file_cancel exec write
-- in: community id, id id, at instant, why text
UPDATE payment_file SET cancelled = :at, why = :why WHERE community = :community AND id = :id AND cancelled IS NULL;

-- name: payment_line_insert exec write
-- in: community id, file_id id, line int, document text, promise text, redress text, period_from date, case_id id, step int, pence int, paid int, held int
INSERT INTO payment_line (community, file_id, line, document, promise, redress, period_from, case_id, step, pence, paid, held)
VALUES (:community, :file_id, :line, :document, :promise, :redress, :period_from, :case_id, :step, :pence, :paid, :held);

-- name: payment_line_of_file many read
-- in: community id, file_id id
-- out: payment_line_row
SELECT line, document, promise, redress, period_from, case_id, step, pence, paid, held
FROM payment_line WHERE community = :community AND file_id = :file_id ORDER BY line;

-- Those of files that are not cancelled, of one step.
-- name: payment_line_held many read
-- in: community id, document text, promise text, redress text, period_from date, case_id id, step int
-- out: pence int, paid int
SELECT pence, paid FROM payment_line WHERE community = :community AND document = :document AND promise = :promise
AND redress = :redress AND period_from = :period_from AND case_id = :case_id AND step = :step AND held IS NOT NULL ORDER BY paid;

-- name: payment_line_let_go exec write
-- in: community id, file_id id
UPDATE payment_line SET held = NULL WHERE community = :community AND file_id = :file_id;

-- name: payment_act_insert exec write
-- in: community id, file_id id, n int, deed text, office text, account id, at instant
INSERT INTO payment_act (community, file_id, n, deed, office, account, at)
VALUES (:community, :file_id, :n, :deed, :office, :account, :at);

-- name: payment_act_of_file many read
-- in: community id, file_id id
-- out: n int, deed text, office text, account id?, at instant
SELECT n, deed, office, account, at FROM payment_act WHERE community = :community AND file_id = :file_id ORDER BY n;

-- name: payment_act_of_account many read
-- sorts: few
-- in: community id, account id
-- out: deed text, office text, at instant
SELECT deed, office, at FROM payment_act WHERE community = :community AND account = :account ORDER BY at, file_id, n;

-- name: payment_act_account_forget exec write
-- in: community id, account id
UPDATE payment_act SET account = NULL WHERE community = :community AND account = :account;
