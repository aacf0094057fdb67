#include "cli/options.h"

#include "base/arena.h"
#include "base/log.h"
#include "document/suggest.h"

#include <stdlib.h>

#define ON(command) (UINT64_C(1) << (command))
#define STORE_COMMANDS (ON(COMMAND_BACKUP) | ON(COMMAND_RESTORE) | ON(COMMAND_STATUS) | ON(COMMAND_ROUTES))

static const struct command_info {
    str name, operands;
    str summary, more;  // one line; what else there is to say, empty for nothing
    size_t least, most; // operands
} COMMANDS[COMMAND_COUNT] = {
    [COMMAND_CHECK] = { STR_INIT("check"), STR_INIT("FILE..."), STR_INIT("Checks documents."),
                        STR_INIT(
                            "Each problem is one line, file:line:column, then the line itself with a mark under "
                            "the place. Exit 0 if there are no errors (warnings may remain), else 1."),
                        1, 10000 },
    [COMMAND_FORMAT] = { STR_INIT("format"), STR_INIT("FILE"),
                         STR_INIT("Writes a document in its canonical form."),
                         STR_INIT(
                             "Prose keeps every byte but line ends and trailing spaces. A document with errors "
                             "is not changed."),
                         1, 1 },
    [COMMAND_COMPARE] = { STR_INIT("compare"), STR_INIT("OLD NEW"),
                          STR_INIT("Says what changed between two versions of a document, in words."),
                          STR_INIT(""), 2, 2 },
    [COMMAND_SAY] = { STR_INIT("say"), STR_INIT("FILE..."), STR_INIT("Says documents in plain sentences."),
                      STR_INIT(
                          "One sentence for each field, made from what the program reads in it. A translation that "
                          "no person has reviewed yet says so first; what counts is the text itself."),
                      1, 10000 },
    [COMMAND_DUE] = { STR_INIT("due"), STR_INIT(""), STR_INIT("Works out a deadline and shows how."),
                      STR_INIT(
                          "The days counted, the days left out and why, and the rule that was followed."),
                      0, 0 },
    [COMMAND_JUDGE] = { STR_INIT("judge"), STR_INIT("DOCUMENT..."),
                        STR_INIT("Holds documents against a file of service requests, or a store."),
                        STR_INIT(
                            "For each promise and period: how many cases were on time, late, not yet due or not "
                            "known, and whether the promise is kept. What is in no row, and why, stands on "
                            "standard error. Files with one Id are versions of one document. With a store, the "
                            "documents it has adopted if none is named."),
                        0, 10000 },
    [COMMAND_FOLLOW] = { STR_INIT("follow"), STR_INIT("PROCEDURE..."),
                         STR_INIT("Says where cases stand in a procedure, and who owes what."),
                         STR_INIT(
                             "For each case of a file of facts: its open stages, who owes what by when, which "
                             "outcomes may be taken, and what happens if nobody acts. What is on record and was not "
                             "allowed is named on standard error. Files with one Id are versions of one procedure; "
                             "an outcome that opens another procedure is followed there if its file is given too."),
                         1, 1000 },
    [COMMAND_IMPORT] = { STR_INIT("import"), STR_INIT("KIND FILE"),
                         STR_INIT("Takes requests, documents and more into a store."),
                         STR_INIT(
                             "KIND is requests (with --mapping), document, calendar, areas (GeoJSON), postcodes, "
                             "categories (what can be reported, or a CSV of what is never public), bodies, routes (who "
                             "answers for what), people (who reported what), retention (what is "
                             "erased by age), or holidays: GOV.UK's bank holidays as JSON, "
                             "in either of its forms, or iCalendar, made into a calendar. The same file twice "
                             "changes nothing."),
                         2, 2 },
    [COMMAND_EXPORT] = { STR_INIT("export"), STR_INIT("KIND"),
                         STR_INIT("Writes what anyone may have of a store."),
                         STR_INIT(
                             "KIND is record: facts, checkpoints, keys and texts, in a folder that --to names, for "
                             "'wardmote verify FOLDER'. The same record gives the same bytes."),
                         1, 1 },
    [COMMAND_SEAL] = { STR_INIT("seal"), STR_INIT(""),
                       STR_INIT("Seals what has come into the record, and signs a checkpoint of it."),
                       STR_INIT("'wardmote serve' does it by itself, every half minute."), 0, 0 },
    [COMMAND_VERIFY] = { STR_INIT("verify"), STR_INIT("[URL-or-FOLDER]"),
                         STR_INIT("Checks the record, and every figure that was published of it."),
                         STR_INIT(
                             "Of a store, a backup, or a folder that was downloaded. Says what does not agree first, "
                             "and how many there are. Exit 0 if all agrees, else 1."),
                         0, 1 },
    [COMMAND_REBUILD] = { STR_INIT("rebuild"), STR_INIT(""),
                          STR_INIT("Makes every derived table of a store again, from its facts."),
                          STR_INIT("Records nothing and sends nothing. The answer is the same as before."), 0,
                          0 },
    [COMMAND_MIGRATE] = { STR_INIT("migrate"), STR_INIT(""), STR_INIT("Brings a store's tables up to date."),
                          STR_INIT(
                              "Says from which schema to which. Other commands that write do it by themselves; this "
                              "is for a role that may make tables where the one that serves may not. A store that "
                              "is not there is made, empty."),
                          0, 0 },
    [COMMAND_MOVE] = { STR_INIT("move"), STR_INIT(""),
                       STR_INIT("Moves a whole store, from SQLite to PostgreSQL or back."),
                       STR_INIT(
                           "All that is kept is copied into an empty store, all that is derived is made again and "
                           "compared row by row. If anything fails nothing was moved. The store moved from stays as "
                           "it was; serve only one of them afterwards."),
                       0, 0 },
    [COMMAND_BACKUP] = { STR_INIT("backup"), STR_INIT("FILE"),
                         STR_INIT("Copies a whole store into one file, while it is served."),
                         STR_INIT(
                             "The file is a store itself: judge, status and restore open it. It holds what is "
                             "private, and only its owner may read it. A file that is there is not overwritten."),
                         1, 1 },
    [COMMAND_RESTORE] = { STR_INIT("restore"), STR_INIT("FILE"), STR_INIT("Makes a store of a backup."),
                          STR_INIT(
                              "The backup is checked, brought up to date, and who was erased since is taken out "
                              "before anything stands in its place. A store that is there is not overwritten."),
                          1, 1 },
    [COMMAND_STATUS] = { STR_INIT("status"), STR_INIT(""),
                         STR_INIT("Says how a store is, and what needs a hand."), STR_INIT(""), 0, 0 },
    [COMMAND_DEMO] = { STR_INIT("demo"), STR_INIT(""),
                       STR_INIT("Fills an empty store with a fictional borough."),
                       STR_INIT(
                           "Six charters, two years of simulated reports, what was missed and what followed. "
                           "Every page of it says that it is a demonstration."),
                       0, 0 },
    [COMMAND_SERVE] = { STR_INIT("serve"), STR_INIT(""), STR_INIT("Serves a store's pages."),
                        STR_INIT("Prints its address when it is ready. Ctrl-C, or SIGTERM, ends it."), 0, 0 },
    [COMMAND_PERSON] = { STR_INIT("person"), STR_INIT("export|erase|erasures|replay|sweep [FILE]"),
                         STR_INIT("Tells what is held about a person, or erases it."),
                         STR_INIT(
                             "Who is meant say --id, --email, --telephone or --case. export lists everything; erase "
                             "says what would go and what stays, and does it with --yes; erasures prints the list of "
                             "what was erased, without saying of whom; replay FILE does such a list again on an older "
                             "copy of the store; sweep makes the file anew without what was deleted."),
                         1, 2 },
    [COMMAND_PHOTOGRAPHS] = { STR_INIT("photographs"), STR_INIT(""),
                              STR_INIT("Copies the photographs of a store to another place."),
                              STR_INIT(
                                  "From where --photographs says they are to a folder or a bucket, --to, each held "
                                  "against its name. Those that are there already stay, so that it can be run "
                                  "again; nothing is taken away from where they were. Served from the new place, "
                                  "run it once more for those that came meanwhile."),
                              0, 0 },
    [COMMAND_OUTBOX] = { STR_INIT("outbox"), STR_INIT("list|retry ID|drop ID"),
                         STR_INIT("Lists messages on their way out, sends or drops one."),
                         STR_INIT(
                             "retry sends one again that is dead; drop gives one up, with --reason. To whom they go "
                             "is said only with --show-private."),
                         1, 2 },
    [COMMAND_BOUNCE] = { STR_INIT("bounce"), STR_INIT("< MESSAGE"),
                         STR_INIT("Reads a message that came back and stops sending to its address."),
                         STR_INIT(
                             "for a mail server to call: a delivery status notification on standard input"),
                         0, 0 },
    [COMMAND_VISIBILITY] = { STR_INIT("visibility"), STR_INIT(""),
                             STR_INIT("Prints who may see what, as the program asks it itself."),
                             STR_INIT(
                                 "own: of their own reports, deeds or ward, an officer of the body's cases; "
                                 "with reason: if they write down why."),
                             0, 0 },
    [COMMAND_PERMISSIONS] = { STR_INIT("permissions"), STR_INIT(""),
                              STR_INIT("Prints who may do what, as the program asks it itself."),
                              STR_INIT(
                                  "own body, own area: what the role is held for; own: their own reports. Whoever is "
                                  "signed in may what a resident may."),
                              0, 0 },
    [COMMAND_ADMIN] = { STR_INIT("admin"), STR_INIT("invite"),
                        STR_INIT("Prints a link with which somebody becomes an administrator."),
                        STR_INIT(
                            "It works once: for a day while there is no administrator, else, with --name and --email, "
                            "for seven days. Whoever has the store may do this; it is the way back in when nobody can "
                            "sign in any more."),
                        1, 1 },
    [COMMAND_INDICATORS] = { STR_INIT("indicators"), STR_INIT("[CODE...]"),
                             STR_INIT(
                                 "Prints a set of indicators, or some of them, and which way is better."),
                             STR_INIT(
                                 "CODE is 'NI 195', with all its parts, or 'NI 195 / litter'. What is marked memory "
                                 "was not read at the source: check it before anything rests on it."),
                             0, 10000 },
    [COMMAND_NEW] = { STR_INIT("new"), STR_INIT("charter|agreement|procedure"),
                      STR_INIT("Prints a small document to start from."),
                      STR_INIT(
                          "It has no errors; 'wardmote check' says what is still to be filled in. Names that are "
                          "not given stand in general words. The templates lie in library/templates."),
                      1, 1 },
    [COMMAND_LANGUAGE] = { STR_INIT("language"), STR_INIT(""),
                           STR_INIT("Prints the clauses and fields of the language."),
                           STR_INIT(
                               "Text is Markdown, as in docs/language.md; csv has the fields alone; json has also "
                               "the words of values and the code of every message, for editors."),
                           0, 0 },
    [COMMAND_ROUTES] = { STR_INIT("routes"), STR_INIT("check"),
                         STR_INIT("Lists what nobody answers for, service by service and area by area."),
                         STR_INIT(
                             "Also rules of the routes that name a body, a service or an area that is not there. "
                             "Exit 1 if there is anything to list."),
                         1, 1 },
    [COMMAND_OPEN311_CHECK] = { STR_INIT("open311-check"), STR_INIT("URL"),
                                STR_INIT(
                                    "Asks a server of Open311 GeoReport v2 what the specification says it answers."),
                                STR_INIT(
                                    "URL is where its services and requests are, as https://example.org/open311/v2. "
                                    "It only reads, unless --send is given. Exit 1 if anything is wrong."),
                                1, 1 },
    [COMMAND_OPEN311_FETCH] = { STR_INIT("open311-fetch"), STR_INIT("URL"),
                                STR_INIT(
                                    "Writes what a server of Open311 has of requests to a file, to be imported."),
                                STR_INIT(
                                    "URL is as for open311-check, the file for 'wardmote import requests FILE "
                                    "--mapping open311'. It takes the place of one that is there once all of it has "
                                    "come."),
                                1, 1 },
    [COMMAND_HELP] = { STR_INIT("help"), STR_INIT("[COMMAND]"),
                       STR_INIT("Says what a command does and takes."), STR_INIT(""), 0, 1 },
    [COMMAND_VERSION] = { STR_INIT("version"), STR_INIT(""), STR_INIT("Prints the version."), STR_INIT(""), 0,
                          0 },
};

