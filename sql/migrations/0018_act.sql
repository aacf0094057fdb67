-- What a crew's phone sent, and a table of many deeds: each by the random or derived key it came with, so that what is
-- sent twice, because nobody heard the answer, is done once. Nothing of anybody stands here. Kept for four weeks.
CREATE TABLE act_taken ( -- kept
    community id NOT NULL,
    key text NOT NULL,
    case_id id NOT NULL,
    taken instant NOT NULL,
    PRIMARY KEY (community, key)
);
CREATE INDEX act_taken_by_time ON act_taken (community, taken);
