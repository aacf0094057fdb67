// GET /admin: what there is to administer, at a glance. GET /admin/start: what is still to be done in a new place.
#include "web/admin_pages.h"
#include "web/views.h"

#include "app/ledger.h"
#include "app/place_name.h"
#include "app/record.h"
#include "app/volunteer.h"

enum group { GROUP_PLACE, GROUP_PROMISES, GROUP_PEOPLE, GROUP_RUNNING, GROUPS };

static const char *const GROUP_TITLES[GROUPS] = { "Who and where", "What is reported and promised", "People",
                                                  "Keeping it running" };

// What there is to administer, and for whom.
static const struct {
    enum group group;
    enum deed deed;
    const char *text, *path, *about;
} ADMIN_PAGES[] = {
    { GROUP_PLACE, DEED_BODIES, "Bodies", "/admin/bodies",
      "councils, police, landlords, contractors: how to reach them, from when to when" },
    { GROUP_PLACE, DEED_BODIES, "Who answers where", "/admin/bodies/routes",
      "where another body answers than the usual one" },
    { GROUP_PLACE, DEED_AREAS, "Areas", "/admin/areas", "the map: wards, parishes, estates" },
    { GROUP_PLACE, DEED_AREAS, "Postcodes", "/admin/postcodes", "which areas each lies in" },
    { GROUP_PROMISES, DEED_CATEGORIES, "Categories", "/admin/categories",
      "what can be reported, what is asked, what is public" },
    { GROUP_PROMISES, DEED_IMPORT, "Charters", "/admin/documents", "check a charter and adopt it" },
    { GROUP_PROMISES, DEED_CALENDARS, "Calendars", "/admin/calendars",
      "which days count; a holiday that is announced late" },
    { GROUP_PROMISES, DEED_CALENDARS, "Dates before elections", "/admin/elections",
      "when nothing is launched or signed" },
    { GROUP_PEOPLE, DEED_PEOPLE, "People", "/admin/people", "who may sign in, and as what" },
    { GROUP_PEOPLE, DEED_INVITE, "Invite somebody", "/admin/people/invite", "to work here" },
    { GROUP_RUNNING, DEED_TEMPLATES, "Messages", "/admin/messages",
      "what each says to people, in English and in Welsh" },
    { GROUP_RUNNING, DEED_MESSAGES, "What was sent", "/admin/sent",
      "messages, what failed, letters to print" },
    { GROUP_RUNNING, DEED_HEALTH, "Health", "/admin/health", "is everything well, and what to do if not" },
    { GROUP_RUNNING, DEED_SETTINGS, "Settings", "/admin/settings",
      "the name of the place, its address, how long data is kept" },
    { GROUP_RUNNING, DEED_HEALTH, "Who did what", "/admin/trace", "what administrators changed, and when" },
};

bool administers(const struct visitor *visitor)
{
    for (size_t i = 0; i < sizeof ADMIN_PAGES / sizeof *ADMIN_PAGES; i++)
        if (may(visitor, ADMIN_PAGES[i].deed, NULL))
            return true;
    return false;
}

// Champions who should not go out as things are noted.
static result volunteers_say(struct request *request, struct admin_row *row)
{
    int64_t n;
    result e = volunteers_pressing(request->ctx, request->db, request->board->today, &n);
    if (!e && n)
        row->more = str_format(request->ctx->arena, "look at insurance and consent of %lld champion%s",
                               (long long)n, n == 1 ? "" : "s");
    return e;
}

static result group_fill(struct request *request, enum group group, struct admin_list_page *page)
{
    struct admin_group *g = NULL;
    for (size_t i = 0; i < sizeof ADMIN_PAGES / sizeof *ADMIN_PAGES; i++) {
        if (ADMIN_PAGES[i].group != group || !may(request->visitor, ADMIN_PAGES[i].deed, NULL))
            continue;
        g = g ? g : admin_group_add(request->ctx, page, str_from(GROUP_TITLES[group]), (str){ 0 });
        struct admin_row *row = admin_row_add(request->ctx, g, str_from(ADMIN_PAGES[i].text),
                                              str_from(ADMIN_PAGES[i].about));
        if (!row)
            return arena_fail(request->ctx);
        row->url = (struct url){ str_from(ADMIN_PAGES[i].path) };
        result e = ADMIN_PAGES[i].deed == DEED_PEOPLE ? volunteers_say(request, row) : OK;
        if (e)
            return e;
    }
    return OK;
}

static result left_say(struct request *request, struct admin_list_page *page)
{
    struct admin_step steps[ADMIN_STEPS];
    int64_t left;
    result e = admin_steps(request, steps, &left);
    if (e || !left)
        return e;
    page->main = (struct link){ .text = str_format(request->ctx->arena, "What is still to be done here: %lld",
                                                   (long long)left),
                                .url = { STR("/admin/start") } };
    return OK;
}

result admin_show(struct request *request, struct response *response)
{
    struct admin_list_page page = { .lead = { 0 } };
    result e = somebody(request);
    if (!e && !administers(request->visitor))
        e = fail(request->ctx, ERR_DENIED, "There is nothing for you to administer.");
    if (e)
        return e;
    layout_fill(request, STR("Administration"), "account", &page.layout);
    page.warning = held_words(request->ctx, request->board);
    if (may(request->visitor, DEED_SETTINGS, NULL))
        e = left_say(request, &page);
    if (!e)
        e = admin_waiting(request, 0, &page);
    for (int g = 0; !e && g < GROUPS; g++)
        e = group_fill(request, (enum group)g, &page);
    return e ? e : admin_list_answer(response, &page);
}

