// How the page of a report begins, and its timeline as a resident reads it. Knows what page_case.c has filled in.
#pragma once

#include "web/pages.h"

// As much of what somebody wrote as a line has room for, cut off behind a word.
str words_begun(struct ctx *ctx, str whole);
// heading and below, of summary and service: no words stand twice on the page.
void case_heading_fill(struct ctx *ctx, struct case_page *page);
// Who has it now, and whom to ring about it: first the contact that the charter names for its promise. Once the clocks
// are there.
void case_holder_fill(struct request *request, const struct case_view *view, struct case_page *page);
// The page for people: "by telephone" rather than a channel's name, and the words at the top not once more below.
void case_html(struct case_page *page, struct response *response);
