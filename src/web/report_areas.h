// Which area a report is from, where what was typed does not tell: what is offered, and how it is asked.
#pragma once

#include "web/report_form.h"

// All places by their kind, the whole of the community last. Nothing is chosen beforehand: whoever does not know says
// so, and reads what that means.
result areas_offer(struct ctx *ctx, const struct board *board, struct form_field *field) MUST;
// The place that the description names, so that nobody types it twice: a postcode or a street; empty if there is none.
result report_place_written(const struct report_form *form, str *place) MUST;
result report_area_field(const struct report_form *form, struct report_page *page) MUST; // page->other
// Of a place whose area nobody can tell: page->other, and page->lies where others reported from its street.
result report_area_ask(const struct report_form *form, struct report_page *page) MUST;
