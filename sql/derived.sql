-- The derived tables from end to end, to hold them against the same tables made again (app/derived.c), and how much there
-- is of what is kept. Other columns than an engine's own number of a row.

-- name: derived_cases each read
-- in: community id
-- out: id id, reference text, service text?, document text?, clause text?, area text?, status int, visibility int, opened instant, next_change instant?, summary text?
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community ORDER BY id;

-- name: derived_finding each read
-- in: community id
-- out: version id, clause text, is_count bool, slot int, case_id id, area text, unit date, state int, day date, started instant?, due instant?, stopped instant?, taken int?, on_time int, late int, not_yet_due int, not_known int, excluded int
SELECT version, clause, is_count, slot, case_id, area, unit, state, day, started, due, stopped, taken, on_time, late, not_yet_due, not_known, excluded
FROM finding WHERE community = :community ORDER BY version, clause, is_count, slot, case_id;

-- name: derived_count each read
-- in: community id
-- out: version id, clause text, is_count bool, slot int, area text, unit date, on_time int, late int, not_yet_due int, not_known int, excluded int
SELECT version, clause, is_count, slot, area, unit, on_time, late, not_yet_due, not_known, excluded
FROM count WHERE community = :community ORDER BY version, clause, is_count, slot, area, unit;

-- name: derived_obligation each read
-- in: community id
-- out: document text, promise text, redress text, period_from date, period_to date, case_id id, step int, party text, what text, state int, missed int, opened instant, started instant?, due instant?, done instant?, next_change instant?, answer text?, said_by text?
SELECT document, promise, redress, period_from, period_to, case_id, step, party, what, state, missed, opened, started, due, done, next_change, answer, said_by
FROM obligation WHERE community = :community ORDER BY document, promise, redress, period_from, case_id, step;

-- name: derived_postcode each read
-- in: community id
-- out: postcode text, areas text, latitude text, longitude text
SELECT postcode, areas, latitude, longitude FROM postcode WHERE community = :community ORDER BY postcode;

-- name: kept_counts one read
-- in: community id, document int
-- out: facts int, cases int, documents int
SELECT (SELECT COUNT(*) FROM fact WHERE community = :community),
(SELECT COUNT(*) FROM cases WHERE community = :community),
(SELECT COUNT(*) FROM content WHERE community = :community AND kind = :document);

-- name: fact_recorded_last one read
-- in: community id
-- out: recorded instant
SELECT recorded FROM fact WHERE community + 0 = :community ORDER BY id DESC LIMIT 1;
