"""A history moves from one store to another: whole, once, and nobody goes on writing in the old place."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from sizes import sized
from stores.google_world import google_store
from stores.test_contract import chain, in_postgres
from sync.world import MemoryFiles, Stopped

from tcsheets.errors import StoreError
from tcsheets.stores import copying
from tcsheets.stores.contract import MovedError, journal_name
from tcsheets.stores.copying import copy_store, move_store
from tcsheets.stores.folder import FolderStore, create_folder_store
from tcsheets.stores.memory import MemoryStore

IN_POSTGRES = pytest.mark.host("postgres")
PLACE = "S:/new"
KIM, LEE = chain("a", "=1+1", '"q"', "two\nlines", "ünïcode", "nul\x00", "g"), chain("h", "i", writer="lee")
BRANCH = chain("other", last=KIM[2].mark)  # somebody has gone on from a copy of kim's installation
ALL = {*KIM, *LEE, *BRANCH}


def filled(store):
    store.append("kim", "", KIM)
    store.append("lee", "", LEE)
    store.append(journal_name("kim", BRANCH[0].hash), "", (*KIM[:3], *BRANCH))
    return store


def of_kind(kind, request):
    if kind == "postgres":
        return in_postgres(request.getfixturevalue("postgres_server").place())
    if kind == "google":
        return google_store(identity="another-store")
    return create_folder_store(Path("/share") / kind, MemoryFiles())


PLAIN = ("folder to another", "folder to google", "google to folder")
DATABASES = ("folder to postgres", "postgres to folder", "postgres to postgres", "google to postgres")
WAYS = [*PLAIN, *(pytest.param(each, marks=IN_POSTGRES) for each in DATABASES)]


@pytest.fixture(autouse=True)
def in_small_pieces(monkeypatch):
    monkeypatch.setattr(copying, "AT_ONCE", 3)


@pytest.fixture(params=WAYS)
def way(request):
    """A store with a history, and an empty one."""
    return both_of(request.param, request)


def both_of(words, request):
    source, target = words.split(" to ")
    return filled(of_kind(source, request)), of_kind(target, request)


def holds(store, entries):
    reading = store.read()
    return {*reading.entries} == {*entries} and reading.problems == () and store.check() == []


def test_a_history_moves_whole_and_the_old_place_says_so(way):
    source, target = way
    identity = source.identity()
    done = move_store(source, target, PLACE)
    assert (done.entries, done.written, done.journals, done.has_moved) == (len(ALL), len(ALL), 3, True)
    assert holds(target, ALL)
    assert target.identity() == identity
    assert (source.moved(), target.moved()) == (PLACE, "")
    with pytest.raises(MovedError, match="has moved to S:/new; go on there"):
        source.append("kim", KIM[-1].hash, chain("late", last=KIM[-1].mark))
    assert holds(source, ALL)


def test_a_backup_leaves_the_store_in_use(way):
    source, target = way
    copy_store(source, target)
    more = chain("more", last=KIM[-1].mark)
    source.append("kim", KIM[-1].hash, more)
    assert copy_store(source, target).written == 1
    assert holds(target, {*ALL, *more})
    assert (source.moved(), target.moved()) == ("", "")


def test_a_history_that_moves_on_and_back_is_in_use_where_it_was_first(way):
    first, second = way
    more = chain("more", last=KIM[-1].mark)
    move_store(first, second, PLACE)
    second.append("kim", KIM[-1].hash, more)
    move_store(second, first, "S:/old")
    first.append("lee", LEE[-1].hash, chain("on", writer="lee", last=LEE[-1].mark))
    assert {*more} < {*first.read().entries}
    assert (first.moved(), second.moved()) == ("", "S:/old")


def test_a_store_that_holds_something_else_is_left_as_it_is(way):
    source, target = way
    own = chain("theirs", writer="else")
    target.append("else", "", own)
    before = target.identity()
    for copy in (copy_store, lambda *both: move_store(*both, PLACE)):
        with pytest.raises(StoreError, match="holds the history of another store"):
            copy(source, target)
    assert holds(target, own)
    assert (target.identity(), source.moved()) == (before, "")


def test_what_is_written_while_it_moves_is_not_left_behind(way):
    source, target = way
    late, mark = chain("late", last=KIM[-1].mark), source.mark_moved

    def written_to_just_before(place):
        source.append("kim", KIM[-1].hash, late)
        mark(place)

    source.mark_moved = written_to_just_before
    move_store(source, target, PLACE)
    assert holds(target, {*ALL, *late})


class Stopping:
    """Stores whose calls are counted together; at one of them the program is killed, before or after it is done."""

    def __init__(self):
        self.calls, self.stop_at, self.how = 0, None, "before"

    def around(self, store):
        return Watched(store, self)

    def step(self, call):
        self.calls += 1
        is_last = self.calls == self.stop_at
        if is_last and self.how == "before":
            raise Stopped
        found = call()
        if is_last:
            raise Stopped
        return found


class Watched:
    def __init__(self, store, stopping):
        self.store, self.stopping, self.name = store, stopping, store.name

    def __getattr__(self, name):
        return lambda *values: self.stopping.step(lambda: getattr(self.store, name)(*values))


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("words", DATABASES[:2])
@IN_POSTGRES
def test_a_move_that_is_stopped_at_any_call_is_finished_by_the_same_command(words, how, request):
    stopped = 0
    for call in range(1, 100, sized(4, 1, 1)):
        (source, target), stopping = both_of(words, request), Stopping()
        stopping.stop_at, stopping.how = call, how
        try:
            move_store(stopping.around(source), stopping.around(target), PLACE)
        except Stopped:
            stopped += 1
        else:
            break
        assert not source.moved() or holds(target, ALL)
        move_store(source, target, PLACE)
        assert holds(target, ALL)
        assert (source.moved(), target.moved()) == (PLACE, "")
    assert stopped >= sized(3, 12, 12)


@pytest.mark.parametrize("how", ["before", "torn", "after"])
def test_a_move_into_a_folder_that_is_stopped_at_any_file_call_is_finished_by_the_same_command(how):
    for call in count(1):
        files = MemoryFiles()
        source, target = filled(MemoryStore()), create_folder_store(Path("/share/new"), files)
        files.calls, files.stop_at, files.how = 0, call, how
        try:
            move_store(source, target, PLACE)
        except Stopped:
            files.stop_at = None
            move_store(source, target, PLACE)
            assert holds(target, ALL)
            assert source.moved() == PLACE
        else:
            break
    assert call > 60


@pytest.mark.parametrize("how", ["before", "torn", "after"])
def test_a_move_out_of_a_folder_that_is_stopped_at_any_file_call_is_finished_by_the_same_command(how):
    for call in count(1):
        files, target = MemoryFiles(), MemoryStore()
        source = filled(create_folder_store(Path("/share/old"), files))
        files.calls, files.stop_at, files.how = 0, call, how
        try:
            move_store(source, target, PLACE)
        except Stopped:
            files.stop_at = None
            move_store(source, target, PLACE)
            assert holds(target, ALL)
            assert source.moved() == PLACE
        else:
            break
    assert call > 20


def test_a_store_does_not_move_onto_itself():
    files = MemoryFiles()
    source = filled(create_folder_store(Path("/share/all"), files))
    for _ in range(2):
        with pytest.raises(StoreError, match="is there already"):
            move_store(source, FolderStore(Path("/share/all"), files), PLACE)
    source.append("kim", KIM[-1].hash, chain("on", last=KIM[-1].mark))


@IN_POSTGRES
def test_a_database_does_not_move_onto_itself_under_another_name(address):
    source = filled(in_postgres(address))
    with pytest.raises(StoreError, match="is there already"):
        move_store(source, in_postgres(address.replace("127.0.0.1", "localhost") + "?hostaddr=127.0.0.1"), PLACE)
    source.append("kim", KIM[-1].hash, chain("on", last=KIM[-1].mark))


def test_nothing_is_copied_from_where_a_history_no_longer_goes_on():
    source, target = filled(MemoryStore()), MemoryStore("other")
    source.mark_moved("S:/third")
    with pytest.raises(MovedError, match="has moved to S:/third; copy it from there"):
        move_store(source, target, PLACE)
    assert target.entries() == []


def test_a_store_that_is_not_whole_is_not_copied(tmp_path):
    source, target = filled(create_folder_store(tmp_path / "share")), MemoryStore("other")
    path = tmp_path / "share" / "journal" / "kim" / "000001.csv"
    path.write_bytes(path.read_bytes().replace("ünïcode".encode(), b"forged"))
    with pytest.raises(StoreError, match="is not whole, and nothing was copied"):
        move_store(source, target, PLACE)
    assert target.entries() == []
    assert source.moved() == ""


@IN_POSTGRES
def test_a_login_that_may_not_mark_the_old_store_is_told_that_all_is_copied(address, postgres_server):
    from tcsheets.stores.postgres import PostgresStore
    from tcsheets.stores.postgres_making import allow

    source, target = filled(in_postgres(address)), MemoryStore("other")
    postgres_server.sql("do $$ begin create role mover login; exception when duplicate_object then null; end $$")
    allow(source.connection, ["mover"], [])
    with pytest.raises(StoreError, match=r"all is copied, but .* ask its owner.*--keep"):
        move_store(PostgresStore(address.replace("owner@", "mover@")), target, PLACE)
    assert {*target.entries()} == ALL
    assert source.moved() == ""


@IN_POSTGRES
def test_of_many_who_write_while_a_database_moves_nothing_that_was_taken_is_left_behind(address, postgres_server):
    from tcsheets.stores.postgres import PostgresStore

    in_postgres(address)
    target = in_postgres(postgres_server.url(postgres_server.database()))
    taken, begun = {}, threading.Barrier(7)

    def write(name):
        store, entries = PostgresStore(address), chain(*map(str, range(200)), writer=name)
        begun.wait(60)
        for place, entry in enumerate(entries):
            try:
                store.append(name, entry.previous, [entry])
            except MovedError:
                break
            taken[name] = entries[: place + 1]

    def move():
        begun.wait(60)
        while len(taken) < 6:
            threading.Event().wait(0.01)
        return move_store(PostgresStore(address), target, PLACE)

    with ThreadPoolExecutor(7) as pool:
        works = [pool.submit(write, f"w{number}") for number in range(6)]
        moved = pool.submit(move).result(120)
        for work in works:
            work.result(120)
    wanted = {entry for entries in taken.values() for entry in entries}
    assert 6 <= moved.entries == len(wanted) < 6 * 200
    assert holds(target, wanted)


@IN_POSTGRES
def test_a_mark_waits_for_whoever_is_adding(address):
    source, other = in_postgres(address), in_postgres(address)
    connection = source.connection.made()
    with ThreadPoolExecutor(1) as pool:
        with connection.transaction(), connection.cursor() as cursor:
            source.add(cursor, "kim", "", KIM)
            marking = pool.submit(other.mark_moved, PLACE)
            with pytest.raises(TimeoutError):
                marking.result(1)
        marking.result(60)
    assert {*other.read().entries} == {*KIM}
    with pytest.raises(MovedError):
        source.append("lee", "", LEE)