enum option_type { TYPE_TEXT, TYPE_NUMBER, TYPE_FLAG, TYPE_CHOICE };

static const struct option_info {
    str name, value; // "--as-of", "TIME"
    enum option_type type;
    str usual;           // the default; empty for none
    int64_t least, most; // of a number
    str choices;         // of a choice, separated by |
    str environment;     // a variable that sets it where the command line does not
    uint64_t commands, required;
    str help;
} OPTIONS[OPTION_COUNT] = {
    [OPTION_CALENDAR] = { STR_INIT("--calendar"), STR_INIT("NAME-or-FILE"), .commands = ON(COMMAND_DUE),
                          .help = STR_INIT(
                              "england-and-wales, scotland, northern-ireland, uk, none, or a calendar, JSON or "
                              ".ics file") },
    [OPTION_START] = { STR_INIT("--start"), STR_INIT("TIME"), .commands = ON(COMMAND_DUE),
                       .required = ON(COMMAND_DUE),
                       .help = STR_INIT(
                           "when the clock starts: 2026-12-23 or 2026-12-23T16:40, local unless it carries an "
                           "offset") },
    [OPTION_WITHIN] = { STR_INIT("--within"), STR_INIT("LIMIT"), .commands = ON(COMMAND_DUE),
                        .required = ON(COMMAND_DUE),
                        .help = STR_INIT(
                            "'20 working days', '2 months of', '2 months beginning with', '4 working hours', '5 "
                            "days by the clock'") },
    [OPTION_ZONE] = { STR_INIT("--zone"), STR_INIT("NAME"), .commands = ON(COMMAND_DUE),
                      .help = STR_INIT("time zone, such as Europe/London; else the calendar's") },
    [OPTION_HOURS] = { STR_INIT("--hours"), STR_INIT("HOURS"), .commands = ON(COMMAND_DUE),
                       .help = STR_INIT(
                           "opening hours, for working hours: 'Monday to Friday 09:00 to 17:00'") },
    [OPTION_START_RULE] = { STR_INIT("--start-rule"), STR_INIT("RULE"), .commands = ON(COMMAND_DUE),
                            .help = STR_INIT(
                                "'next working day': a start on a day off moves to 00:00 of the next working day") },
    [OPTION_WRITE] = { STR_INIT("--write"), .type = TYPE_FLAG, .commands = ON(COMMAND_FORMAT),
                       .help = STR_INIT("changes the file in place instead of printing") },
    [OPTION_REQUESTS] = { STR_INIT("--requests"), STR_INIT("FILE"), .commands = ON(COMMAND_JUDGE),
                          .help = STR_INIT("the service requests: CSV, or Open311 JSON or XML, or a snapshot "
                                           "(FILE.wcol); - is standard input") },
    [OPTION_FACTS] = { STR_INIT("--facts"), STR_INIT("FILE.csv"), .commands = ON(COMMAND_FOLLOW),
                       .help = STR_INIT(
                           "what is on record: columns case,time,kind,name,value,by,words and, with several "
                           "procedures, procedure; - is standard input. Without it the stages of the procedures "
                           "are listed") },
    [OPTION_MAPPING] = { STR_INIT("--mapping"), STR_INIT("NAME-or-FILE"),
                         .commands = ON(COMMAND_JUDGE) | ON(COMMAND_IMPORT),
                         .help = STR_INIT(
                             "how to read them: baltimore, chicago, fixmystreet, los-angeles, new-york, "
                             "open311, or a mapping file") },
    [OPTION_AS_OF] = { STR_INIT("--as-of"), STR_INIT("TIME"),
                       .commands = ON(COMMAND_JUDGE) | ON(COMMAND_FOLLOW) | ON(COMMAND_DEMO) |
                           ON(COMMAND_REBUILD) | ON(COMMAND_ROUTES),
                       .help = STR_INIT(
                           "the time of asking; a date is the end of that local day. Default: now, but the "
                           "demonstration has a today of its own, 2026-11-22") },
    [OPTION_BY] = { STR_INIT("--by"), STR_INIT("LIST"), .usual = STR_INIT("clause,area,period"),
                    .commands = ON(COMMAND_JUDGE),
                    .help = STR_INIT(
                        "what has rows of its own: clause, area, period; what is left out is summed") },
    [OPTION_AREAS] = { STR_INIT("--areas"), STR_INIT("GEOJSON"),
                       .commands = ON(COMMAND_JUDGE) | ON(COMMAND_IMPORT),
                       .help = STR_INIT(
                           "polygons with a code and a name, to find the area of cases that have a point") },
    [OPTION_THREADS] = { STR_INIT("--threads"), STR_INIT("N"), TYPE_NUMBER, STR_INIT("2"), 1, 64,
                         .environment = STR_INIT("WARDMOTE_THREADS"), .commands = ON(COMMAND_JUDGE),
                         .help = STR_INIT("how many to judge with; the answer is the same, byte for byte") },
    [OPTION_STORE] = { STR_INIT("--store"), STR_INIT("URL"), .usual = STR_INIT("sqlite:wardmote.db"),
                       .environment = STR_INIT("WARDMOTE_STORE"),
                       .commands = ON(COMMAND_JUDGE) | ON(COMMAND_IMPORT) | ON(COMMAND_REBUILD) |
                           ON(COMMAND_MIGRATE) | ON(COMMAND_DEMO) | ON(COMMAND_SERVE) | ON(COMMAND_EXPORT) |
                           ON(COMMAND_SEAL) | ON(COMMAND_VERIFY) | ON(COMMAND_PERSON) | ON(COMMAND_OUTBOX) |
                           ON(COMMAND_ADMIN) | ON(COMMAND_BOUNCE) | ON(COMMAND_CHECK) |
                           ON(COMMAND_PHOTOGRAPHS) | STORE_COMMANDS,
                       .help = STR_INIT(
                           "where the facts are kept: sqlite:PATH or postgresql://USER@HOST/DATABASE") },
    [OPTION_MOVE_FROM] = { STR_INIT("--from"), STR_INIT("URL"), .commands = ON(COMMAND_MOVE),
                           .required = ON(COMMAND_MOVE), .help = STR_INIT("the store that is moved") },
    [OPTION_MOVE_TO] = { STR_INIT("--to"), STR_INIT("URL"), .commands = ON(COMMAND_MOVE),
                         .required = ON(COMMAND_MOVE), .help = STR_INIT("the empty store it is moved to") },
    [OPTION_ERASURES] = { STR_INIT("--erasures"), STR_INIT("FILE"), .commands = ON(COMMAND_RESTORE),
                          .help = STR_INIT(
                              "the list of people erased since the backup; else STORE.erasures, beside the store, if "
                              "it is there") },
    [OPTION_KNOWN_AT] = { STR_INIT("--known-at"), STR_INIT("TIME"), .commands = ON(COMMAND_JUDGE),
                          .help = STR_INIT("leaves out facts recorded later than that") },
    [OPTION_NAME] = { STR_INIT("--name"), STR_INIT("NAME"), .usual = STR_INIT("Our community"),
                      .commands = ON(COMMAND_IMPORT),
                      .help = STR_INIT("of the community, if the store has none yet") },
    [OPTION_SEED] = { STR_INIT("--seed"), STR_INIT("N"), TYPE_NUMBER, STR_INIT("1"), 0, 1000000000,
                      .commands = ON(COMMAND_DEMO),
                      .help = STR_INIT("of the simulated reports; the same seed makes the same facts") },
    [OPTION_LISTEN] = { STR_INIT("--listen"), STR_INIT("ADDRESS"), .usual = STR_INIT("127.0.0.1:8080"),
                        .environment = STR_INIT("WARDMOTE_LISTEN"), .commands = ON(COMMAND_SERVE),
                        .help = STR_INIT("address and port to serve at; [::1]:8080 for IPv6") },
    [OPTION_PORT] = { STR_INIT("--port"), STR_INIT("N"), TYPE_NUMBER, STR_INIT("8080"), 0, 65535,
                      .commands = ON(COMMAND_SERVE),
                      .help = STR_INIT("another port at the same address; 0 takes a free one") },
    [OPTION_WORKERS] = { STR_INIT("--workers"), STR_INIT("N"), TYPE_NUMBER, STR_INIT("4"), 1, 64,
                         .environment = STR_INIT("WARDMOTE_WORKERS"), .commands = ON(COMMAND_SERVE),
                         .help = STR_INIT("how many pages are made at once") },
    [OPTION_CONNECTIONS] = { STR_INIT("--connections-per-address"), STR_INIT("N"), TYPE_NUMBER,
                             STR_INIT("200"), 0, 1000,
                             .environment = STR_INIT("WARDMOTE_CONNECTIONS_PER_ADDRESS"),
                             .commands = ON(COMMAND_SERVE),
                             .help = STR_INIT(
                                 "how many connections one address may have at once; 0 for any number, as behind a "
                                 "proxy, whose address all of them have") },
    [OPTION_REPORTS_PER_NETWORK] = { STR_INIT("--reports-per-network"), STR_INIT("N"), TYPE_NUMBER,
                                     STR_INIT("60"), 0, 100000,
                                     .environment = STR_INIT("WARDMOTE_REPORTS_PER_NETWORK"),
                                     .commands = ON(COMMAND_SERVE),
                                     .help = STR_INIT(
                                         "how many reports one network may send by the pages within an hour, a library "
                                         "or an office together; 0 for any number") },
    [OPTION_PROGRAM_REPORTS] = { STR_INIT("--program-reports-per-network"), STR_INIT("N"), TYPE_NUMBER,
                                 STR_INIT("600"), 0, 100000,
                                 .environment = STR_INIT("WARDMOTE_PROGRAM_REPORTS_PER_NETWORK"),
                                 .commands = ON(COMMAND_SERVE),
                                 .help = STR_INIT(
                                     "likewise by Open311, where one app sends the reports of many") },
    [OPTION_CASES] = { STR_INIT("--cases"), .type = TYPE_FLAG, .commands = ON(COMMAND_JUDGE),
                       .help = STR_INIT("every case with its clause, start, due, stop and state") },
    [OPTION_EXPLAIN] = { STR_INIT("--explain"), STR_INIT("CASE"), .commands = ON(COMMAND_JUDGE),
                         .help = STR_INIT("the whole working of the case with that id") },
    [OPTION_INSTEAD] = { STR_INIT("--instead"), STR_INIT("FILE"), .commands = ON(COMMAND_JUDGE),
                         .help = STR_INIT(
                             "another version of the document: what it would have scored, side by "
                             "side; with --cases those whose state it changes") },
    [OPTION_DIVISION] = { STR_INIT("--division"), STR_INIT("NAME"), .commands = ON(COMMAND_IMPORT),
                          .help = STR_INIT(
                              "which nation of a GOV.UK file: england-and-wales, scotland, northern-ireland") },
    [OPTION_TO] = { STR_INIT("--to"), STR_INIT("FILE"),
                    .commands = ON(COMMAND_IMPORT) | ON(COMMAND_EXPORT) | ON(COMMAND_PERSON) |
                        ON(COMMAND_OPEN311_FETCH) | ON(COMMAND_PHOTOGRAPHS),
                    .required = ON(COMMAND_EXPORT) | ON(COMMAND_OPEN311_FETCH) | ON(COMMAND_PHOTOGRAPHS),
                    .help = STR_INIT(
                        "the folder to write, of a person's photographs too; with import the calendar file, else "
                        "standard output, or of requests FILE.wcol, a snapshot that judge reads at once; with "
                        "open311-fetch the file; of photographs a folder or a bucket, as for --photographs") },
    [OPTION_KEY] = { STR_INIT("--key"), STR_INIT("FILE"), .environment = STR_INIT("WARDMOTE_KEY"),
                     .commands = ON(COMMAND_SEAL) | ON(COMMAND_SERVE) | ON(COMMAND_DEMO) | ON(COMMAND_IMPORT),
                     .help = STR_INIT(
                         "the secret key that the record is signed with; default: beside the store, "
                         "with .key behind its name; made when it is first needed") },
    [OPTION_NEW_KEY] = { STR_INIT("--new-key"), .type = TYPE_FLAG, .commands = ON(COMMAND_SEAL),
                         .help = STR_INIT("goes on with a new key, which the old one vouches for") },
    [OPTION_CHECKPOINT] = { STR_INIT("--checkpoint"), STR_INIT("FILE"), .commands = ON(COMMAND_VERIFY),
                            .help = STR_INIT(
                                "a checkpoint that you kept from before: the record must have grown "
                                "out of it") },
    [OPTION_LOG_ONLY] = { STR_INIT("--log-only"), .type = TYPE_FLAG, .commands = ON(COMMAND_VERIFY),
                          .help = STR_INIT("only the facts and what was sealed of them") },
    [OPTION_ID] = { STR_INIT("--id"), STR_INIT("N"), TYPE_NUMBER, .least = 1, .most = INT64_MAX,
                    .commands = ON(COMMAND_PERSON), .help = STR_INIT("the person with that number") },
    [OPTION_EMAIL] = { STR_INIT("--email"), STR_INIT("ADDRESS"), .commands = ON(COMMAND_PERSON),
                       .help = STR_INIT("the person with that e-mail address") },
    [OPTION_TELEPHONE] = { STR_INIT("--telephone"), STR_INIT("NUMBER"), .commands = ON(COMMAND_PERSON),
                           .help = STR_INIT("the person with that telephone number") },
    [OPTION_CASE] = { STR_INIT("--case"), STR_INIT("REFERENCE"), .commands = ON(COMMAND_PERSON),
                      .help = STR_INIT("the person whose case it is") },
    [OPTION_ONE_CASE] = { STR_INIT("--case"), STR_INIT("CASE"), .commands = ON(COMMAND_FOLLOW),
                          .help = STR_INIT("that case, with its whole working") },
    [OPTION_YES] = { STR_INIT("--yes"), .type = TYPE_FLAG, .commands = ON(COMMAND_PERSON),
                     .help = STR_INIT("erases; without it only what would go is said") },
    [OPTION_ALL_WORDS] = { STR_INIT("--all-words"), .type = TYPE_FLAG, .commands = ON(COMMAND_PERSON),
                           .help = STR_INIT(
                               "erases also what others said on the person's cases without naming them") },
    [OPTION_NO_VACUUM] = { STR_INIT("--no-vacuum"), .type = TYPE_FLAG, .commands = ON(COMMAND_PERSON),
                           .help = STR_INIT(
                               "leaves the file as it is; older pages may hold what was erased until a sweep") },
    [OPTION_STATE] = { STR_INIT("--state"), STR_INIT("STATE"), TYPE_CHOICE, STR_INIT("all"),
                       .choices = STR_INIT("all|waiting|sending|sent|dead"), .commands = ON(COMMAND_OUTBOX),
                       .help = STR_INIT("only those: waiting, sending, sent or dead") },
    [OPTION_REASON] = { STR_INIT("--reason"), STR_INIT("TEXT"), .commands = ON(COMMAND_OUTBOX),
                        .help = STR_INIT("why it is dropped; it is kept, so name nobody") },
    [OPTION_SHOW_PRIVATE] = { STR_INIT("--show-private"), .type = TYPE_FLAG, .commands = ON(COMMAND_OUTBOX),
                              .help = STR_INIT("says also to whom") },
    [OPTION_OUTBOX] = { STR_INIT("--outbox"), STR_INIT("WAY=SENDER,..."),
                        .environment = STR_INIT("WARDMOTE_OUTBOX"), .commands = ON(COMMAND_SERVE),
                        .help = STR_INIT(
                            "who sends messages of a way (email, text, letter, webhook): smtp:// or smtps:// a mail "
                            "server, print:FOLDER letters as PDF, spool:FOLDER files, an http or https address JSON") },
    [OPTION_SENDER] = { STR_INIT("--sender"), STR_INIT("FILE"), .environment = STR_INIT("WARDMOTE_SENDER"),
                        .commands = ON(COMMAND_SERVE),
                        .help = STR_INIT(
                            "whom mail is from, passwords and what webhooks are signed with: a file "
                            "that only its owner may read") },
    [OPTION_PRIVATE_SERVERS] = { STR_INIT("--private-servers"), .type = TYPE_FLAG,
                                 .commands = ON(COMMAND_SERVE),
                                 .environment = STR_INIT("WARDMOTE_PRIVATE_SERVERS"),
                                 .help = STR_INIT(
                                     "reports may go on to a body's Open311 server at a private address, too, as in "
                                     "a council's own network") },
    [OPTION_LEASE] = { STR_INIT("--lease"), STR_INIT("SECONDS"), TYPE_NUMBER, STR_INIT("90"), 3, 3600,
                       .environment = STR_INIT("WARDMOTE_LEASE"), .commands = ON(COMMAND_SERVE),
                       .help = STR_INIT(
                           "after how long another server takes over the clock of one that died") },
    [OPTION_READ_URL] = { STR_INIT("--read-url"), STR_INIT("URL"),
                          .environment = STR_INIT("WARDMOTE_READ_URL"), .commands = ON(COMMAND_SERVE),
                          .help = STR_INIT(
                              "a PostgreSQL that follows the store's: pages are read from it while it has all that was "
                              "kept, and from the store itself while it has not") },
    [OPTION_METRICS_KEY] = { STR_INIT("--metrics-key"), STR_INIT("KEY"),
                             .environment = STR_INIT("WARDMOTE_METRICS_KEY"), .commands = ON(COMMAND_SERVE),
                             .help = STR_INIT(
                                 "what /metrics must be asked with, in the header 'Authorization: Bearer KEY'; better "
                                 "in the environment than here, where others on the machine see it. Without it there "
                                 "is no such page") },
    [OPTION_SANDBOX] = { STR_INIT("--sandbox"), STR_INIT("SWITCH"), TYPE_CHOICE, STR_INIT("on"),
                         .choices = STR_INIT("on|off"), .environment = STR_INIT("WARDMOTE_SANDBOX"),
                         .commands = ON(COMMAND_SERVE),
                         .help = STR_INIT(
                             "on or off: whether the kernel keeps the program to the files and calls it needs") },
    [OPTION_PHOTOGRAPHS] = { STR_INIT("--photographs"), STR_INIT("PLACE"),
                             .environment = STR_INIT("WARDMOTE_PHOTOGRAPHS"),
                             .commands = ON(COMMAND_SERVE) | ON(COMMAND_VERIFY) | ON(COMMAND_PERSON) |
                                 ON(COMMAND_MOVE) | ON(COMMAND_BACKUP) | ON(COMMAND_RESTORE) |
                                 ON(COMMAND_PHOTOGRAPHS),
                             .help = STR_INIT(
                                 "where the photographs are kept: a folder, or s3:https://HOST/BUCKET with "
                                 "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment; default: beside a "
                                 "store in a file, with .photographs behind its name. All servers of one store share "
                                 "it") },
    [OPTION_SET] = { STR_INIT("--set"), STR_INIT("NAME-or-FILE"), .usual = STR_INIT("national-2008"),
                     .commands = ON(COMMAND_INDICATORS),
                     .help = STR_INIT("the set: national-2008, or a CSV file of your own") },
    [OPTION_BENCHMARKS] = { STR_INIT("--benchmarks"), STR_INIT("NAME-or-FILE"),
                            .commands = ON(COMMAND_INDICATORS),
                            .help = STR_INIT(
                                "prints what others reached instead: ni-195, or a CSV file of your own") },
    [OPTION_ADMIN_EMAIL] = { STR_INIT("--email"), STR_INIT("ADDRESS"), .commands = ON(COMMAND_ADMIN),
                             .help = STR_INIT("of whoever is to be an administrator") },
    [OPTION_ADMIN_NAME] = { STR_INIT("--name"), STR_INIT("NAME"), .commands = ON(COMMAND_ADMIN),
                            .help = STR_INIT("likewise") },
    [OPTION_ADDRESS] = { STR_INIT("--address"), STR_INIT("URL"), .environment = STR_INIT("WARDMOTE_ADDRESS"),
                         .commands = ON(COMMAND_SERVE),
                         .help = STR_INIT(
                             "the site's address as people reach it, for links in messages: "
                             "https://wardmote.example. It is kept; without it the last one counts") },
    [OPTION_TILES] = { STR_INIT("--tiles"), STR_INIT("URL"), .environment = STR_INIT("WARDMOTE_TILES"),
                       .commands = ON(COMMAND_SERVE),
                       .help = STR_INIT(
                           "pictures of the ground under the map of a report: "
                           "https://tiles.example/{z}/{x}/{y}.png; without it the map has the areas' borders") },
    [OPTION_TILES_BY] = { STR_INIT("--tiles-by"), STR_INIT("TEXT"),
                          .environment = STR_INIT("WARDMOTE_TILES_BY"), .commands = ON(COMMAND_SERVE),
                          .help = STR_INIT("whose those pictures are, to stand on the map") },
    [OPTION_SINCE] = { STR_INIT("--since"), STR_INIT("TIME"), .commands = ON(COMMAND_OPEN311_FETCH),
                       .help = STR_INIT("what was requested from then on; 90 days ago unless said") },
    [OPTION_JURISDICTION] = { STR_INIT("--jurisdiction"), STR_INIT("ID"),
                              .commands = ON(COMMAND_OPEN311_CHECK) | ON(COMMAND_OPEN311_FETCH),
                              .help = STR_INIT(
                                  "which place, where one server has several: goes with every call") },
    [OPTION_API_KEY] = { STR_INIT("--api-key"), STR_INIT("KEY"),
                         .environment = STR_INIT("WARDMOTE_OPEN311_KEY"),
                         .commands = ON(COMMAND_OPEN311_CHECK) | ON(COMMAND_OPEN311_FETCH),
                         .help = STR_INIT("what the server gave you, to be allowed to ask or to send") },
    [OPTION_SEND] = { STR_INIT("--send"), STR_INIT("CODE"), .commands = ON(COMMAND_OPEN311_CHECK),
                      .help = STR_INIT(
                          "sends a test report of that service, which people there will see; and one without a "
                          "service, which must be refused") },
    [OPTION_PLACE] = { STR_INIT("--place"), STR_INIT("WORDS"), .commands = ON(COMMAND_OPEN311_CHECK),
                       .help = STR_INIT("the address that the test report is about") },
    [OPTION_LANGUAGE] = { STR_INIT("--language"), STR_INIT("CODE"), TYPE_CHOICE, STR_INIT("en"),
                          .choices = STR_INIT("en|cy"), .commands = ON(COMMAND_SAY),
                          .help = STR_INIT("en or cy: English, or Welsh as a draft") },
    [OPTION_TITLE] = { STR_INIT("--title"), STR_INIT("TEXT"), .commands = ON(COMMAND_NEW),
                       .help = STR_INIT("its title") },
    [OPTION_NEW_ID] = { STR_INIT("--id"), STR_INIT("NAME"), .commands = ON(COMMAND_NEW),
                        .help = STR_INIT("its short name; else one made of the title") },
    [OPTION_BETWEEN] = { STR_INIT("--between"), STR_INIT("PARTIES"), .commands = ON(COMMAND_NEW),
                         .help = STR_INIT(
                             "who makes it, the one that provides first: 'Harcaster Borough Council; the residents "
                             "of Aldermoor'") },
    [OPTION_AREA] = { STR_INIT("--area"), STR_INIT("PLACES"), .commands = ON(COMMAND_NEW),
                      .help = STR_INIT("the places it is for: 'Aldermoor ward, Harcaster'") },
    [OPTION_NEW_FROM] = { STR_INIT("--from"), STR_INIT("NAME-or-FILE"), .commands = ON(COMMAND_NEW),
                          .help = STR_INIT(
                              "takes a document of library/standards over, such as salford, with your parties in "
                              "the place of its own") },
    [OPTION_TODAY] = { STR_INIT("--as-of"), STR_INIT("DATE"), .commands = ON(COMMAND_NEW),
                       .help = STR_INIT(
                           "the day it is written on; it is in force from the first of a month, four "
                           "weeks away or more. Default: today") },
    [OPTION_OUTPUT] = { STR_INIT("--format"), STR_INIT("FORM"), TYPE_CHOICE, STR_INIT("text"),
                        .choices = STR_INIT("text|csv|json"),
                        .commands = ON(COMMAND_CHECK) | ON(COMMAND_COMPARE) | ON(COMMAND_SAY) |
                            ON(COMMAND_DUE) | ON(COMMAND_JUDGE) | ON(COMMAND_FOLLOW) | ON(COMMAND_VERIFY) |
                            ON(COMMAND_PERSON) | ON(COMMAND_OUTBOX) | ON(COMMAND_VISIBILITY) |
                            ON(COMMAND_PERMISSIONS) | ON(COMMAND_INDICATORS) | ON(COMMAND_STATUS) |
                            ON(COMMAND_LANGUAGE) | ON(COMMAND_ROUTES) | ON(COMMAND_OPEN311_CHECK),
                        .help = STR_INIT("text, csv or json") },
    [OPTION_MEMORY] = { STR_INIT("--memory"), STR_INIT("MB"), TYPE_NUMBER, STR_INIT("8000"), 16, 1000000,
                        .environment = STR_INIT("WARDMOTE_MEMORY"),
                        .commands = ON(COMMAND_CHECK) | ON(COMMAND_FORMAT) | ON(COMMAND_COMPARE) |
                            ON(COMMAND_SAY) | ON(COMMAND_DUE) | ON(COMMAND_JUDGE) | ON(COMMAND_FOLLOW) |
                            ON(COMMAND_IMPORT) | ON(COMMAND_REBUILD) | ON(COMMAND_MIGRATE) |
                            ON(COMMAND_MOVE) | ON(COMMAND_DEMO) | ON(COMMAND_SERVE) | ON(COMMAND_EXPORT) |
                            ON(COMMAND_SEAL) | ON(COMMAND_VERIFY) | ON(COMMAND_PERSON) | ON(COMMAND_OUTBOX) |
                            ON(COMMAND_INDICATORS) | ON(COMMAND_NEW) | ON(COMMAND_LANGUAGE) |
                            ON(COMMAND_ADMIN) | ON(COMMAND_BOUNCE) | ON(COMMAND_PHOTOGRAPHS) | STORE_COMMANDS,
                        .help = STR_INIT("the most memory the command may take, in megabytes") },
    [OPTION_HELP] = { STR_INIT("--help"), .type = TYPE_FLAG, .commands = ~UINT64_C(0),
                      .help = STR_INIT("says this") },
};

