-- shape: fact_row id id, kind int, case_id id?, document text?, clause text?, name text?, value text?, happened instant, happened_last instant, until instant?, period_from date?, period_to date?, recorded instant, voice int, said_by text?, words text?, corrects id?, bound text?

-- name: fact_insert insert write
-- in: community id, kind int, case_id id?, document text?, clause text?, name text?, value text?, happened instant, happened_last instant, until instant?, period_from date?, period_to date?, recorded instant, voice int, said_by text?, words text?, corrects id?, bound text?
INSERT INTO fact (community, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound)
VALUES (:community, :kind, :case_id, :document, :clause, :name, :value, :happened, :happened_last, :until, :period_from, :period_to, :recorded, :voice, :said_by, :words, :corrects, :bound);

-- name: fact_case_set exec write
-- in: id id, case_id id
UPDATE fact SET case_id = :case_id WHERE id = :id;

-- name: fact_each_of_cases each read
-- reads: all
-- in: community id, first_case id, last_case id, known_at instant, before id
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community = :community AND case_id >= :first_case AND case_id <= :last_case AND recorded <= :known_at AND id < :before
ORDER BY case_id, id;

-- shape: fact_brief id id, kind int, case_id id, name text?, value text?, happened instant, happened_last instant, recorded instant, corrects id?

-- What the packed form is made of (app/packed.h): of cases that were opened after one fact, what was recorded up to another.
-- name: fact_brief_each each read
-- reads: all
-- in: community id, after id, to id
-- out: fact_brief
SELECT id, kind, case_id, name, value, happened, happened_last, recorded, corrects
FROM fact WHERE community = :community AND case_id > :after AND case_id <= :to AND id <= :to ORDER BY case_id, id;

-- name: fact_brief_of_case many read
-- in: community id, case_id id, to id
-- out: fact_brief
SELECT id, kind, case_id, name, value, happened, happened_last, recorded, corrects
FROM fact WHERE community = :community AND case_id = :case_id AND id <= :to ORDER BY id;

-- Values of a kind that were recorded after one fact.
-- name: fact_values_after each read
-- reads: all
-- in: community id, kind int, after id
-- out: value text
SELECT value FROM fact WHERE community + 0 = :community AND kind + 0 = :kind AND id > :after AND value IS NOT NULL ORDER BY id;

-- Which cases something was recorded of after one fact and up to another, each as often as there was.
-- name: fact_cases_between each read
-- reads: all
-- in: community id, after id, to id
-- out: case_id id
SELECT case_id FROM fact WHERE community + 0 = :community AND id > :after AND id <= :to AND case_id > 0 ORDER BY id;

-- Of the newest reports of one service, one report after the other.
-- name: fact_of_service each read
-- reads: all
-- in: community id, service text, newest int
-- out: fact_row
SELECT f.id, f.kind, f.case_id, f.document, f.clause, f.name, f.value, f.happened, f.happened_last, f.until, f.period_from, f.period_to, f.recorded, f.voice, f.said_by, f.words, f.corrects, f.bound
FROM (SELECT id, opened FROM cases WHERE community = :community AND service = :service ORDER BY opened DESC, id DESC LIMIT :newest) AS c
CROSS JOIN fact AS f WHERE f.community = :community AND f.case_id = c.id ORDER BY f.case_id, f.id;

-- Likewise of the newest that are bound to one clause.
-- name: fact_of_bound each read
-- reads: all
-- in: community id, document text, clause text, newest int
-- out: fact_row
SELECT f.id, f.kind, f.case_id, f.document, f.clause, f.name, f.value, f.happened, f.happened_last, f.until, f.period_from, f.period_to, f.recorded, f.voice, f.said_by, f.words, f.corrects, f.bound
FROM (SELECT case_id FROM fact WHERE community = :community AND document = :document AND clause = :clause AND kind = 3
ORDER BY id DESC LIMIT :newest) AS c CROSS JOIN fact AS f WHERE f.community = :community AND f.case_id = c.case_id ORDER BY f.case_id, f.id;

