-- People and their being forgotten, messages on their way out, and who runs the clock.

-- Random, in hexadecimal: what a person is called where the person must not be named. An id may come again after its
-- person was erased, a key never does.
ALTER TABLE person ADD COLUMN key text;
CREATE INDEX person_by_email ON person (community, email);
CREATE INDEX person_by_telephone ON person (community, telephone);
CREATE INDEX person_by_name ON person (community, name);
CREATE INDEX case_person_by_person ON case_person (community, person_id, case_id);
CREATE INDEX private_by_actor ON private (community, actor, fact_id) WHERE actor IS NOT NULL;

-- What was erased, so that it can be erased again from an older copy (app/erasures.h). Nothing in it says of whom.
CREATE TABLE erasure ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    what text NOT NULL,           -- fact: private parts of one; person: a row; part: a case that was somebody's
    subject id NOT NULL,          -- the fact or the case; 0 for a person
    mark text NOT NULL,           -- of a fact its hash (fact.bound), else SHA-256 of the person's key; "-" for none
    parts text NOT NULL,          -- of a fact: w words, p place, a actor; else "-"
    erased instant NOT NULL
);
CREATE INDEX erasure_by_subject ON erasure (community, what, subject, mark);

-- Messages on their way out. Their words are made when they are sent, from the fact that caused them: nothing personal
-- stands here but whom they are for.
CREATE TABLE outbox ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    way text NOT NULL,            -- email, text, letter, webhook
    to_person id,                 -- missing for a webhook
    message text NOT NULL,        -- explained, moved (app/message.h)
    fact_id id NOT NULL,          -- what it tells of
    key text NOT NULL,            -- the same each time it is sent: whoever has seen it need not take it again
    state text NOT NULL,          -- waiting, sending, sent, dead
    attempts int NOT NULL,
    next_attempt instant NOT NULL, -- while it is being sent: when its sender is taken to have died
    last_error text,              -- without personal data
    created instant NOT NULL,
    sent instant
);
CREATE UNIQUE INDEX outbox_by_key ON outbox (community, key);
CREATE INDEX outbox_by_due ON outbox (community, way, state, next_attempt, id);
CREATE INDEX outbox_by_state ON outbox (community, state, id);
CREATE INDEX outbox_by_person ON outbox (community, to_person);

-- Of several servers on one store exactly one runs the clock: whoever holds the lease.
CREATE TABLE lease ( -- kept
    community id NOT NULL,
    name text NOT NULL,           -- clock
    holder text NOT NULL,         -- random
    until instant NOT NULL,
    PRIMARY KEY (community, name)
);
