// What an alert says: a line for each piece of news that everybody may see when it is sent.
#include "app/message_internal.h"

#include "app/alert.h"
#include "app/directory.h"
#include "app/ledger.h"
#include "app/subscription.h"
#include "app/titles.h"

enum { NEWS_MAX = 16 << 10, PATH_MAX_BYTES = 1000 };

struct news {
    struct making *m;
    struct buffer text;
    struct directory directory; // what kinds are called
    int64_t n;
    str last; // the address of the last one
};

static str detail_of(const struct making *m, str name)
{
    for (size_t i = 0; i < m->values.n; i++)
        if (str_equal(m->values.at[i].name, name))
            return m->values.at[i].value;
    return (str){ 0 };
}

// One segment of a path: what is no letter, digit or hyphen in its code.
static str segment(struct ctx *ctx, str s)
{
    struct buffer out = buffer_open(PATH_MAX_BYTES);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (char_is_letter(c) || char_is_digit(c) || c == '-' || c == '_')
            buffer_byte(&out, c);
        else
            buffer_print(&out, "%%%02X", (unsigned)(unsigned char)c);
    }
    str copy = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return copy;
}

static void news_line(struct news *news, const struct fact_row *f, str about, str url)
{
    struct making *m = news->m;
    str day = making_day(m, f->happened);
    if (news->n++)
        buffer_byte(&news->text, '\n');
    buffer_print(&news->text, "%.*s: %.*s: %.*s", STR_ARGS(day), STR_ARGS(about),
                 STR_ARGS(alert_words(m->ctx, f)));
    if (url.n)
        buffer_print(&news->text, "\n%.*s", STR_ARGS(url));
    news->last = url;
}

static result case_line(struct news *news, const struct fact_row *f)
{
    struct making *m = news->m;
    struct case_row c;
    bool is_found;
    result e = query_case_by_id(m->ctx, m->db, &(struct case_by_id_in){ COMMUNITY_FIRST, f->case_id }, &c,
                                &is_found);
    if (e || !is_found || c.visibility != VISIBLE || !c.service.n)
        return e;
    str kind = directory_title(&news->directory, c.service);
    str about = c.area.n ? str_format(m->ctx->arena, "%.*s, %.*s (%.*s)", STR_ARGS(kind), STR_ARGS(c.area),
                                      STR_ARGS(c.reference))
                         : str_format(m->ctx->arena, "%.*s (%.*s)", STR_ARGS(kind), STR_ARGS(c.reference));
    news_line(news, f, about, making_url(m, "/reports/", segment(m->ctx, c.reference)));
    return OK;
}

static result fact_line_add(struct news *news, int64_t id)
{
    struct making *m = news->m;
    struct fact_row f;
    bool is_found;
    result e = query_fact_told(m->ctx, m->db, &(struct fact_told_in){ COMMUNITY_FIRST, id }, &f, &is_found);
    if (e || !is_found)
        return e;
    if (f.case_id != ID_NONE)
        return case_line(news, &f);
    str document = f.kind == FACT_ADOPTED ? f.name : f.document;
    str title;
    e = charter_title(m->ctx, m->db, document, &title);
    if (e)
        return e;
    str about = f.clause.n ? str_format(m->ctx->arena, "%.*s, %.*s", STR_ARGS(title), STR_ARGS(f.clause))
                           : title;
    news_line(news, &f, about, making_url(m, "/charters/", segment(m->ctx, document)));
    return OK;
}

// Where all of it is shown, if there is such a page.
static str page_of(const struct making *m, const struct subscription_row *s, const struct news *news)
{
    str subject = segment(m->ctx, s->subject);
    if (news->n == 1)
        return news->last;
    if (str_equal(s->kind, ABOUT_AREA))
        return making_url(m, "/areas/", subject);
    if (str_equal(s->kind, ABOUT_CHARTER))
        return making_url(m, "/charters/", subject);
    return str_equal(s->kind, ABOUT_CASE) ? making_url(m, "/reports/", subject) : (str){ 0 };
}

static result values_add(struct making *m, const struct subscription_row *s, struct news *news)
{
    str text = str_copy(m->ctx->arena, buffer_str(&news->text));
    result e = making_value(m, "news", text);
    if (!e)
        e = making_value(m, "count", str_format(m->ctx->arena, "%lld", (long long)news->n));
    str place;
    if (!e)
        e = subscription_say(m->ctx, m->db, s, &place);
    if (!e)
        e = making_value(m, "place", place);
    if (!e)
        e = making_value(m, "link", page_of(m, s, news));
    return e ? e : making_value(m, "stop", making_url(m, "/unsubscribe/", s->token));
}

static result news_read(struct news *news, const struct subscription_row *s, bool *is_there)
{
    result e = directory_read(news->m->ctx, news->m->db, &news->directory);
    for (str rest = detail_of(news->m, STR("facts")); rest.at && !e;) {
        int64_t id;
        if (str_to_int(str_cut(&rest, ' '), &id))
            e = fact_line_add(news, id);
    }
    *is_there = !e && news->n;
    if (!e && *is_there)
        e = values_add(news->m, s, news);
    return e ? e : buffer_check(news->m->ctx, &news->text);
}

result making_alert(struct making *m, bool *is_there)
{
    struct subscription_row s;
    struct news news = { .m = m };
    int64_t id = 0;
    *is_there = false;
    if (!str_to_int(detail_of(m, STR("subscription")), &id))
        return OK;
    result e = query_subscription_by_id(m->ctx, m->db, &(struct subscription_by_id_in){ COMMUNITY_FIRST, id },
                                        &s, is_there);
    if (e || !*is_there)
        return e;
    news.text = buffer_open(NEWS_MAX);
    e = news_read(&news, &s, is_there);
    buffer_done(m->ctx->arena, &news.text);
    return e;
}
