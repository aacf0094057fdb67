// One report posted to a body's server, and its answer understood. Posting must not be done twice: that it is about to
// be is written down first, and whoever comes after looks for it there by its mark, and only posts again what is not
// found.
#include "app/onward_internal.h"

#include "app/outbox.h"
#include "app/outward.h"
#include "app/person.h"
#include "app/photograph.h"
#include "app/setting.h"
#include "format/time_format.h"

enum { FORM_MAX = 128 << 10, WORDS_MAX = 16 << 10, BEFORE_SECONDS = 3600, SAID_MAX = 300 };

struct posting {
    struct onward_sending *s;
    struct onward_server_row server;
    const struct onward_asker *asker;
    struct fact_row_list facts; // of the case
    struct private_by_fact_out place;
    struct case_people_out who;
    struct case_row row;
    str address; // of this site; empty where it was never told
    str words, picture;
    bool is_again;
    bool is_there;
};

static const struct fact_row *fact_of_id(const struct posting *p, int64_t id)
{
    for (size_t i = 0; i < p->facts.n; i++)
        if (p->facts.at[i].id == id)
            return &p->facts.at[i];
    return NULL;
}

// Such a server may show everybody what it is sent: of words that nobody else reads here is said that they can be asked
// for, and where whoever may reads them.
static str held_words(struct ctx *ctx, const struct posting *p)
{
    str link = p->address.n
        ? str_format(ctx->arena, " Whoever of you works with us reads it at %.*s/work/%.*s.",
                     STR_ARGS(p->address), STR_ARGS(p->row.reference))
        : (str){ 0 };
    return str_format(
        ctx->arena,
        "Reported as: %.*s. What was written is not for everybody: ask us for it by our reference.%.*s",
        STR_ARGS(p->row.service), STR_ARGS(link));
}

// Empty where nothing was written, or it was erased.
static result words_of(struct ctx *ctx, const struct posting *p, int64_t fact_id, str *words)
{
    const struct fact_row *f = fact_of_id(p, fact_id);
    struct outward out = { ctx, &p->facts, p->s->now, { 0 } };
    struct outward_words said = { .words = { 0 } };
    result e = f && f->words.n ? outward_words_make(&out, f, &said) : OK;
    *words = said.held.n ? held_words(ctx, p) : said.words;
    return e;
}

// What is said there: what was reported, and of a dispute why it is not so and which one it is about.
static result words_make(struct ctx *ctx, struct db *db, struct posting *p)
{
    struct onward_report_row_list rows;
    const struct onward_report_row *report = &p->s->report;
    const struct fact_row *f = fact_of_id(p, report->fact_id);
    result e = query_onward_report_of_case(
        ctx, db, &(struct onward_report_of_case_in){ COMMUNITY_FIRST, report->case_id }, &rows);
    str first = { 0 };
    for (size_t i = 0; !e && i < rows.n && rows.at[i].id < report->id; i++)
        first = rows.at[i].reference.n ? rows.at[i].reference : first;
    bool is_dispute = f && f->kind == FACT_DISPUTED;
    if (!e)
        e = words_of(ctx, p, is_dispute ? f->id : report->case_id, &p->words);
    if (!e && is_dispute)
        p->words = str_format(
            ctx->arena, "About your %.*s: whoever reported it says that it is not as it should be.\n%.*s",
            STR_ARGS(first), STR_ARGS(p->words));
    return e;
}

static result picture_find(struct ctx *ctx, struct db *db, struct posting *p)
{
    str hash = { 0 };
    result e = p->address.n ? photograph_for_all(ctx, db, &p->row, &hash) : OK;
    if (!e && hash.n)
        p->picture = str_format(ctx->arena, "%.*s/photographs/%.*s", STR_ARGS(p->address), STR_ARGS(hash));
    return e;
}

// Whoever reported it, where the body is told of them.
static result who_find(struct ctx *ctx, struct db *db, struct posting *p)
{
    struct case_people_out_list people;
    if (!p->server.tells_who)
        return OK;
    result e = query_case_people(ctx, db, &(struct case_people_in){ COMMUNITY_FIRST, p->s->report.case_id },
                                 &people);
    for (size_t i = 0; !e && i < people.n; i++)
        if (str_equal(people.at[i].part, PART_REPORTER)) {
            p->who = people.at[i];
            break;
        }
    return e;
}

