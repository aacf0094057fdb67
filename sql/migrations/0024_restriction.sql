-- Contact that is limited because somebody misuses it: by whom, why, until when, who looks again, and their appeal.
CREATE TABLE restriction ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    person id NOT NULL,           -- whose contact it is
    case_id id,                   -- the report from which it was decided
    body text NOT NULL,
    post text NOT NULL,           -- that decided it
    decider id,                   -- the person who did; private
    why text NOT NULL,            -- private: they read it, and who decides about it
    weekly int NOT NULL,          -- additions and disputes a week; 0: only by the way
    way text,                     -- letter, telephone, email, counter: the only one, if there is one
    begun instant NOT NULL,
    until date NOT NULL,          -- the last day
    reviewer id,                  -- the person who looks at it again
    review date NOT NULL,
    reviewed instant,
    review_words text,
    ended instant,                -- before its last day
    token text NOT NULL,          -- of the link by which they appeal
    appealed instant,
    appeal text,
    appeal_due date,
    answered instant,
    answer text,
    answerer id                   -- the person who answered
);
CREATE UNIQUE INDEX restriction_by_token ON restriction (community, token);
CREATE INDEX restriction_by_person ON restriction (community, person, id);
CREATE INDEX restriction_by_until ON restriction (community, until, id);
CREATE INDEX restriction_by_decider ON restriction (community, decider);
CREATE INDEX restriction_by_reviewer ON restriction (community, reviewer);
CREATE INDEX restriction_by_answerer ON restriction (community, answerer);

-- postgresql: ALTER TABLE restriction ALTER COLUMN why SET STATISTICS 0;
-- postgresql: ALTER TABLE restriction ALTER COLUMN review_words SET STATISTICS 0;
-- postgresql: ALTER TABLE restriction ALTER COLUMN appeal SET STATISTICS 0;
-- postgresql: ALTER TABLE restriction ALTER COLUMN answer SET STATISTICS 0;
