-- Where what is open and public lies, by a square of the map half a kilometre wide and by its areas: so that a second
-- report of one thing finds the first. The exact place stays where it is, in `private`; a case whose place is erased is in no square.
CREATE TABLE near_case ( -- derived
    community id NOT NULL,
    cell int NOT NULL,            -- a square, or below nought a hash of its areas (app/nearby.h)
    case_id id NOT NULL,
    PRIMARY KEY (community, cell, case_id)
);
CREATE INDEX near_case_by_case ON near_case (community, case_id);

DELETE FROM setting WHERE name = 'derived_at';
