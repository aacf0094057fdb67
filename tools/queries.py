#!/usr/bin/env python3
"""Named queries and migrations to C: one place where SQL is written, typed on both sides.

    tools/queries.py SQL_FOLDER queries.h queries.c

A file of queries, sql/ENTITY.sql, is a list of

    -- shape: fact_row id id, kind int, words text?
    -- name: fact_of_case many read
    -- in: community id, case_id id
    -- out: fact_row                      (or columns written out)
    SELECT ... WHERE community = :community AND case_id = :case_id;

How many: exec (no answer), insert (the new row's id), one (a row or none), many (all rows, in a list), each (row by
row). Types: id int text bytes bool instant date; `?` after a type lets it be missing (ID_NONE, the empty str,
INSTANT_NONE, DATE_NONE). `:name` is a parameter and is numbered here. Migrations, sql/migrations/NNNN_what.sql, are
written in the same types and spelled for SQLite here.
"""
import re
import sys
from pathlib import Path

C_TYPES = {"id": "int64_t", "int": "int64_t", "text": "str", "bytes": "str", "bool": "bool", "instant": "instant",
           "date": "date"}
SQLITE_TYPES = {"id": "INTEGER", "int": "INTEGER", "text": "TEXT", "bytes": "BLOB", "bool": "INTEGER",
                "instant": "INTEGER", "date": "INTEGER"}
HOW_MANY = ("exec", "insert", "one", "many", "each")
HEAD = "// Made by tools/queries.py from sql/. Change those.\n"


class Mistake(Exception):
    pass


class Query:
    def __init__(self, place, name, how_many, role):
        self.place, self.name, self.how_many, self.role = place, name, how_many, role
        self.ins, self.outs, self.shape, self.lines = [], [], None, []

    @property
    def row(self):
        return self.shape or self.name + "_out"


def columns(place, text):
    """[(name, type, is nullable)]"""
    found = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*([a-z_]+) ([a-z]+)(\??)\s*", part)
        if not match or match[2] not in C_TYPES:
            raise Mistake(f"{place}: '{part.strip()}' is no column: write its name, then one of {', '.join(C_TYPES)}")
        found.append((match[1], match[2], bool(match[3])))
    return found


def read_queries(path, shapes):
    queries = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        place = f"{path.name}:{number}"
        match = re.fullmatch(r"-- (shape|name|in|out): (.*)", line)
        if not match:
            if line.strip() and not line.startswith("--"):
                if not queries:
                    raise Mistake(f"{place}: a statement without '-- name:' above it")
                queries[-1].lines.append(line.strip())
            continue
        kind, text = match.groups()
        if kind == "shape":
            name, _, rest = text.partition(" ")
            shapes[name] = columns(place, rest)
        elif kind == "name":
            words = text.split()
            if len(words) != 3 or words[1] not in HOW_MANY or words[2] not in ("read", "write"):
                raise Mistake(f"{place}: write '-- name: NAME {'|'.join(HOW_MANY)} read|write'")
            queries.append(Query(place, *words))
        elif kind == "in":
            queries[-1].ins = columns(place, text)
        elif text in shapes:
            queries[-1].shape, queries[-1].outs = text, shapes[text]
        else:
            queries[-1].outs = columns(place, text)
    return queries


def check(query):
    has_out = query.how_many in ("one", "many", "each")
    if has_out != bool(query.outs):
        raise Mistake(f"{query.place}: a query of '{query.how_many}' has {'an' if has_out else 'no'} '-- out:'")
    used = set(re.findall(r":([a-z_]+)", " ".join(query.lines)))
    named = {name for name, _, _ in query.ins}
    if used != named:
        raise Mistake(f"{query.place}: {query.name} names {', '.join(sorted(used ^ named))} in one of '-- in:' and its "
                      "statement only")


def sqlite_query(query):
    order = {name: i + 1 for i, (name, _, _) in enumerate(query.ins)}
    return re.sub(r":([a-z_]+)", lambda match: f"?{order[match[1]]}", " ".join(query.lines).rstrip(";"))


def sqlite_migration(text):
    lines = []
    for line in text.splitlines():
        line = re.sub(r"\s*--.*", "", line)
        match = re.match(r"(\s+[a-z_]+) (\w+)\b(.*)", line)
        if match and match[2] in SQLITE_TYPES:
            line = f"{match[1]} {SQLITE_TYPES[match[2]]}{match[3]}"
        lines.append(") STRICT;" if line == ");" else line)
    return [part.strip() for part in "\n".join(line for line in lines if line.strip()).split(";") if part.strip()]


