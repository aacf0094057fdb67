// Which page of a report comes next: a kind, and a place, that the words name plainly enough are not asked for. What
// was understood stands on the last page before it is sent, where either can be changed.
#include "web/report_kind.h"

#include "web/report_areas.h"

#include "app/postcodes.h"
#include "app/shown.h"
#include "app/street.h"

bool report_kind_is_counted(const struct report_form *form, const struct category *category)
{
    const struct directory *directory = form->reporting.directory;
    struct shown_rules rules = { &directory->never_public, &directory->categories,
                                 &form->request->board->ledger->judged };
    struct service service = { category->name, category->sub };
    return service_visibility(&rules, &service) != VISIBLE;
}

// Kinds that others never see, that are not taken here or that somebody is rung about are chosen by whoever reports.
static bool is_plain(const struct report_form *form, const struct category *category)
{
    const struct directory *directory = form->reporting.directory;
    return !category_instead(directory, category).n && !directory_private(directory, category) &&
        !report_kind_is_counted(form, category);
}

// Nor where the words speak of such a kind besides.
static bool is_all_plain(const struct report_form *form, const struct words_found *found)
{
    const struct directory *directory = form->reporting.directory;
    for (size_t i = 0; i < found->n_categories; i++)
        if (directory_private(directory, &directory->categories.all.at[found->categories[i].index]))
            return false;
    return !found->n_dangers;
}

// Chosen once, by hand or by the link they came by: the words speak of the same, or of nothing.
static bool is_agreed(const struct category *all, const struct category *chosen,
                      const struct words_found *found)
{
    return !found->n_categories || &all[found->categories[0].index] == chosen ||
        category_is_sibling(&all[found->categories[0].index], chosen);
}

result report_kind_take(struct report_form *form, const struct words_found *found, bool *is_known)
{
    struct ctx *ctx = form->request->ctx;
    const struct categories *categories = &form->reporting.directory->categories;
    const struct category *all = categories->all.at;
    bool is_guess = report_typed(form, "guessed").n > 0, is_plainly = is_all_plain(form, found);
    str service = report_typed(form, "service");
    int chosen = service.n && !is_guess ? category_find(categories, service) : CATEGORY_NONE;
    int sure = chosen == CATEGORY_NONE && is_plainly ? words_sure(found) : CATEGORY_NONE;
    *is_known = sure != CATEGORY_NONE && is_plain(form, &all[sure]);
    if (chosen != CATEGORY_NONE) {
        *is_known = is_plainly && is_plain(form, &all[chosen]) && is_agreed(all, &all[chosen], found);
        return OK;
    }
    result e = unsent_set(ctx, &form->unsent, "guessed", *is_known ? STR("yes") : (str){ 0 });
    return e ? e : unsent_set(ctx, &form->unsent, "service", *is_known ? all[sure].service : (str){ 0 });
}

// Whether the words name a place as it would be given: a street or a postcode, of which the area is known.
static result place_read(const struct report_form *form, str *place)
{
    struct ctx *ctx = form->request->ctx;
    struct report_place found;
    str words = report_typed(form, "words");
    *place = (str){ 0 };
    if (!postcode_written(ctx, words).n && !street_written(ctx, words).n)
        return OK;
    result e = report_place_written(form, place);
    if (!e)
        e = reporting_place(&form->reporting, *place, (str){ 0 }, (str){ 0 }, &found);
    if (!e && !found.located.is_known && !report_typed(form, "area").n)
        *place = (str){ 0 };
    return e;
}

result report_place_take(struct report_form *form)
{
    struct ctx *ctx = form->request->ctx;
    str typed = report_typed(form, "place"), place;
    bool is_given = typed.n && !str_equal(typed, report_typed(form, "place-read"));
    if (is_given || report_typed(form, "latitude").n)
        return OK;
    result e = place_read(form, &place);
    if (!e)
        e = unsent_set(ctx, &form->unsent, "place", place);
    return e ? e : unsent_set(ctx, &form->unsent, "place-read", place);
}

result report_after_kind(struct report_form *form, const char **path)
{
    bool has_place = report_typed(form, "place").n || report_typed(form, "latitude").n;
    result e = report_look(form);
    bool is_rung = report_typed(form, "listed").n && form->category &&
        category_instead(form->reporting.directory, form->category).n;
    *path = has_place && !is_rung ? report_after_place(form) : "/report/where";
    return e;
}
