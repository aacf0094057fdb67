-- The record sealed: each fact's hash, the tree above them, and signed checkpoints of it (docs/record.md). Kept, not
-- derived: what was sealed is compared with what the facts say now.

-- What a community's record is called in its checkpoints, and what keeps hashes of lines that are not published from
-- being guessed. The secret is never shown.
CREATE TABLE log ( -- kept
    community id PRIMARY KEY,
    origin text NOT NULL,         -- "wardmote/harcaster"
    secret bytes NOT NULL         -- 16 random bytes
);

-- SHA-256 of 0x00 and the fact's public line (format/fact_line.h).
CREATE TABLE leaf ( -- kept
    fact_id id PRIMARY KEY,
    community id NOT NULL,
    hash bytes NOT NULL
);

-- Roots of complete subtrees of 2^level leaves, from level 8 on.
CREATE TABLE node ( -- kept
    community id NOT NULL,
    level int NOT NULL,
    nth int NOT NULL,             -- counted from 0: of leaves nth * 2^level and on
    last_fact id NOT NULL,        -- of its last leaf
    hash bytes NOT NULL,
    PRIMARY KEY (community, level, nth)
);
CREATE INDEX node_by_fact ON node (community, level, last_fact);

CREATE TABLE log_key ( -- kept
    community id NOT NULL,
    nth int NOT NULL,             -- counted from 1
    key bytes NOT NULL,           -- public, Ed25519
    since instant NOT NULL,       -- until the next
    statement text,               -- of the key before it, signed by that one; none of the first
    PRIMARY KEY (community, nth)
);

CREATE TABLE checkpoint ( -- kept
    community id NOT NULL,
    size int NOT NULL,            -- how many facts
    note text NOT NULL,           -- signed (format/note.h)
    PRIMARY KEY (community, size)
);
