// The messages there are, and what {names} in their texts stand for.
#include "app/message_kinds.h"

static const struct told_kind KINDS[] = {
    { STR_INIT("received"), MESSAGES_REPORTS, false, false, "A report came in" },
    { STR_INIT("confirm"), MESSAGES_REPORTS, true, false,
      "A report was made with an address that nobody has confirmed yet" },
    { STR_INIT("acknowledged"), MESSAGES_REPORTS, false, false, "Somebody is looking at a report" },
    { STR_INIT("moved"), MESSAGES_REPORTS, false, true, "The deadline of a report moved" },
    { STR_INIT("explained"), MESSAGES_REPORTS, false, true, "A report is late: the reason, and the new day" },
    { STR_INIT("fixed"), MESSAGES_REPORTS, false, false, "A report was closed as fixed: is it?" },
    { STR_INIT("replied"), MESSAGES_REPORTS, false, false,
      "A report was closed as answered: the reply itself" },
    { STR_INIT("closed-by"), MESSAGES_REPORTS, false, false,
      "The body's own system says that a report is closed" },
    { STR_INIT("not-ours"), MESSAGES_REPORTS, false, false, "A report was closed: not theirs to mend" },
    { STR_INIT("no-fix"), MESSAGES_REPORTS, false, false, "A report was closed: no fix is planned" },
    { STR_INIT("duplicate"), MESSAGES_REPORTS, false, false,
      "A report was closed: somebody reported it before" },
    { STR_INIT("not-found"), MESSAGES_REPORTS, false, false, "A report was closed: nothing was found" },
    { STR_INIT("handed-over"), MESSAGES_REPORTS, false, false, "A report went to another body" },
    { STR_INIT("reopened"), MESSAGES_REPORTS, false, false, "A report is open again" },
    { STR_INIT("disputed"), MESSAGES_REPORTS, false, false, "Whoever reported it says that it is not fixed" },
    { STR_INIT("answered"), MESSAGES_REPORTS, false, true,
      "What the service says to a report that is not fixed" },
    { STR_INIT("found"), MESSAGES_REPORTS, false, false,
      "A champion or councillor found that it is not fixed" },
    { STR_INIT("found-answered"), MESSAGES_REPORTS, false, true, "What the service says to what was found" },
    { STR_INIT("appeal-answered"), MESSAGES_REPORTS, false, true,
      "The answer about words or a photograph that were hidden" },
    { STR_INIT("sent-on"), MESSAGES_REPORTS, true, false,
      "To a body that does not answer here: a report of theirs" },
    { STR_INIT("news"), MESSAGES_REPORTS, true, false, "There is news, and no more may be said" },
    { STR_INIT("own-code"), MESSAGES_REPORTS, true, false,
      "What stands below each letter about a report: its code" },
    { STR_INIT("steps-owed"), MESSAGES_OWED, true, false,
      "To those who owe steps of redress: what is due, and what is late" },
    { STR_INIT("step-asked"), MESSAGES_OWED, false, false,
      "Somebody wrote down that they ask for what is given on request" },
    { STR_INIT("step-done"), MESSAGES_OWED, false, false, "What was owed is done" },
    { STR_INIT("step-reviewed"), MESSAGES_OWED, false, false,
      "The answer to whoever said that what was done for a miss is not what was promised" },
    { STR_INIT("step-part"), MESSAGES_OWED, false, false, "A part of what is owed was paid" },
    { STR_INIT("step-corrected"), MESSAGES_OWED, false, false,
      "What was said of something owed was wrong, and is put right" },
    { STR_INIT("steps-offered"), MESSAGES_OWED, true, false,
      "To councillors: what was owed was not done in time" },
    { STR_INIT("undone-offered"), MESSAGES_OWED, true, false,
      "To councillors: a promise was not kept in time" },
    { STR_INIT("information-due"), MESSAGES_OWED, true, false,
      "What a body promised to publish is due soon" },
    { STR_INIT("charter-asked"), MESSAGES_CHARTERS, true, false, "A group asked for a charter" },
    { STR_INIT("charter-not-begun"), MESSAGES_CHARTERS, true, false,
      "No draft is begun for a charter that was asked for, and why" },
    { STR_INIT("seat-asked"), MESSAGES_CHARTERS, true, false, "A body is invited to the table of a charter" },
    { STR_INIT("seat-taken"), MESSAGES_CHARTERS, true, false, "A body takes part in a draft" },
    { STR_INIT("seat-declined"), MESSAGES_CHARTERS, true, false, "A body takes no part in a draft, and why" },
    { STR_INIT("draft-invited"), MESSAGES_CHARTERS, true, false, "Somebody is asked to speak for a party" },
    { STR_INIT("draft-change"), MESSAGES_CHARTERS, true, false, "A change of a draft is proposed" },
    { STR_INIT("draft-settled"), MESSAGES_CHARTERS, true, false, "A change of a draft is taken or declined" },
    { STR_INIT("draft-to-sign"), MESSAGES_CHARTERS, true, false, "A text is offered for signing" },
    { STR_INIT("draft-signed"), MESSAGES_CHARTERS, true, false, "All have signed a draft" },
    { STR_INIT("draft-taken-back"), MESSAGES_CHARTERS, true, false,
      "A party takes a draft back from signing" },
    { STR_INIT("paper-waits"), MESSAGES_CHARTERS, true, false,
      "What was signed on paper waits for somebody who has seen it" },
    { STR_INIT("act-asked"), MESSAGES_CHARTERS, true, false,
      "A party asks the others whether a charter ends, rests or goes on" },
    { STR_INIT("notice-given"), MESSAGES_CHARTERS, true, false, "A party gives notice" },
    { STR_INIT("notice-withdrawn"), MESSAGES_CHARTERS, true, false, "A party withdraws its notice" },
    { STR_INIT("option-late"), MESSAGES_CHARTERS, true, false,
      "The answer about an option that was taken up is late" },
    { STR_INIT("review-due"), MESSAGES_CHARTERS, true, false, "A charter is to be looked at again" },
    { STR_INIT("charter-ends"), MESSAGES_CHARTERS, true, false, "A charter comes to its last day" },
    { STR_INIT("sign-in"), MESSAGES_ACCOUNTS, true, false, "A link to sign in" },
    { STR_INIT("sign-in-code"), MESSAGES_ACCOUNTS, true, false, "A code to sign in" },
    { STR_INIT("sign-in-letter"), MESSAGES_ACCOUNTS, true, false, "A code to sign in, by letter" },
    { STR_INIT("invitation"), MESSAGES_ACCOUNTS, true, false, "Somebody is invited to work here" },
    { STR_INIT("return-asked"), MESSAGES_ACCOUNTS, true, false, "A partner is asked for its return" },
    { STR_INIT("return-due"), MESSAGES_ACCOUNTS, true, false, "A partner's return is due soon" },
    { STR_INIT("return-late"), MESSAGES_ACCOUNTS, true, false, "A partner's return is late" },
    { STR_INIT("confirm-alerts"), MESSAGES_ALERTS, true, false,
      "Somebody wants to hear of something: confirm the address" },
    { STR_INIT("alert"), MESSAGES_ALERTS, true, false, "There is news of what somebody follows" },
    { STR_INIT("weekly"), MESSAGES_ALERTS, true, false, "The week of what somebody follows" },
    { STR_INIT("restricted"), MESSAGES_PEOPLE, true, false, "Somebody's contact is limited" },
    { STR_INIT("limit-answered"), MESSAGES_PEOPLE, true, false, "The answer to an appeal against a limit" },
    { STR_INIT("limit-ended"), MESSAGES_PEOPLE, true, false, "Somebody's contact is limited no more" },
    { STR_INIT("limit-review"), MESSAGES_PEOPLE, true, false, "To whoever looks again: a review is due" },
    { STR_INIT("limit-appealed"), MESSAGES_PEOPLE, true, false, "To whoever looks again: an appeal waits" },
    { STR_INIT("erased"), MESSAGES_PEOPLE, true, false, "What was held about somebody is erased" },
    { STR_INIT("data-refused"), MESSAGES_PEOPLE, true, false, "A request for one's data was refused" },
};

