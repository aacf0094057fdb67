-- The table of bench_judge.py in DuckDB. Days by CAST: epoch() // 86400 is a double and rounds wrongly. A working day's
-- number is that of the working days up to it, so that a limit is one addition and a join; both tables are small.
SELECT r.service, CAST(date_trunc('quarter', r.opened) AS DATE) AS quarter, count(*) AS cases,
       count(*) FILTER (r.closed < TIMESTAMP '2026-01-01' AND CAST(r.closed AS DATE) <= due.day) AS on_time,
       count(*) FILTER (CASE WHEN r.closed < TIMESTAMP '2026-01-01' THEN CAST(r.closed AS DATE) > due.day
                             ELSE due.day <= DATE '2025-12-31' END) AS late
FROM $REQUESTS r
JOIN limits l ON l.service = r.service
JOIN calendar c ON c.day = CAST(r.opened AS DATE)
JOIN working due ON due.number = c.number + l.days
GROUP BY ALL ORDER BY ALL
