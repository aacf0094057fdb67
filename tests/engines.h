// The same tests on every engine: a fresh store on the one whose turn it is, and all tests on each.
//
// WARDMOTE_TEST_POSTGRESQL is the URL of a database, of a server on which tests may make more (tools/suite.py starts
// one). Without it PostgreSQL's turn is skipped.
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <libpq-fe.h>

enum engine_turn { ON_SQLITE, ON_POSTGRESQL, ENGINE_TURNS };

struct fresh {
    char url[300];
    char name[100]; // of the file or the database
};

__attribute__((unused)) static enum engine_turn engine_turn;

__attribute__((unused)) static void server_run(const char *sql)
{
    PGconn *conn = PQconnectdb(getenv("WARDMOTE_TEST_POSTGRESQL"));
    PGresult *answer = PQexec(conn, sql);
    if (PQresultStatus(answer) != PGRES_COMMAND_OK && PQresultStatus(answer) != PGRES_TUPLES_OK)
        fail_msg("%s: %s", sql, PQerrorMessage(conn));
    PQclear(answer);
    PQfinish(conn);
}

// Where tests keep their files: tools/suite.py says so.
__attribute__((unused)) static const char *temporary(void)
{
    const char *folder = getenv("TMPDIR");
    return folder ? folder : "/tmp";
}

__attribute__((unused)) static struct fresh fresh_open(void)
{
    static int n;
    struct fresh fresh;
    char sql[200];
    if (engine_turn == ON_SQLITE) {
        snprintf(fresh.name, sizeof fresh.name, "%s/wardmote-test-%d-%d.db", temporary(), (int)getpid(), ++n);
        snprintf(fresh.url, sizeof fresh.url, "sqlite:%s", fresh.name);
        unlink(fresh.name);
        return fresh;
    }
    const char *server = getenv("WARDMOTE_TEST_POSTGRESQL");
    const char *name = strstr(server, "/postgres?"); // the database that is there to begin with
    assert_non_null(name);
    snprintf(fresh.name, sizeof fresh.name, "test_%d_%d", (int)getpid(), ++n);
    snprintf(fresh.url, sizeof fresh.url, "%.*s/%s%s", (int)(name - server), server, fresh.name,
             name + strlen("/postgres"));
    snprintf(sql, sizeof sql, "CREATE DATABASE %s", fresh.name);
    server_run(sql);
    return fresh;
}

// After the store was closed.
__attribute__((unused)) static void fresh_close(const struct fresh *fresh)
{
    static const char *const ends[] = { "", "-wal", "-shm" };
    char text[200];
    for (size_t i = 0; engine_turn == ON_SQLITE && i < 3; i++) {
        snprintf(text, sizeof text, "%s%s", fresh->name, ends[i]);
        unlink(text);
    }
    if (engine_turn == ON_SQLITE)
        return;
    snprintf(text, sizeof text, "DROP DATABASE %s WITH (FORCE)", fresh->name);
    server_run(text);
}

// How many failed.
__attribute__((unused)) static int run_on_engines(const struct CMUnitTest *tests, size_t n)
{
    static const char *const names[ENGINE_TURNS] = { "SQLite", "PostgreSQL" };
    int failed = 0;
    for (engine_turn = 0; engine_turn < ENGINE_TURNS; engine_turn++) {
        if (engine_turn == ON_POSTGRESQL && !getenv("WARDMOTE_TEST_POSTGRESQL"))
            printf("1..1\nok 1 # SKIP PostgreSQL: no server in WARDMOTE_TEST_POSTGRESQL\n");
        else
            failed += _cmocka_run_group_tests(names[engine_turn], tests, n, NULL, NULL);
    }
    return failed;
}
