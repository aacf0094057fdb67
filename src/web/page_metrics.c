// GET /metrics: the numbers to watch, in the text format of Prometheus (https://prometheus.io/docs/instrumenting/
// exposition_formats/). For whoever has the key that the program was started with, in a header; for others there is no
// such page. Nothing in them is about a person or a report.
#include "web/pages.h"

#include "app/outbox.h"
#include "app/setting.h"
#include "store/sqlite_file.h"
#include "web/meter.h"
#include "web/site.h"

#include <sodium.h>

enum { REASONS_MAX = 1000 };

// Compared in a time that says nothing of how much of it is right.
static bool has_key(const struct request *request)
{
    static const str bearer = STR_INIT("Bearer ");
    str key = site_metrics_key(request->site), given = request->authorization;
    if (!key.n || !str_starts(given, bearer))
        return false;
    given = str_from_byte(given, bearer.n);
    return given.n == key.n && sodium_memcmp(given.at, key.at, key.n) == 0;
}

static void series(struct buffer *out, const char *name, const char *kind, const char *help)
{
    buffer_print(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind);
}

static void number(struct buffer *out, const char *name, int64_t n)
{
    buffer_print(out, "%s %lld\n", name, (long long)n);
}

static void gauge(struct buffer *out, const char *name, const char *help, int64_t n)
{
    series(out, name, "gauge", help);
    number(out, name, n);
}

static uint64_t read(_Atomic uint64_t *count)
{
    return atomic_load_explicit(count, memory_order_relaxed);
}

static void answers_write(struct buffer *out, struct meter *meter)
{
    uint64_t all = 0;
    series(out, "wardmote_http_answers_total", "counter", "Answers by the first digit of their status.");
    for (int i = 1; i < METER_CLASSES; i++) {
        uint64_t n = read(&meter->answers[i]);
        buffer_print(out, "wardmote_http_answers_total{status=\"%dxx\"} %llu\n", i, (unsigned long long)n);
        all += n;
    }
    series(out, "wardmote_http_answer_bytes_total", "counter", "Bytes of their bodies, as they were sent.");
    number(out, "wardmote_http_answer_bytes_total", (int64_t)read(&meter->bytes));
    series(out, "wardmote_http_answer_seconds", "histogram",
           "From the first byte of a request to its answer.");
    uint64_t within = 0;
    for (size_t i = 0; i < METER_BOUNDS; i++) {
        within += read(&meter->within[i]);
        buffer_print(out, "wardmote_http_answer_seconds_bucket{le=\"%g\"} %llu\n",
                     (double)METER_BOUND[i] / 1e6, (unsigned long long)within);
    }
    all = all > within ? all : within; // one that was counted in between
    buffer_print(out, "wardmote_http_answer_seconds_bucket{le=\"+Inf\"} %llu\n", (unsigned long long)all);
    buffer_print(out, "wardmote_http_answer_seconds_sum %.6f\n", (double)read(&meter->microseconds) / 1e6);
    buffer_print(out, "wardmote_http_answer_seconds_count %llu\n", (unsigned long long)all);
}

static result messages_write(struct request *request, struct buffer *out)
{
    static const str states[] = { STR_INIT("waiting"), STR_INIT("sending"), STR_INIT("dead") };
    struct outbox_state_number_out found[sizeof states / sizeof *states];
    result e = OK;
    bool is_found;
    series(out, "wardmote_messages", "gauge", "Messages on their way, and those that nobody got.");
    for (size_t i = 0; i < sizeof states / sizeof *states && !e; i++) {
        e = query_outbox_state_number(request->ctx, request->db,
                                      &(struct outbox_state_number_in){ COMMUNITY_FIRST, states[i] },
                                      &found[i], &is_found);
        if (!e)
            buffer_print(out, "wardmote_messages{state=\"%.*s\"} %lld\n", STR_ARGS(states[i]),
                         (long long)found[i].n);
    }
    if (!e)
        gauge(out, "wardmote_messages_oldest_seconds", "How long the oldest waiting message has waited.",
              instant_is_none(found[0].oldest) ? 0 : request->now.second - found[0].oldest.second);
    return e;
}

