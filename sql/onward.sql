-- shape: onward_server_row body text, address text, jurisdiction text?, api_key text?, is_xml bool, tells_who bool, services text?, ask_at instant?, said text?
-- shape: onward_report_row id id, case_id id, fact_id id, body text, code text, mark text, state text, asked instant?, token text?, reference text?, status text?, notes text?, look_at instant?, said text?

-- name: onward_server_by_body one read
-- in: community id, body text
-- out: onward_server_row
SELECT body, address, jurisdiction, api_key, is_xml, tells_who, services, ask_at, said
FROM onward_server WHERE community = :community AND body = :body;

-- name: onward_server_to_ask many read
-- in: community id, at instant, limit int
-- out: onward_server_row
SELECT body, address, jurisdiction, api_key, is_xml, tells_who, services, ask_at, said
FROM onward_server WHERE community = :community AND ask_at <= :at ORDER BY ask_at LIMIT :limit;

-- name: onward_server_put exec write
-- in: community id, body text, address text, jurisdiction text?, api_key text?, is_xml bool, tells_who bool, ask_at instant?
INSERT INTO onward_server (community, body, address, jurisdiction, api_key, is_xml, tells_who, ask_at)
VALUES (:community, :body, :address, :jurisdiction, :api_key, :is_xml, :tells_who, :ask_at)
ON CONFLICT (community, body) DO UPDATE SET address = excluded.address, jurisdiction = excluded.jurisdiction,
    api_key = excluded.api_key, tells_who = excluded.tells_who, ask_at = excluded.ask_at;

-- name: onward_server_said exec write
-- in: community id, body text, services text?, is_xml bool, ask_at instant?, said text?
UPDATE onward_server SET services = :services, is_xml = :is_xml, ask_at = :ask_at, said = :said
WHERE community = :community AND body = :body;

-- name: onward_server_delete exec write
-- in: community id, body text
DELETE FROM onward_server WHERE community = :community AND body = :body;

-- name: onward_services many read
-- in: community id, body text
-- out: service text, code text
SELECT service, code FROM onward_service WHERE community = :community AND body = :body ORDER BY service;

-- name: onward_service_by_name one read
-- in: community id, body text, service text
-- out: code text
SELECT code FROM onward_service WHERE community = :community AND body = :body AND service = :service;

-- name: onward_service_put exec write
-- in: community id, body text, service text, code text
INSERT INTO onward_service (community, body, service, code) VALUES (:community, :body, :service, :code)
ON CONFLICT (community, body, service) DO UPDATE SET code = excluded.code;

-- name: onward_service_delete exec write
-- in: community id, body text
DELETE FROM onward_service WHERE community = :community AND body = :body;

-- name: onward_report_insert exec write
-- in: community id, case_id id, fact_id id, body text, code text, mark text, state text
INSERT INTO onward_report (community, case_id, fact_id, body, code, mark, state)
VALUES (:community, :case_id, :fact_id, :body, :code, :mark, :state);

-- name: onward_report_by_fact one read
-- in: community id, fact_id id
-- out: onward_report_row
SELECT id, case_id, fact_id, body, code, mark, state, asked, token, reference, status, notes, look_at, said
FROM onward_report WHERE community = :community AND fact_id = :fact_id;

-- name: onward_report_by_id one read
-- in: community id, id id
-- out: onward_report_row
SELECT id, case_id, fact_id, body, code, mark, state, asked, token, reference, status, notes, look_at, said
FROM onward_report WHERE community = :community AND id = :id;

-- name: onward_report_of_case many read
-- sorts: few
-- in: community id, case_id id
-- out: onward_report_row
SELECT id, case_id, fact_id, body, code, mark, state, asked, token, reference, status, notes, look_at, said
FROM onward_report WHERE community = :community AND case_id = :case_id ORDER BY id;

-- Those whose server is to be asked what became of them, the longest overdue first.
-- name: onward_report_to_look many read
-- in: community id, at instant, limit int
-- out: onward_report_row
SELECT id, case_id, fact_id, body, code, mark, state, asked, token, reference, status, notes, look_at, said
FROM onward_report WHERE community = :community AND look_at <= :at ORDER BY look_at, id LIMIT :limit;

-- name: onward_report_set exec write
-- in: community id, id id, state text, asked instant?, token text?, reference text?, status text?, notes text?, look_at instant?, said text?
UPDATE onward_report SET state = :state, asked = :asked, token = :token, reference = :reference, status = :status,
    notes = :notes, look_at = :look_at, said = :said
WHERE community = :community AND id = :id;
