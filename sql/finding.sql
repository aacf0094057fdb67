-- shape: finding_case_row case_id id, reference text, visibility int, summary text?, area text?, state int, day date, started instant?, due instant?, stopped instant?, on_time int, late int, not_yet_due int, not_known int, excluded int

-- shape: count_row version id, clause text, is_count bool, slot int, area text, unit date, on_time int, late int, not_yet_due int, not_known int, excluded int

-- shape: finding_row version id, clause text, is_count bool, slot int, area text, unit date, state int, day date, started instant?, due instant?, stopped instant?, taken int?, on_time int, late int, not_yet_due int, not_known int, excluded int

-- name: finding_insert exec write
-- in: community id, version id, clause text, is_count bool, slot int, case_id id, area text, unit date, state int, day date, started instant?, due instant?, stopped instant?, taken int?, on_time int, late int, not_yet_due int, not_known int, excluded int
INSERT INTO finding (community, version, clause, is_count, slot, case_id, area, unit, state, day, started, due, stopped, taken, on_time, late, not_yet_due, not_known, excluded)
VALUES (:community, :version, :clause, :is_count, :slot, :case_id, :area, :unit, :state, :day, :started, :due, :stopped, :taken, :on_time, :late, :not_yet_due, :not_known, :excluded);

-- name: finding_of_case many read
-- in: community id, case_id id
-- out: finding_row
SELECT version, clause, is_count, slot, area, unit, state, day, started, due, stopped, taken, on_time, late, not_yet_due, not_known, excluded
FROM finding WHERE community = :community AND case_id = :case_id ORDER BY version, clause, is_count, slot;

-- name: finding_delete_of_case exec write
-- in: community id, case_id id
DELETE FROM finding WHERE community = :community AND case_id = :case_id;

-- name: finding_of_clause many read
-- in: community id, version id, clause text, is_count bool, slot int, from date, to date, limit int
-- out: finding_case_row
SELECT f.case_id, c.reference, c.visibility, c.summary, c.area, f.state, f.day, f.started, f.due, f.stopped, f.on_time, f.late, f.not_yet_due, f.not_known, f.excluded
FROM finding f JOIN cases c ON c.id = f.case_id
WHERE f.community = :community AND f.version = :version AND f.clause = :clause AND f.is_count = :is_count AND f.slot = :slot AND f.day >= :from AND f.day <= :to
ORDER BY f.day DESC, f.case_id DESC LIMIT :limit;

-- name: finding_taken each read
-- reads: all
-- in: community id
-- out: version id, clause text, slot int, area text, unit date, state int, started instant, taken int
SELECT version, clause, slot, area, unit, state, started, taken FROM finding WHERE community = :community AND taken IS NOT NULL
ORDER BY version, clause, slot, area, unit, case_id;

-- Clocks that run: of the cases that something will change by itself, all of them. From the cases to their findings:
-- the other way round every finding would be read.
-- name: finding_running many read
-- sorts: few
-- in: community id, state int
-- out: case_id id, version id, clause text, slot int, due instant
SELECT f.case_id, f.version, f.clause, f.slot, f.due
FROM cases AS c CROSS JOIN finding AS f
WHERE c.community = :community AND c.next_change > 0 AND f.community = c.community AND f.case_id = c.id AND f.state = :state AND f.due IS NOT NULL
ORDER BY f.case_id, f.version, f.clause, f.slot;

-- name: finding_clear exec write
-- reads: all
-- in: community id
DELETE FROM finding WHERE community = :community;

-- name: count_add exec write
-- in: community id, version id, clause text, is_count bool, slot int, area text, unit date, on_time int, late int, not_yet_due int, not_known int, excluded int
INSERT INTO count (community, version, clause, is_count, slot, area, unit, on_time, late, not_yet_due, not_known, excluded)
VALUES (:community, :version, :clause, :is_count, :slot, :area, :unit, :on_time, :late, :not_yet_due, :not_known, :excluded)
ON CONFLICT (community, version, clause, is_count, slot, area, unit) DO UPDATE SET
    on_time = count.on_time + excluded.on_time, late = count.late + excluded.late,
    not_yet_due = count.not_yet_due + excluded.not_yet_due, not_known = count.not_known + excluded.not_known,
    excluded = count.excluded + excluded.excluded;

