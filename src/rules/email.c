#include "rules/email.h"

#include "document/suggest.h"

enum { SHORT_DOMAIN = 9, SLIPS_SHORT = 1, SLIPS = 2 }; // a short name is soon another one

static const str PROVIDERS[] = {
    STR_INIT("gmail.com"),       STR_INIT("googlemail.com"), STR_INIT("hotmail.com"),
    STR_INIT("hotmail.co.uk"),   STR_INIT("outlook.com"),    STR_INIT("live.com"),
    STR_INIT("live.co.uk"),      STR_INIT("msn.com"),        STR_INIT("yahoo.com"),
    STR_INIT("yahoo.co.uk"),     STR_INIT("ymail.com"),      STR_INIT("icloud.com"),
    STR_INIT("me.com"),          STR_INIT("mac.com"),        STR_INIT("aol.com"),
    STR_INIT("btinternet.com"),  STR_INIT("sky.com"),        STR_INIT("talktalk.net"),
    STR_INIT("virginmedia.com"), STR_INIT("ntlworld.com"),   STR_INIT("blueyonder.co.uk"),
    STR_INIT("tiscali.co.uk"),   STR_INIT("proton.me"),      STR_INIT("protonmail.com"),
    STR_INIT("mail.com"),        STR_INIT("gmx.com"),        STR_INIT("gmx.co.uk"),
    STR_INIT("plus.com"),
};

// Of which there is no other ending.
static const str ALONE[] = { STR_INIT("gmail.com"), STR_INIT("icloud.com"), STR_INIT("btinternet.com") };

static str domain_of(str email)
{
    return str_from_byte(email, str_find(email, STR("@")) + 1);
}

static str first_part(str domain)
{
    return str_slice(domain, 0, str_find(domain, STR(".")));
}

bool email_has_no_end(str email)
{
    str domain = domain_of(email);
    size_t dot = str_find(domain, STR("."));
    return domain.n && (dot == 0 || dot + 1 >= domain.n);
}

// "gmail" and "gmail.co.uk"
static str alone_find(str domain)
{
    for (size_t i = 0; i < sizeof ALONE / sizeof *ALONE; i++)
        if (str_same_name(first_part(domain), first_part(ALONE[i])))
            return ALONE[i];
    return (str){ 0 };
}

static bool is_provider(str domain)
{
    for (size_t i = 0; i < sizeof PROVIDERS / sizeof *PROVIDERS; i++)
        if (str_same_name(domain, PROVIDERS[i]))
            return true;
    return false;
}

// The first of those equally near; empty if none is near.
static str nearest(str domain, bool has_no_end)
{
    str best = { 0 };
    size_t most = domain.n < SHORT_DOMAIN ? SLIPS_SHORT : SLIPS, least = most + 1;
    for (size_t i = 0; i < sizeof PROVIDERS / sizeof *PROVIDERS; i++) {
        str name = has_no_end ? first_part(PROVIDERS[i]) : PROVIDERS[i];
        size_t distance = edit_distance(domain, name, most);
        if (distance < least && distance < name.n / 2) {
            best = PROVIDERS[i];
            least = distance;
        }
    }
    return best;
}

str email_meant(struct arena *arena, str email)
{
    str domain = domain_of(email), meant;
    if (!domain.n || is_provider(domain))
        return (str){ 0 };
    meant = nearest(domain, email_has_no_end(email));
    if (!meant.n)
        meant = alone_find(domain);
    return meant.n ? str_format(arena, "%.*s@%.*s", STR_ARGS(str_slice(email, 0, str_find(email, STR("@")))),
                                STR_ARGS(meant))
                   : (str){ 0 };
}
