-- What is owed, as pages and the clock need it. Derived like the rest: forgetting up to when the derived tables are true
-- lets the next start make them again.

DROP TABLE obligation;

-- Redress that is open or was: a row for each step of what is owed because a promise was missed.
CREATE TABLE obligation ( -- derived
    community id NOT NULL,
    document text NOT NULL,
    promise text NOT NULL,        -- label of the clause that was missed
    redress text NOT NULL,        -- label of what follows
    period_from date NOT NULL,    -- of the figure that opened it; of a case, the day its clock started
    period_to date NOT NULL,
    case_id id NOT NULL,          -- 0 for a target
    step int NOT NULL,
    party text NOT NULL,          -- who owes it
    what text NOT NULL,           -- the step, as the document has it
    state int NOT NULL,           -- enum step_state (rules/redress.h)
    missed int NOT NULL,          -- how many periods running; 0 for a case
    opened instant NOT NULL,
    started instant,
    due instant,
    done instant,
    next_change instant,          -- of the whole redress, if nothing happens
    answer text,
    said_by text,                 -- a post, never a person's name
    PRIMARY KEY (community, document, promise, redress, period_from, case_id, step)
);
CREATE INDEX obligation_by_case ON obligation (community, case_id, document, promise, redress, step);
CREATE INDEX obligation_by_change ON obligation (community, next_change);
CREATE INDEX obligation_by_done ON obligation (community, done, case_id);

-- Facts about no case are few among many: published figures, causes, steps answered.
CREATE INDEX fact_of_no_case ON fact (community, kind, id) WHERE case_id IS NULL;

DROP INDEX cases_by_change;
CREATE INDEX cases_by_change ON cases (community, next_change, id);
-- Times taken, of averages and medians only.
CREATE INDEX finding_taken ON finding (community, version, clause, slot, area, unit, case_id) WHERE taken IS NOT NULL;

DELETE FROM setting WHERE name = 'derived_at';
