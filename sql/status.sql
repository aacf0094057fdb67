-- How much there is in a store, for whoever keeps it running.

-- name: kept_counts one read
-- reads: all
-- in: community id, document int
-- out: facts int, cases int, documents int
SELECT (SELECT COUNT(*) FROM fact WHERE community = :community),
(SELECT COUNT(*) FROM cases WHERE community = :community),
(SELECT COUNT(*) FROM content WHERE community = :community AND kind = :document);

-- The sum keeps the planner from other indexes, as in fact_last.
-- name: fact_recorded_last one read
-- reads: end
-- in: community id
-- out: recorded instant
SELECT recorded FROM fact WHERE community + 0 = :community ORDER BY id DESC LIMIT 1;
