-- shape: subscription_row id id, person_id id, kind text, subject text, latitude int?, longitude int?, metres int?, often text, token text, asked instant, confirmed instant?

-- name: subscription_insert insert write
-- in: community id, person_id id, kind text, subject text, latitude int?, longitude int?, metres int?, often text, token text, asked instant
INSERT INTO subscription (community, person_id, kind, subject, latitude, longitude, metres, often, token, asked)
VALUES (:community, :person_id, :kind, :subject, :latitude, :longitude, :metres, :often, :token, :asked);

-- name: subscription_by_token one read
-- in: community id, token text
-- out: subscription_row
SELECT id, person_id, kind, subject, latitude, longitude, metres, often, token, asked, confirmed
FROM subscription WHERE community = :community AND token = :token;

-- name: subscription_by_id one read
-- in: community id, id id
-- out: subscription_row
SELECT id, person_id, kind, subject, latitude, longitude, metres, often, token, asked, confirmed
FROM subscription WHERE community = :community AND id = :id;

-- name: subscription_of_person many read
-- in: community id, person id
-- out: subscription_row
SELECT id, person_id, kind, subject, latitude, longitude, metres, often, token, asked, confirmed
FROM subscription WHERE community = :community AND person_id = :person ORDER BY id;

-- Of an area, a service, a charter or a case.
-- name: subscription_of_subject many read
-- in: community id, kind text, subject text
-- out: subscription_row
SELECT id, person_id, kind, subject, latitude, longitude, metres, often, token, asked, confirmed
FROM subscription WHERE community = :community AND kind = :kind AND subject = :subject AND confirmed IS NOT NULL ORDER BY id;

-- Of places whose middle lies in a band that no circle is wider than; who asks measures.
-- name: subscription_of_band many read
-- in: community id, kind text, south int, north int
-- out: subscription_row
SELECT id, person_id, kind, subject, latitude, longitude, metres, often, token, asked, confirmed
FROM subscription WHERE community = :community AND kind = :kind AND latitude >= :south AND latitude <= :north
AND confirmed IS NOT NULL ORDER BY latitude, id;

-- name: subscription_confirm exec write
-- in: community id, id id, confirmed instant
UPDATE subscription SET confirmed = :confirmed WHERE community = :community AND id = :id AND confirmed IS NULL;

-- name: subscription_change exec write
-- in: community id, id id, often text, metres int?
UPDATE subscription SET often = :often, metres = :metres WHERE community = :community AND id = :id;

-- name: subscription_delete exec write
-- in: community id, id id
DELETE FROM subscription WHERE community = :community AND id = :id;

-- name: subscription_delete_of_person exec write
-- in: community id, person id
DELETE FROM subscription WHERE community = :community AND person_id = :person;

-- Asked for and never confirmed.
-- name: subscription_unconfirmed many read
-- in: community id, before instant, limit int
-- out: subscription_row
SELECT id, person_id, kind, subject, latitude, longitude, metres, often, token, asked, confirmed
FROM subscription WHERE community = :community AND confirmed IS NULL AND asked < :before ORDER BY asked LIMIT :limit;

-- name: alert_put exec write
-- in: community id, subscription_id id, fact_id id
INSERT INTO alert (community, subscription_id, fact_id) VALUES (:community, :subscription_id, :fact_id)
ON CONFLICT (community, subscription_id, fact_id) DO NOTHING;

-- The next subscription for which something waits.
-- name: alert_next one read
-- in: community id, after id
-- out: subscription_id id
SELECT subscription_id FROM alert WHERE community = :community AND subscription_id > :after ORDER BY subscription_id LIMIT 1;

-- name: alert_of_subscription many read
-- in: community id, subscription_id id, limit int
-- out: fact_id id
SELECT fact_id FROM alert WHERE community = :community AND subscription_id = :subscription_id ORDER BY fact_id LIMIT :limit;

-- name: alert_delete_of_subscription exec write
-- in: community id, subscription_id id
DELETE FROM alert WHERE community = :community AND subscription_id = :subscription_id;

-- name: unreachable_put exec write
-- in: community id, way text, address text, since instant, reason text
INSERT INTO unreachable (community, way, address, since, reason) VALUES (:community, :way, :address, :since, :reason)
ON CONFLICT (community, way, address) DO UPDATE SET since = :since, reason = :reason;

-- name: unreachable_one one read
-- in: community id, way text, address text
-- out: since instant, reason text
SELECT since, reason FROM unreachable WHERE community = :community AND way = :way AND address = :address;

-- name: unreachable_delete exec write
-- in: community id, way text, address text
DELETE FROM unreachable WHERE community = :community AND way = :way AND address = :address;
