#include "app/person.h"

#include "app/ledger.h"
#include "app/record.h"
#include "base/utf8.h"

#include <sodium.h>

enum { KEY_BYTES = 16, IDS_NAMED = 10 };

static str small_letters(struct ctx *ctx, str s)
{
    struct buffer out = buffer_open(PERSON_TEXT_MAX);
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++)
        buffer_byte(&out, char_lower(s.at[i]));
    str small = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return small;
}

static str number_only(struct ctx *ctx, str s)
{
    struct buffer out = buffer_open(PERSON_TEXT_MAX);
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++)
        if (!str_has(STR(" -.()/"), s.at[i]))
            buffer_byte(&out, s.at[i]);
    str number = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return number;
}

static result text_check(struct ctx *ctx, str text, const char *what)
{
    if (text.n > PERSON_TEXT_MAX)
        return fail(ctx, ERR_INPUT, "the %s is longer than %d bytes", what, PERSON_TEXT_MAX);
    if (utf8_invalid_at(text) < text.n)
        return fail(ctx, ERR_INPUT, "the %s is not UTF-8", what);
    return OK;
}

static result way_check(struct ctx *ctx, const struct person *p)
{
    const struct {
        str way, needed;
        const char *what;
    } ways[] = {
        { STR("email"), p->email, "an e-mail address" },
        { STR("text"), p->telephone, "a telephone number" },
        { STR("telephone"), p->telephone, "a telephone number" },
        { STR("letter"), p->address, "an address" },
        { STR("none"), STR("nothing"), "" },
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (str_equal(ways[i].way, p->way))
            return ways[i].needed.n ? OK
                                    : fail(ctx, ERR_INPUT, "'%.*s' needs %s", STR_ARGS(p->way), ways[i].what);
    return fail(ctx, ERR_INPUT, "the way to reach somebody is email, text, letter, telephone or none");
}

result person_check(struct ctx *ctx, struct person *p)
{
    const struct {
        str *text;
        const char *what;
    } texts[] = { { &p->name, "name" },
                  { &p->email, "e-mail address" },
                  { &p->telephone, "telephone number" },
                  { &p->address, "address" },
                  { &p->language, "language" } };
    result e = OK;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && !e; i++) {
        *texts[i].text = str_trim(*texts[i].text);
        e = text_check(ctx, *texts[i].text, texts[i].what);
    }
    if (e)
        return e;
    p->email = small_letters(ctx, p->email);
    p->telephone = number_only(ctx, p->telephone);
    p->way = str_trim(p->way).n ? small_letters(ctx, p->way) : STR("none");
    if (arena_is_full(ctx->arena)) // else what is there would seem not to be
        return arena_fail(ctx);
    if (p->print.n && !str_equal(p->print, PRINT_LARGE))
        return fail(ctx, ERR_INPUT, "letters are printed large or as everybody's");
    if (p->email.n && !str_has(p->email, '@'))
        return fail(ctx, ERR_INPUT, "an e-mail address has an @ in it");
    if (!p->name.n && !p->email.n && !p->telephone.n && !p->address.n)
        return fail(ctx, ERR_INPUT,
                    "a person needs a name, an e-mail address, a telephone number or an address");
    return way_check(ctx, p);
}

str email_problem(str email)
{
    size_t at = str_find(email, STR("@"));
    bool is_whole = at > 0 && at + 1 < email.n && !str_has(email, ' ');
    return is_whole || !email.n ? (str){ 0 } : STR("Write the whole address, such as name@example.org");
}

str telephone_problem(str telephone)
{
    size_t digits = 0;
    for (size_t i = 0; i < telephone.n; i++)
        digits += char_is_digit(telephone.at[i]);
    bool is_whole = digits >= 7 && digits <= 15; // ITU-T E.164 has 15 at most
    return is_whole || !telephone.n ? (str){ 0 } : STR("Write the whole number, such as 07700 900123");
}

static str key_random(struct ctx *ctx)
{
    unsigned char bytes[KEY_BYTES];
    char text[2 * sizeof bytes + 1];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
    return str_copy(ctx->arena, str_from(text));
}

str person_mark(struct ctx *ctx, str key)
{
    return content_hash(ctx, key);
}

result person_add(struct ctx *ctx, struct db *db, struct person *p)
{
    return query_person_insert(ctx, db,
                               &(struct person_insert_in){ COMMUNITY_FIRST, p->name, p->email, p->telephone,
                                                           p->address, p->language, p->way, key_random(ctx),
                                                           p->print },
                               &p->id);
}

// Two people may share an address; the name tells them apart.
static const struct person_row *same_person(const struct person_row_list *rows, const struct person *p,
                                            bool is_by_address)
{
    for (size_t i = 0; i < rows->n; i++)
        if (str_same_name(rows->at[i].name, p->name) &&
            (!is_by_address || str_equal(rows->at[i].address, p->address)))
            return &rows->at[i];
    return NULL;
}

result person_find(struct ctx *ctx, struct db *db, const struct person *p, struct person_row *found)
{
    struct person_row_list rows = { 0 };
    const struct person_row *same = NULL;
    result e = OK;
    *found = (struct person_row){ .id = ID_NONE };
    if (p->email.n) {
        e = query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, p->email }, &rows);
        same = same_person(&rows, p, false);
    }
    if (!e && !same && p->telephone.n) {
        e = query_person_of_telephone(
            ctx, db, &(struct person_of_telephone_in){ COMMUNITY_FIRST, p->telephone }, &rows);
        same = same_person(&rows, p, false);
    }
    if (!e && !same && p->name.n) {
        e = query_person_of_name(ctx, db, &(struct person_of_name_in){ COMMUNITY_FIRST, p->name }, &rows);
        same = same_person(&rows, p, true);
    }
    if (!e && same)
        *found = *same;
    return e;
}