// How long ago that was; nothing where it never was.
static result age_write(struct request *request, struct buffer *out, str setting, const char *name,
                        const char *help)
{
    str text;
    int64_t second;
    result e = setting_read(request->ctx, request->db, setting, &text);
    if (!e && str_to_int(text, &second))
        gauge(out, name, help, request->now.second - second);
    return e;
}

static result record_write(struct request *request, struct buffer *out)
{
    struct fact_last_out last;
    bool is_found;
    result e = query_fact_last(request->ctx, request->db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last,
                               &is_found);
    if (!e && is_found)
        gauge(out, "wardmote_record_last_fact", "The number of the last fact on record.", last.last);
    if (!e)
        e = age_write(request, out, SETTING_DERIVED_AT, "wardmote_clock_age_seconds",
                      "How long ago the clock last moved on.");
    if (!e)
        e = age_write(request, out, SETTING_BACKED_UP_AT, "wardmote_backup_age_seconds",
                      "How long ago the last whole backup was made.");
    return e;
}

static result store_write_file(struct request *request, struct buffer *out)
{
    const char *path = site_watched(request->site);
    struct sqlite_file file;
    result e = path ? sqlite_describe(request->ctx, path, &file) : OK;
    if (!path || e)
        return e;
    gauge(out, "wardmote_store_bytes", "The file of the store.", file.bytes);
    gauge(out, "wardmote_store_journal_bytes", "Its journal.", file.wal_bytes);
    gauge(out, "wardmote_disk_free_bytes", "What is free on their disk.", file.free_bytes);
    return OK;
}

static void memory_write(struct request *request, struct buffer *out)
{
    struct memory_use all = memory_use();
    const struct {
        const char *name;
        int64_t bytes;
    } parts[] = { { "used", all.used_bytes },
                  { "unused", all.unused_bytes },
                  { "answers", (int64_t)site_answers_bytes(request->site) } };
    series(out, "wardmote_memory_bytes", "gauge",
           "In use; given back but not to the system; of the first, the answers that are kept.");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        buffer_print(out, "wardmote_memory_bytes{part=\"%s\"} %lld\n", parts[i].name,
                     (long long)parts[i].bytes);
}

static void replica_write(struct request *request, struct buffer *out)
{
    struct replica_status replica;
    if (!store_replica_status(site_store(request), &replica))
        return;
    gauge(out, "wardmote_replica_used", "1 if pages are read from the replica, 0 if it is gone or behind.",
          replica.state == REPLICA_FOLLOWS);
    gauge(out, "wardmote_replica_behind_bytes",
          "What the replica lacked of the store's journal when it was last looked at.", replica.behind_bytes);
    series(out, "wardmote_replica_reads_total", "counter", "Pages that were read from the replica.");
    number(out, "wardmote_replica_reads_total", replica.reads);
    series(out, "wardmote_replica_passed_over_total", "counter",
           "Pages that were read from the store itself in place of the replica.");
    number(out, "wardmote_replica_passed_over_total", replica.passed);
}

static result readiness_write(struct request *request, struct buffer *out)
{
    struct buffer reasons = buffer_open(REASONS_MAX);
    result e = site_readiness(request->ctx, request->site, &reasons);
    gauge(out, "wardmote_ready", "1 if pages can be made and what is asked of it kept, as /ready says it.",
          !e && !reasons.n);
    buffer_close(&reasons);
    return e;
}

result metrics_show(struct request *request, struct response *response)
{
    struct buffer *out = &response->body;
    if (!has_key(request))
        return fail(request->ctx, ERR_MISSING, "there is no such page");
    response->type = STR("text/plain; version=0.0.4; charset=utf-8");
    response->is_unkept = true;
    answers_write(out, site_meter(request->site));
    result e = messages_write(request, out);
    if (!e)
        e = record_write(request, out);
    if (!e)
        e = store_write_file(request, out);
    if (!e) {
        memory_write(request, out);
        replica_write(request, out);
    }
    return e ? e : readiness_write(request, out);
}
