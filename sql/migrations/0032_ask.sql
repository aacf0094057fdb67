-- A charter that a group asked for: who they are, for which place, what matters to them, who may bring the parties
-- together; by which day they are answered, and what became of it. All of it is public but who sent it.
CREATE TABLE charter_ask ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    account id,                   -- who sent it; private; missing once they were erased
    party text NOT NULL,          -- the group, as it would stand in the charter
    spoken text NOT NULL,         -- for how many it speaks, and how that is known
    place text NOT NULL,
    matters text NOT NULL,
    broker text,                  -- the body that may bring the parties together
    state text NOT NULL,          -- open, draft, refused
    asked instant NOT NULL,
    due date NOT NULL,
    words text,                   -- why it was refused
    office text,                  -- that answered
    draft text,                   -- the name of the draft that was begun
    answered instant
);
CREATE INDEX charter_ask_by_state ON charter_ask (community, state, due, id);
CREATE INDEX charter_ask_by_account ON charter_ask (community, account, id);
