-- What is late and still open of a promise, for the page that keeps watch: few among very many.
CREATE INDEX finding_late_open ON finding (community, version, clause, is_count, slot, case_id) WHERE late > 0 AND stopped IS NULL;