static result case_gather(struct ctx *ctx, struct db *db, struct posting *p)
{
    const struct onward_report_row *report = &p->s->report;
    bool is_found;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, report->case_id },
                                  &p->facts);
    if (!e)
        e = query_private_by_fact(ctx, db, &(struct private_by_fact_in){ COMMUNITY_FIRST, report->case_id },
                                  &p->place, &is_found);
    if (!e && !is_found) // erased meanwhile
        p->place = (struct private_by_fact_out){ .words = { 0 } };
    if (!e)
        e = outward_place_make(&(struct outward){ ctx, &p->facts, p->s->now, { 0 } }, &p->place);
    if (!e)
        e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, report->case_id }, &p->row,
                             &is_found);
    if (!e)
        e = setting_read(ctx, db, SETTING_ADDRESS, &p->address);
    if (!e && is_found)
        e = words_make(ctx, db, p);
    if (!e)
        e = who_find(ctx, db, p);
    p->is_there = !e && p->words.n;
    return e || !p->is_there ? e : picture_find(ctx, db, p);
}

// All that is to be known, and that it is about to be sent.
static result begin_work(struct ctx *ctx, struct db *db, void *with)
{
    struct posting *p = with;
    struct onward_report_row *report = &p->s->report;
    bool is_found, has_server = false;
    result e = query_onward_report_by_fact(
        ctx, db, &(struct onward_report_by_fact_in){ COMMUNITY_FIRST, p->s->row->fact_id }, report,
        &is_found);
    if (!e && is_found)
        e = query_onward_server_by_body(ctx, db,
                                        &(struct onward_server_by_body_in){ COMMUNITY_FIRST, report->body },
                                        &p->server, &has_server);
    if (e || !is_found || !has_server)
        return e;
    e = case_gather(ctx, db, p);
    if (e || !p->is_there || report->token.n)
        return e;
    p->is_again = !instant_is_none(report->asked);
    report->asked = p->is_again ? report->asked : p->s->now;
    report->state = ONWARD_ASKED;
    return onward_put(ctx, db, report);
}

static void reference_take(struct ctx *ctx, struct posting *p, const struct wire_value *record)
{
    struct onward_report_row *report = &p->s->report;
    report->reference = onward_text(ctx, wire_text_of(record, STR("service_request_id")), SAID_MAX);
    report->state = report->reference.n ? ONWARD_TAKEN : report->state;
    report->said = (str){ 0 };
}

static str mark_words(struct ctx *ctx, const struct posting *p)
{
    return str_format(ctx->arena, "Our reference: %.*s.", STR_ARGS(p->s->report.mark));
}

