-- The table of bench_judge.py over the facts of a store, in SQLite's SQL. The facts of a request stand together in the
-- index, so that grouping them sorts nothing. A day begins and ends at a second of UTC: the calendar is searched by one,
-- and a working day's number is that of the working days up to it, so that a limit is one addition and a look-up.
SELECT r.service, c.quarter, count(*) AS cases,
       sum(r.closed < 1767225600 AND r.closed <= due.ends) AS on_time,
       sum(CASE WHEN r.closed < 1767225600 THEN r.closed > due.ends ELSE due.ends < 1767225600 END) AS late
FROM (SELECT max(CASE kind WHEN 2 THEN name END) AS service, max(CASE kind WHEN 2 THEN happened END) AS opened,
             max(CASE WHEN kind = 4 AND name = 'completion' THEN happened END) AS closed
      FROM fact WHERE community = 1 AND case_id > 0 AND kind IN (2, 4) GROUP BY case_id) AS r
JOIN limits AS l ON l.service = r.service
JOIN calendar AS c ON c.begins = (SELECT max(begins) FROM calendar WHERE begins <= r.opened)
JOIN working AS due ON due.number = c.number + l.days
GROUP BY r.service, c.quarter ORDER BY r.service, c.quarter
