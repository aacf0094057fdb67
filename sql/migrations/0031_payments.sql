-- Payments gathered into a file for whoever pays: prepared by one, approved by two others. Nothing in it says who is
-- paid but by the report, the fund or the party that they are found by.
ALTER TABLE obligation ADD COLUMN grows int;    -- of a payment: 1 while its sum still grows by itself
-- What a party is to pay now, in the order in which it is due.
CREATE INDEX obligation_by_paying ON obligation (community, party, pays, state, due, case_id, step) WHERE done IS NULL AND pays IS NOT NULL;

CREATE TABLE payment_file ( -- kept
    id id PRIMARY KEY,
    community id NOT NULL,
    reference text NOT NULL,      -- chosen at random
    body text NOT NULL,           -- that pays
    prepared instant NOT NULL,
    approved instant,             -- by the second of two
    cancelled instant,
    why text,                     -- it was
    content text NOT NULL,        -- the file, byte for byte
    hash text NOT NULL,           -- its SHA-256
    pence int NOT NULL,
    payments int NOT NULL,
    fact_id id                    -- that it was approved
);
CREATE UNIQUE INDEX payment_file_by_reference ON payment_file (community, reference);
CREATE INDEX payment_file_by_body ON payment_file (community, body, id);

CREATE TABLE payment_line ( -- kept
    community id NOT NULL,
    file_id id NOT NULL,
    line int NOT NULL,
    document text NOT NULL,
    promise text NOT NULL,
    redress text NOT NULL,
    period_from date NOT NULL,
    case_id id NOT NULL,          -- 0 of a target
    step int NOT NULL,
    pence int NOT NULL,
    paid int NOT NULL,            -- what was paid of it when the file was prepared
    held int,                     -- 1: no other file may have it; missing once its file is cancelled
    PRIMARY KEY (community, file_id, line)
);
CREATE UNIQUE INDEX payment_line_by_step ON payment_line (community, document, promise, redress, period_from, case_id, step, paid) WHERE held IS NOT NULL;

CREATE TABLE payment_act ( -- kept
    community id NOT NULL,
    file_id id NOT NULL,
    n int NOT NULL,
    deed text NOT NULL,           -- prepared, approved, cancelled
    office text NOT NULL,         -- as the record says it
    account id,                   -- who did it; missing: they were erased
    at instant NOT NULL,
    PRIMARY KEY (community, file_id, n)
);
CREATE INDEX payment_act_by_account ON payment_act (community, account, file_id);

DELETE FROM setting WHERE name = 'derived_at';