static str time_text(struct ctx *ctx, instant at)
{
    const struct zone *utc;
    struct buffer out = buffer_open(64);
    if (!zone_load(ctx, STR("UTC"), &utc))
        instant_write(&out, utc, at);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

// Something may have been taken of which no answer came: it is looked for by its mark. A server that lists nothing, or
// does not let one ask, has none that can be found.
static result mark_find(struct ctx *ctx, struct posting *p)
{
    struct buffer query = buffer_open(FORM_MAX);
    struct onward_question q = { .asker = p->asker, .server = &p->server, .path = STR("/requests") };
    instant from = { p->s->report.asked.second - BEFORE_SECONDS },
            until = { p->s->now.second + BEFORE_SECONDS };
    open311_field_add(&query, "service_code", p->s->report.code);
    open311_field_add(&query, "start_date", time_text(ctx, from));
    open311_field_add(&query, "end_date", time_text(ctx, until));
    q.query = str_copy(ctx->arena, buffer_str(&query));
    buffer_close(&query);
    result e = onward_ask(ctx, &q);
    if (e == ERR_BUSY)
        return e;
    ctx->error = (struct error){ .code = OK };
    str mark = mark_words(ctx, p);
    for (size_t i = 0; !e && i < q.root.n; i++) {
        str description = wire_text_of(&q.root.parts[i], STR("description"));
        if (str_find(description, mark) < description.n) {
            reference_take(ctx, p, &q.root.parts[i]);
            break;
        }
    }
    return OK;
}

static result token_ask(struct ctx *ctx, struct posting *p)
{
    struct buffer path = buffer_open(FORM_MAX);
    buffer_print(&path, "/tokens/");
    open311_escape(&path, p->s->report.token);
    struct onward_question q = { .asker = p->asker,
                                 .server = &p->server,
                                 .path = str_copy(ctx->arena, buffer_str(&path)) };
    buffer_close(&path);
    result e = onward_ask(ctx, &q);
    if (!e)
        reference_take(ctx, p, onward_first(&q.root));
    if (e && e != ERR_MISSING)
        return e;
    ctx->error = (struct error){ .code = OK };
    return p->s->report.reference.n ? OK
                                    : fail(ctx, ERR_BUSY, "it was taken, its number there is still to come");
}

// The value that their list has for an answer of ours; else the answer itself.
static str value_there(const struct wire_value *attribute, str answer)
{
    const struct wire_value *values = wire_find(attribute, STR("values"));
    for (size_t i = 0; values && i < values->n; i++) {
        str key = wire_text_of(&values->parts[i], STR("key"));
        if (str_same_name(key, answer) || str_same_name(wire_text_of(&values->parts[i], STR("name")), answer))
            return key;
    }
    return values && values->n ? (str){ 0 } : answer;
}

static bool is_asked_by(struct ctx *ctx, const struct wire_value *attribute, str name)
{
    str code = wire_text_of(attribute, STR("code"));
    return str_same_name(code, name) ||
        str_same_name(code, str_format(ctx->arena, "q-%.*s", STR_ARGS(name))) ||
        str_same_name(wire_text_of(attribute, STR("description")), name);
}

// attribute[CODE]=VALUE, where their definition asks for what was answered here; else it stands among the words.
static void answer_add(struct ctx *ctx, const struct wire_value *attributes, const struct fact_row *f,
                       struct buffer *form, struct buffer *words)
{
    for (size_t i = 0; attributes && i < attributes->n; i++) {
        const struct wire_value *a = &attributes->parts[i];
        str value = is_asked_by(ctx, a, f->name) ? value_there(a, f->value) : (str){ 0 };
        if (!value.n)
            continue;
        struct buffer name = buffer_open(WORDS_MAX);
        buffer_print(&name, "attribute[");
        open311_escape(&name, wire_text_of(a, STR("code")));
        buffer_print(&name, "]");
        buffer_byte(&name, 0);
        open311_field_add(form, name.at ? name.at : "", value);
        buffer_close(&name);
        return;
    }
    buffer_print(words, "\n%.*s: %.*s", STR_ARGS(f->name), STR_ARGS(f->value));
}

static bool is_answer(const struct fact_row *f)
{
    return f->kind == FACT_KNOWN && f->name.n && f->value.n && f->voice == VOICE_REPORTER &&
        !str_same_name(f->name, STR("incident"));
}

// What the service there asks besides, where its list says that it does; NULL for nothing.
static result attributes_ask(struct ctx *ctx, struct posting *p, struct onward_question *q,
                             const struct wire_value **attributes)
{
    struct onward_offers offers;
    bool asks_more = false;
    *attributes = NULL;
    result e = onward_offers_read(ctx, p->server.services, &offers);
    for (size_t i = 0; !e && i < offers.n; i++)
        asks_more |= offers.at[i].asks_more && str_equal(offers.at[i].code, p->s->report.code);
    if (e || !asks_more)
        return e;
    struct buffer path = buffer_open(WORDS_MAX);
    buffer_print(&path, "/services/");
    open311_escape(&path, p->s->report.code);
    *q = (struct onward_question){ .asker = p->asker,
                                   .server = &p->server,
                                   .path = str_copy(ctx->arena, buffer_str(&path)) };
    buffer_close(&path);
    e = onward_ask(ctx, q);
    if (!e)
        *attributes = wire_find(&q->root, STR("attributes"));
    return e;
}

static void place_add(const struct posting *p, struct buffer *form)
{
    bool has_point = p->place.latitude.n && p->place.longitude.n;
    open311_field_add(form, "lat", has_point ? p->place.latitude : (str){ 0 });
    open311_field_add(form, "long", has_point ? p->place.longitude : (str){ 0 });
    open311_field_add(form, "address_string", p->place.place);
}

static void who_add(const struct posting *p, struct buffer *form)
{
    str last = p->who.name, first = str_cut(&last, ' ');
    open311_field_add(form, "first_name", first);
    open311_field_add(form, "last_name", last.at ? str_trim(last) : (str){ 0 });
    open311_field_add(form, "email", p->who.email);
    open311_field_add(form, "phone", p->who.telephone);
}

static result form_make(struct ctx *ctx, const struct posting *p, const struct wire_value *attributes,
                        str *form)
{
    struct buffer out = buffer_open(FORM_MAX), words = buffer_open(WORDS_MAX);
    open311_field_add(&out, "jurisdiction_id", p->server.jurisdiction);
    open311_field_add(&out, "api_key", p->server.api_key);
    open311_field_add(&out, "service_code", p->s->report.code);
    place_add(p, &out);
    buffer_add(&words, p->words);
    for (size_t i = 0; i < p->facts.n; i++)
        if (is_answer(&p->facts.at[i]))
            answer_add(ctx, attributes, &p->facts.at[i], &out, &words);
    buffer_print(&words, "\n\n%.*s", STR_ARGS(mark_words(ctx, p)));
    open311_field_add(&out, "description", buffer_str(&words));
    open311_field_add(&out, "media_url", p->picture);
    who_add(p, &out);
    result e = buffer_check(ctx, &words);
    if (!e)
        e = buffer_check(ctx, &out);
    *form = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&words);
    buffer_close(&out);
    return e;
}

