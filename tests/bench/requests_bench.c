// Invented requests for tests/bench/bench_judge.py and for the counting of instructions: rows of a city's file, the
// same for the same numbers. Two years, working hours favoured, one in twenty still open.
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAYS = 730, OPEN_IN = 20 };

static uint64_t state = 88172645463325252u;

static uint64_t next(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % below;
}

static char *two(char *at, uint64_t n)
{
    *at++ = (char)('0' + n / 10);
    *at++ = (char)('0' + n % 10);
    return at;
}

// Days since 1 January 2024, a leap year, as "2024-02-29 hh:mm:ss".
static char *time_put(char *at, int64_t second)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t day = second / 86400, of_day = second % 86400;
    int year = 2024, month = 0;
    for (; day >= 365 + (year % 4 == 0); year++)
        day -= 365 + (year % 4 == 0);
    for (int n; day >= (n = lengths[month] + (month == 1 && year % 4 == 0)); month++)
        day -= n;
    at = two(two(at, (uint64_t)year / 100), (uint64_t)year % 100);
    *at++ = '-';
    at = two(at, (uint64_t)month + 1);
    *at++ = '-';
    at = two(at, (uint64_t)day + 1);
    *at++ = ' ';
    at = two(at, (uint64_t)of_day / 3600);
    *at++ = ':';
    at = two(at, (uint64_t)of_day / 60 % 60);
    *at++ = ':';
    return two(at, (uint64_t)of_day % 60);
}

int main(int argc, char **argv)
{
    uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000;
    uint64_t areas = argc > 2 ? strtoull(argv[2], NULL, 10) : 32844;
    uint64_t services = argc > 3 ? strtoull(argv[3], NULL, 10) : 20;
    char line[128];
    puts("id,area,service,opened,closed");
    for (uint64_t i = 0; i < rows; i++) {
        int64_t opened = (int64_t)(i * DAYS / rows) * 86400 + 6 * 3600 + (int64_t)next(14 * 3600);
        int64_t closed = opened + (int64_t)next(next(4) ? 5 * 86400 : 30 * 86400);
        int n = snprintf(line, sizeof line, "%" PRIu64 ",E%08" PRIu64 ",service %02" PRIu64 ",", 10000000 + i,
                         1000000 + next(areas), 1 + next(services));
        char *at = time_put(line + n, opened);
        *at++ = ',';
        at = next(OPEN_IN) ? time_put(at, closed) : at;
        *at++ = '\n';
        fwrite(line, 1, (size_t)(at - line), stdout);
    }
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
