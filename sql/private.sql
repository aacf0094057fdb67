-- name: private_insert exec write
-- in: community id, fact_id id, salt bytes?, words text?, latitude text?, longitude text?, place text?, actor id?
INSERT INTO private (community, fact_id, salt, words, latitude, longitude, place, actor)
VALUES (:community, :fact_id, :salt, :words, :latitude, :longitude, :place, :actor);

-- name: private_by_fact one read
-- in: community id, fact_id id
-- out: salt bytes?, words text?, latitude text?, longitude text?, place text?, actor id?
SELECT salt, words, latitude, longitude, place, actor FROM private WHERE community = :community AND fact_id = :fact_id;
