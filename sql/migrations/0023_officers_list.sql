-- What a body owes now by the steps of redress: asked for on its list of work.
CREATE INDEX obligation_by_party ON obligation (community, party, case_id, document, promise, redress, period_from, step) WHERE done IS NULL;

-- How cases ended of late (kind 6, FACT_STATUS).
CREATE INDEX fact_of_endings ON fact (community, happened) WHERE kind = 6;
