-- What falls due, or has become late, since the clock last told those who owe it (app/steps_remind.h).
CREATE INDEX obligation_by_due ON obligation (community, due);
