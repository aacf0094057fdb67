-- Templates of answers: words that a body's officers begin with when they close, explain or note something.
CREATE TABLE reply ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    body text NOT NULL,           -- whose it is
    use text NOT NULL,            -- close, explain, note
    name text NOT NULL,           -- by which it is chosen
    english text NOT NULL,        -- with {reference}, {kind}, {area}, {due}, {body}, {promise}
    welsh text NOT NULL,          -- empty for none
    changed instant NOT NULL
);
CREATE INDEX reply_by_body ON reply (community, body, id);
