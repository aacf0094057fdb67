// /drafts/{draft}/sign: which offices sign, the text offered to them, and their signatures. /drafts/{draft}/sheet: to
// be printed, and signed by hand.
#include "web/draft_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/documents.h"
#include "app/signing.h"

struct sign_asked {
    struct draft draft;
    struct drafter by;
    struct signing signing;
};

// It is there for those who take part in it, and for nobody else.
static result asked_read(struct request *request, struct ctx *ctx, struct db *db, struct sign_asked *asked)
{
    asked->by = request_drafter(request);
    result e = draft_open(ctx, db, request_parameter(request, "draft"), &asked->by, &asked->draft);
    if (!e && !asked->draft.takes_part)
        e = fail(ctx, ERR_MISSING, "there is no such draft, or it is not public");
    return e ? e : signing_read(&asked->draft, &asked->by, &asked->signing);
}

static result line_add(struct request *request, const struct signing *s, const struct signatory *one,
                       struct draft_sign_page *page)
{
    struct signatory_line *line = LIST_PUSH(request->ctx->arena, &page->lines);
    if (!line)
        return arena_fail(request->ctx);
    *line = (struct signatory_line){ .party = one->party,
                                     .office = one->office,
                                     .authority = one->authority,
                                     .is_signed = one->is_signed,
                                     .is_on_paper = one->account == ID_NONE,
                                     .waits = one->waits != NULL,
                                     .may_take_out = s->may_name && one->may_name };
    line->day = one->is_signed ? instant_date(request->board->zone, one->at) : DATE_NONE;
    bool has_right = true;
    result e = one->is_signed ? OK : signatory_has_right(s, &request->board->directory, one, &has_right);
    line->lacks_right = !has_right;
    if (e)
        return e;
    return one->waits ? paper_entry_add(request, one->waits, page->url, &page->papers) : OK;
}

// The office alone is no name: two parties may have a Chair.
static str office_value(struct ctx *ctx, const struct signatory *one)
{
    return str_format(ctx->arena, "%.*s\t%.*s", STR_ARGS(one->party), STR_ARGS(one->office));
}

static result choices_fill(struct ctx *ctx, const struct signing *s, const struct directory *directory,
                           struct draft_sign_page *page)
{
    result e = OK;
    for (size_t i = 0; i < s->all.n && s->is_offered && !e; i++) {
        const struct signatory *one = &s->all.at[i];
        struct form_field *field = one->is_theirs ? &page->as : one->may_record ? &page->paper : NULL;
        bool has_right = !one->is_theirs || signing_has_right(s, directory, one->party);
        if (!has_right && !one->is_signed)
            page->lacks_right_for = one->party;
        if (field && has_right && !one->is_signed)
            e = form_option_add(
                ctx, field, office_value(ctx, one),
                str_format(ctx->arena, "%.*s, for %.*s", STR_ARGS(one->office), STR_ARGS(one->party)));
    }
    page->may_sign = page->as.options.n > 0;
    page->may_record = page->paper.options.n > 0;
    struct form_field *const lone[] = { &page->as, &page->paper };
    for (size_t i = 0; i < sizeof lone / sizeof *lone; i++)
        if (lone[i]->options.n == 1)
            lone[i]->options.at[0].is_chosen = true;
    return e;
}

static void signature_fields(struct request *request, struct draft_sign_page *page)
{
    page->as = form_field(request, "as", STR("You sign as"));
    page->authority = form_field(request, "authority", STR("By what authority?"));
    page->authority.hint = STR(
        "A resolution, a delegated decision or a vote, with its number and day. Everybody reads "
        "it, for good: no names of people.");
    page->authority.rows = 2;
    page->agreed = form_field(request, "agreed", STR("Your statement"));
    page->paper = form_field(request, "paper", STR("Which office signed it?"));
    page->day = form_field(request, "day", STR("On which day?"));
    page->day.hint = STR("Such as 31 1 2027. It counts from the day it is confirmed all the same.");
    page->day.width = 10;
    page->code_typed = form_field(request, "code", STR("The code on the sheet"));
    page->code_typed.hint = STR("It shows that this text was signed and no other.");
    page->code_typed.width = 10;
    page->where = form_field(request, "where", STR("By what authority, and where is the sheet kept?"));
    page->where.rows = 2;
}

static result naming_fields(struct request *request, const struct signing *s, struct draft_sign_page *page)
{
    result e = draft_party_field(request, s->draft, &page->party);
    page->office = form_field(request, "office", STR("Which office?"));
    page->offer = form_field(request, "offer", (str){ 0 });
    page->office.hint = STR("As everybody will read it: Clerk to the Parish Council, Chair, Inspector.");
    page->email = form_field(request, "email", STR("E-mail address of whoever holds it"));
    page->email.type = page->email.autocomplete = "email";
    page->email.hint = STR(
        "They sign here, and speak for this party from now on. Leave it empty if they sign on paper.");
    page->email.is_optional = true;
    page->why = form_field(request, "why", STR("Why is it taken back?"));
    page->why.rows = 2;
    page->back_party = page->party;
    return e;
}

