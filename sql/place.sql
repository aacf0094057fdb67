-- name: place_insert exec write
-- in: community id, case_id id, latitude text?, longitude text?, place text?
INSERT INTO case_place (community, case_id, latitude, longitude, place)
VALUES (:community, :case_id, :latitude, :longitude, :place)
ON CONFLICT (community, case_id) DO NOTHING;
