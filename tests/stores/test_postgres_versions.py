"""A store that an older program has made is brought up to date whole, or stays as it was; a newer one is left alone."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from stores.test_contract import VIEW, chain

from tcsheets.errors import StoreError
from tcsheets.stores import postgres_making
from tcsheets.stores.postgres_schema import NEWEST, STEPS
from tcsheets.sync.fold import fold
from tcsheets.sync.history import history_of
from tcsheets.sync.lists import REFERRALS
from tcsheets.sync.op import is_sound

pytestmark = pytest.mark.host("postgres")

OLDER = sorted(Path(__file__).with_name("postgres_versions").glob("*.sql"))
WAS_RELEASED = 3  # the first step that people had; those before it are tried all the same


def load(server, path, database=None, user="owner"):
    """Return the address of a database as an older program has left it."""
    database = database or server.database()
    if not server.sql("select 1 from pg_roles where rolname = 'front_desk'"):
        server.sql("create role front_desk login")
    server.sql("set check_function_bodies = off;" + path.read_text(encoding="utf-8"), database, user)
    return server.url(database)


def store_at(address):
    from tcsheets.stores.postgres import PostgresStore

    return PostgresStore(address, "practice")


def brought_up(address):
    from tcsheets.stores.postgres import make_postgres_store

    return make_postgres_store(address, "practice")


def steps_done(server, address):
    return [row[0] for row in server.sql("select number from tcsheets.migration order by 1", database_of(address))]


def database_of(address):
    return address.rpartition("/")[2]


def shape(server, address):
    """All tables, views, functions and rights of a store, as the server's own program writes them."""
    asked = ["-h", "127.0.0.1", "-p", str(server.port), "-U", "owner", database_of(address)]
    done = subprocess.run(
        [str(server.bin / "pg_dump"), "--schema-only", *asked], capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    return [line for line in lines if line and "front_desk" not in line and not line.startswith(("--", "\\"))]


@pytest.fixture(params=OLDER, ids=lambda path: path.stem)
def old(request, postgres_server):
    return load(postgres_server, request.param)


def test_there_is_an_older_store_for_each_step_before_the_newest():
    assert {int(path.stem) for path in OLDER} >= {*range(1, min(NEWEST, WAS_RELEASED + 1))}


def test_an_older_store_is_refused_until_its_owner_brings_it_up_to_date(old):
    store = store_at(old)
    for call in (store.identity, store.read, lambda: store.append("kim", "", chain("a"))):
        with pytest.raises(StoreError, match="older tcsheets; its owner brings it up to date: tcsheets store init"):
            call()


def test_a_store_that_is_brought_up_holds_all_it_held(old, postgres_server):
    assert not brought_up(old)
    store = store_at(old)
    entries = store.read().entries
    assert store.identity() == "0ld5t0re"
    assert [(entry.writer, entry.seq) for entry in entries] == [
        (who, seq) for who in ("kim", "lee") for seq in (1, 2, 3)
    ]
    assert all(is_sound(entry) for entry in entries)
    assert store.check() == []
    quickly = store.read_quickly().history()
    assert all(quickly.holds(entry.operation.id) for entry in entries)
    state = fold(REFERRALS, history_of(entries))
    first = state.rows["r1"]
    assert first.value("referrer") == "Dr. Häusler"
    assert first.value("status") == "accepted"
    assert entries[5].operation.new == "nul \x00 and half \ud800"
    assert steps_done(postgres_server, old) == [*range(1, NEWEST + 1)]


def test_what_is_brought_up_is_no_other_than_what_is_made(old, postgres_server):
    made = postgres_server.url(postgres_server.database())
    for address in (old, made):
        brought_up(address)
        store_at(address).publish([VIEW])
    assert shape(postgres_server, old) == shape(postgres_server, made)


def test_whoever_could_write_can_write_afterwards_and_no_more(postgres_server):
    old = load(postgres_server, OLDER[WAS_RELEASED - 1])
    brought_up(old)
    desk = store_at(postgres_server.url(database_of(old), "front_desk"))
    desk.append("desk", "", chain("a", writer="desk"))
    desk.publish([VIEW])
    with pytest.raises(StoreError, match="ask its owner"):
        desk.mark_moved("elsewhere")


def test_whoever_could_read_the_lists_can_read_the_reports_afterwards(postgres_server):
    old = load(postgres_server, OLDER[WAS_RELEASED - 1])
    role = f"reports_{database_of(old)}"
    postgres_server.sql(f"create role {role} login; grant usage on schema tcsheets_lists to {role}", database_of(old))
    brought_up(old)
    assert postgres_server.sql("select count(*) from tcsheets_reports.operations", database_of(old), role) == [(6,)]


def test_only_the_owner_brings_a_store_up_to_date(postgres_server):
    old = load(postgres_server, OLDER[WAS_RELEASED - 1])
    with pytest.raises(StoreError, match="ask its owner"):
        brought_up(postgres_server.url(database_of(old), "front_desk"))
    assert steps_done(postgres_server, old) == [1, 2, 3]


def test_what_an_administrator_brings_up_stays_its_owners(postgres_server):
    server, database = postgres_server, postgres_server.database()
    boss = f"boss_{database}"
    server.sql(f"create role {boss} login; alter database {database} owner to {boss}")
    old = load(server, OLDER[WAS_RELEASED - 1], database, boss)
    brought_up(old)
    asked = """select pg_get_userbyid(relowner) from pg_class where relnamespace::regnamespace::text like 'tcsheets%'
        union select pg_get_userbyid(proowner) from pg_proc where pronamespace::regnamespace::text like 'tcsheets%'
        union select pg_get_userbyid(nspowner) from pg_namespace where nspname like 'tcsheets%'"""
    assert server.sql(asked, database) == [(boss,)]


def test_many_who_bring_it_up_at_once_do_each_step_once(old, postgres_server):
    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(brought_up, [old] * 8)] == [False] * 8
    assert steps_done(postgres_server, old) == [*range(1, NEWEST + 1)]


