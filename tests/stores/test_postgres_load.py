"""Fifty writers at once, over a wire that breaks, to a server that crashes: every operation is there exactly once."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sizes import sized
from stores.breaking_wire import breaking_wire
from stores.postgres_server import running_server

from tcsheets.errors import TryAgainError
from tcsheets.sync.op import Mark, Operation, chained, digest

pytestmark = pytest.mark.host("postgres")

WRITERS, EACH = sized((8, 100), (50, 1_000), (50, 1_000))
CRASHES = sized(1, 3, 6)
LARGEST_SYNC = 39  # operations in one append, 20 on average
SHARES = {"before_commit": 0.08, "after_commit": 0.08, "mid_statement": 0.05}
LATER = 20  # how often a writer comes back after "try again later"
SEEN = (Mark("other", 3, "abc"),)


@pytest.fixture(scope="module")
def server():
    with running_server() as found:
        yield found


def work_of(name):
    """What one person does, as the entries of a journal."""
    ids = [digest(name, number)[:20] for number in range(EACH)]
    ops = [Operation(each, "set", "calls", "r", "note", "", f"{name} {each}", "t", name, seen=SEEN) for each in ids]
    return chained(name, None, ops)


def write(store, name, entries, dice):
    """Send a person's work, some of it at each sync, and again later where the server could not be reached."""
    place = waits = 0
    while place < len(entries):
        size = dice.randint(1, LARGEST_SYNC)
        after = entries[place - 1].hash if place else ""
        try:
            store.append(name, after, entries[place : place + size])
            place += size
        except TryAgainError:
            waits += 1
            assert waits < LATER
            time.sleep(0.2)
    return waits


def disturb(server, database, done):
    """Throw out connections all the time, and let the server crash now and then; return how often each was done."""
    one = (
        f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}' order by random() limit 2"
    )
    thrown = crashes = 0
    while not done.wait(0.15):
        thrown += len(server.sql(one))
        if crashes < CRASHES and count(server, database) > (crashes + 1) * WRITERS * EACH // (CRASHES + 1):
            server.crash()
            crashes += 1
    return thrown, crashes


def count(server, database):
    """How many operations have arrived."""
    return server.sql("select count(*) from tcsheets.operation", database)[0][0]


def test_fifty_writers_and_a_wire_that_breaks(server):
    from tcsheets.stores.postgres import PostgresStore, make_postgres_store

    database, began = server.database(), (time.time(), time.process_time())
    make_postgres_store(server.url(database))
    works = {f"w{number:02d}": work_of(f"w{number:02d}") for number in range(WRITERS)}
    done = threading.Event()
    with breaking_wire(server.port, random.Random(1), **SHARES) as wire, ThreadPoolExecutor(WRITERS + 1) as pool:
        address = server.url(database, port=wire.port)
        disturbing = pool.submit(disturb, server, database, done)
        writing = [
            pool.submit(write, PostgresStore(address), name, entries, random.Random(name))
            for name, entries in works.items()
        ]
        try:
            later = sum(each.result(400) for each in writing)
        finally:
            done.set()
        thrown, crashes = disturbing.result(60)
    print(
        f"{WRITERS} writers x {EACH} operations, {dict(wire.lost)}, {thrown} connections thrown out, "
        f"{crashes} crashes, {later} times later: {time.time() - began[0]:.1f} s, "
        f"{time.process_time() - began[1]:.1f} s of CPU here"
    )
    assert crashes == CRASHES
    assert thrown > 0
    assert all(wire.lost[each] >= sized(2, 50, 50) for each in ("before commit", "after commit", "mid-statement"))
    reading = PostgresStore(server.url(database)).read()
    assert reading.problems == ()
    assert reading.entries == tuple(entry for entries in works.values() for entry in entries)
    in_table = server.sql("select journal, id from tcsheets.operation order by journal, seq", database)
    assert in_table == [(name, entry.operation.id) for name, entries in works.items() for entry in entries]
    out_of_order = """select count(*) from (
        select arrived < lag(arrived) over (partition by journal order by seq) as odd from tcsheets.operation
    ) each where odd"""
    assert server.sql(out_of_order, database) == [(0,)]


def test_the_same_wire_makes_a_plain_insert_that_is_sent_again_stand_there_twice(server):
    import psycopg

    database, sent = server.database(), sized(100, 300, 300)
    server.sql("create table naive (number integer)", database)
    with breaking_wire(server.port, random.Random(1), **SHARES) as wire:
        for number in range(sent):
            while True:
                try:
                    with psycopg.connect(server.url(database, port=wire.port)) as connection:
                        connection.execute("insert into naive values (%s)", [number])
                    break
                except psycopg.OperationalError:
                    continue
    there = server.sql("select count(*), count(distinct number) from naive", database)[0]
    assert there[1] == sent
    assert there[0] == sent + wire.lost["after commit"] > sent
