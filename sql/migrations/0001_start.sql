-- The whole store of a community. Four kinds of thing are kept: contents (documents and what else is adopted, never
-- changed), facts (appended, never changed), people (private, can be erased) and settings. Every other table is
-- derived from them: `wardmote rebuild` makes it again, identical.
--
-- Every key begins with the community. An instant is seconds since 1970 in UTC, a date is days since 1970.

CREATE TABLE community ( -- kept
    id id PRIMARY KEY,
    name text NOT NULL,
    zone text NOT NULL            -- "Europe/London"
);

CREATE TABLE setting ( -- kept
    community id NOT NULL,
    name text NOT NULL,           -- the names are those of app/setting.h
    value text NOT NULL,
    PRIMARY KEY (community, name)
);

-- A text that facts adopt: a version of a document, a calendar, boundaries, postcodes.
CREATE TABLE content ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    kind int NOT NULL,            -- enum content_kind (store/fact.h)
    name text NOT NULL,           -- "aldermoor-streets", "harcaster"
    hash text NOT NULL,           -- SHA-256 of the text, in hexadecimal
    body text NOT NULL
);
CREATE UNIQUE INDEX content_by_hash ON content (community, kind, name, hash);

-- What happened. The number is the order of recording.
CREATE TABLE fact ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    kind int NOT NULL,            -- enum fact_kind (store/fact.h)
    case_id id,                   -- the case it is about, if it is about one
    document text,                -- Id of a document, and the label of a clause in it
    clause text,
    name text,                    -- of the event, the fact, the reason, the content adopted
    value text,
    happened instant NOT NULL,
    happened_last instant NOT NULL, -- differs from happened where only a day is known: the last second of it
    until instant,                -- of a pause or a departure: the first instant at which it no longer holds
    period_from date,             -- of a figure, or of the redress for one
    period_to date,
    recorded instant NOT NULL,
    voice int NOT NULL,           -- enum voice: who says so
    said_by text,                 -- a post, never a person's name
    words text,                   -- for people to read
    corrects id                   -- the fact that this one takes the place of, with its reason in `words`
);
CREATE INDEX fact_by_case ON fact (community, case_id, id);
CREATE INDEX fact_by_kind ON fact (community, kind, name, value);
CREATE INDEX fact_by_document ON fact (community, document, clause, kind, id);

-- People and what is theirs; never shown, exported with the record, or needed to recompute a figure.
CREATE TABLE person ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    name text,
    email text,
    telephone text,
    address text,
    language text,                -- as in BCP 47
    way text NOT NULL             -- how to reach them: email, text, letter, telephone, none
);
CREATE TABLE case_person ( -- kept
    community id NOT NULL,
    case_id id NOT NULL,
    person_id id NOT NULL,
    part text NOT NULL,           -- reporter, on behalf of, tenant
    PRIMARY KEY (community, case_id, person_id)
);
CREATE TABLE case_place ( -- kept
    community id NOT NULL,
    case_id id NOT NULL,
    latitude text,                -- WGS 84 degrees, as they were given
    longitude text,
    place text,                   -- in the reporter's words
    PRIMARY KEY (community, case_id)
);

-- From here on everything is derived.

-- A report, or a look at something that a clause measures.
CREATE TABLE cases ( -- derived
    id id PRIMARY KEY,            -- the id of the fact that opened it
    community id NOT NULL,
    reference text NOT NULL,
    service text,                 -- of a report: "graffiti / offensive"
    document text,                -- of a case bound to a clause
    clause text,
    area text,
    status int NOT NULL,          -- enum case_status
    visibility int NOT NULL,      -- enum visibility (store/fact.h)
    opened instant NOT NULL,
    next_change instant,          -- when a finding differs if nothing happens
    summary text
);
CREATE UNIQUE INDEX cases_by_reference ON cases (community, reference);
CREATE INDEX cases_by_area ON cases (community, area, opened);
CREATE INDEX cases_by_change ON cases (community, next_change);

-- What a case comes to for one clock of one promise (struct finding, app/judge.h).
CREATE TABLE finding ( -- derived
    community id NOT NULL,
    version id NOT NULL,          -- the content of the document's version
    clause text NOT NULL,
    is_count bool NOT NULL,       -- of the clause's Count, not of its clocks
    slot int NOT NULL,            -- which clock; the last is all of them
    case_id id NOT NULL,
    area text NOT NULL,
    unit date NOT NULL,           -- first day of the period's unit
    state int NOT NULL,           -- enum case_state
    day date NOT NULL,            -- of the clock's start
    started instant,
    due instant,
    stopped instant,
    taken int,                    -- for averages and medians
    on_time int NOT NULL,
    late int NOT NULL,
    not_yet_due int NOT NULL,
    not_known int NOT NULL,
    excluded int NOT NULL,
    PRIMARY KEY (community, version, clause, is_count, slot, case_id)
);
CREATE INDEX finding_by_case ON finding (community, case_id, version, clause, is_count, slot);
CREATE INDEX finding_by_day ON finding (community, version, clause, is_count, slot, day, case_id);

-- The sums of the findings: what pages show.
CREATE TABLE count ( -- derived
    community id NOT NULL,
    version id NOT NULL,
    clause text NOT NULL,
    is_count bool NOT NULL,
    slot int NOT NULL,
    area text NOT NULL,
    unit date NOT NULL,
    on_time int NOT NULL,
    late int NOT NULL,
    not_yet_due int NOT NULL,
    not_known int NOT NULL,
    excluded int NOT NULL,
    PRIMARY KEY (community, version, clause, is_count, slot, area, unit)
);

-- Redress that is open or was: what is owed because a promise was missed.
CREATE TABLE obligation ( -- derived
    community id NOT NULL,
    document text NOT NULL,
    promise text NOT NULL,        -- label of the clause that was missed
    redress text NOT NULL,        -- label of what follows
    period_from date NOT NULL,    -- of the figure that opened it
    period_to date NOT NULL,
    case_id id NOT NULL,          -- 0 for a target
    step int NOT NULL,
    party text NOT NULL,
    state int NOT NULL,           -- enum step_state (rules/redress.h)
    opened instant NOT NULL,
    started instant,
    due instant,
    done instant,
    next_change instant,
    words text NOT NULL,
    PRIMARY KEY (community, document, promise, redress, period_from, case_id, step)
);
CREATE INDEX obligation_by_case ON obligation (community, case_id, document, promise, redress, step);
CREATE INDEX obligation_by_change ON obligation (community, next_change);

-- Postcodes to areas and points, from the content of that kind.
CREATE TABLE postcode ( -- derived
    community id NOT NULL,
    postcode text NOT NULL,       -- without spaces, upper case
    areas text NOT NULL,          -- names, separated by "; "
    latitude text NOT NULL,
    longitude text NOT NULL,
    PRIMARY KEY (community, postcode)
);
