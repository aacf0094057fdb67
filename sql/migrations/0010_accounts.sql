-- People who sign in. Who they are stands in `person`; here stands that they may sign in, with what, and what as.

CREATE TABLE account ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    person id NOT NULL,
    state text NOT NULL,          -- invited, active, ended
    password text,                -- Argon2id with its salt and costs; missing: by link or code only
    totp bytes,                   -- the secret of RFC 6238; missing: no second step
    totp_step int,                -- the last step a code was taken of: none is taken twice
    created instant NOT NULL,
    signed_in instant,            -- last
    ended instant
);
CREATE UNIQUE INDEX account_by_person ON account (community, person);

-- What as: a role, and for which body, area and service. What is missing limits nothing.
CREATE TABLE account_role ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    account id NOT NULL,
    role text NOT NULL,           -- as `wardmote permissions` heads its columns
    body text,
    area text,
    service text,
    given instant NOT NULL,
    given_by id                   -- the account; missing: the machine's owner
);
CREATE INDEX account_role_by_account ON account_role (community, account, id);
CREATE INDEX account_role_by_role ON account_role (community, role, id);

-- For whoever has lost what makes the codes. Each is used once and then gone.
CREATE TABLE recovery_code ( -- kept
    community id NOT NULL,
    account id NOT NULL,
    hash text NOT NULL,           -- SHA-256 of the code
    PRIMARY KEY (community, account, hash)
);

-- Browsers that are signed in, or have given a right password and owe a code. Working: may be lost without harm.
CREATE TABLE session ( -- kept
    community id NOT NULL,
    hash text NOT NULL,           -- SHA-256 of what the browser's cookie holds
    account id NOT NULL,
    stage text NOT NULL,          -- second: owes a code; full
    by_link bool NOT NULL,        -- opened by a link or code: a forgotten password may be replaced for a while
    browser text,                 -- in words, as "Firefox on Android"
    created instant NOT NULL,
    seen instant NOT NULL,
    until instant NOT NULL,       -- it ends then, however much it is used
    tries int NOT NULL,           -- wrong codes
    PRIMARY KEY (community, hash)
);
CREATE INDEX session_by_account ON session (community, account, created);
CREATE INDEX session_by_until ON session (community, until);

-- Browsers from which somebody has signed in before: wrong passwords given elsewhere don't keep them waiting.
CREATE TABLE known_browser ( -- kept
    community id NOT NULL,
    account id NOT NULL,
    hash text NOT NULL,           -- SHA-256 of what another cookie holds
    until instant NOT NULL,
    PRIMARY KEY (community, account, hash)
);
CREATE INDEX known_browser_by_until ON known_browser (community, until);

-- Links and codes that sign somebody in once. What they hold is made when the message is sent, and only its hash is
-- kept. Working.
CREATE TABLE sign_link ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    key text NOT NULL,            -- random: also that of its message in the outbox
    purpose text NOT NULL,        -- sign-in, invitation, first
    way text NOT NULL,            -- email, text, letter; shown: printed on the machine's terminal
    account id,                   -- missing: whoever has that address
    person id,                    -- whom a letter goes to
    address text,                 -- e-mail address or telephone number, as it was typed
    language text,
    hash text,                    -- SHA-256 of the link's secret, or of key and code; missing until it is sent
    browser text,                 -- SHA-256 of the cookie of the browser that asked
    tries int NOT NULL,           -- wrong codes
    created instant NOT NULL,
    until instant NOT NULL
);
CREATE UNIQUE INDEX sign_link_by_key ON sign_link (community, key);
CREATE INDEX sign_link_by_hash ON sign_link (community, hash);
CREATE INDEX sign_link_by_browser ON sign_link (community, browser);
CREATE INDEX sign_link_by_account ON sign_link (community, account);
CREATE INDEX sign_link_by_address ON sign_link (community, address);
CREATE INDEX sign_link_by_until ON sign_link (community, until);

-- How often something went wrong, so that the next try waits. Nobody's name or address stands here: only hashes with a
-- secret of this store. Working.
CREATE TABLE attempt ( -- kept
    community id NOT NULL,
    mark text NOT NULL,
    n int NOT NULL,
    last instant NOT NULL,
    PRIMARY KEY (community, mark)
);
CREATE INDEX attempt_by_last ON attempt (community, last);

-- postgresql: ALTER TABLE account ALTER COLUMN password SET STATISTICS 0;
-- postgresql: ALTER TABLE account ALTER COLUMN totp SET STATISTICS 0;
-- postgresql: ALTER TABLE session ALTER COLUMN browser SET STATISTICS 0;
-- postgresql: ALTER TABLE sign_link ALTER COLUMN address SET STATISTICS 0;