static result post(struct ctx *ctx, struct posting *p)
{
    struct onward_question definition,
        q = { .asker = p->asker, .server = &p->server, .path = STR("/requests") };
    const struct wire_value *attributes;
    struct onward_report_row *report = &p->s->report;
    result e = attributes_ask(ctx, p, &definition, &attributes);
    if (!e)
        e = form_make(ctx, p, attributes, &q.form);
    if (!e)
        e = onward_ask(ctx, &q);
    if (e == ERR_MISSING)
        return fail(ctx, ERR_RULE, "its server takes no requests at that address");
    if (e)
        return e;
    const struct wire_value *record = onward_first(&q.root);
    reference_take(ctx, p, record);
    report->token = onward_text(ctx, wire_text_of(record, STR("token")), SAID_MAX);
    if (report->reference.n)
        return OK;
    report->state = report->token.n ? ONWARD_TOKEN : report->state;
    return report->token.n
        ? fail(ctx, ERR_BUSY, "it was taken, its number there is still to come")
        : fail(ctx, ERR_RULE, "its server answered without a number: look there for '%.*s'",
               STR_ARGS(mark_words(ctx, p)));
}

static result deliver(struct ctx *ctx, struct posting *p)
{
    if (p->s->report.token.n)
        return token_ask(ctx, p);
    result e = p->is_again ? mark_find(ctx, p) : OK;
    return e || p->s->report.reference.n ? e : post(ctx, p);
}

result onward_send(struct ctx *ctx, struct store *store, const struct onward_asker *asker,
                   struct onward_sending *s, struct ctx *failure)
{
    struct posting p = { .s = s, .asker = asker };
    result e = store_write(ctx, store, begin_work, &p);
    s->is_there = p.is_there;
    if (e)
        return e;
    if (!p.is_there)
        (void)fail(failure, ERR_MISSING, "the body has no server any more, or what was to be sent is gone");
    else if ((e = deliver(failure, &p)) != OK && !failure->error.code)
        failure->error.code = e;
    if (failure->error.code)
        s->report.said = str_copy(ctx->arena, str_from(failure->error.text));
    return OK;
}

static result ended_say(struct ctx *ctx, struct db *db, const struct onward_sending *s, str value)
{
    const struct doer by = { VOICE_SYSTEM, { 0 }, ID_NONE };
    struct desk desk;
    struct case_row row;
    bool is_found;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, s->report.case_id }, &row,
                                &is_found);
    if (e || !is_found)
        return e;
    e = desk_open(ctx, db, s->now, &by, &desk);
    if (!e)
        e = desk_take(&desk, row.reference);
    if (e)
        return e;
    struct fact_insert_in fact = desk_fact(&desk, FACT_SENT_ON);
    fact.name = s->report.body;
    fact.value = value;
    e = desk_say(&desk, fact, NULL);
    return e ? e : desk_settle(&desk);
}

result onward_end(struct ctx *ctx, struct db *db, const struct onward_sending *s, bool is_dead)
{
    struct onward_report_row report = s->report;
    bool is_taken = str_equal(report.state, ONWARD_TAKEN);
    if (!s->is_there && report.id == ID_NONE)
        return OK;
    if (is_taken)
        report.look_at = s->now;
    if (is_dead)
        report.state = ONWARD_NOT_SENT;
    result e = onward_put(ctx, db, &report);
    if (e || (!is_taken && !is_dead))
        return e;
    return ended_say(ctx, db, s, is_taken ? FACT_VALUE_TAKEN : FACT_VALUE_NOT_SENT);
}
