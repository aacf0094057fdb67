-- Bodies whose reports lie in a system of their own: where its Open311 interface is, what our services are called
-- there, and what became of each report that was sent on (app/onward.h).

CREATE TABLE onward_server ( -- kept
    community id NOT NULL,
    body text NOT NULL,           -- as the list of bodies names it
    address text NOT NULL,        -- https://example.org/open311/v2
    jurisdiction text,
    api_key text,                 -- secret: it goes to that address and to no page
    is_xml bool NOT NULL,         -- it answers in XML alone
    tells_who bool NOT NULL,      -- whether name and address of whoever reported go with it
    services text,                -- what it offers, as lines "code TAB name TAB yes", yes: it asks for more; missing until it has answered
    ask_at instant,               -- when its services are to be asked for next; missing: not at all
    said text,                    -- what went wrong when it was asked last
    PRIMARY KEY (community, body)
);

CREATE TABLE onward_service ( -- kept
    community id NOT NULL,
    body text NOT NULL,
    service text NOT NULL,        -- ours
    code text NOT NULL,           -- theirs
    PRIMARY KEY (community, body, service)
);

CREATE TABLE onward_report ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    case_id id NOT NULL,
    fact_id id NOT NULL,          -- that it went to the body, or was disputed
    body text NOT NULL,
    code text NOT NULL,           -- the service there
    mark text NOT NULL,           -- what it is found by there: in its description
    state text NOT NULL,          -- waiting, asked, token, taken, not sent, over
    asked instant,                -- when it was first sent: something may have been taken since
    token text,
    reference text,               -- theirs
    status text,                  -- what they say, as they wrote it
    notes text,                   -- SHA-256 of their notes: the words themselves are the case's
    look_at instant,              -- when they are asked next; missing: no more
    said text                     -- what went wrong last
);
CREATE UNIQUE INDEX onward_report_by_fact ON onward_report (community, fact_id);
CREATE INDEX onward_report_by_case ON onward_report (community, case_id);
CREATE INDEX onward_report_by_look ON onward_report (community, look_at, id) WHERE look_at IS NOT NULL;
CREATE INDEX onward_server_by_ask ON onward_server (community, ask_at) WHERE ask_at IS NOT NULL;
