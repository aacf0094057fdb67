#include "format/ical_write.h"

#include "format/atom.h"

#include <libical/ical.h>

static struct icaltimetype day_of(date day)
{
    struct civil civil = date_civil(day);
    struct icaltimetype t = icaltime_null_date();
    t.year = civil.year;
    t.month = civil.month;
    t.day = civil.day;
    return t;
}

static icalcomponent *event_make(struct ctx *ctx, const struct ical_day *day, instant made)
{
    char id[ATOM_ID];
    char *summary = str_c(ctx->arena, day->summary), *url = str_c(ctx->arena, day->url);
    atom_id(day->key, id);
    if (!summary || !url)
        return NULL;
    icalcomponent *event = icalcomponent_vanew(ICAL_VEVENT_COMPONENT, icalproperty_new_uid(id),
                                               icalproperty_new_dtstamp(icaltime_from_timet_with_zone(
                                                   (time_t)made.second, 0, icaltimezone_get_utc_timezone())),
                                               icalproperty_new_dtstart(day_of(day->day)),
                                               icalproperty_new_summary(summary),
                                               icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT), NULL);
    if (event && url[0])
        icalcomponent_add_property(event, icalproperty_new_url(url));
    return event;
}

result ical_write(struct ctx *ctx, str title, const struct ical_days *days, instant made, struct buffer *out)
{
    char *name = str_c(ctx->arena, title);
    icalcomponent *calendar = icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
                                                  icalproperty_new_prodid("-//Wardmote//EN"), NULL);
    bool is_made = calendar && name;
    icalproperty *named = is_made ? icalproperty_new_x(name) : NULL;
    if (named) {
        icalproperty_set_x_name(named, "X-WR-CALNAME");
        icalcomponent_add_property(calendar, named);
    }
    for (size_t i = 0; is_made && i < days->n; i++) {
        icalcomponent *event = event_make(ctx, &days->at[i], made);
        is_made = event != NULL;
        if (event)
            icalcomponent_add_component(calendar, event);
    }
    char *text = is_made ? icalcomponent_as_ical_string_r(calendar) : NULL;
    if (text)
        buffer_add(out, str_from(text));
    icalmemory_free_buffer(text);
    if (calendar)
        icalcomponent_free(calendar);
    return text ? OK : arena_fail(ctx);
}
