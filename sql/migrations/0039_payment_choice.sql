-- What whoever is paid wants of a payment that may be set off against what they owe: nobody else chooses that, and
-- without a row it is paid. Private, and gone with the person.
CREATE TABLE payment_choice ( -- kept
    community id NOT NULL,
    case_id id NOT NULL,
    against text NOT NULL,        -- what the charter lets it be set off against: rent arrears
    person_id id NOT NULL,        -- who is paid: who reported it
    is_set_off bool NOT NULL,     -- else it is paid
    reference text NOT NULL,      -- of what they owe: the number of their rent account; empty where it is paid
    channel text NOT NULL,        -- by which they told an officer; empty: they wrote it themself
    office text NOT NULL,         -- of that officer, likewise
    account id,                   -- who wrote it down for them; missing: nobody did, or they were erased
    made instant NOT NULL,
    PRIMARY KEY (community, case_id, against)
);
CREATE INDEX payment_choice_by_account ON payment_choice (community, account, case_id);