static str counted(struct ctx *ctx, size_t n, const char *one, const char *many)
{
    return n ? str_format(ctx->arena, "%zu %s", n, n == 1 ? one : many) : STR("none yet");
}

static result mail_look(struct request *request, bool *is_tested)
{
    struct outbox_row_list rows;
    result e = query_outbox_of_state(request->ctx, request->db,
                                     &(struct outbox_of_state_in){ COMMUNITY_FIRST, STR("sent"), 0, 200 },
                                     &rows);
    *is_tested = false;
    for (size_t i = 0; !e && i < rows.n; i++)
        *is_tested |= str_equal(rows.at[i].way, STR("email"));
    return e;
}

static result content_look(struct request *request, enum content_kind kind, bool *is_there)
{
    int64_t id = ID_NONE;
    result e = content_last(request->ctx, request->db, kind, (str){ 0 }, &id);
    *is_there = id != ID_NONE;
    return e;
}

static result people_look(struct request *request, struct admin_step *step)
{
    struct account_list_out_list rows;
    result e = query_account_list(request->ctx, request->db,
                                  &(struct account_list_in){ COMMUNITY_FIRST, 0, 3 }, &rows);
    step->is_done = !e && rows.n > 1;
    step->words = step->is_done ? (str){ 0 } : STR("only you so far");
    return e;
}

result admin_steps(struct request *request, struct admin_step steps[ADMIN_STEPS], int64_t *left)
{
    const struct directory *d = &request->board->directory;
    struct ctx *ctx = request->ctx;
    bool has_postcodes = false, has_mail = false;
    size_t areas = request->board->areas ? areas_count(request->board->areas) : 0,
           charters = request->board->charters.n;
    result e = content_look(request, CONTENT_POSTCODES, &has_postcodes);
    if (!e)
        e = mail_look(request, &has_mail);
    const struct admin_step all[ADMIN_STEPS] = {
        { "Name the place", "It stands on every page and in every message.", "/admin/settings",
          !str_equal(request->board->name, PLACE_UNNAMED), request->board->name },
        { "Add the bodies", "Who answers for what is reported: councils, police, landlords.", "/admin/bodies",
          d->bodies.n > 0, counted(ctx, d->bodies.n, "body", "bodies") },
        { "Upload the areas", "The boundaries of wards, parishes and estates, as GeoJSON.", "/admin/areas",
          areas > 0, counted(ctx, areas, "area", "areas") },
        { "Upload the postcodes", "So that people can say where something is.", "/admin/postcodes",
          has_postcodes, has_postcodes ? (str){ 0 } : STR("none yet") },
        { "Look through the categories", "What can be reported. The program's own are there already.",
          "/admin/categories", d->categories.all.n > 0,
          counted(ctx, d->categories.all.n, "category", "categories") },
        { "Adopt the first charter",
          "What is promised here. It names the calendar whose working days count; the program has those of the "
          "nations.",
          "/admin/documents", charters > 0, counted(ctx, charters, "charter", "charters") },
        { "Look at the calendar", "Local closing days, or a holiday that was announced late.",
          "/admin/calendars", charters > 0, charters ? (str){ 0 } : STR("after the first charter") },
        { "Test the mail", "One message to yourself.", "/admin/settings", has_mail,
          has_mail ? STR("mail goes out") : STR("none went out yet") },
        { "Invite the others",
          "Officers, clerks, councillors, another administrator.",
          "/admin/people/invite",
          false,
          { 0 } },
    };
    *left = 0;
    for (int i = 0; i < ADMIN_STEPS; i++)
        steps[i] = all[i];
    if (!e)
        e = people_look(request, &steps[ADMIN_STEPS - 1]);
    for (int i = 0; i < ADMIN_STEPS; i++)
        *left += !steps[i].is_done;
    return e;
}

result admin_start_show(struct request *request, struct response *response)
{
    struct admin_list_page page = { .lead = { 0 } };
    struct admin_step steps[ADMIN_STEPS];
    int64_t left = 0;
    result e = admin_open(request, DEED_SETTINGS, STR("What is still to be done here"), &page.layout);
    if (!e)
        e = admin_steps(request, steps, &left);
    if (e)
        return e;
    page.lead = left ? str_format(request->ctx->arena, "%lld of %d. They can be done in any order.",
                                  (long long)left, ADMIN_STEPS)
                     : STR("Nothing: everything is done.");
    struct admin_group *g = admin_group_add(request->ctx, &page, (str){ 0 }, (str){ 0 });
    for (int i = 0; i < ADMIN_STEPS; i++) {
        struct admin_row *row = admin_row_add(request->ctx, g, str_from(steps[i].title), (str){ 0 });
        if (!row)
            return arena_fail(request->ctx);
        row->sub = str_from(steps[i].about);
        row->more = steps[i].words;
        row->url = (struct url){ str_from(steps[i].path) };
        row->mark = steps[i].is_done ? (struct mark){ "kept", "Done" } : (struct mark){ "no-cases", "To do" };
    }
    return admin_list_answer(response, &page);
}
