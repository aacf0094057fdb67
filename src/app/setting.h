// What a community has set, by name. Values are text; which there are, and what they mean, is this list.
#pragma once

#include "app/judge.h"
#include "store/store.h"

// "yes" if the store is a demonstration: every page says so.
#define SETTING_DEMONSTRATION STR("demonstration")
// A time that stands still: the demonstration's today, as --as-of takes it. Without one the clock runs.
#define SETTING_AS_OF STR("as_of")
// Up to when the derived tables are true: seconds since 1970 in UTC.
#define SETTING_DERIVED_AT STR("derived_at")
// The last day for which the clock looked whether figures fall due for publication: 2026-12-29.
#define SETTING_PUBLISHED_TO STR("published_to")
#define SETTING_ALLOWED_TO STR("allowed_to")
// How far what is erased by age has got (app/retention.h): the day, and the last case looked at until it is over.
#define SETTING_RETAINED_TO STR("retained_to")
// What the names in the record were when the derived tables were made (ledger_settle).
#define SETTING_SHAPE STR("shape")
// What a long command has begun and not finished, for the next start to say: "demo", "import FILE"; else "no".
#define SETTING_UNFINISHED STR("unfinished")

// When the last whole backup was made of it, by `wardmote backup`: seconds since 1970 in UTC.
#define SETTING_BACKED_UP_AT STR("backed_up_at")
// When those who owe something were last told: the day, and the time on a working day (app/steps_remind.h).
#define SETTING_STEPS_TOLD STR("steps_told")
// The last day on which it was looked which documents are to be looked at again (app/review_due.h): days since 1970.
#define SETTING_REVIEWS_TOLD STR("reviews_told")
// Likewise, which answers to whoever took up an option are late (app/option_remind.h).
#define SETTING_OPTIONS_TOLD STR("options_told")
// Likewise, what is to be published (app/information_due.h).
#define SETTING_INFORMATION_TOLD STR("information_told")
// The last day on which it was looked which deeds begin (app/priority.h), and which were not done in time
// (app/undone.h): likewise.
#define SETTING_PRIORITIES_BEGUN STR("priorities_begun")
#define SETTING_UNDONE_TOLD STR("undone_told")
// The last fact that alerts were made of, and the Monday of the last weekly ones (days since 1970): app/alert.h.
#define SETTING_ALERTED_TO STR("alerted_to")
#define SETTING_WEEKLY_TO STR("weekly_to")

// The address of the site as people reach it, for links in messages: https://wardmote.example
#define SETTING_ADDRESS STR("address")
// Whether only this machine understands an address: then it is not what others reach the site by.
bool address_is_local(str address);

// Empty if it is not set.
result setting_read(struct ctx *ctx, struct db *db, str name, str *value) MUST;
result setting_write(struct ctx *ctx, struct db *db, str name, str value) MUST;

// A sentence on what was interrupted and what to do; empty if nothing was.
result unfinished_read(struct ctx *ctx, struct db *db, str *words) MUST;

// The community's time of asking in *options: its own that stands still, else `now`. By period.
result community_time(struct ctx *ctx, struct db *db, instant now, struct judge_options *options) MUST;