static const struct place NOWHERE = { 0 };
#define USAGE STR("usage")

// The nearest of the names a word may have been meant for; empty if none is near.
static str nearest_command(struct ctx *ctx, str word)
{
    struct str_list names = { 0 };
    for (int i = 0; i < COMMAND_COUNT; i++) {
        str *slot = LIST_PUSH(ctx->arena, &names);
        if (slot)
            *slot = COMMANDS[i].name;
    }
    return suggest(word, &names);
}

static result command_parse(struct ctx *ctx, str word, enum command_key *command)
{
    if (str_equal(word, STR("--help")) || str_equal(word, STR("-h")))
        word = STR("help");
    if (str_equal(word, STR("--version")))
        word = STR("version");
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (str_equal(COMMANDS[i].name, word)) {
            *command = (enum command_key)i;
            return OK;
        }
    str near = nearest_command(ctx, word);
    if (near.n)
        return fail_at(ctx, ERR_INPUT, USAGE, NOWHERE, "'%.*s' is not a command: did you mean '%.*s'?",
                       STR_ARGS(word), STR_ARGS(near));
    return fail_at(ctx, ERR_INPUT, USAGE, NOWHERE, "'%.*s' is not a command: 'wardmote help' lists them",
                   STR_ARGS(word));
}

static result option_unknown(struct ctx *ctx, enum command_key command, str name)
{
    struct str_list names = { 0 };
    for (int i = 0; i < OPTION_COUNT; i++) {
        str *slot = OPTIONS[i].commands & ON(command) ? LIST_PUSH(ctx->arena, &names) : NULL;
        if (slot)
            *slot = OPTIONS[i].name;
    }
    str near = suggest(name, &names);
    if (near.n)
        return fail_at(ctx, ERR_INPUT, USAGE, NOWHERE,
                       "'%.*s' is not an option of '%.*s': did you mean '%.*s'?", STR_ARGS(name),
                       STR_ARGS(COMMANDS[command].name), STR_ARGS(near));
    return fail_at(ctx, ERR_INPUT, USAGE, NOWHERE,
                   "'%.*s' is not an option of '%.*s': 'wardmote %.*s --help' lists them", STR_ARGS(name),
                   STR_ARGS(COMMANDS[command].name), STR_ARGS(COMMANDS[command].name));
}

