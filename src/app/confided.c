#include "app/confided.h"

#include "app/hiding.h"
#include "app/shown.h"
#include "rules/words.h"

enum { PIECE_BYTES = 1200 }; // read at a time, so that nothing far down in a long text is passed over

static bool has_word(str words, str word)
{
    while (words.n)
        if (str_equal(str_cut(&words, ' '), word))
            return true;
    return false;
}

// Whether all that speaks for one kind speaks for the chosen one too.
static bool is_explained(const struct word_match *match, str chosen)
{
    str rest = match->why;
    while (rest.n)
        if (!has_word(chosen, str_cut(&rest, ' ')))
            return false;
    return true;
}

static str why_chosen(const struct words_found *f, int chosen)
{
    for (size_t i = 0; i < f->n_categories; i++)
        if (f->categories[i].index == chosen)
            return f->categories[i].why;
    return (str){ 0 };
}

static const struct private_service *danger_row(const struct directory *directory, const struct danger *d)
{
    struct service service = service_from(d->service);
    return d->is_public || !d->service.n ? NULL : private_services_find(&directory->never_public, &service);
}

static struct confided in_piece(const struct directory *directory, const struct words_found *f, int chosen)
{
    const struct categories *all = &directory->categories;
    str why = why_chosen(f, chosen);
    for (size_t i = 0; i < f->n_dangers; i++) {
        const struct danger *d = &all->dangers.at[f->dangers[i].index];
        const struct private_service *row = danger_row(directory, d);
        if (row)
            return (struct confided){ d->title, row->instead };
    }
    for (size_t i = 0; i < f->n_categories; i++) {
        const struct category *c = &all->all.at[f->categories[i].index];
        const struct private_service *row = directory_private(directory, c);
        if (row && f->categories[i].index != chosen && !is_explained(&f->categories[i], why))
            return (struct confided){ category_title(c), row->instead };
    }
    return (struct confided){ .title = { 0 } };
}

// Up to the last space that fits.
static str piece_cut(str *rest)
{
    size_t n = rest->n;
    if (n > PIECE_BYTES)
        for (n = PIECE_BYTES; n > 1 && rest->at[n] != ' ' && rest->at[n] != '\n';)
            n--;
    n = n > 1 || rest->n <= PIECE_BYTES ? n : PIECE_BYTES;
    str piece = { rest->at, n };
    *rest = str_from_byte(*rest, n);
    return piece;
}

static bool is_shown(const struct confiding *c)
{
    struct shown_rules rules = { &c->directory->never_public, &c->directory->categories, c->judged };
    struct service service = service_from(c->service);
    return service_visibility(&rules, &service) == VISIBLE;
}

result confided_find(struct ctx *ctx, const struct confiding *c, struct confided *found)
{
    const struct categories *all = &c->directory->categories;
    int chosen = category_find(all, c->service);
    str words = is_shown(c) ? c->words : (str){ 0 };
    result e = OK;
    *found = (struct confided){ .title = { 0 } };
    while (!e && words.n && !found->title.n) {
        struct words_found f;
        e = words_find(ctx, all, piece_cut(&words), &f);
        if (!e)
            *found = in_piece(c->directory, &f, chosen);
    }
    return e;
}

// Nobody said it: the program found it.
static result hold(struct desk *desk, int64_t fact_id)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_HIDDEN);
    fact.voice = VOICE_SYSTEM;
    fact.said_by = (str){ 0 };
    fact.name = hidden_entry(desk->ctx->arena, fact_id);
    fact.value = hiding_value(desk->ctx->arena, HIDING_SPEAKS);
    return fact_keep(desk->ctx, desk->db, fact, PRIVATE_NOTHING, NULL);
}

result confided_hold(struct desk *desk, str service, str words, int64_t fact_id)
{
    struct directory directory;
    struct confided found = { .title = { 0 } };
    result e = directory_read(desk->ctx, desk->db, &directory);
    if (!e)
        e = confided_find(desk->ctx, &(struct confiding){ &directory, &desk->ledger->judged, service, words },
                          &found);
    return e || !found.title.n ? e : hold(desk, fact_id);
}