// The party of whoever keeps the draft.
static str keeper_party(const struct draft *draft)
{
    for (size_t i = 0; i < draft->speakers.n; i++)
        if (draft->speakers.at[i].account == draft->row.account)
            return draft->speakers.at[i].party;
    return STR("somebody");
}

static str showing_of(const struct signing *s)
{
    const struct draft *draft = s->draft;
    if (s->is_signed)
        return STR(
            "All have signed. It counts from the day it names, and from the day of the last signature at the "
            "earliest.");
    if (s->is_offered)
        return STR(
            "This text is offered for signing, and does not change meanwhile. It counts when all have signed.");
    return str_format(draft->ctx->arena,
                      "The parties still work on the text. First each says which office signs for it; then "
                      "%.*s, who began the draft, offers it for signing.",
                      STR_ARGS(keeper_party(draft)));
}

static void links_fill(struct request *request, const struct signing *s, struct draft_sign_page *page)
{
    struct ctx *ctx = request->ctx;
    const char *name = url_segment(ctx->arena, s->draft->row.name);
    page->url = url_format(ctx->arena, "/drafts/%s/sign", name);
    page->draft_url = draft_url(ctx, s->draft->row.name);
    page->text_url = url_format(ctx->arena, "/drafts/%s/text", name);
    page->sheet_url = url_format(ctx->arena, "/drafts/%s/sheet", name);
    page->charter_url = url_format(ctx->arena, "/charters/%s",
                                   url_segment(ctx->arena, s->draft->document->id));
}

static result page_fill(struct request *request, const struct signing *s, struct draft_sign_page *page)
{
    struct ctx *ctx = request->ctx;
    struct date_range in_force = document_in_force(s->draft->document);
    layout_fill(request, str_format(ctx->arena, "Sign: %.*s", STR_ARGS(s->draft->document->title)),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Drafts"), (struct url){ STR("/drafts") });
    crumb_add(ctx, &page->layout, s->draft->document->title, draft_url(ctx, s->draft->row.name));
    links_fill(request, s, page);
    page->title = s->draft->document->title;
    page->in_force = period_words(ctx->arena, (struct span){ in_force.from, in_force.to });
    page->hash = s->hash;
    page->showing = showing_of(s);
    if (!s->is_signed)
        page->held = held_words(ctx, request->board);
    page->is_offered = s->is_offered;
    page->is_signed = s->is_signed;
    page->may_name = s->may_name;
    page->may_offer = s->may_offer;
    page->may_take_back = s->may_take_back;
    page->n_signed = s->n_signed;
    page->has_news = request_field(request, "done").n > 0;
    signature_fields(request, page);
    result e = naming_fields(request, s, page);
    for (size_t i = 0; i < s->all.n && !e; i++)
        e = line_add(request, s, &s->all.at[i], page);
    if (!e)
        e = choices_fill(ctx, s, &request->board->directory, page);
    return e ? e
             : form_option_add(ctx, &page->agreed, STR("yes"),
                               STR("I have read this text, and I may sign it for this party"));
}

result draft_sign_show(struct request *request, struct response *response)
{
    struct sign_asked asked;
    struct draft_sign_page page = { .is_offered = false };
    result e = asked_read(request, request->ctx, request->db, &asked);
    if (!e)
        e = page_fill(request, &asked.signing, &page);
    response->is_unkept = true;
    if (!e)
        view_draft_sign(&response->body, &page);
    return e;
}

struct sign_work {
    struct request *request;
    str deed;
    enum signature_part part; // of a signature that was refused
    bool is_email, is_statement, is_last, is_paper;
    bool asks_office; // why a paper is refused looks like a person's details, or was said to be an office's
};

static result paper_do(struct sign_work *w, const struct signing *s, enum paper_end end)
{
    const struct request *request = w->request;
    struct signature sign = { .authority = paper_sent_why(request),
                              .directory = &request->board->directory,
                              .now = request->now,
                              .zone = request->board->zone,
                              .code = paper_sent_code(request),
                              .is_office = paper_sent_office(request) };
    result e = signing_paper_end(s, end, paper_sent(request), &sign);
    w->asks_office = sign.looks_personal || sign.is_office;
    w->is_paper = true;
    w->part = sign.part;
    w->is_last = sign.is_last;
    return e;
}

static void office_read(const struct request *request, const char *name, struct signature *sign)
{
    str chosen = request_form(request, name);
    sign->party = str_cut(&chosen, '\t');
    sign->office = chosen;
}

static result sign_do(struct ctx *ctx, struct sign_work *w, const struct signing *s, bool is_on_paper)
{
    const struct request *request = w->request;
    struct signature sign = { .seen = request_form(request, "seen"),
                              .authority = request_form(request, is_on_paper ? "where" : "authority"),
                              .directory = &request->board->directory,
                              .now = request->now,
                              .is_on_paper = is_on_paper,
                              .day = DATE_NONE,
                              .zone = request->board->zone,
                              .code = request_form(request, "code") };
    str day = request_form(request, "day");
    office_read(request, is_on_paper ? "paper" : "as", &sign);
    w->is_statement = !is_on_paper && !request_form(request, "agreed").n;
    if (w->is_statement)
        return fail(ctx, ERR_INPUT, "say that you have read it and may sign it");
    if (is_on_paper && !typed_day(day, &sign.day))
        sign.day = DATE_NONE;
    result e = signing_sign(s, &sign);
    w->part = sign.part;
    w->is_last = sign.is_last;
    return e;
}

static result deed_do(struct ctx *ctx, struct sign_work *w, const struct signing *s)
{
    const struct request *request = w->request;
    str party = request_form(request, "party");
    enum paper_end end;
    if (paper_deed_read(w->deed, &end))
        return paper_do(w, s, end);
    if (str_equal(w->deed, STR("name"))) {
        struct signatory_wish wish = { party, request_form(request, "office"), request_form(request, "email"),
                                       false };
        result e = signing_name(s, &wish);
        w->is_email = wish.is_email;
        return e;
    }
    if (str_equal(w->deed, STR("unname")))
        return signing_unname(s, party, request_form(request, "office"));
    if (str_equal(w->deed, STR("offer")))
        return signing_offer(s, &request->board->directory);
    if (str_equal(w->deed, STR("back")))
        return signing_take_back(s, party, request_form(request, "why"));
    if (str_equal(w->deed, STR("sign")) || str_equal(w->deed, STR("paper")))
        return sign_do(ctx, w, s, str_equal(w->deed, STR("paper")));
    return fail(ctx, ERR_INPUT, "choose what is to be done");
}

static result sign_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sign_work *w = with;
    struct sign_asked asked;
    result e = asked_read(w->request, ctx, db, &asked);
    return e ? e : deed_do(ctx, w, &asked.signing);
}