static bool choice_is(str choices, str value)
{
    while (choices.at)
        if (str_equal(str_cut(&choices, '|'), value))
            return true;
    return false;
}

static result value_check(struct ctx *ctx, const struct option_info *info, str value)
{
    int64_t number;
    if (info->type == TYPE_NUMBER &&
        (!str_to_int(value, &number) || number < info->least || number > info->most))
        return fail_at(ctx, ERR_INPUT, info->name, NOWHERE, "'%.*s' is not a whole number from %lld to %lld",
                       STR_ARGS(value), (long long)info->least, (long long)info->most);
    if (info->type == TYPE_CHOICE && !choice_is(info->choices, value))
        return fail_at(ctx, ERR_INPUT, info->name, NOWHERE, "'%.*s' is none of %.*s", STR_ARGS(value),
                       STR_ARGS(info->choices));
    return OK;
}

// One option and, from the same word or the next, its value. Moves *i past what it took.
static result option_parse(struct ctx *ctx, int argc, char **argv, int *i, struct options *options)
{
    str word = str_from(argv[*i]), name = str_slice(word, 0, str_find(word, STR("=")));
    for (int key = 0; key < OPTION_COUNT; key++) {
        const struct option_info *info = &OPTIONS[key];
        if (!(info->commands & ON(options->command)) || !str_equal(info->name, name))
            continue;
        bool has_value = name.n < word.n;
        str value = str_from_byte(word, name.n + 1);
        if (info->type == TYPE_FLAG && has_value)
            return fail_at(ctx, ERR_INPUT, info->name, NOWHERE, "takes no value");
        if (info->type != TYPE_FLAG && !has_value) {
            if (*i + 1 >= argc)
                return fail_at(ctx, ERR_INPUT, info->name, NOWHERE, "needs a value: %.*s %.*s",
                               STR_ARGS(info->name), STR_ARGS(info->value));
            value = str_from(argv[++*i]);
        }
        if (options->has[key])
            return fail_at(ctx, ERR_INPUT, info->name, NOWHERE, "is given twice");
        options->has[key] = true;
        options->value[key] = value;
        return value_check(ctx, info, value);
    }
    return option_unknown(ctx, options->command, name);
}

