#include "app/shown.h"

enum visibility clause_visibility(const struct clause *clause)
{
    const struct field *f = field_find(&clause->fields, KEY_PUBLIC);
    return f && !f->is_bad && f->is_public != PUBLIC_YES ? COUNTED_ONLY : VISIBLE;
}

// By both parts of the name: what a category is called does not speak for its sub-names.
static bool is_public(const struct categories *categories, const struct service *service)
{
    for (size_t i = 0; i < categories->all.n; i++) {
        const struct category *c = &categories->all.at[i];
        if (str_same_name(c->name, service->name) && str_same_name(c->sub, service->sub))
            return c->is_public;
    }
    return false;
}

enum visibility service_visibility(const struct shown_rules *rules, const struct service *service)
{
    bool is_shown = is_public(rules->categories, service);
    if (private_services_have(rules->never, service))
        return COUNTED_ONLY;
    for (size_t d = 0; d < rules->judged->documents.n; d++) {
        const struct judged_document *document = &rules->judged->documents.at[d];
        for (size_t i = 0; i < document->promises.n; i++) {
            const struct clause *clause = document->promises.at[i].clause;
            if (!clause_level(clause, service))
                continue;
            if (clause_visibility(clause) != VISIBLE)
                return COUNTED_ONLY;
            is_shown = true;
        }
    }
    return is_shown ? VISIBLE : COUNTED_ONLY;
}

static bool has_all(const struct categories *all, const struct categories *of)
{
    for (size_t i = 0; i < of->all.n; i++) {
        const struct category *c = &of->all.at[i];
        if (c->is_public && !is_public(all, &(struct service){ c->name, c->sub }))
            return false;
    }
    return true;
}

bool categories_show_same(const struct categories *a, const struct categories *b)
{
    return has_all(a, b) && has_all(b, a);
}