static const char *const GROUPS[MESSAGE_GROUPS] = {
    [MESSAGES_REPORTS] = "About a report",
    [MESSAGES_OWED] = "What is owed, and what is due",
    [MESSAGES_CHARTERS] = "Charters and drafts",
    [MESSAGES_ACCOUNTS] = "Signing in, and those who work here",
    [MESSAGES_ALERTS] = "What somebody follows",
    [MESSAGES_PEOPLE] = "Contact that is limited, and people's data",
};

static const struct message_name NAMES[] = {
    { "name", "whom it is for", "Ada Example", NAME_ALWAYS, NULL },
    { "community", "the name of the place", "Harcaster", NAME_ALWAYS, NULL },
    { "reference", "the report's reference", "7KQM-2XPD", NAME_OF_CASE, NULL },
    { "kind", "what is reported, by its category", "Graffiti", NAME_OF_CASE, NULL },
    { "kind_cy", "the same in Welsh", "Graffiti", NAME_OF_CASE, NULL },
    { "service", "the service that is reported for", "graffiti", NAME_OF_CASE, NULL },
    { "holder", "the body that has it now", "Harcaster Borough Council", NAME_OF_CASE, NULL },
    { "promise", "what was promised", "Graffiti\nGraffiti is removed within 5 working days.", NAME_OF_CASE,
      NULL },
    { "due", "the day it is to be done by", "the end of 9 February 2026", NAME_OF_CASE, NULL },
    { "due_figures", "the same in figures", "09/02/2026", NAME_OF_CASE, NULL },
    { "received", "the day it came", "2 February 2026", NAME_OF_CASE, NULL },
    { "received_figures", "the same in figures", "02/02/2026", NAME_OF_CASE, NULL },
    { "link", "the address to press", "https://wardmote.example/r/example", NAME_OF_CASE,
      "without it nobody gets to what the message is about" },
    { "stop", "the address that ends these messages", "https://wardmote.example/unsubscribe/example",
      NAME_OF_CASE, "without it nobody can end these messages" },
    { "code", "the code to sign in", "482 913", NAME_OF_TEXT, "without it nobody can sign in" },
    { "own_code", "the code by which a letter is answered", "7KQM2XPD", NAME_OF_TEXT,
      "without it nobody can answer a letter" },
    { "code_page", "where that code is written", "https://wardmote.example/code", NAME_OF_TEXT,
      "without it nobody can answer a letter" },
    { "minutes", "for how many minutes the link works", "15", NAME_OF_TEXT, NULL },
    { "words", "what was said", "The paint is gone, and the wall is sealed.", NAME_OF_TEXT, NULL },
    { "held", "why the words are left out", "a person is named", NAME_OF_TEXT, NULL },
    { "covered", "what about people stands in the place of their details", "[telephone number]", NAME_OF_TEXT,
      NULL },
    { "translation", "the same words in the language of whoever reported", "Mae'r paent wedi mynd.",
      NAME_OF_TEXT, NULL },
    { "first", "the report that theirs was added to", "7KQM-1ABC", NAME_OF_TEXT, NULL },
    { "body", "the body that it is about", "Eastmark County Council", NAME_OF_TEXT, NULL },
    { "untracked", "that body, where it does not work here", "Eastmark County Council", NAME_OF_TEXT, NULL },
    { "party", "who does it", "Harcaster Borough Council", NAME_OF_TEXT, NULL },
    { "what", "what it is about", "Aldermoor streets charter", NAME_OF_TEXT, NULL },
    { "until", "by when", "9 February 2026", NAME_OF_TEXT, NULL },
    { "until_figures", "the same in figures", "09/02/2026", NAME_OF_TEXT, NULL },
    { "day", "by which day it is answered", "9 February 2026", NAME_OF_TEXT, NULL },
    { "news", "what is new, a line for each", "Aldermoor ward: graffiti was reported", NAME_OF_TEXT, NULL },
    { "place", "what is followed, or where it is", "Aldermoor ward", NAME_OF_TEXT, NULL },
    { "count", "how many there are", "3", NAME_OF_TEXT, NULL },
    { "often", "how often", "at once", NAME_OF_TEXT, NULL },
    { "late", "what is late, a line for each", "2 February 2026: Aldermoor streets, R1", NAME_OF_TEXT, NULL },
    { "soon", "what is due soon, a line for each", "9 February 2026: Aldermoor streets, R2", NAME_OF_TEXT,
      NULL },
};

const struct told_kind *told_kinds(size_t *n)
{
    *n = sizeof KINDS / sizeof *KINDS;
    return KINDS;
}

const struct told_kind *told_kind_find(str name)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (str_equal(KINDS[i].name, name))
            return &KINDS[i];
    return NULL;
}

const char *message_group_title(enum message_group group)
{
    return GROUPS[group];
}

const struct message_name *message_names(size_t *n)
{
    *n = sizeof NAMES / sizeof *NAMES;
    return NAMES;
}

const struct message_name *message_name_find(str name)
{
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_equal(str_from(NAMES[i].name), name))
            return &NAMES[i];
    return NULL;
}