-- name: count_drop_empty exec write
-- in: community id, version id, clause text, is_count bool, slot int, area text, unit date
DELETE FROM count WHERE community = :community AND version = :version AND clause = :clause AND is_count = :is_count
AND slot = :slot AND area = :area AND unit = :unit
AND on_time = 0 AND late = 0 AND not_yet_due = 0 AND not_known = 0 AND excluded = 0;

-- name: count_all each read
-- in: community id
-- out: count_row
SELECT version, clause, is_count, slot, area, unit, on_time, late, not_yet_due, not_known, excluded
FROM count WHERE community = :community ORDER BY version, clause, is_count, slot, area, unit;

-- name: count_clear exec write
-- in: community id
DELETE FROM count WHERE community = :community;

-- name: finding_each each read
-- reads: all
-- in: community id
-- out: case_id id, version id, clause text, is_count bool, slot int, area text, unit date, state int, day date, started instant?, due instant?, stopped instant?, taken int?, on_time int, late int, not_yet_due int, not_known int, excluded int
SELECT case_id, version, clause, is_count, slot, area, unit, state, day, started, due, stopped, taken, on_time, late, not_yet_due, not_known, excluded
FROM finding WHERE community = :community ORDER BY case_id, version, clause, is_count, slot;

-- How those that are closed stand, all clocks of them: what a calendar would count otherwise.
-- name: finding_of_closed many read
-- reads: all
-- in: community id
-- out: state int, n int
SELECT f.state, COUNT(*) FROM finding AS f JOIN cases AS c ON c.id = f.case_id
WHERE f.community = :community AND c.status > 0 GROUP BY f.state ORDER BY f.state;

-- Late now: of those that may be shown.
-- name: finding_late_open one read
-- in: community id, version id, clause text, is_count bool, slot int, hidden int
-- out: n int
SELECT COUNT(*) FROM finding AS f JOIN cases AS c ON c.id = f.case_id
WHERE f.community = :community AND f.version = :version AND f.clause = :clause AND f.is_count = :is_count AND f.slot = :slot
AND f.late > 0 AND f.stopped IS NULL AND c.visibility < :hidden;

-- Those that it counts, the first due first.
-- name: finding_late_list many read
-- sorts: few
-- in: community id, version id, clause text, is_count bool, slot int, hidden int, limit int
-- out: finding_case_row
SELECT f.case_id, c.reference, c.visibility, c.summary, c.area, f.state, f.day, f.started, f.due, f.stopped, f.on_time, f.late, f.not_yet_due, f.not_known, f.excluded
FROM finding f JOIN cases c ON c.id = f.case_id
WHERE f.community = :community AND f.version = :version AND f.clause = :clause AND f.is_count = :is_count AND f.slot = :slot
AND f.late > 0 AND f.stopped IS NULL AND c.visibility < :hidden ORDER BY f.due, f.case_id LIMIT :limit;

-- Whose clock stopped from a time to a time, of those that are closed as done and that everybody sees.
-- name: finding_stopped many read
-- in: community id, version id, clause text, slot int, from date, to date, after instant, before instant, status int
-- out: case_id id, reference text, area text?, summary text?, stopped instant
SELECT f.case_id, c.reference, c.area, c.summary, f.stopped
FROM finding AS f JOIN cases AS c ON c.id = f.case_id
WHERE f.community = :community AND f.version = :version AND f.clause = :clause AND f.is_count = FALSE AND f.slot = :slot
AND f.day >= :from AND f.day < :to AND f.stopped >= :after AND f.stopped < :before AND c.status = :status AND c.visibility = 0
ORDER BY f.day, f.case_id;

-- Reports of one promise whose clock began on these days, but for those that are only counted.
-- name: finding_begun one read
-- in: community id, version id, clause text, slot int, from date, to date, counted_only int
-- out: n int
SELECT COUNT(*) FROM finding AS f JOIN cases AS c ON c.id = f.case_id
WHERE f.community = :community AND f.version = :version AND f.clause = :clause AND f.is_count = FALSE AND f.slot = :slot
AND f.day >= :from AND f.day <= :to AND c.visibility < :counted_only;
