// What others don't read of a case was given out, because somebody asked for it: a body that got the report without its
// words, the police, whoever it is about. That it was, what, by whom and when is a fact of its own on the case, done
// through a desk and settled by its caller. To whom and why are its words: private, for those who work on the case.
// Where it was noted by mistake another one says so.
//
//     FACT_GIVEN  name: the words, the exact place...; taken back: corrects, value: taken back
#pragma once

#include "app/desk.h"

enum out_what { OUT_WORDS, OUT_PLACE, OUT_PHOTOGRAPHS, OUT_CONTACT, OUT_KINDS };
str given_out_words(enum out_what what); // "the words as they were written"
bool given_out_from(str words, enum out_what *what);

struct given_out {
    enum out_what what;
    str to;  // a body or an office
    str why; // who asked, how it was known that it was they, what for
    // They are not told with what is held about them, because that would get in the way of finding out a crime (Data
    // Protection Act 2018, schedule 2, paragraph 2).
    bool is_untold;
};
// ERR_INPUT where one of the words is missing.
result given_out_note(struct desk *desk, const struct given_out *given) MUST;
// It was not given. ERR_INPUT if the case has no such fact, it was taken back already, or the reason is missing.
result given_out_take_back(struct desk *desk, int64_t fact_id, str why) MUST;

// What its words say of that; `to` is empty where they are gone.
struct given_to {
    str to;
    bool is_untold;
};
struct given_to given_out_to(str words);

// One that stands: noted, and not taken back.
bool given_out_stands(const struct fact_row_list *facts, const struct fact_row *fact);