def c_string(text, indent="    "):
    lines = [line.replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n")]
    return "\n".join(f'{indent}"{line}\\n"' if i + 1 < len(lines) else f'{indent}"{line}"' for i, line in enumerate(lines))


def struct(name, fields):
    body = "".join(f"    {C_TYPES[kind]} {field};\n" for field, kind, _ in fields)
    return f"struct {name} {{\n{body}}};\n\n"


def prototype(query):
    given = f"const struct {query.name}_in *in" if query.ins else "void *none"
    last = {"exec": "", "insert": ", int64_t *id", "one": f", struct {query.row} *out, bool *is_found",
            "many": f", struct {query.row}_list *out", "each": ", struct cursor *cursor"}[query.how_many]
    return f"result query_{query.name}(struct ctx *ctx, struct db *db, {given}{last})"


def header(queries, shapes):
    out = [HEAD, "#pragma once\n\n", '#include "store/query.h"\n\n']
    for name, fields in shapes.items():
        out += [struct(name, fields), f"struct {name}_list {{\n    struct {name} *at;\n    size_t n, room;\n}};\n\n"]
    for query in queries:
        if query.ins:
            out.append(struct(query.name + "_in", query.ins))
        if query.outs and not query.shape:
            out += [struct(query.row, query.outs),
                    f"struct {query.row}_list {{\n    struct {query.row} *at;\n    size_t n, room;\n}};\n\n"]
    for query in queries:
        out.append(prototype(query) + " MUST;\n")
        if query.how_many == "each":
            out.append(f"// False after the last row or when it failed, which cursor->failed says; ends the cursor.\n"
                       f"bool query_{query.name}_next(struct ctx *ctx, struct cursor *cursor, struct {query.row} *row);\n")
    return "".join(out)


def table(name, owner, fields):
    rows = "".join(f'    {{ "{field}", offsetof(struct {owner}, {field}), SQL_{kind.upper()}, '
                   f'{"true" if nullable else "false"} }},\n' for field, kind, nullable in fields)
    return f"static const struct sql_column {name}[] = {{\n{rows}}};\n\n"


def body(query, number):
    given = "in" if query.ins else "none"
    call = {"exec": f"query_exec(ctx, db, {number}, {given})", "insert": f"query_insert(ctx, db, {number}, {given}, id)",
            "one": f"query_one(ctx, db, {number}, (struct answer_row){{ {given}, out }}, is_found)",
            "many": f"query_many(ctx, db, {number}, (struct answer_row){{ {given}, out }})",
            "each": f"query_each(ctx, db, {number}, {given}, cursor)"}[query.how_many]
    text = f"{prototype(query)}\n{{\n    return {call};\n}}\n\n"
    if query.how_many == "each":
        text += (f"bool query_{query.name}_next(struct ctx *ctx, struct cursor *cursor, struct {query.row} *row)\n{{\n"
                 f"    return cursor_next(ctx, cursor, row);\n}}\n\n")
    return text


def source(queries, shapes, migrations):
    out = [HEAD, '#include "store/queries.h"\n\n']
    for name, fields in shapes.items():
        out.append(table("COLUMNS_" + name.upper(), name, fields))
    for query in queries:
        if query.ins:
            out.append(table("IN_" + query.name.upper(), query.name + "_in", query.ins))
        if query.outs and not query.shape:
            out.append(table("OUT_" + query.name.upper(), query.row, query.outs))
    out.append("const struct query QUERIES[] = {\n")
    for query in queries:
        ins = f"IN_{query.name.upper()}" if query.ins else "NULL"
        outs = ("COLUMNS_" + query.shape.upper() if query.shape else "OUT_" + query.name.upper()) if query.outs else "NULL"
        size = f"sizeof(struct {query.row})" if query.outs else "0"
        out.append(f'    {{ "{query.name}", {"true" if query.role == "write" else "false"}, {ins}, {len(query.ins)}, '
                   f"{outs}, {len(query.outs)}, {size},\n{c_string(sqlite_query(query), '      ')} }},\n")
    out.append("};\n\nconst int QUERIES_COUNT = sizeof QUERIES / sizeof *QUERIES;\n\n")
    for path in migrations:
        statements = ",\n".join(c_string(statement) for statement in sqlite_migration(path.read_text()))
        out.append(f"static const char *const MIGRATION_{path.name[:4]}[] = {{\n{statements},\n    NULL,\n}};\n\n")
    out.append("const struct migration MIGRATIONS[] = {\n")
    out += [f'    {{ {int(path.name[:4])}, "{path.stem}", MIGRATION_{path.name[:4]} }},\n' for path in migrations]
    out.append("};\n\nconst int MIGRATIONS_COUNT = sizeof MIGRATIONS / sizeof *MIGRATIONS;\n\n")
    out += [body(query, number) for number, query in enumerate(queries)]
    return "".join(out)


def main():
    folder, header_path, source_path = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    shapes, queries = {}, []
    try:
        for path in sorted(folder.glob("*.sql")):
            queries += read_queries(path, shapes)
        for query in queries:
            check(query)
        names = [query.name for query in queries]
        for name in names:
            if names.count(name) > 1:
                raise Mistake(f"{name} is the name of two queries")
        migrations = sorted((folder / "migrations").glob("*.sql"))
        if [int(path.name[:4]) for path in migrations] != list(range(1, len(migrations) + 1)):
            raise Mistake("migrations are numbered 0001, 0002 and so on, without gaps")
    except Mistake as mistake:
        sys.exit(f"tools/queries.py: {mistake}")
    header_path.write_text(header(queries, shapes))
    source_path.write_text(source(queries, shapes, migrations))


if __name__ == "__main__":
    main()
