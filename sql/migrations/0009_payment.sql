-- What a step of redress pays. The rows are derived: without a time up to which they are true, the next start makes them
-- again.
ALTER TABLE obligation ADD COLUMN version int;    -- content of the document that binds it; 0 for one from a file
ALTER TABLE obligation ADD COLUMN line int;       -- which of the redress' Step lines applies, counted from 0
ALTER TABLE obligation ADD COLUMN because text;   -- the redress that was late, of what follows from that
ALTER TABLE obligation ADD COLUMN pays int;       -- enum payment_state (rules/payment.h); NULL for a deed
ALTER TABLE obligation ADD COLUMN pence int;      -- as the case or the figure alone has it: caps that are shared are not in it
ALTER TABLE obligation ADD COLUMN least int;      -- what it lies between
ALTER TABLE obligation ADD COLUMN most int;
ALTER TABLE obligation ADD COLUMN paid int;       -- what the record says was paid
ALTER TABLE obligation ADD COLUMN payee text;
ALTER TABLE obligation ADD COLUMN incident text;  -- that the case names
ALTER TABLE obligation ADD COLUMN person text;    -- likewise, by a reference
ALTER TABLE obligation ADD COLUMN ask_by instant; -- of what is paid on request
ALTER TABLE obligation ADD COLUMN working text;   -- how the sum was worked out

-- Payments that share a cap, in the order in which they fell due.
CREATE INDEX obligation_by_payment ON obligation (community, document, redress, step, started, case_id, promise, period_from) WHERE pays IS NOT NULL;
CREATE INDEX obligation_by_incident ON obligation (community, document, redress, step, incident, started, case_id, promise, period_from) WHERE incident IS NOT NULL;

DELETE FROM setting WHERE name = 'derived_at';