static result defaults_fill(struct ctx *ctx, struct options *options)
{
    for (int key = 0; key < OPTION_COUNT; key++) {
        const struct option_info *info = &OPTIONS[key];
        const char *set = info->environment.n ? getenv(info->environment.at) : NULL;
        if (options->has[key])
            continue;
        options->value[key] = set ? str_from(set) : info->usual;
        result e = set ? value_check(ctx, info, options->value[key]) : OK;
        if (e)
            return e;
        if (info->required & ON(options->command))
            return fail_at(ctx, ERR_INPUT, USAGE, NOWHERE, "'%.*s' needs %.*s %.*s: %.*s",
                           STR_ARGS(COMMANDS[options->command].name), STR_ARGS(info->name),
                           STR_ARGS(info->value), STR_ARGS(info->help));
    }
    return OK;
}

static result operands_check(struct ctx *ctx, const struct options *options)
{
    const struct command_info *info = &COMMANDS[options->command];
    if (options->n_operands < info->least)
        return fail_at(ctx, ERR_INPUT, USAGE, NOWHERE, "'%.*s' needs %.*s", STR_ARGS(info->name),
                       STR_ARGS(info->operands));
    if (options->n_operands > info->most)
        return fail_at(ctx, ERR_INPUT, USAGE, NOWHERE, "'%.*s' does not take '%s'", STR_ARGS(info->name),
                       options->operands[info->most]);
    return OK;
}

