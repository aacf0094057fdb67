-- The steps owed for one case, in the order in which they are asked for. Without the period in it SQLite took the primary
-- key, for the sake of the order, and read every obligation there is.
DROP INDEX obligation_by_case;
CREATE INDEX obligation_by_case ON obligation (community, case_id, document, promise, redress, period_from, step);
