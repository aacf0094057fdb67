-- Which bodies belong at the table where a charter is negotiated: named with the wish for one, invited as its draft is
-- begun or by whoever keeps it, and what each of them answers. All of it is public but who was written to and who
-- answered.
CREATE TABLE draft_seat ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    ask_id id,                    -- the wish in which it was named; missing where the draft's keeper invited it
    draft_id id,                  -- missing until a draft is begun
    body text NOT NULL,
    services text NOT NULL,       -- of what troubles people there, what it answers for, by title; empty: somebody named it
    state text NOT NULL,          -- named, invited, taken, declined
    invited instant,
    due date,                     -- by which it is to answer
    words text,                   -- why it declined
    office text,                  -- that answered; missing where its place was taken by somebody whom the keeper asked in
    asked id,                     -- the account that may answer for a body that has nobody here; private
    account id,                   -- who answered; private; both missing once they were erased
    answered instant
);
CREATE INDEX draft_seat_by_ask ON draft_seat (community, ask_id, id);
CREATE INDEX draft_seat_by_draft ON draft_seat (community, draft_id, id);
CREATE INDEX draft_seat_by_state ON draft_seat (community, state, id);
CREATE INDEX draft_seat_by_asked ON draft_seat (community, asked, id);
CREATE INDEX draft_seat_by_account ON draft_seat (community, account, id);
ALTER TABLE charter_ask ADD COLUMN services text; -- what troubles people there: kinds of report, a line for each