-- With the words that are private, as long as they are there.
-- name: fact_of_case many read
-- in: community id, case_id id
-- out: fact_row
SELECT f.id, f.kind, f.case_id, f.document, f.clause, f.name, f.value, f.happened, f.happened_last, f.until, f.period_from, f.period_to, f.recorded, f.voice, f.said_by, COALESCE(f.words, p.words), f.corrects, f.bound
FROM fact AS f LEFT JOIN private AS p ON p.community = f.community AND p.fact_id = f.id
WHERE f.community = :community AND f.case_id = :case_id ORDER BY f.id;

-- name: fact_of_kind many read
-- sorts: few
-- in: community id, kind int
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community = :community AND kind = :kind ORDER BY id;

-- Those about no case: documents, figures, causes of many cases.
-- name: fact_of_no_case many read
-- in: community id, kind int
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community = :community AND kind = :kind AND case_id IS NULL ORDER BY id;

-- name: fact_of_clause many read
-- in: community id, document text, clause text, kind int
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community = :community AND document = :document AND clause = :clause AND kind = :kind ORDER BY id;

-- Of one clause, what was seen or done for it, the newest first: each with its case as everybody may see it.
-- name: bound_newest many read
-- sorts: few
-- in: community id, document text, clause text, newest int
-- out: id id, case_id id, reference text, value text?, happened instant, said_by text?, status int, visibility int, summary text?
SELECT f.id, f.case_id, c.reference, f.value, f.happened, f.said_by, c.status, c.visibility, c.summary
FROM (SELECT id, case_id, value, happened, said_by FROM fact WHERE community = :community AND document = :document AND clause = :clause AND kind = 3
ORDER BY id DESC LIMIT :newest) AS f CROSS JOIN cases AS c WHERE c.community = :community AND c.id = f.case_id ORDER BY f.id DESC;

-- Of one clause, what somebody said themself, the newest first.
-- name: fact_of_actor many read
-- in: community id, actor id, document text, clause text, kind int
-- out: fact_row
SELECT f.id, f.kind, f.case_id, f.document, f.clause, f.name, f.value, f.happened, f.happened_last, f.until, f.period_from, f.period_to, f.recorded, f.voice, f.said_by, f.words, f.corrects, f.bound
FROM private AS p JOIN fact AS f ON f.id = p.fact_id
WHERE p.community = :community AND p.actor = :actor AND f.community = p.community AND f.document = :document AND f.clause = :clause AND f.kind = :kind ORDER BY p.fact_id DESC;

-- name: fact_of_document many read
-- sorts: few
-- in: community id, document text, kind int
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community = :community AND document = :document AND kind = :kind ORDER BY id;

-- Each name once, from one to the next through the index: there are few of them among very many facts.
-- name: fact_names many read
-- in: community id, kind int
-- out: name text
WITH RECURSIVE each_name (name) AS (
    SELECT MIN(name) FROM fact WHERE community = :community AND kind = :kind
    UNION ALL
    SELECT (SELECT MIN(name) FROM fact WHERE community = :community AND kind = :kind AND name > each_name.name)
    FROM each_name WHERE each_name.name IS NOT NULL
)
SELECT name FROM each_name WHERE name IS NOT NULL ORDER BY name;

-- The sum keeps the planner from the index by case, in which the last one would have to be searched for.
-- name: fact_last one read
-- reads: end
-- in: community id
-- out: last id
SELECT id FROM fact WHERE community + 0 = :community ORDER BY id DESC LIMIT 1;

-- Which state the store is in: its last fact, and when what follows from the facts was last made anew.
-- name: fact_state one read
-- reads: end
-- in: community id, setting text
-- out: last id?, derived text?
SELECT (SELECT id FROM fact WHERE community + 0 = :community ORDER BY id DESC LIMIT 1),
(SELECT value FROM setting WHERE community = :community AND name = :setting);

-- name: fact_first_of_kind one read
-- reads: all
-- in: community id, kind int
-- out: id id
SELECT id FROM fact WHERE community + 0 = :community AND kind + 0 = :kind ORDER BY id LIMIT 1;

-- The same of the values of facts without a name. The order by a name that is null is that of the index.
-- name: fact_values many read
-- in: community id, kind int
-- out: value text
WITH RECURSIVE each_value (value) AS (
    SELECT (SELECT value FROM fact WHERE community = :community AND kind = :kind AND name IS NULL
    AND value IS NOT NULL ORDER BY name, value LIMIT 1)
    UNION ALL
    SELECT (SELECT value FROM fact WHERE community = :community AND kind = :kind AND name IS NULL AND value > each_value.value
    ORDER BY name, value LIMIT 1)
    FROM each_value WHERE each_value.value IS NOT NULL
)
SELECT value FROM each_value WHERE value IS NOT NULL ORDER BY value;

