-- Rounds on foot that are planned: what is found on one is on the record (facts of kind graded), the plan is not.
CREATE TABLE walk ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    day date NOT NULL,
    starts text NOT NULL,         -- "10:30"; empty where no time was named
    meeting text NOT NULL,        -- a public place
    promises text NOT NULL,       -- "charter/clause", one a line
    places text NOT NULL,         -- to look at, one a line
    is_public bool NOT NULL,      -- everybody may read of it
    post text NOT NULL,           -- whose plan it is: a post, never a name
    state text NOT NULL,          -- planned, off
    made instant NOT NULL
);
CREATE INDEX walk_by_day ON walk (community, day, id);
-- What a volunteer needs before they go out, noted on the role: by whom and until when. Empty: not noted.
ALTER TABLE account_role ADD COLUMN insured text;
ALTER TABLE account_role ADD COLUMN insured_until date;
ALTER TABLE account_role ADD COLUMN consent text;
ALTER TABLE account_role ADD COLUMN consent_until date;
