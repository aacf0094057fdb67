-- name: private_insert exec write
-- in: community id, fact_id id, salt bytes?, words text?, latitude text?, longitude text?, place text?, actor id?, photograph text?
INSERT INTO private (community, fact_id, salt, words, latitude, longitude, place, actor, photograph)
VALUES (:community, :fact_id, :salt, :words, :latitude, :longitude, :place, :actor, :photograph);

-- name: private_by_fact one read
-- in: community id, fact_id id
-- out: salt bytes?, words text?, latitude text?, longitude text?, place text?, actor id?, photograph text?
SELECT salt, words, latitude, longitude, place, actor, photograph FROM private WHERE community = :community AND fact_id = :fact_id;

-- Facts that bind something private, with what is left of it.
-- name: private_each each read
-- reads: all
-- in: community id
-- out: fact_id id, bound text, has_part bool, salt bytes?, words text?, latitude text?, longitude text?, place text?, actor id?, photograph text?
SELECT f.id, f.bound, p.fact_id IS NOT NULL, p.salt, p.words, p.latitude, p.longitude, p.place, p.actor, p.photograph
FROM fact AS f LEFT JOIN private AS p ON p.community = f.community AND p.fact_id = f.id
WHERE f.community + 0 = :community AND f.bound IS NOT NULL ORDER BY f.id;

-- name: private_all each read
-- reads: all
-- in: community id
-- out: fact_id id, salt bytes?, words text?, latitude text?, longitude text?, place text?, actor id?, photograph text?
SELECT fact_id, salt, words, latitude, longitude, place, actor, photograph FROM private WHERE community = :community ORDER BY fact_id;

-- What is left of it when a part was erased. The salt goes with any part, so that nothing can be guessed from the hash.
-- name: private_update exec write
-- in: community id, fact_id id, words text?, latitude text?, longitude text?, place text?, actor id?, photograph text?
UPDATE private SET salt = NULL, words = :words, latitude = :latitude, longitude = :longitude, place = :place, actor = :actor,
    photograph = :photograph
WHERE community = :community AND fact_id = :fact_id;

-- name: private_delete exec write
-- in: community id, fact_id id
DELETE FROM private WHERE community = :community AND fact_id = :fact_id;