// The field that a refusal is about.
static struct form_field *faulty(struct draft_sign_page *page, const struct sign_work *w)
{
    const struct paper_fault fault = { paper_sent(w->request), w->part == SIGNATURE_WHY, w->asks_office };
    struct form_field *of_paper = paper_faulty(&page->papers, &fault);
    if (w->is_paper && of_paper)
        return of_paper;
    if (str_equal(w->deed, STR("sign")))
        return w->is_statement ? &page->agreed : &page->authority;
    if (str_equal(w->deed, STR("paper")))
        return w->part == SIGNATURE_CODE ? &page->code_typed
            : w->part == SIGNATURE_DAY   ? &page->day
                                         : &page->where;
    if (str_equal(w->deed, STR("back")))
        return &page->why;
    if (str_equal(w->deed, STR("offer")))
        return &page->offer;
    return w->is_email ? &page->email : &page->office;
}

static result again(const struct sign_work *w, struct response *response)
{
    struct request *request = w->request;
    struct sign_asked asked;
    struct draft_sign_page page = { .is_offered = false };
    str why = sentence(request->ctx, said_take(request->ctx));
    result e = asked_read(request, request->ctx, request->db, &asked);
    if (!e)
        e = page_fill(request, &asked.signing, &page);
    if (!e)
        e = form_fault(request->ctx, &page.faults, faulty(&page, w), why);
    response->is_unkept = true;
    if (!e)
        view_draft_sign(&response->body, &page);
    return e;
}

result draft_sign_send(struct request *request, struct response *response)
{
    struct sign_work w = { .request = request, .deed = request_form(request, "deed") };
    struct sign_asked asked;
    result e = asked_read(request, request->ctx, request->db, &asked);
    if (e)
        return e;
    e = site_write(request, sign_work, &w);
    if (is_for_form(e) || e == ERR_CONFLICT)
        return again(&w, response);
    if (w.is_last)
        site_renew(request->site);
    if (!e)
        response_see(request, response,
                     url_format(request->ctx->arena, "/drafts/%s/sign?done=yes",
                                url_segment(request->ctx->arena, asked.draft.row.name)));
    return e;
}

result draft_sheet_show(struct request *request, struct response *response)
{
    struct sign_asked asked;
    struct draft_sheet_page page = { .title = { 0 } };
    result e = asked_read(request, request->ctx, request->db, &asked);
    if (e)
        return e;
    layout_fill(request,
                str_format(request->ctx->arena, "Sheet: %.*s", STR_ARGS(asked.draft.document->title)),
                "charters", &page.layout);
    page.title = asked.draft.document->title;
    page.hash = asked.signing.hash;
    page.text = asked.draft.row.body;
    for (size_t i = 0; i < asked.signing.all.n && !e; i++) {
        const struct signatory *one = &asked.signing.all.at[i];
        struct signatory_line *line = one->account == ID_NONE ? LIST_PUSH(request->ctx->arena, &page.lines)
                                                              : NULL;
        e = line || one->account != ID_NONE ? OK : arena_fail(request->ctx);
        if (line)
            *line = (struct signatory_line){ .party = one->party, .office = one->office, .code = one->code };
    }
    response->is_unkept = true;
    if (!e)
        view_draft_sheet(&response->body, &page);
    return e;
}
