#include "app/permission.h"

#define N MAY_NOT
#define Y MAY
#define B MAY_OWN_BODY
#define A MAY_OWN_AREA
#define O MAY_OWN

static const struct {
    str words;
    enum permission by[ROLE_COUNT]; // in the order of the roles
} TABLE[DEED_COUNT] = {
    // everybody, resident, champion, representative, councillor, service, neighbourhoods, clerk, scrutiny,
    // reviewer, protection, admin
    [DEED_REPORT] = { STR_INIT("report a problem"), { Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [DEED_REPORT_FOR] = { STR_INIT("report for somebody else, who agrees"),
                          { Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [DEED_TAKE_IN] = { STR_INIT("take in a report by telephone, letter or counter"),
                       { N, N, A, N, Y, Y, Y, Y, N, N, N, N } },
    [DEED_DISPUTE] = { STR_INIT("dispute that it was fixed"), { N, O, A, N, A, N, N, N, N, N, N, N } },
    [DEED_WORK] = { STR_INIT("see the list of work"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_CLOSE] = { STR_INIT("close a case"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_PAUSE] = { STR_INIT("pause a case"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_HAND_OVER] = { STR_INIT("hand a case over to another body"),
                         { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_GIVE] = { STR_INIT("give what is nobody's to a body"), { N, N, N, N, N, N, Y, N, N, N, N, N } },
    [DEED_ASSIGN] = { STR_INIT("assign a case"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_EXPLAIN] = { STR_INIT("explain late cases of one cause"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_ANSWER] = { STR_INIT("answer a step of redress"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_PREPARE_PAYMENTS] = { STR_INIT("gather payments into a file"),
                                { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_APPROVE_PAYMENTS] = { STR_INIT("approve a file of payments"),
                                { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_ANSWER_DISPUTE] = { STR_INIT("answer a dispute"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_ANSWER_TEMPLATES] = { STR_INIT("keep templates of answers"),
                                { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_MODERATE] = { STR_INIT("look through what is held back"), { N, N, N, N, N, B, B, B, N, N, Y, N } },
    [DEED_HIDE] = { STR_INIT("hide words or a photograph"), { N, N, N, N, N, B, B, B, N, N, Y, N } },
    [DEED_WITHHOLD] = { STR_INIT("withhold the text of a case"), { N, N, N, N, N, B, B, B, N, N, Y, N } },
    [DEED_SHOW] = { STR_INIT("show what was hidden or withheld"), { N, N, N, N, N, B, B, B, N, N, Y, N } },
    [DEED_RESTRICT] = { STR_INIT("restrict somebody's contact"), { N, N, N, N, N, N, B, N, N, N, N, N } },
    [DEED_REVIEW_RESTRICTION] = { STR_INIT("review a restriction"), { N, N, N, N, N, N, N, N, Y, Y, N, N } },
    [DEED_WALKABOUT] = { STR_INIT("walk round and grade"), { N, N, A, N, A, B, B, B, N, N, N, N } },
    [DEED_ASKED] = { STR_INIT("answer who asks for a charter"), { N, N, N, N, N, N, Y, N, N, N, N, N } },
    [DEED_SEAT] = { STR_INIT("answer an invitation to a charter's table"),
                    { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_DRAFT] = { STR_INIT("draft a document"), { N, N, A, B, A, N, B, B, N, N, N, N } },
    [DEED_SIGN] = { STR_INIT("sign a document for a body"), { N, N, N, N, N, N, B, B, N, N, N, N } },
    [DEED_PUBLISH] = { STR_INIT("confirm or correct a figure"), { N, N, N, N, N, N, B, B, N, N, N, N } },
    [DEED_REPLY_FIGURE] = { STR_INIT("reply to another's figure"), { N, N, N, B, N, B, B, B, N, N, N, N } },
    [DEED_DEPART] = { STR_INIT("declare a departure from a standard"),
                      { N, N, N, N, N, N, B, B, N, N, N, N } },
    [DEED_PROGRESS] = { STR_INIT("say how a priority goes on"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_REACHED] = { STR_INIT("write down whether a contact answered"),
                       { N, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [DEED_OPTION] = { STR_INIT("take up an option of a charter"), { N, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [DEED_OPTION_ANSWER] = { STR_INIT("answer who takes up an option"),
                             { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_GIVEN] = { STR_INIT("write down what residents gave in return"),
                     { N, N, A, B, N, B, B, B, N, N, N, N } },
    [DEED_THANK] = { STR_INIT("thank for what was done"), { N, N, N, B, N, B, B, B, N, N, N, N } },
    [DEED_INFORM] = { STR_INIT("say what was published or counted"), { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_RETURN] = { STR_INIT("send or fetch a table of a body's cases"),
                      { N, N, N, N, N, B, B, B, N, N, N, N } },
    [DEED_ASK_RETURN] = { STR_INIT("ask a partner for its return"), { N, N, N, N, N, N, Y, N, N, N, N, N } },
    [DEED_IMPORT] = { STR_INIT("import requests, documents and boundaries"),
                      { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_INVITE] = { STR_INIT("invite people"), { N, N, N, N, N, N, B, B, N, N, N, Y } },
    [DEED_PEOPLE] = { STR_INIT("change people's roles, and end them"),
                      { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_BODIES] = { STR_INIT("change bodies"), { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_AREAS] = { STR_INIT("change areas and postcodes"), { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_CATEGORIES] = { STR_INIT("change categories and their privacy"),
                          { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_CALENDARS] = { STR_INIT("change calendars and election dates"),
                         { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_TEMPLATES] = { STR_INIT("change the templates of messages"),
                         { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_SETTINGS] = { STR_INIT("change the settings of the place"),
                        { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_MESSAGES] = { STR_INIT("see what was sent"), { N, N, N, N, N, B, B, B, N, N, Y, Y } },
    [DEED_HEALTH] = { STR_INIT("see how the installation is"), { N, N, N, N, N, N, N, N, N, N, N, Y } },
    [DEED_EXPORT_PERSON] = { STR_INIT("have all that is held about a person"),
                             { N, O, N, N, N, N, N, N, N, N, Y, N } },
    [DEED_ERASE_PERSON] = { STR_INIT("erase a person"), { N, O, N, N, N, N, N, N, N, N, Y, N } },
    [DEED_DATA_REQUESTS] = { STR_INIT("look after requests for people's data"),
                             { N, N, N, N, N, N, N, N, N, N, Y, N } },
};

#undef N
#undef Y
#undef B
#undef A
#undef O

static const str ANSWERS[MAY_COUNT] = {
    [MAY_NOT] = STR_INIT("no"),
    [MAY] = STR_INIT("yes"),
    [MAY_OWN_BODY] = STR_INIT("own body"),
    [MAY_OWN_AREA] = STR_INIT("own area"),
    [MAY_OWN] = STR_INIT("own"),
};

enum permission permission_of(enum role role, enum deed deed)
{
    return TABLE[deed].by[role];
}

str deed_words(enum deed deed)
{
    return TABLE[deed].words;
}

// Whether one of "A; B" is that one.
static bool areas_have(str areas, str area)
{
    str rest = areas;
    while (rest.at)
        if (str_same_name(str_cut(&rest, ';'), area))
            return true;
    return false;
}

// "graffiti" is all of "graffiti / offensive".
static bool service_has(str held, str service)
{
    str whole = str_slice(service, 0, held.n), rest = str_trim(str_from_byte(service, held.n));
    return str_same_name(whole, held) && (!rest.n || rest.at[0] == '/');
}

// What the role is limited to besides.
static bool is_within(const struct role_held *r, const struct about *about)
{
    return (!r->area.n || areas_have(about->area, r->area)) &&
        (!r->service.n || service_has(r->service, about->service));
}

static bool is_of_body(const struct role_held *r, const struct about *about)
{
    return r->body.n && str_same_name(r->body, about->body) && is_within(r, about);
}

static bool is_in_area(const struct role_held *r, const struct about *about)
{
    return r->area.n && is_within(r, about);
}

static bool role_may(const struct role_held *r, enum permission permission, const struct about *about)
{
    switch (permission) {
    case MAY:
        return true;
    case MAY_OWN_BODY:
        return !about || is_of_body(r, about);
    case MAY_OWN_AREA:
        return !about || is_in_area(r, about);
    case MAY_OWN:
        return !about || about->is_own;
    case MAY_NOT:
    case MAY_COUNT:
        return false;
    }
    return false;
}

static const struct role_held EVERYBODY = { .role = ROLE_EVERYBODY }, RESIDENT = { .role = ROLE_RESIDENT };

// The i-th role of whoever asks, the ones that all have first; NULL behind the last.
static const struct role_held *role_at(const struct visitor *visitor, size_t i)
{
    bool is_somebody = visitor && visitor->id > 0;
    if (i == 0)
        return &EVERYBODY;
    if (i == 1 && is_somebody)
        return &RESIDENT;
    return is_somebody && !visitor->owes_totp && i - 2 < visitor->roles.n ? &visitor->roles.at[i - 2] : NULL;
}

static result role_follow(struct ctx *ctx, struct visitor *visitor, size_t role, const struct bodies *bodies,
                          date today)
{
    for (size_t i = 0; i < bodies->n; i++) {
        const struct body *before = &bodies->at[i], *now = body_on(bodies, before, today);
        struct role_held held = visitor->roles.at[role];
        if (!now || now == before || !str_same_name(now->name, held.body))
            continue;
        struct role_held *slot = LIST_PUSH(ctx->arena, &visitor->roles);
        if (!slot)
            return arena_fail(ctx);
        held.body = before->name;
        *slot = held;
    }
    return OK;
}

result visitor_follow(struct ctx *ctx, struct visitor *visitor, const struct bodies *bodies, date today)
{
    size_t n = visitor->roles.n;
    result e = OK;
    for (size_t i = 0; i < n && !e; i++)
        if (visitor->roles.at[i].body.n)
            e = role_follow(ctx, visitor, i, bodies, today);
    return e;
}

bool may(const struct visitor *visitor, enum deed deed, const struct about *about)
{
    const struct role_held *r;
    for (size_t i = 0; (r = role_at(visitor, i)) != NULL; i++)
        if (role_may(r, TABLE[deed].by[r->role], about))
            return true;
    return false;
}

result must_may(struct ctx *ctx, const struct visitor *visitor, enum deed deed, const struct about *about)
{
    if (may(visitor, deed, about))
        return OK;
    if (!visitor || visitor->id <= 0)
        return fail(ctx, ERR_LOGIN, "Sign in to %.*s.", STR_ARGS(TABLE[deed].words));
    if (visitor->owes_totp)
        return fail(ctx, ERR_DENIED, "Set up the second step of signing in first, on your account's page.");
    return fail(ctx, ERR_DENIED, "You may not %.*s%s. Ask an administrator if you should.",
                STR_ARGS(TABLE[deed].words), may(visitor, deed, NULL) ? " here" : "");
}

// Own: of their own reports; in their own ward; of their body's cases.
static bool role_owns(const struct role_held *r, const struct about *about)
{
    if (r->role == ROLE_RESIDENT)
        return about->is_own;
    if (r->role == ROLE_CHAMPION || r->role == ROLE_COUNCILLOR)
        return is_in_area(r, about);
    return is_of_body(r, about);
}

enum seeing sees(const struct visitor *visitor, enum seen_kind kind, const struct about *about)
{
    const struct role_held *r;
    enum seeing best = SEEING_NO;
    for (size_t i = 0; (r = role_at(visitor, i)) != NULL; i++) {
        enum seeing s = may_see(r->role, kind);
        if (s == SEEING_YES || (s == SEEING_OWN && about && role_owns(r, about)))
            return SEEING_YES;
        best = s == SEEING_REASON ? SEEING_REASON : best;
    }
    return best;
}

// Whoever invites for a body gives no role that reaches beyond it.
bool may_give(const struct visitor *visitor, const struct role_held *role)
{
    static const enum role OF_A_BODY[] = { ROLE_CHAMPION, ROLE_COUNCILLOR, ROLE_OFFICER, ROLE_NEIGHBOURHOODS,
                                           ROLE_CLERK };
    const struct about about = { .body = role->body, .area = role->area, .service = role->service };
    if (role->role == ROLE_EVERYBODY || role->role == ROLE_RESIDENT)
        return false;
    if (may(visitor, DEED_PEOPLE, NULL))
        return true;
    for (size_t i = 0; i < sizeof OF_A_BODY / sizeof *OF_A_BODY; i++)
        if (OF_A_BODY[i] == role->role)
            return may(visitor, DEED_INVITE, &about);
    return false;
}

result permission_table(struct ctx *ctx, struct buffer *out, enum table_form form)
{
    struct table table = role_table_open(ctx, out, form, STR("deed"));
    for (size_t i = 0; i < DEED_COUNT; i++) {
        table_cell(&table, TABLE[i].words);
        for (size_t role = 0; role < ROLE_COUNT; role++)
            table_cell(&table, ANSWERS[TABLE[i].by[role]]);
    }
    return table_close(&table);
}
