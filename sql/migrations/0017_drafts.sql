-- Documents while they are written and negotiated, until they are signed. Kept, but no part of the record: what binds
-- is what was signed.

CREATE TABLE draft ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    name text NOT NULL,           -- the document's Id, and its address: /drafts/NAME
    state text NOT NULL,          -- open, ended
    seen text NOT NULL,           -- by whom: parties, everybody
    number int NOT NULL,          -- of its text: how often it has changed
    body text NOT NULL,           -- as it stands, canonical
    account id,                   -- who began it and looks after it; missing: erased
    begun instant NOT NULL,
    comments_from date,           -- when everybody may comment, both days included
    comments_to date
);
CREATE UNIQUE INDEX draft_by_name ON draft (community, name);
CREATE INDEX draft_by_account ON draft (community, account, id);

-- Who speaks for a party in it.
CREATE TABLE draft_speaker ( -- kept
    community id NOT NULL,
    draft_id id NOT NULL,
    party text NOT NULL,
    account id NOT NULL,
    since instant NOT NULL,
    PRIMARY KEY (community, draft_id, party, account)
);
CREATE INDEX draft_speaker_by_account ON draft_speaker (community, account, draft_id);

-- Every text it had.
CREATE TABLE draft_text ( -- kept
    community id NOT NULL,
    draft_id id NOT NULL,
    number int NOT NULL,
    body text NOT NULL,
    words text NOT NULL,          -- what changed, and on whose wish
    made instant NOT NULL,
    PRIMARY KEY (community, draft_id, number)
);

-- A change of one clause that a party wishes.
CREATE TABLE draft_change ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    draft_id id NOT NULL,
    kind text NOT NULL,           -- change, add, remove
    label text NOT NULL,          -- of the clause; empty for the header
    behind text NOT NULL,         -- of what is added: the clause before it; else empty
    before text NOT NULL,         -- the clause as it stood then; empty for what is added
    body text NOT NULL,           -- as it is to stand; empty for what is taken out
    words text NOT NULL,          -- why
    party text NOT NULL,
    account id,                   -- missing: erased
    made instant NOT NULL,
    state text NOT NULL,          -- open, taken, declined, withdrawn
    settled instant
);
CREATE INDEX draft_change_by_draft ON draft_change (community, draft_id, id);
CREATE INDEX draft_change_by_account ON draft_change (community, account, id);

-- What each other party says to it: once, and the last word counts.
CREATE TABLE draft_answer ( -- kept
    community id NOT NULL,
    change_id id NOT NULL,
    party text NOT NULL,
    is_agreed bool NOT NULL,
    words text NOT NULL,          -- why not, or what besides
    account id,
    made instant NOT NULL,
    PRIMARY KEY (community, change_id, party)
);
CREATE INDEX draft_answer_by_account ON draft_answer (community, account, change_id);

-- What is said beside a clause or a change, by a party or, while it is out for comments, by anybody; and the answer.
CREATE TABLE draft_comment ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    draft_id id NOT NULL,
    change_id id,                 -- if it is about one
    label text NOT NULL,          -- of the clause; empty for the whole
    party text NOT NULL,          -- for whom they speak; empty for themself
    words text NOT NULL,
    account id,
    made instant NOT NULL,
    answer text,
    answered instant
);
CREATE INDEX draft_comment_by_draft ON draft_comment (community, draft_id, id);
CREATE INDEX draft_comment_by_account ON draft_comment (community, account, id);
