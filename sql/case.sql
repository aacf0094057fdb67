-- shape: case_row id id, reference text, service text?, document text?, clause text?, area text?, status int, visibility int, opened instant, next_change instant?, summary text?

-- name: case_insert exec write
-- in: id id, community id, reference text, service text?, document text?, clause text?, area text?, status int, visibility int, opened instant, next_change instant?, summary text?
INSERT INTO cases (id, community, reference, service, document, clause, area, status, visibility, opened, next_change, summary)
VALUES (:id, :community, :reference, :service, :document, :clause, :area, :status, :visibility, :opened, :next_change, :summary);

-- name: case_update exec write
-- in: community id, id id, service text?, area text?, status int, visibility int, opened instant, next_change instant?, summary text?
UPDATE cases SET service = :service, opened = :opened, area = :area, status = :status, visibility = :visibility, next_change = :next_change, summary = :summary
WHERE community = :community AND id = :id;

-- name: case_by_reference one read
-- in: community id, reference text
-- out: case_row
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community AND reference = :reference;

-- name: case_by_id one read
-- in: community id, id id
-- out: case_row
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community AND id = :id;

-- name: case_changing many read
-- in: community id, at instant, after instant, after_id id, limit int
-- out: id id, next_change instant
SELECT id, next_change FROM cases WHERE community = :community AND next_change <= :at AND next_change >= :after
AND (next_change > :after OR id > :after_id) ORDER BY next_change, id LIMIT :limit;

-- name: case_clear exec write
-- reads: all
-- in: community id
DELETE FROM cases WHERE community = :community;

-- name: case_recent many read
-- in: community id, area text, limit int
-- out: case_row
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community AND area = :area AND service IS NOT NULL AND visibility = 0
ORDER BY opened DESC, id DESC LIMIT :limit;

-- The words are looked for in the newest reports only, so that a search costs the same however many there are, also of
-- one moment: a file may say nothing but the day.
-- name: case_search many read
-- reads: end
-- in: community id, newest int, words text, limit int
-- out: case_row
WITH last (opened, id) AS (
    SELECT opened, id FROM cases WHERE community = :community AND visibility = 0 AND service IS NOT NULL
    ORDER BY opened DESC, id DESC LIMIT 1 OFFSET :newest
)
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community AND visibility = 0 AND service IS NOT NULL
AND opened >= COALESCE((SELECT last.opened FROM last), -9000000000000)
AND (opened > COALESCE((SELECT last.opened FROM last), -9000000000000) OR id > COALESCE((SELECT last.id FROM last), 0))
AND lower(reference || ' ' || COALESCE(summary, '')) LIKE :words ESCAPE '\'
ORDER BY opened DESC, id DESC LIMIT :limit;

-- name: case_each each read
-- reads: all
-- in: community id
-- out: case_row
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community ORDER BY id;

-- Cases that are closed and have anything of people, for what is erased by age; from one to the next.
-- name: case_closed many read
-- reads: all
-- in: community id, before instant, after id, limit int
-- out: id id
SELECT id FROM cases AS c WHERE community + 0 = :community AND id > :after AND status > 0 AND opened < :before
AND (EXISTS (SELECT 1 FROM case_person AS b WHERE b.community = c.community AND b.case_id = c.id)
OR EXISTS (SELECT 1 FROM fact AS f LEFT JOIN private AS p ON p.community = f.community AND p.fact_id = f.id
WHERE f.community = c.community AND f.case_id = c.id AND (p.fact_id IS NOT NULL OR f.words IS NOT NULL)))
ORDER BY id LIMIT :limit;

-- Open, and nobody is on record as answering for it.
-- name: case_of_nobody many read
-- sorts: few
-- in: community id, limit int
-- out: case_row
SELECT c.id, c.reference, c.service, c.document, c.clause, c.area, c.status, c.visibility, c.opened, c.next_change, c.summary
FROM fact AS f JOIN cases AS c ON c.id = f.case_id
WHERE f.community = :community AND f.kind = 24 AND f.name = 'nobody' AND c.status = 0
AND NOT EXISTS (SELECT 1 FROM fact AS g WHERE g.community = f.community AND g.case_id = f.case_id AND g.kind = 24 AND g.id > f.id)
ORDER BY f.id DESC LIMIT :limit;

-- What happened to the newest reports of one area, the last first; service: empty for all, a plain name covers its
-- sub-names.
-- name: case_news_of_area many read
-- sorts: few
-- in: community id, area text, service text, newest int, limit int
-- out: fact_id id, kind int, name text?, value text?, happened instant, recorded instant, reference text, service text
SELECT f.id, f.kind, f.name, f.value, f.happened, f.recorded, c.reference, c.service
FROM (SELECT id, reference, service FROM cases WHERE community = :community AND area = :area AND service IS NOT NULL
AND visibility = 0 AND (:service = '' OR service = :service OR substr(service, 1, length(:service) + 3) = :service || ' / ')
ORDER BY opened DESC, id DESC LIMIT :newest) AS c CROSS JOIN fact AS f
WHERE f.community = :community AND f.case_id = c.id ORDER BY f.recorded DESC, f.id DESC LIMIT :limit;

-- name: case_visibilities many read
-- reads: all
-- in: community id
-- out: visibility int, n int
SELECT visibility, COUNT(*) FROM cases WHERE community = :community GROUP BY visibility ORDER BY visibility;

-- What everybody may see of a time, the newest first; least, most: of the status.
-- name: case_shown many read
-- in: community id, from instant, until instant, least int, most int, limit int, skip int
-- out: case_row
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community AND visibility = 0 AND service IS NOT NULL AND opened >= :from AND opened <= :until
AND status >= :least AND status <= :most ORDER BY opened DESC, id DESC LIMIT :limit OFFSET :skip;

-- name: case_shown_of_service many read
-- in: community id, service text, from instant, until instant, least int, most int, limit int, skip int
-- out: case_row
SELECT id, reference, service, document, clause, area, status, visibility, opened, next_change, summary
FROM cases WHERE community = :community AND service = :service AND visibility = 0 AND opened >= :from AND opened <= :until
AND status >= :least AND status <= :most ORDER BY opened DESC, id DESC LIMIT :limit OFFSET :skip;
