-- Codes by which whoever reported and has no e-mail comes to their own report: on each letter about it, or shown once
-- after sending, where no address was given. Each opens the one report that it was made for.
CREATE TABLE own_code ( -- kept
    community id NOT NULL,
    case_id id NOT NULL,
    person_id id NOT NULL,
    hash text NOT NULL,           -- SHA-256 of report and code
    made instant NOT NULL,
    PRIMARY KEY (community, case_id, person_id, hash)
);
