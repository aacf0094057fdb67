-- What of a fact is about people: words on a case, the exact place, who acted. It is shown as long as it may be, never
-- part of the public record, and erased on request. The fact keeps a salted hash of it, so that what is shown can be
-- proved to be what was recorded, and nothing can be guessed from the hash once the salt is gone.

CREATE TABLE private ( -- kept
    community id NOT NULL,
    fact_id id NOT NULL,
    salt bytes,                   -- random; missing if the fact was recorded before there were any
    words text,
    latitude text,                -- WGS 84 degrees, as they were given
    longitude text,
    place text,                   -- in the reporter's words
    actor id,                     -- the person who acted
    PRIMARY KEY (community, fact_id)
);
INSERT INTO private (community, fact_id, latitude, longitude, place)
SELECT community, case_id, latitude, longitude, place FROM case_place;
DROP TABLE case_place;

-- SHA-256 of the salt and what is private, in hexadecimal (app/private.h).
ALTER TABLE fact ADD COLUMN bound text;

DELETE FROM setting WHERE name = 'derived_at';