result options_parse(struct ctx *ctx, int argc, char **argv, struct options *options)
{
    struct {
        const char **at;
        size_t n, room;
    } operands = { 0 };
    bool only_operands = false;
    *options = (struct options){ .command = COMMAND_HELP };
    result e = argc > 1 ? command_parse(ctx, str_from(argv[1]), &options->command) : OK;
    for (int i = 2; !e && i < argc; i++) {
        str word = str_from(argv[i]);
        if (!only_operands && str_equal(word, STR("--"))) {
            only_operands = true;
        } else if (!only_operands && word.n > 1 && word.at[0] == '-') {
            e = option_parse(ctx, argc, argv, &i, options);
        } else {
            const char **slot = LIST_PUSH(ctx->arena, &operands);
            if (!slot)
                return arena_fail(ctx);
            *slot = argv[i];
        }
    }
    options->operands = operands.at;
    options->n_operands = operands.n;
    if (e || options->has[OPTION_HELP])
        return e;
    e = operands_check(ctx, options);
    return e ? e : defaults_fill(ctx, options);
}

enum table_form options_form(const struct options *options)
{
    str form = options->value[OPTION_OUTPUT];
    return str_equal(form, STR("csv")) ? TABLE_CSV : str_equal(form, STR("json")) ? TABLE_JSON : TABLE_TEXT;
}

