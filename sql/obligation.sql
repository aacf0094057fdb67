-- shape: obligation_row document text, promise text, redress text, period_from date, period_to date, case_id id, step int, party text, what text, state int, missed int, opened instant, started instant?, due instant?, done instant?, next_change instant?, answer text?, said_by text?, version int?, line int?, because text?, pays int?, pence int?, least int?, most int?, paid int?, payee text?, incident text?, person text?, ask_by instant?, working text?, grows int?

-- One row for a step: what follows from a miss twice, as a consequence of its own and of another's lateness, is owed once.
-- name: obligation_insert exec write
-- in: community id, document text, promise text, redress text, period_from date, period_to date, case_id id, step int, party text, what text, state int, missed int, opened instant, started instant?, due instant?, done instant?, next_change instant?, answer text?, said_by text?, version int?, line int?, because text?, pays int?, pence int?, least int?, most int?, paid int?, payee text?, incident text?, person text?, ask_by instant?, working text?, grows int?
INSERT INTO obligation (community, document, promise, redress, period_from, period_to, case_id, step, party, what, state, missed, opened, started, due, done, next_change, answer, said_by, version, line, because, pays, pence, least, most, paid, payee, incident, person, ask_by, working, grows)
VALUES (:community, :document, :promise, :redress, :period_from, :period_to, :case_id, :step, :party, :what, :state, :missed, :opened, :started, :due, :done, :next_change, :answer, :said_by, :version, :line, :because, :pays, :pence, :least, :most, :paid, :payee, :incident, :person, :ask_by, :working, :grows)
ON CONFLICT DO NOTHING;

-- name: obligation_delete_of_promise exec write
-- in: community id, document text, promise text
DELETE FROM obligation WHERE community = :community AND document = :document AND promise = :promise AND case_id = 0;

-- name: obligation_delete_of_targets exec write
-- in: community id
DELETE FROM obligation WHERE community = :community AND case_id = 0;

-- name: obligation_delete_of_case exec write
-- in: community id, case_id id
DELETE FROM obligation WHERE community = :community AND case_id = :case_id;

-- name: obligation_of_case many read
-- in: community id, case_id id
-- out: obligation_row
SELECT document, promise, redress, period_from, period_to, case_id, step, party, what, state, missed, opened, started, due, done, next_change, answer, said_by, version, line, because, pays, pence, least, most, paid, payee, incident, person, ask_by, working, grows
FROM obligation WHERE community = :community AND case_id = :case_id ORDER BY document, promise, redress, period_from, step;

-- The steps that a party owes now, of targets (case_id 0) and of cases: those of one state, the first due first.
-- shape: owed_step document text, promise text, redress text, period_from date, case_id id, step int, what text, state int, due instant?, pays int, reference text?, service text?, area text?

-- name: obligation_owed_by each read
-- in: community id, party text, state int, after instant, limit int
-- out: owed_step
SELECT o.document, o.promise, o.redress, o.period_from, o.case_id, o.step, o.what, o.state, o.due, o.pays, c.reference, c.service, c.area
FROM obligation AS o LEFT JOIN cases AS c ON c.community = o.community AND c.id = o.case_id
WHERE o.community = :community AND o.party = :party AND o.done IS NULL AND o.state = :state AND o.due > :after
ORDER BY o.due, o.case_id, o.step LIMIT :limit;

-- Those without a day. In the order of the index, so that PostgreSQL takes it and no other.
-- name: obligation_owed_undated each read
-- in: community id, party text, state int, limit int
-- out: owed_step
SELECT o.document, o.promise, o.redress, o.period_from, o.case_id, o.step, o.what, o.state, o.due, o.pays, c.reference, c.service, c.area
FROM obligation AS o LEFT JOIN cases AS c ON c.community = o.community AND c.id = o.case_id
WHERE o.community = :community AND o.party = :party AND o.done IS NULL AND o.state = :state AND o.due IS NULL
ORDER BY o.due, o.case_id, o.step LIMIT :limit;

-- Payments that a party owes now, of one state of theirs (enum payment_state).
-- name: obligation_payments_owed many read
-- in: community id, party text, state int, pays int, limit int
-- out: owed_step
SELECT o.document, o.promise, o.redress, o.period_from, o.case_id, o.step, o.what, o.state, o.due, o.pays, c.reference, c.service, c.area
FROM obligation AS o LEFT JOIN cases AS c ON c.community = o.community AND c.id = o.case_id
WHERE o.community = :community AND o.party = :party AND o.done IS NULL AND o.state = :state AND o.pays = :pays
ORDER BY o.due, o.case_id, o.step LIMIT :limit;

