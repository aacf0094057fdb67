-- What the judge needs of every report that has nothing odd about it, in pieces that are read at once and not folded
-- fact by fact (app/packed.h).

CREATE TABLE packed ( -- derived
    community id NOT NULL,
    first_case id NOT NULL,       -- the piece is of the cases from here to the next piece
    bytes bytes NOT NULL,         -- format/piece.h
    PRIMARY KEY (community, first_case)
);

-- How far they go. Without it they are not believed.
CREATE TABLE packed_to ( -- derived
    community id PRIMARY KEY,
    version int NOT NULL,         -- of the bytes
    zone text NOT NULL,           -- whose days are the days of which only the date is known
    last_fact id NOT NULL,        -- nothing that was recorded behind it is in them
    recorded instant NOT NULL,    -- when the newest of what is in them was
    areas bytes NOT NULL          -- every area that a fact up to then names, in order (format/piece.h)
);