static result same_add(struct ctx *ctx, const struct person_row *person, struct person_row_list *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        if (rows->at[i].id == person->id)
            return OK;
    struct person_row *slot = LIST_PUSH(ctx->arena, rows);
    if (!slot)
        return arena_fail(ctx);
    *slot = *person;
    return OK;
}

result person_same(struct ctx *ctx, struct db *db, const struct person_row *p, struct person_row_list *rows)
{
    struct person_row_list found = { 0 };
    result e = OK;
    *rows = (struct person_row_list){ 0 };
    if (p->email.n)
        e = query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, p->email }, &found);
    else if (p->telephone.n)
        e = query_person_of_telephone(
            ctx, db, &(struct person_of_telephone_in){ COMMUNITY_FIRST, p->telephone }, &found);
    for (size_t i = 0; i < found.n && !e; i++)
        if (p->email.n || !found.at[i].email.n)
            e = same_add(ctx, &found.at[i], rows);
    return e ? e : same_add(ctx, p, rows);
}

result person_settle(struct ctx *ctx, struct db *db, const struct person *p, const struct person_row *before,
                     bool *is_changed)
{
    str print = p->print.n ? p->print : before->print;
    *is_changed = !str_equal(p->name, before->name) || !str_equal(p->email, before->email) ||
        !str_equal(p->telephone, before->telephone) || !str_equal(p->address, before->address) ||
        !str_equal(p->language, before->language) || !str_equal(p->way, before->way) ||
        !str_equal(print, before->print);
    if (!*is_changed)
        return OK;
    return query_person_update(ctx, db,
                               &(struct person_update_in){ COMMUNITY_FIRST, before->id, p->name, p->email,
                                                           p->telephone, p->address, p->language, p->way,
                                                           print });
}

bool part_is_known(str part)
{
    return str_equal(part, PART_REPORTER) || str_equal(part, PART_ON_BEHALF) || str_equal(part, PART_TENANT);
}

result person_bind(struct ctx *ctx, struct db *db, const struct case_person_insert_in *binding,
                   bool *is_changed)
{
    struct case_person_one_out held;
    bool is_found;
    result e = query_case_person_one(
        ctx, db, &(struct case_person_one_in){ binding->community, binding->case_id, binding->person_id },
        &held, &is_found);
    *is_changed = !e && !(is_found && str_equal(held.part, binding->part));
    if (e || !*is_changed)
        return e;
    if (!is_found)
        return query_case_person_insert(ctx, db, binding);
    return query_case_person_update(ctx, db,
                                    &(struct case_person_update_in){ binding->community, binding->case_id,
                                                                     binding->person_id, binding->part });
}

static result persons_of_case(struct ctx *ctx, struct db *db, str reference, struct person_row_list *rows)
{
    struct case_row row;
    struct case_person_of_case_out_list bound;
    bool is_found;
    result e = query_case_by_reference(ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, reference },
                                       &row, &is_found);
    if (!e && !is_found)
        e = fail(ctx, ERR_MISSING, "there is no case '%.*s'", STR_ARGS(reference));
    if (!e)
        e = query_case_person_of_case(ctx, db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, row.id },
                                      &bound);
    for (size_t i = 0; !e && i < bound.n; i++) {
        struct person_row *slot = LIST_PUSH(ctx->arena, rows);
        if (!slot)
            return arena_fail(ctx);
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, bound.at[i].person_id },
                               slot, &is_found);
        rows->n -= !is_found;
    }
    return e;
}

result persons_asked(struct ctx *ctx, struct db *db, const struct person_question *q,
                            struct person_row_list *rows)
{
    bool is_found = false;
    if (q->id != ID_NONE) {
        struct person_row *slot = LIST_PUSH(ctx->arena, rows);
        if (!slot)
            return arena_fail(ctx);
        result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, q->id }, slot,
                                      &is_found);
        rows->n -= !is_found;
        return e;
    }
    if (q->email.n)
        return query_person_of_email(
            ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, small_letters(ctx, q->email) }, rows);
    if (q->telephone.n)
        return query_person_of_telephone(
            ctx, db, &(struct person_of_telephone_in){ COMMUNITY_FIRST, number_only(ctx, q->telephone) },
            rows);
    return persons_of_case(ctx, db, q->reference, rows);
}

result person_asked(struct ctx *ctx, struct db *db, const struct person_question *question,
                    struct person_row *found)
{
    struct person_row_list rows = { 0 };
    result e = persons_asked(ctx, db, question, &rows);
    if (e)
        return e;
    if (!rows.n)
        return fail(ctx, ERR_MISSING, "there is nobody like that in the store");
    if (rows.n == 1) {
        *found = rows.at[0];
        return OK;
    }
    struct buffer ids = buffer_open(1024);
    for (size_t i = 0; i < rows.n && i < IDS_NAMED; i++)
        buffer_print(&ids, "%s%lld", i ? ", " : "", (long long)rows.at[i].id);
    e = fail(ctx, ERR_RULE, "%zu people are meant by that: name one with --id (%.*s)", rows.n,
             STR_ARGS(buffer_str(&ids)));
    buffer_close(&ids);
    return e;
}