-- In the order of recording, past one. The sum keeps the planner from the index by case, whose rows would have to be
-- sorted.
-- name: fact_after each read
-- reads: all
-- in: community id, after id, limit int
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community + 0 = :community AND id > :after ORDER BY id LIMIT :limit;

-- A fact of another store, under its own number.
-- name: fact_copy exec write
-- in: id id, community id, kind int, case_id id?, document text?, clause text?, name text?, value text?, happened instant, happened_last instant, until instant?, period_from date?, period_to date?, recorded instant, voice int, said_by text?, words text?, corrects id?, bound text?
INSERT INTO fact (id, community, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound)
VALUES (:id, :community, :kind, :case_id, :document, :clause, :name, :value, :happened, :happened_last, :until, :period_from, :period_to, :recorded, :voice, :said_by, :words, :corrects, :bound);

-- The same with what of its case may be seen; without a case, or one that nobody has judged yet, nothing.
-- name: fact_shown_after each read
-- reads: all
-- in: community id, after id, limit int
-- out: id id, kind int, case_id id?, document text?, clause text?, name text?, value text?, happened instant, happened_last instant, until instant?, period_from date?, period_to date?, recorded instant, voice int, said_by text?, words text?, corrects id?, bound text?, visibility int?
SELECT f.id, f.kind, f.case_id, f.document, f.clause, f.name, f.value, f.happened, f.happened_last, f.until, f.period_from, f.period_to, f.recorded, f.voice, f.said_by, f.words, f.corrects, f.bound, c.visibility
FROM fact AS f LEFT JOIN cases AS c ON c.id = f.case_id
WHERE f.community + 0 = :community AND f.id > :after ORDER BY f.id LIMIT :limit;

-- A fact on a case with what of it is about people.
-- shape: held_row id id, kind int, case_id id?, happened instant, recorded instant, voice int, bound text?, words text?, latitude text?, longitude text?, place text?, actor id?, photograph text?

-- name: held_of_case many read
-- in: community id, case_id id
-- out: held_row
SELECT f.id, f.kind, f.case_id, f.happened, f.recorded, f.voice, f.bound, COALESCE(f.words, p.words), p.latitude, p.longitude, p.place, p.actor, p.photograph
FROM fact AS f LEFT JOIN private AS p ON p.community = f.community AND p.fact_id = f.id
WHERE f.community = :community AND f.case_id = :case_id ORDER BY f.id;

-- name: held_of_actor many read
-- in: community id, actor id
-- out: held_row
SELECT f.id, f.kind, f.case_id, f.happened, f.recorded, f.voice, f.bound, COALESCE(f.words, p.words), p.latitude, p.longitude, p.place, p.actor, p.photograph
FROM private AS p JOIN fact AS f ON f.id = p.fact_id
WHERE p.community = :community AND p.actor = :actor AND f.community = p.community ORDER BY p.fact_id;

-- name: held_by_id one read
-- in: community id, id id
-- out: held_row
SELECT f.id, f.kind, f.case_id, f.happened, f.recorded, f.voice, f.bound, COALESCE(f.words, p.words), p.latitude, p.longitude, p.place, p.actor, p.photograph
FROM fact AS f LEFT JOIN private AS p ON p.community = f.community AND p.fact_id = f.id
WHERE f.community = :community AND f.id = :id;

-- Words on a case that were recorded before they were kept apart.
-- name: fact_words_erase exec write
-- in: community id, id id
UPDATE fact SET words = NULL WHERE community = :community AND id = :id AND case_id IS NOT NULL AND words IS NOT NULL;

-- When the record was last written. The sum keeps the planner from the index by case.
-- name: fact_last_recorded one read
-- in: community id
-- out: recorded instant
SELECT recorded FROM fact WHERE community + 0 = :community ORDER BY id DESC LIMIT 1;

-- When a case was last closed, reopened or given a status.
-- name: fact_last_of_case one read
-- sorts: few
-- in: community id, case_id id, kind int
-- out: happened instant
SELECT happened_last FROM fact WHERE community = :community AND case_id = :case_id AND kind = :kind ORDER BY happened_last DESC LIMIT 1;

