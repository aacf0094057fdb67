-- The newest reports of one service, for what a standard that is being written would have scored.
CREATE INDEX cases_by_service ON cases (community, service, opened, id);
