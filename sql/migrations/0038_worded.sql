-- A draft in other words: Easy Read and other languages, written beside one of its texts, clause by clause. Kept with
-- the draft; what is there when the last party signs goes onto the record with the charter.
CREATE TABLE draft_worded ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    draft_id id NOT NULL,
    label text NOT NULL,          -- of the clause; empty: the whole
    language text NOT NULL,       -- as a tag: en-simple is Easy Read
    number int NOT NULL,          -- of the draft's text that was before whoever wrote them
    words text NOT NULL,          -- empty: taken back
    office text NOT NULL,         -- for which they were written; public
    account id,                   -- who wrote them; private; missing once they were erased
    made instant NOT NULL
);
CREATE INDEX draft_worded_by_draft ON draft_worded (community, draft_id, id);
CREATE INDEX draft_worded_by_account ON draft_worded (community, account, id);
