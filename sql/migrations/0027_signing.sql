-- Signing: the offices that sign a draft for each party, and the text that was offered to them. The signatures
-- themselves are facts: each names the party, the office and the hash of what was signed.

CREATE TABLE draft_signatory ( -- kept
    community id NOT NULL,
    draft_id id NOT NULL,
    party text NOT NULL,
    office text NOT NULL,         -- as the record will say it: Clerk to the Parish Council
    account id,                   -- who holds it; missing: it signs on paper, or whoever held it was erased
    PRIMARY KEY (community, draft_id, party, office)
);
CREATE INDEX draft_signatory_by_account ON draft_signatory (community, account, draft_id);

-- While a text is offered it does not change.
CREATE TABLE draft_offer ( -- kept
    community id NOT NULL,
    draft_id id NOT NULL,
    hash text NOT NULL,           -- SHA-256 of the text
    offered instant NOT NULL,
    after id NOT NULL,            -- the last fact before it: what was signed of an earlier offer does not count
    PRIMARY KEY (community, draft_id)
);
