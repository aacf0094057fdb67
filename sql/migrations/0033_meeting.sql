-- Meetings about a draft: a show of hands on a clause or a change of it, as it was counted; and what a provider says
-- that a standard would cost. Kept with the draft, and no part of what is signed.
CREATE TABLE draft_vote ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    draft_id id NOT NULL,
    label text NOT NULL,          -- of the clause; empty: the header
    change_id id,                 -- what was voted on, where it was a change
    party text NOT NULL,          -- whose hands; empty: of all who were there
    yes int NOT NULL,
    no int NOT NULL,
    abstained int NOT NULL,
    counter text NOT NULL,        -- who counted: an office, never a person's name
    day date NOT NULL,
    words text,                   -- minutes
    account id,                   -- who wrote it down; private; missing once they were erased
    made instant NOT NULL
);
CREATE INDEX draft_vote_by_draft ON draft_vote (community, draft_id, id);
CREATE INDEX draft_vote_by_account ON draft_vote (community, account, id);

CREATE TABLE draft_cost ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    draft_id id NOT NULL,
    label text NOT NULL,
    party text NOT NULL,          -- the provider that says so
    one int,                      -- pence for each report
    year int,                     -- pence a year, besides
    words text NOT NULL,          -- what is in it
    account id,                   -- likewise
    made instant NOT NULL
);
CREATE INDEX draft_cost_by_draft ON draft_cost (community, draft_id, label, id);
CREATE INDEX draft_cost_by_account ON draft_cost (community, account, id);
