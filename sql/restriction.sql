-- shape: restriction_row id id, person id, case_id id?, body text, post text, decider id?, why text, weekly int, way text?, begun instant, until date, reviewer id?, review date, reviewed instant?, review_words text?, ended instant?, token text, appealed instant?, appeal text?, appeal_due date?, answered instant?, answer text?, answerer id?

-- name: restriction_insert insert write
-- in: community id, person id, case_id id?, body text, post text, decider id?, why text, weekly int, way text?, begun instant, until date, reviewer id?, review date, token text
INSERT INTO restriction (community, person, case_id, body, post, decider, why, weekly, way, begun, until, reviewer, review, token)
VALUES (:community, :person, :case_id, :body, :post, :decider, :why, :weekly, :way, :begun, :until, :reviewer, :review, :token);

-- name: restriction_by_id one read
-- in: community id, id id
-- out: restriction_row
SELECT id, person, case_id, body, post, decider, why, weekly, way, begun, until, reviewer, review, reviewed, review_words, ended, token, appealed, appeal, appeal_due, answered, answer, answerer
FROM restriction WHERE community = :community AND id = :id;

-- name: restriction_by_token one read
-- in: community id, token text
-- out: restriction_row
SELECT id, person, case_id, body, post, decider, why, weekly, way, begun, until, reviewer, review, reviewed, review_words, ended, token, appealed, appeal, appeal_due, answered, answer, answerer
FROM restriction WHERE community = :community AND token = :token;

-- name: restriction_of_person many read
-- in: community id, person id
-- out: restriction_row
SELECT id, person, case_id, body, post, decider, why, weekly, way, begun, until, reviewer, review, reviewed, review_words, ended, token, appealed, appeal, appeal_due, answered, answer, answerer
FROM restriction WHERE community = :community AND person = :person ORDER BY id;

-- name: restriction_since many read
-- in: community id, since date
-- out: restriction_row
SELECT id, person, case_id, body, post, decider, why, weekly, way, begun, until, reviewer, review, reviewed, review_words, ended, token, appealed, appeal, appeal_due, answered, answer, answerer
FROM restriction WHERE community = :community AND until >= :since ORDER BY until DESC, id DESC;

-- name: restriction_count one read
-- in: community id, today date
-- out: n int
SELECT COUNT(*) FROM restriction WHERE community = :community AND until >= :today AND ended IS NULL;

-- name: restriction_review_set exec write
-- in: community id, id id, review date, reviewed instant, review_words text
UPDATE restriction SET review = :review, reviewed = :reviewed, review_words = :review_words WHERE community = :community AND id = :id;

-- name: restriction_end_set exec write
-- in: community id, id id, ended instant
UPDATE restriction SET ended = :ended WHERE community = :community AND id = :id;

-- name: restriction_appeal_set exec write
-- in: community id, id id, appealed instant, appeal text, appeal_due date
UPDATE restriction SET appealed = :appealed, appeal = :appeal, appeal_due = :appeal_due WHERE community = :community AND id = :id;

-- name: restriction_answer_set exec write
-- in: community id, id id, answered instant, answer text, answerer id
UPDATE restriction SET answered = :answered, answer = :answer, answerer = :answerer WHERE community = :community AND id = :id;

-- name: restriction_delete_of_person exec write
-- in: community id, person id
DELETE FROM restriction WHERE community = :community AND person = :person;

-- Of those that somebody decided about it goes that it was they.
-- name: restriction_decider_forget exec write
-- in: community id, person id
UPDATE restriction SET decider = NULL WHERE community = :community AND decider = :person;

-- name: restriction_reviewer_forget exec write
-- in: community id, person id
UPDATE restriction SET reviewer = NULL WHERE community = :community AND reviewer = :person;

-- name: restriction_answerer_forget exec write
-- in: community id, person id
UPDATE restriction SET answerer = NULL WHERE community = :community AND answerer = :person;
