-- Photographs on cases. Their bytes are files beside the store, each named by the SHA-256 of what is in it.

CREATE TABLE photograph ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    case_id id,                   -- missing while its report is being written
    fact_id id,                   -- of its FACT_PHOTOGRAPH; likewise
    hash text NOT NULL,           -- SHA-256 of its bytes, in hexadecimal: the name of its file
    small text NOT NULL,          -- likewise of the small one, for lists
    kind text NOT NULL,           -- report, before, after, walkabout
    width int NOT NULL,           -- pixels
    height int NOT NULL,
    small_width int NOT NULL,
    small_height int NOT NULL,
    pair id,                      -- of an after: the photograph it is the after of
    covers id,                    -- of one in which places are covered: the photograph as it was
    state text NOT NULL,          -- unsent, waiting, shown, hidden, covered (app/photograph.h)
    added instant NOT NULL
);
CREATE INDEX photograph_by_case ON photograph (community, case_id, id);
CREATE INDEX photograph_by_fact ON photograph (community, fact_id);
CREATE INDEX photograph_by_hash ON photograph (community, hash, id);
CREATE INDEX photograph_by_small ON photograph (community, small, id);
CREATE INDEX photograph_by_covered ON photograph (community, covers) WHERE covers IS NOT NULL;
CREATE INDEX photograph_by_state ON photograph (community, state, added, id);

-- Files that belong to no photograph any more and are still to be removed.
CREATE TABLE photograph_gone ( -- kept
    community id NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (community, hash)
);

-- Of a FACT_PHOTOGRAPH: the SHA-256 of the picture and of the small one, bound as the other private parts are.
ALTER TABLE private ADD COLUMN photograph text;
