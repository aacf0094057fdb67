-- Reports on their way in, and what a service has to do.

-- A report that somebody is writing: what was typed so far, until it is sent or given up. Named by the SHA-256 of what
-- the browser's cookie holds.
CREATE TABLE unsent ( -- kept
    community id NOT NULL,
    token text NOT NULL,
    body text NOT NULL,           -- lines name=value (app/unsent.c); private
    changed instant NOT NULL,
    PRIMARY KEY (community, token)
);
CREATE INDEX unsent_by_change ON unsent (community, changed);

-- Each case that somebody must still do something about.
CREATE TABLE work ( -- derived
    case_id id PRIMARY KEY,
    community id NOT NULL,
    reference text NOT NULL,
    body text NOT NULL,           -- who answers for it
    service text,
    area text,
    opened instant NOT NULL,
    due instant NOT NULL,         -- the first of its clocks; the end of the year 9999 if none runs
    state int NOT NULL,           -- enum work_state (app/work.h)
    assigned text                 -- to whom: a post
);
CREATE INDEX work_by_body ON work (community, body, due, case_id);

DELETE FROM setting WHERE name = 'derived_at';
