#include "format/paper_internal.h"

struct speech paper_speech(const struct paper_asked *asked, const struct clause *clause)
{
    return (struct speech){
        .arena = asked->arena, .language = asked->language, .document = asked->document, .clause = clause
    };
}

str paper_under(const struct paper_asked *asked)
{
    struct speech s = paper_speech(asked, NULL);
    const struct field *area = field_find(&asked->document->header, KEY_AREA),
                       *days = field_find(&asked->document->header, KEY_IN_FORCE);
    str place = area && !area->is_bad ? names_and(&s, &area->items) : (str){ 0 }, when = { 0 };
    if (days && !days->is_bad) {
        str from = date_said(&s, days->range.from);
        when = date_is_none(days->range.to) ? SAY(&s, "from %1$s", from)
                                            : SAY(&s, "%1$s to %2$s", from, date_said(&s, days->range.to));
    }
    return place.n && when.n ? SAY(&s, "%1$s. %2$s", place, when) : place.n ? place : when;
}

str paper_standing(const struct paper_asked *asked)
{
    struct speech s = paper_speech(asked, NULL);
    return asked->is_draft
        ? words(&s, N_("This is a draft. It binds nobody until all parties have signed it."))
        : asked->standing;
}

str paper_typed(str site)
{
    str rest = str_from_byte(site, str_find(site, STR("://")));
    return rest.n ? str_from_byte(rest, 3) : site;
}

str paper_link(const struct paper_asked *asked)
{
    if (!asked->site.n)
        return (str){ 0 };
    return str_format(asked->arena, "%.*s%.*s", STR_ARGS(asked->site), STR_ARGS(asked->path));
}

static str telephone_of(const struct paper_asked *asked, str party)
{
    for (size_t i = 0; i < asked->telephones.n; i++)
        if (str_same_name(asked->telephones.at[i].party, party))
            return asked->telephones.at[i].words;
    return (str){ 0 };
}

str paper_ring(const struct paper_asked *asked, const struct clause *clause)
{
    const struct clause *contact = document_contact(asked->document, clause);
    const struct field *number = contact ? field_find(&contact->fields, KEY_TELEPHONE) : NULL,
                       *address = contact ? field_find(&contact->fields, KEY_EMAIL) : NULL;
    if (number && !number->is_bad)
        return number->text;
    str known = telephone_of(asked, clause_party(clause));
    return known.n ? known : address && !address->is_bad ? address->text : (str){ 0 };
}
