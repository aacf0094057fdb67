-- What somebody asked to have, or to have erased, of what is held about them: the day it came, the day the law gives,
-- how it was checked who they are, and how it ended. When they are erased the row stays, without them.
CREATE TABLE data_request ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    person id,                    -- whose data it is; private; missing once they were erased
    wish text NOT NULL,           -- copy, erasure
    came text NOT NULL,           -- office: to the data protection officer; page: they did it themselves
    asked date NOT NULL,
    due date NOT NULL,
    proof text,                   -- how it was checked who they are; never a copy of anything
    proved date,
    state text NOT NULL,          -- open, done, refused
    ground text,                  -- of a refusal
    words text,                   -- private: what they were answered
    ended instant,
    decider id                    -- the person who ended it; private
);
CREATE INDEX data_request_by_person ON data_request (community, person);
CREATE INDEX data_request_by_decider ON data_request (community, decider);
CREATE INDEX data_request_by_state ON data_request (community, state, due, id);

-- Where whoever asked for a link wanted to go.
ALTER TABLE sign_link ADD COLUMN next text;

-- postgresql: ALTER TABLE data_request ALTER COLUMN words SET STATISTICS 0;
