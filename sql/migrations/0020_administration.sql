-- What an administrator has prepared and not adopted yet, and who administered what.

-- A text that waits to be looked at and adopted: bodies, boundaries, a calendar, a charter. Working: it goes when it is
-- adopted or dropped, and after a month.
CREATE TABLE pending ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    person id,                    -- who prepared it; missing: erased
    kind int NOT NULL,            -- enum content_kind (store/fact.h)
    name text NOT NULL,           -- what it is to be adopted as
    source text NOT NULL,         -- the file's name, or the page it was made on
    body text NOT NULL,
    base text,                    -- SHA-256 of the text it was made from; missing: of none
    made instant NOT NULL,
    day date,                     -- adopted by itself when that day begins; missing: when somebody presses
    fault text                    -- why it could not be adopted on that day
);
CREATE INDEX pending_by_made ON pending (community, made, id);
CREATE INDEX pending_by_day ON pending (community, day, id);
CREATE INDEX pending_by_person ON pending (community, person, id);

-- Who did what as an administrator. Private: the record says only what was adopted.
CREATE TABLE administered ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    at instant NOT NULL,
    person id,                    -- missing: erased, or by the clock on the day that was set
    deed text NOT NULL,           -- "adopted", "retried", "set"
    subject text NOT NULL,        -- of what, in words
    fact_id id                    -- the fact it became, if it became one
);
CREATE INDEX administered_by_person ON administered (community, person, id);

-- A text may be gone back to: bodies as they were before, a category that is public again. It is a content of its own
-- then, adopted later than what came between.
DROP INDEX content_by_hash;
CREATE INDEX content_by_hash ON content (community, kind, name, hash, id);

-- postgresql: ALTER TABLE pending ALTER COLUMN body SET STATISTICS 0;