-- name: obligation_owed_count one read
-- in: community id, party text, open int, overdue int
-- out: n int
SELECT COUNT(*) FROM obligation WHERE community = :community AND party = :party AND done IS NULL AND state IN (:open, :overdue);

-- name: obligation_changing many read
-- sorts: few
-- in: community id, at instant
-- out: document text, promise text
SELECT DISTINCT document, promise FROM obligation WHERE community = :community AND next_change <= :at AND case_id = 0 ORDER BY document, promise;

-- Late cases that were promised a reason and have none yet, of one promise, late from a time to a time.
-- name: obligation_unexplained many read
-- in: community id, document text, promise text, from instant, until instant, explained int
-- out: case_id id
SELECT DISTINCT case_id FROM obligation AS o
WHERE community = :community AND document = :document AND promise = :promise AND case_id > 0
AND done IS NULL AND opened >= :from AND opened <= :until
AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.community = o.community AND fact.case_id = o.case_id AND fact.kind = :explained)
ORDER BY case_id;

-- The same of any promise, where somebody wrote down the cause of the case itself.
-- name: obligation_with_cause many read
-- in: community id, cause int, explained int
-- out: case_id id
SELECT DISTINCT case_id FROM obligation AS o
WHERE community = :community AND done IS NULL AND case_id > 0
AND EXISTS (SELECT 1 FROM fact WHERE fact.community = o.community AND fact.case_id = o.case_id AND fact.kind = :cause)
AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.community = o.community AND fact.case_id = o.case_id AND fact.kind = :explained)
ORDER BY case_id;

-- name: obligation_clear exec write
-- reads: all
-- in: community id
DELETE FROM obligation WHERE community = :community;

-- name: obligation_each each read
-- reads: all
-- in: community id
-- out: obligation_row
SELECT document, promise, redress, period_from, period_to, case_id, step, party, what, state, missed, opened, started, due, done, next_change, answer, said_by, version, line, because, pays, pence, least, most, paid, payee, incident, person, ask_by, working, grows
FROM obligation WHERE community = :community ORDER BY case_id, document, promise, redress, period_from, step;

-- What the redress of targets is worked out from (kinds 13, 14, 15 and 18), of which the time came in between.
-- name: obligation_news one read
-- in: community id, after instant, to instant
-- out: n int
SELECT COUNT(*) FROM fact WHERE community = :community AND case_id IS NULL AND kind IN (13, 14, 15, 18)
AND happened > :after AND happened <= :to;

-- Payments of one step that may share a cap, of all promises that lead to it, in the order in which they fell due.
-- shape: obligation_payment started instant?, case_id id, promise text, period_from date, pays int?, pence int?, least int?, most int?, paid int?, incident text?, person text?

-- name: obligation_payments many read
-- in: community id, document text, redress text, step int, from instant, until instant, most int
-- out: obligation_payment
SELECT started, case_id, promise, period_from, pays, pence, least, most, paid, incident, person FROM obligation
WHERE community = :community AND document = :document AND redress = :redress AND step = :step AND pays IS NOT NULL
AND started >= :from AND started <= :until ORDER BY started, case_id, promise, period_from LIMIT :most;

-- name: obligation_payments_of_incident many read
-- in: community id, document text, redress text, step int, incident text, most int
-- out: obligation_payment
SELECT started, case_id, promise, period_from, pays, pence, least, most, paid, incident, person FROM obligation
WHERE community = :community AND document = :document AND redress = :redress AND step = :step AND incident = :incident
AND pays IS NOT NULL AND started IS NOT NULL ORDER BY started, case_id, promise, period_from LIMIT :most;

-- Steps that run or are late, due from a time to a time: one row for those of one step of one promise and one time.
-- fresh: how many of them began after `from`. not_owed: what a payment is that is not owed.
-- name: obligation_owing many read
-- sorts: few
-- in: community id, from instant, until instant, open int, late int, not_owed int
-- out: party text, document text, promise text, redress text, step int, what text, state int, due instant, cases int, n int, fresh int
SELECT party, document, promise, redress, step, MIN(what), state, due, MAX(CASE WHEN case_id > 0 THEN 1 ELSE 0 END), COUNT(*),
    SUM(CASE WHEN started > :from THEN 1 ELSE 0 END)
FROM obligation WHERE community = :community AND due >= :from AND due <= :until AND (state = :open OR state = :late)
AND (pays IS NULL OR pays <> :not_owed)
GROUP BY party, document, promise, redress, step, state, due
ORDER BY party, document, promise, redress, step, state, due;
