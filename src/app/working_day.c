#include "app/working_day.h"

#include "document/kinds.h"

static bool provides(const struct clause *clause, str body)
{
    const struct field *f = body.n ? field_find(&clause->fields, KEY_PROVIDER) : NULL;
    for (size_t i = 0; f && !f->is_bad && i < f->items.n; i++)
        if (str_same_name(f->items.at[i], body))
            return true;
    return false;
}

static const struct calendar *calendar_in(const struct judged_document *document, str body)
{
    for (size_t i = 0; i < document->promises.n; i++)
        if (provides(document->promises.at[i].clause, body))
            return document->promises.at[i].timing.calendar;
    return NULL;
}

static const struct calendar *calendar_of(const struct ledger *ledger, str body)
{
    const struct judged_documents *all = &ledger->judged.documents;
    const struct calendar *found = NULL;
    for (size_t i = all->n; i-- > 0 && !found;)
        found = calendar_in(&all->at[i], body);
    for (size_t i = all->n; i-- > 0 && !found;)
        found = all->at[i].promises.n ? all->at[i].promises.at[0].timing.calendar : NULL;
    return found;
}

static date weekday_after(date from, int n)
{
    while (n > 0) {
        from = date_add_days(from, 1);
        n -= date_weekday(from) < SATURDAY;
    }
    return from;
}

date working_day_of(const struct ledger *ledger, str body, date from, int n)
{
    const struct calendar *calendar = calendar_of(ledger, body);
    return calendar ? calendar_date_at(calendar, calendar_ordinal(calendar, from) + n)
                    : weekday_after(from, n);
}
