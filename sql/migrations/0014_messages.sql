-- What is told to people: what a message needs besides its fact, where nothing arrives, who wants to hear no more, and
-- alerts.

-- Lines "name: value" for the words of a message that no fact has: a link, the facts of a week. Private; it goes when
-- the message is sent. A message without a fact has the number 0 for it.
ALTER TABLE outbox ADD COLUMN detail text;

-- By which somebody comes from a message to their own report, without an account: random, whoever has it has the report.
ALTER TABLE case_person ADD COLUMN token text;
ALTER TABLE case_person ADD COLUMN quiet instant; -- from then on they want no messages about it
CREATE UNIQUE INDEX case_person_by_token ON case_person (community, token);

-- Where messages come back from: nothing more is sent there. Without the row of a person, since several may share it.
CREATE TABLE unreachable ( -- kept
    community id NOT NULL,
    way text NOT NULL,            -- email, text
    address text NOT NULL,        -- e-mail address or telephone number, as `person` has it
    since instant NOT NULL,
    reason text NOT NULL,         -- the status that came back: 5.1.1; never its words
    PRIMARY KEY (community, way, address)
);

-- Who wants to hear of what happens in a place, to a kind of thing, to a charter or a report.
CREATE TABLE subscription ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    person_id id NOT NULL,
    kind text NOT NULL,           -- place, area, service, charter, case
    subject text NOT NULL,        -- an area's name, a service, a charter's Id, a reference; of a place what it is called
    latitude int,                 -- of a place, in millionths of a degree (WGS 84)
    longitude int,
    metres int,                   -- around it
    often text NOT NULL,          -- at once, weekly
    token text NOT NULL,          -- random: confirms and ends it
    asked instant NOT NULL,
    confirmed instant             -- nothing is sent before
);
CREATE UNIQUE INDEX subscription_by_token ON subscription (community, token);
CREATE INDEX subscription_by_person ON subscription (community, person_id, id);
CREATE INDEX subscription_by_subject ON subscription (community, kind, subject, id);
CREATE INDEX subscription_by_place ON subscription (community, kind, latitude, id);
CREATE INDEX subscription_by_asked ON subscription (community, asked) WHERE confirmed IS NULL;

-- What the next weekly message of a subscription is about.
CREATE TABLE alert ( -- kept
    community id NOT NULL,
    subscription_id id NOT NULL,
    fact_id id NOT NULL,
    PRIMARY KEY (community, subscription_id, fact_id)
);

-- postgresql: ALTER TABLE outbox ALTER COLUMN detail SET STATISTICS 0;
-- postgresql: ALTER TABLE unreachable ALTER COLUMN address SET STATISTICS 0;
-- postgresql: ALTER TABLE subscription ALTER COLUMN subject SET STATISTICS 0;
-- postgresql: ALTER TABLE subscription ALTER COLUMN latitude SET STATISTICS 0;
-- postgresql: ALTER TABLE subscription ALTER COLUMN longitude SET STATISTICS 0;