result options_time(struct ctx *ctx, const struct options *options, enum option_key key, struct stamp *stamp)
{
    str given = options->value[key];
    *stamp = (struct stamp){ .second = 0 };
    if (!options->has[key] || stamp_parse(given, stamp))
        return OK;
    return fail_at(ctx, ERR_INPUT, OPTIONS[key].name, (struct place){ 0 },
                   "'%.*s' is no time: write 2026-06-30, or 2026-06-30T17:00", STR_ARGS(given));
}

int64_t options_number(const struct options *options, enum option_key key)
{
    int64_t number = 0;
    return str_to_int(options->value[key], &number) ? number : 0;
}

enum { HELP_COLUMNS = 79, HELP_INDENT = 28 };

// Words from column `indent` on, wrapped; the first line has got as far as `column` already.
static void words_write(struct buffer *out, str words, size_t indent, size_t column)
{
    for (str rest = words; rest.at;) {
        str word = str_cut(&rest, ' ');
        if (column > indent && column + 1 + word.n > HELP_COLUMNS) {
            buffer_byte(out, '\n');
            column = 0;
        }
        size_t gap = column < indent ? indent - column : column > indent;
        buffer_repeat(out, ' ', gap);
        buffer_add(out, word);
        column += gap + word.n;
    }
    buffer_byte(out, '\n');
}