-- The fact that a message tells of, with its words as long as they are there.
-- name: fact_told one read
-- in: community id, id id
-- out: fact_row
SELECT f.id, f.kind, f.case_id, f.document, f.clause, f.name, f.value, f.happened, f.happened_last, f.until, f.period_from, f.period_to, f.recorded, f.voice, f.said_by, COALESCE(f.words, p.words), f.corrects, f.bound
FROM fact AS f LEFT JOIN private AS p ON p.community = f.community AND p.fact_id = f.id
WHERE f.community = :community AND f.id = :id;

-- Those that came since, for alerts. The sum keeps the planner from the index by case.
-- name: fact_news many read
-- reads: all
-- in: community id, after id, limit int
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community + 0 = :community AND id > :after ORDER BY id LIMIT :limit;

-- By what way reports came, since two days.
-- name: fact_channels many read
-- reads: all
-- in: community id, year instant, quarter instant
-- out: channel text?, in_year int, in_quarter int
SELECT said_by, COUNT(*), COUNT(CASE WHEN happened >= :quarter THEN 1 END) FROM fact
WHERE community = :community AND kind = 2 AND happened >= :year GROUP BY said_by ORDER BY 2 DESC, said_by;

-- The last word on something that charters ask of a case.
-- name: fact_known_of_case one read
-- in: community id, case_id id, kind int, name text
-- out: value text?
SELECT value FROM fact WHERE community = :community AND case_id = :case_id AND kind = :kind AND name = :name ORDER BY id DESC LIMIT 1;

-- The cases of which something was said.
-- name: fact_cases_known many read
-- sorts: few
-- in: community id, kind int, name text, value text, limit int
-- out: case_id id
SELECT DISTINCT case_id FROM fact
WHERE community = :community AND kind = :kind AND name = :name AND value = :value AND case_id IS NOT NULL
ORDER BY case_id LIMIT :limit;

-- Of one kind, named from one word up to another, without that one.
-- name: fact_of_names many read
-- sorts: few
-- in: community id, kind int, from text, to text
-- out: fact_row
SELECT id, kind, case_id, document, clause, name, value, happened, happened_last, until, period_from, period_to, recorded, voice, said_by, words, corrects, bound
FROM fact WHERE community = :community AND kind = :kind AND name >= :from AND name < :to ORDER BY id;

-- How cases ended (kind 6) from a time to a time that are not open again, each by the last that was said of it, and how
-- many alike. What was said later is looked for among the facts of the case: "+ 0" keeps the index of all endings out of that.
-- name: fact_endings each read
-- sorts: few
-- in: community id, after instant, to instant, open int
-- out: ending text?, said_by text?, service text?, area text?, n int
SELECT f.name, f.said_by, c.service, c.area, COUNT(*)
FROM fact AS f JOIN cases AS c ON c.community = f.community AND c.id = f.case_id
WHERE f.community = :community AND f.kind = 6 AND f.happened > :after AND f.happened <= :to AND c.status <> :open
AND NOT EXISTS (SELECT 1 FROM fact AS later WHERE later.community = f.community AND later.case_id = f.case_id AND later.id > f.id AND later.kind + 0 = 6)
GROUP BY f.name, f.said_by, c.service, c.area
ORDER BY f.name, f.said_by, c.service, c.area;

-- How many reports that count under a version of a document have a fact of a kind.
-- name: fact_cases_of_version one read
-- in: community id, kind int, version id
-- out: n int
SELECT COUNT(DISTINCT f.case_id) FROM fact AS f JOIN finding AS g ON g.community = f.community AND g.case_id = f.case_id
WHERE f.community = :community AND f.kind = :kind AND f.case_id IS NOT NULL AND g.version = :version;

-- Likewise, of those facts that have this name.
-- name: fact_named_of_version one read
-- in: community id, kind int, name text, version id
-- out: n int
SELECT COUNT(DISTINCT f.case_id) FROM fact AS f JOIN finding AS g ON g.community = f.community AND g.case_id = f.case_id
WHERE f.community = :community AND f.kind = :kind AND f.name = :name AND f.case_id IS NOT NULL AND g.version = :version;
