// What the pages show that take in a report for somebody else (views/intake.html), and what of that the officer sees
// on the page of the case.
#pragma once

#include "web/form.h"
#include "web/layout.h"

// GET /report/intake: how it reached us.
struct intake_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field channel, day, time, contact, language;
    bool has_begun; // something is written already: of this report, or of another one
};

// GET /report/for: whose report it is.
struct report_for_page {
    struct layout layout;
    struct form_faults faults;
    bool is_taken_in; // by somebody of a service; else by whoever reports for another person
    str language;     // of whoever reports; empty for English
    struct form_field whose, name, address, telephone, email, way, large, own_language, interpreter;
    struct form_field relation, spoken, agreed;
};

// Somebody a case is of, for whoever works on it.
struct voice_line {
    str part, name, address, telephone, email;
    str way;     // how they are told, in words
    str failing; // where nothing arrives: "Our messages to ada@example.org do not arrive"; empty where they do
    str limit;   // of their contact, with its last day; empty for none
    struct url telephone_url, email_url;
};

struct case_voices {
    struct {
        struct voice_line *at;
        size_t n, room;
    } people;
    str taken_in;                // "Taken in by letter on 20 November 2026. It was said in Polish."
    str original;                // as it was said, in another language
    str code, language;          // of whoever reported: "pl", "Polish"; empty for what messages speak
    struct form_field words_own; // the same words in it, of each form
    struct form_field note_own, answer_own;
    bool must_ring; // somebody is told by telephone, or no other way is left
};

struct channel_line {
    str words;
    int64_t quarter, year;
};

// GET /work/channels: how reports reach us.
struct channels_page {
    struct layout layout;
    date quarter, year; // from when each is counted
    struct {
        struct channel_line *at;
        size_t n, room;
    } lines;
    int64_t in_quarter, in_year;
    bool may_take_in;
};