static void option_help(struct buffer *out, const struct option_info *info, bool is_required)
{
    struct buffer help = buffer_open(4096);
    size_t width = 2 + info->name.n + (info->value.n ? 1 + info->value.n : 0);
    buffer_print(out, "  %.*s%s%.*s", STR_ARGS(info->name), info->value.n ? " " : "", STR_ARGS(info->value));
    buffer_add(&help, info->help);
    if (is_required)
        buffer_add(&help, STR(" (must be given)"));
    if (info->usual.n && info->type != TYPE_FLAG)
        buffer_print(&help, "; default %.*s", STR_ARGS(info->usual));
    if (info->environment.n)
        buffer_print(&help, ", or what %.*s says", STR_ARGS(info->environment));
    words_write(out, buffer_str(&help), HELP_INDENT, width);
    buffer_close(&help);
}

static void commands_help(struct buffer *out)
{
    buffer_add(out,
               STR("Wardmote keeps the promises that services and residents make to each other.\n\n"
                   "usage: wardmote COMMAND [OPTION...] [FILE...]\n\n"));
    for (int i = 0; i < COMMAND_COUNT; i++)
        buffer_print(out, "  %-10.*s %.*s\n", STR_ARGS(COMMANDS[i].name), STR_ARGS(COMMANDS[i].summary));
    buffer_add(out,
               STR("\n'wardmote COMMAND --help' says more. Exit: 0 done, 1 the answer is no, 2 wrong use,\n"
                   "3 unreadable input, 4 the system failed.\n"));
}

void options_help(struct buffer *out, enum command_key command)
{
    const struct command_info *info = &COMMANDS[command];
    if (command == COMMAND_HELP) {
        commands_help(out);
        return;
    }
    buffer_print(out, "usage: wardmote %.*s [OPTION...]%s%.*s\n\n%.*s\n", STR_ARGS(info->name),
                 info->operands.n ? " " : "", STR_ARGS(info->operands), STR_ARGS(info->summary));
    if (info->more.n)
        words_write(out, info->more, 0, 0);
    buffer_byte(out, '\n');
    for (int i = 0; i < OPTION_COUNT; i++)
        if (OPTIONS[i].commands & ON(command))
            option_help(out, &OPTIONS[i], OPTIONS[i].required & ON(command));
}
