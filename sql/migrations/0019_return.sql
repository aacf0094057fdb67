-- What a partner without a log-in sends in for a quarter, and to whom a case was given.

CREATE TABLE partner_return ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    body text NOT NULL,           -- whose cases and counts they are
    period_from date NOT NULL,
    period_to date NOT NULL,      -- included
    due date NOT NULL,
    state text NOT NULL,          -- asked, signed
    asked instant NOT NULL,
    person id,                    -- who is asked for it; missing where the form is printed
    token text,                   -- of its link, until it is signed: random, whoever has it may sign
    corrects id,                  -- the return whose place it takes
    content text,                 -- what was sent, word for word: being looked through, then signed
    hash text,                    -- SHA-256 of that, once it is signed
    signer text,                  -- who signed; private
    office text,                  -- a post
    reason text,                  -- why it takes the place of another
    signed_at instant
);
CREATE UNIQUE INDEX partner_return_by_token ON partner_return (community, token);
CREATE INDEX partner_return_by_period ON partner_return (community, period_from, id);
CREATE INDEX partner_return_by_state ON partner_return (community, state, due, id);
CREATE INDEX partner_return_by_person ON partner_return (community, person);

-- To whom a case was given, by the fact that says to which post. Private: who it is stands in no fact.
CREATE TABLE assignee ( -- kept
    community id NOT NULL,
    fact_id id NOT NULL,
    account id NOT NULL,
    PRIMARY KEY (community, fact_id)
);
CREATE INDEX assignee_by_account ON assignee (community, account, fact_id);

-- postgresql: ALTER TABLE partner_return ALTER COLUMN signer SET STATISTICS 0;
-- postgresql: ALTER TABLE partner_return ALTER COLUMN content SET STATISTICS 0;
