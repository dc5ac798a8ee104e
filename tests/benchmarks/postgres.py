"""How fast a store in PostgreSQL is, and what reporting tools find in it, as it grows.

    PYTHONPATH=tests python tests/benchmarks/postgres.py [--size smoke|named|full] [--plans]

Starts a server of its own.  A million operations of twenty people stand for a year; the lists that are shown have a
hundred thousand rows.  Each view is asked three times as a reporting tool would; `--plans` prints how the server goes
about it.
"""

import argparse
import random
import time
from datetime import date, datetime, timedelta

from shape import Figure, told
from stores.postgres_server import running_server

from tcsheets.stores.postgres import PostgresStore, make_postgres_store
from tcsheets.sync.lists import ACCEPTANCE, FOLLOW_UPS
from tcsheets.sync.op import Mark, Operation, chained, digest
from tcsheets.sync.views import ListView

PEOPLE, AT_ONCE = 20, 5_000
SIZES = {"smoke": (2_000, 200), "named": (1_000_000, 100_000), "full": (1_000_000, 100_000)}  # operations, rows
NEW_YEAR = datetime(2026, 1, 2, 8)
DECISIONS = ("accepted", "accepted", "declined", "thinking", "partly accepted")
ASKED = {
    "follow-ups, all columns": "select * from tcsheets_reports.follow_ups",
    "follow-ups, value by status": 'select "Status", sum("Plan value") from tcsheets_reports.follow_ups group by 1',
    "follow-ups of one day": "select * from tcsheets_reports.follow_ups where \"Last contact\" = '2026-05-04'",
    "acceptance by month": "select * from tcsheets_reports.acceptance_by_month",
    "entries not read": "select * from tcsheets_reports.acceptance_unread",
    "operations, all": "select count(*), min(at_local), max(arrived) from tcsheets_reports.operations",
    "operations by month and list": """select date_trunc('month', at_local), list, count(*)
        from tcsheets_reports.operations group by 1, 2""",
    "operations of one writer": "select count(*) from tcsheets_reports.operations where journal = 'w07'",
    "last 100 of each writer": """select e.journal, max(o.seq) from tcsheets.journal_end e
        join tcsheets_reports.operations o on o.journal = e.journal and o.seq > e.seq - 100 group by 1""",
}


def work_of(name, count):
    """A person's operations over a year, as the entries of a journal."""
    step = timedelta(days=360) / count
    return chained(
        name,
        None,
        (
            Operation(
                *(digest(name, each)[:20], "set", "follow_ups", f"r{each % 997}", "note", "", f"note {each}"),
                *((NEW_YEAR + each * step).isoformat(timespec="seconds") + "+00:00", name, f"{name}.xlsx"),
                seen=(Mark("other", each // 50, "abc"),),
            )
            for each in range(count)
        ),
    )


def list_of(definition, rows, dice):
    """A list of so many rows, each cell of its column's kind."""
    columns = definition.shared()
    made = [tuple(cell(each, place, dice) for each in columns) for place in range(rows)]
    ids = tuple(f"r{place:06d}" for place in range(rows))
    titles, kinds = tuple(each.title for each in columns), tuple(each.kind for each in columns)
    return ListView(definition.name, titles, tuple(made), ids, kinds)


def cell(column, place, dice):
    """The canonical text of a cell."""
    if column.key == "corrects":
        return f"r{place - 1:06d}" if place % 50 == 49 else ""
    if column.key == "decided":
        return ""
    if column.kind == "money":
        return f"{dice.randint(0, 900) + (1_000 if 'accepted' not in column.key else 0)}.00"
    if column.kind in ("date", "datetime"):
        return (date(2026, 1, 1) + timedelta(days=dice.randrange(360))).isoformat()
    if column.kind == "choice":
        return dice.choice(DECISIONS)
    return str(place % 7) if column.kind == "number" else f"{column.key} {place}"


def figures(size, plans=False):
    """Fill a store and yield what each thing takes."""
    operations, rows = SIZES[size]
    with running_server() as server:
        database = server.database()
        make_postgres_store(server.url(database))
        store = PostgresStore(server.url(database))
        yield from journal_figures(store, operations)
        for definition in (FOLLOW_UPS, ACCEPTANCE):
            view = list_of(definition, rows, random.Random(1))
            yield Figure(f"postgres: {definition.name} shown anew", spent(lambda: store.publish([view]), 1), size=rows)  # noqa: B023
        server.sql("analyze", database)
        for what, statement in ASKED.items():
            found = len(server.sql(statement, database))
            taken = spent(lambda: server.sql(statement, database))  # noqa: B023
            yield Figure(f"postgres: {what}", taken, size=operations, note=f"{found:,} rows")
            if plans:
                print(*("    " + row[0] for row in server.sql(f"explain analyze {statement}", database)), sep="\n")


def journal_figures(store, operations):
    """Fill the journals, and yield what adding and reading takes."""
    adding = 0.0
    for number in range(PEOPLE):
        entries = work_of(f"w{number:02d}", operations // PEOPLE)
        for place in range(0, len(entries), AT_ONCE):
            after, piece = entries[place - 1].hash if place else "", entries[place : place + AT_ONCE]
            adding += spent(lambda: store.append(piece[0].writer, after, piece), 1)[0]  # noqa: B023
    yield Figure("postgres: all operations added", (adding,), size=operations, note=f"{AT_ONCE:,} at a time")
    one = chained("w00", entries_end(store, "w00"), [Operation("one", "set", "follow_ups", "r", "note", "", "x")])
    yield Figure("postgres: one added", spent(lambda: store.append("w00", one[0].previous, one), 1), size=operations)
    yield Figure("postgres: is anything new?", spent(store.prints), size=operations)
    ends = tuple(entries_end(store, f"w{number:02d}") for number in range(PEOPLE))
    yield Figure("postgres: what is new is read (nothing)", spent(lambda: store.read(ends)), size=operations)


def spent(work, times=3):
    """The seconds that each of some runs takes; the server's are among them."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return tuple(found)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--size", choices=SIZES, default="named")
    asked.add_argument("--plans", action="store_true")
    options = asked.parse_args()
    for each in figures(options.size, options.plans):
        print(f"{each.what:46} {each.middle * 1000:10,.1f} ms  {each.size:9,}  {each.note}", flush=True)


def entries_end(store, name):
    """The end of a writer's journal."""
    statement = store.connection.text("select journal, seq, hash from {schema}.journal_end where journal = %s")
    return Mark(*store.connection.done(lambda cursor: cursor.execute(statement, [name]).fetchone()))


if __name__ == "__main__":
    told(figures) or main()
