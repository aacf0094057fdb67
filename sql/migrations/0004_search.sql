-- The newest reports that anybody may see, in whose words a search looks. Those that are hidden or are no reports are
-- left out, so that as many rows are read as are shown to be looked through.
CREATE INDEX cases_newest ON cases (community, opened, id) WHERE visibility = 0 AND service IS NOT NULL;
