-- Who reported by themself, has no e-mail address and no mobile number, and asked for news by post: nothing is sent
-- before somebody who may take in reports has agreed. With that the row goes; where it was refused it stays, so that
-- they read so. The address is the person's.
CREATE TABLE by_post ( -- kept
    community id NOT NULL,
    case_id id NOT NULL,
    person_id id NOT NULL,
    asked instant NOT NULL,
    refused instant,              -- missing: it waits
    PRIMARY KEY (community, case_id, person_id)
);
CREATE INDEX by_post_waiting ON by_post (community, asked, case_id) WHERE refused IS NULL;
