"""How fast a store in PostgreSQL is, and what reporting tools find in it, as it grows.

    PYTHONPATH=tests python tests/benchmarks/postgres.py [--operations 1000000] [--rows 100000] [--plans]

Starts a server of its own.  A million operations of twenty people stand for a year; the lists that are shown have so
many rows.  Each view is asked as a reporting tool would, three times, and the best is printed; `--plans` prints how the
server goes about it.  `--operations 2000 --rows 200` is a smoke size.
"""

import argparse
import random
import time
from datetime import date, datetime, timedelta

from stores.postgres_server import running_server

from tcsheets.stores.postgres import PostgresStore, make_postgres_store
from tcsheets.sync.lists import ACCEPTANCE, FOLLOW_UPS
from tcsheets.sync.op import Mark, Operation, chained, digest
from tcsheets.sync.views import ListView

PEOPLE, AT_ONCE = 20, 5_000
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


def timed(work):
    """How long a piece of work takes, and what it returns."""
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--operations", type=int, default=1_000_000)
    asked.add_argument("--rows", type=int, default=100_000)
    asked.add_argument("--plans", action="store_true")
    size = asked.parse_args()
    with running_server() as server:
        measure(server, size)


def measure(server, size):
    """Fill a store and print what each thing takes."""
    database, dice = server.database(), random.Random(1)
    make_postgres_store(server.url(database))
    store, spent = PostgresStore(server.url(database)), 0.0
    for number in range(PEOPLE):
        entries = work_of(f"w{number:02d}", size.operations // PEOPLE)
        for place in range(0, len(entries), AT_ONCE):
            after = entries[place - 1].hash if place else ""
            piece = entries[place : place + AT_ONCE]
            spent += timed(lambda: store.append(piece[0].writer, after, piece))[0]  # noqa: B023
    say("adding, 5,000 at a time", spent, f"{size.operations / spent:,.0f} a second")
    one = chained("w00", entries_end(store, "w00"), [Operation("one", "set", "follow_ups", "r", "note", "", "x")])
    say("adding one", timed(lambda: store.append("w00", one[0].previous, one))[0])
    say("prints (is anything new?)", best(store.prints))
    since = [Mark(*row) for row in server.sql("select journal, seq, hash from tcsheets.journal_end", database)]
    say("reading what is new (nothing)", best(lambda: store.read(tuple(since))))
    for definition in (FOLLOW_UPS, ACCEPTANCE):
        view = list_of(definition, size.rows, dice)
        say(f"showing {definition.name} anew, {size.rows:,} rows", timed(lambda: store.publish([view]))[0])  # noqa: B023
    server.sql("analyze", database)
    for what, statement in ASKED.items():
        found = server.sql(statement, database)
        say(what, best(lambda: server.sql(statement, database)), f"{len(found):,} rows")  # noqa: B023
        if size.plans:
            print(*("    " + row[0] for row in server.sql(f"explain analyze {statement}", database)), sep="\n")


def entries_end(store, name):
    """The end of a writer's journal."""
    statement = store.connection.text("select journal, seq, hash from {schema}.journal_end where journal = %s")
    return Mark(*store.connection.done(lambda cursor: cursor.execute(statement, [name]).fetchone()))


def best(work):
    """The shortest of three."""
    return min(timed(work)[0] for _ in range(3))


def say(what, seconds, more=""):
    print(f"{what:40} {seconds * 1000:10,.1f} ms  {more}", flush=True)


if __name__ == "__main__":
    main()