def test_of_many_who_make_a_store_at_once_one_has_made_it(address, postgres_server):
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(brought_up, [address] * 8)) == [False] * 7 + [True]
    assert steps_done(postgres_server, address) == [*range(1, NEWEST + 1)]
    assert store_at(address).check() == []


@pytest.mark.parametrize("fault", ["select 1 / 0", "select pg_terminate_backend(pg_backend_pid())"])
def test_a_step_that_fails_leaves_the_store_as_it_was(old, postgres_server, monkeypatch, fault):
    before = shape(postgres_server, old), steps_done(postgres_server, old)
    with monkeypatch.context() as patch:
        patch.setattr(postgres_making, "STEPS", (*STEPS[:-1], STEPS[-1] + fault))
        patch.setattr("tcsheets.stores.postgres_connection.WAITS", (0,) * 5)
        with pytest.raises(Exception, match=r"division by zero|cannot be reached now"):
            brought_up(old)
    assert (shape(postgres_server, old), steps_done(postgres_server, old)) == before
    assert not brought_up(old)
    assert len(store_at(old).read().entries) == 6


def test_a_newer_store_is_refused_and_nothing_in_it_is_changed(address, postgres_server):
    brought_up(address)
    store = store_at(address)
    store.append("kim", "", chain("a"))
    newer = f"insert into tcsheets.migration (number, program) values ({NEWEST + 1}, '9.0')"
    postgres_server.sql(newer, database_of(address))
    before = shape(postgres_server, address)
    for call in (store.identity, store.read, store.prints, lambda: brought_up(address), lambda: store.publish([VIEW])):
        with pytest.raises(StoreError, match="is of a newer tcsheets; bring this computer's up to date"):
            call()
    with pytest.raises(StoreError, match="newer tcsheets"):
        store.append("kim", chain("a")[0].hash, chain("b"))
    assert shape(postgres_server, address) == before
    assert postgres_server.sql("select count(*) from tcsheets.operation", database_of(address)) == [(1,)]
