-- name: postcode_insert exec write
-- in: community id, postcode text, areas text, latitude text, longitude text
INSERT INTO postcode (community, postcode, areas, latitude, longitude) VALUES (:community, :postcode, :areas, :latitude, :longitude);

-- name: postcode_find one read
-- in: community id, postcode text
-- out: areas text, latitude text, longitude text
SELECT areas, latitude, longitude FROM postcode WHERE community = :community AND postcode = :postcode;

-- name: postcode_clear exec write
-- in: community id
DELETE FROM postcode WHERE community = :community;

-- name: postcodes_number one read
-- reads: all
-- in: community id
-- out: n int
SELECT COUNT(*) FROM postcode WHERE community = :community;
