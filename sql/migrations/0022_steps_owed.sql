-- What a body owes now by the steps of redress: asked for on its list of work.
CREATE INDEX obligation_by_party ON obligation (community, party, case_id, document, promise, redress, period_from, step) WHERE done IS NULL;
