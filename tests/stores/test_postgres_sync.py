"""Two coordinators at the command line, their workbooks and a database: conflicts, stops, moving house."""

import json
import sys
from contextlib import suppress

import pytest
from hostile.world import Office, new_book
from sizes import sized
from stores.breaking_wire import breaking_wire
from sync.world import Stopped
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.errors import StoreError

pytestmark = pytest.mark.host("postgres")

ROWS = [
    {"Case": "C-1", "Chart": "1042", "Status": "presented", "Note": "first"},
    {"Case": "C-2", "Chart": "1043", "Status": "thinking", "Note": "=1+1"},
    {"Case": "C-3", "Chart": "1044", "Status": "presented"},
]


class Desk(Office):
    """Somebody at a computer of their own who types commands."""

    def run(self, *command, code=0):
        env = {"TCSHEETS_HOME": str(self.folder / "home")}
        done = CliRunner().invoke(app, [*map(str, command)], env=env)
        if isinstance(done.exception, Stopped):
            raise done.exception
        assert done.exit_code == code or code is None, (done.output, done.exception)
        return done

    def typed(self, *command, code=0):
        return self.run(command[0], self.path, *command[1:], "--as", self.name, code=code)

    def sync(self, code=0):
        return self.typed("sync", code=code)

    def conflicts(self):
        return json.loads(self.typed("conflicts", "--json", code=None).stdout)


@pytest.fixture
def desks(address, tmp_path):
    return two_desks(address, tmp_path)


def two_desks(address, tmp_path):
    """Kim has three cases and has sent them; Lee has an empty workbook and has joined."""
    found = []
    for name in ("kim", "lee"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        desk = Desk(folder, tmp_path, name)
        desk.path.write_bytes(new_book(ROWS if name == "kim" else ()))
        desk.run("store", "init", address)
        desk.sync()
        found.append(desk)
    return found


def in_conflict(kim, lee):
    """Both change one cell, and each something else."""
    kim.write("C-1", "Status", "accepted")
    lee.write("C-1", "Status", "declined")
    kim.write("C-2", "Note", "called; =2+2")
    lee.write("C-3", "Next step", "letter")


def shown(desk):
    return [{title: value for title, value in row.items() if title != "row_id"} for row in desk.rows()]


def end_of(desk):
    """What a workbook shows, and its conflicts; which of two versions a cell shows until then is chance."""
    found = [(each["field_title"], sorted([each["mine"], each["theirs"]])) for each in desk.conflicts()]
    rows = [{**row, "Status": ""} if row["Sync"] else row for row in shown(desk)]
    return rows, found


def settle(*desks):
    for desk in desks * 2:
        desk.sync(code=None)


def test_two_workbooks_meet_in_a_database_with_a_conflict(desks, postgres_server, address):
    kim, lee = desks
    assert [row["Case"] for row in lee.rows()] == ["C-1", "C-2", "C-3"]
    in_conflict(kim, lee)
    settle(kim, lee)
    found = lee.conflicts()
    assert [(each["field_title"], {each["mine"], each["theirs"]}) for each in found] == [
        ("Status", {"accepted", "declined"})
    ]
    assert lee.row("C-2")["Note"] == "called; =2+2"
    assert kim.row("C-3")["Next step"] == "letter"
    lee.typed("resolve", found[0]["id"], "theirs")
    settle(kim, lee)
    assert shown(kim) == shown(lee)
    assert lee.row("C-1")["Status"] == "accepted"
    assert kim.conflicts() == lee.conflicts() == []
    for desk in desks:
        lines = desk.run("check", desk.path, code=1).stdout.splitlines()
        assert all("the workbook has no such list" in line for line in lines)
        assert "agree" in desk.run("verify", desk.path).output
        assert "nothing to do" in desk.sync().output.lower() or "up to date" in desk.sync().output.lower()
    database = address.rpartition("/")[2]
    reported = postgres_server.sql('select "Case", "Status" from tcsheets_reports.follow_ups order by 1', database)
    assert reported == [("C-1", "accepted"), ("C-2", "thinking"), ("C-3", "presented")]
    assert "lee" in kim.run("log", kim.path, "C-3").output


class Stops:
    """The program is killed at one of its calls to the database, before or after it is done."""

    def __init__(self, monkeypatch):
        from tcsheets.stores.postgres_connection import Connection

        self.calls, self.at, self.how, done = 0, None, "", Connection.done

        def counted(connection, work):
            self.calls += 1
            if self.calls == self.at and self.how == "before":
                raise Stopped
            found = done(connection, work)
            if self.calls == self.at:
                raise Stopped
            return found

        monkeypatch.setattr(Connection, "done", counted)

    def calls_of(self, work):
        before = self.calls
        work()
        return self.calls - before


@pytest.mark.parametrize("how", ["before", "after"])
def test_a_sync_that_is_stopped_at_any_call_to_the_database_is_finished_by_the_next(
    postgres_server, tmp_path, monkeypatch, how
):
    stops, ends = Stops(monkeypatch), []
    for call in range(0, 60, sized(4, 1, 1)):
        address = postgres_server.place()
        kim, lee = two_desks(address, tmp_path / str(call))
        in_conflict(kim, lee)
        lee.sync(code=None)
        stops.at, stops.how = stops.calls + call if call else None, how
        with suppress(Stopped):
            kim.sync(code=None)
        was_stopped = bool(call) and stops.calls >= stops.at
        stops.at = None
        settle(kim, lee, kim)
        ends.append([end_of(desk) for desk in (kim, lee)])
        assert "agree" in kim.run("verify", kim.path).output
        asked = f"select count(*), count(distinct id) from {address.partition('schema=')[2]}.operation"
        assert postgres_server.sql(asked, postgres_server.shared) == [(7, 7)]
        if call and not was_stopped:
            break
    assert len(ends) > sized(2, 8, 8)
    for end in ends:
        assert end == ends[0]
    assert ends[0][0][1] == [("Status", ["accepted", "declined"])]


def test_workbooks_sync_over_a_wire_that_breaks(postgres_server, tmp_path):
    import random

    database = postgres_server.database()
    with breaking_wire(postgres_server.port, random.Random(5), before_commit=0.1, after_commit=0.1) as wire:
        kim, lee = two_desks(postgres_server.url(database, port=wire.port), tmp_path)
        for number in range(sized(3, 8, 20)):
            kim.write("C-1", "Note", f"note {number}")
            lee.write("C-2", "Note", f"note {number}")
            settle(kim, lee)
    assert wire.lost["before commit"] > 0 < wire.lost["after commit"]
    assert shown(kim) == shown(lee)
    assert kim.row("C-2")["Note"] == lee.row("C-1")["Note"] != ""
    counted = postgres_server.sql("select count(*), count(distinct id) from tcsheets.operation", database)[0]
    assert counted[0] == counted[1] == 3 + 2 * sized(3, 8, 20)


def test_a_server_that_is_gone_is_one_line_and_the_next_sync_sends_what_was_typed(desks, monkeypatch):
    kim, lee = desks
    kim.write("C-1", "Note", "typed meanwhile")
    monkeypatch.setattr("tcsheets.stores.postgres_connection.WAITS", (0,) * 5)
    config = kim.folder / "home" / "config.json"
    right = config.read_text()
    config.write_text(right.replace(right.split("127.0.0.1:")[1].split("/")[0], "1"))
    done = kim.sync(code=1)
    assert "cannot be reached now" in str(done.exception)
    assert "\n" not in str(done.exception)
    config.write_text(right)
    settle(kim, lee)
    assert lee.row("C-1")["Note"] == "typed meanwhile"


MOVED = "has moved to"


@pytest.mark.parametrize("first", ["folder", "postgres"])
def test_workbooks_move_house_with_their_store(first, postgres_server, tmp_path):
    places = [postgres_server.url(postgres_server.database()), str(tmp_path / "share")]
    old, new = places if first == "postgres" else places[::-1]
    told = new.replace("owner@", "NAME@")
    kim, lee = two_desks(old, tmp_path)
    in_conflict(kim, lee)
    lee.sync(code=None)
    said = kim.run("store", "copy", "practice", new).output
    assert "are there and checked" in said
    assert f'tcsheets store init "{told}" --name practice' in said
    assert f"{MOVED} {told}" in " ".join(kim.run("store", "show").output.split())
    for command in ("sync", "status", "conflicts", "check", "verify"):
        done = kim.run(command, kim.path, code=None)
        assert isinstance(done.exception, StoreError)
        assert str(done.exception) == (
            f'the store practice {MOVED} {told}; go on there: tcsheets store init "{told}" --name practice'
        )
        assert done.output.count("\n") <= 1
    for desk in (kim, lee):
        desk.run("store", "init", new)
    settle(kim, lee)
    assert [each["field_title"] for each in kim.conflicts()] == ["Status"]
    lee.typed("resolve", lee.conflicts()[0]["id"], "mine")
    settle(kim, lee)
    assert shown(kim) == shown(lee)
    assert "agree" in kim.run("verify", kim.path).output


def test_a_backup_is_kept_beside_a_store_in_use(desks, tmp_path):
    kim, _ = desks
    said = kim.run("store", "copy", "practice", tmp_path / "backup", "--keep").output
    assert "next, on each computer" not in said
    kim.write("C-1", "Note", "goes on")
    kim.sync()
    assert (
        json.loads(kim.run("store", "copy", "practice", tmp_path / "backup", "--keep", "--json").output)["written"] == 1
    )


def test_what_a_sync_prints_about_lost_connections_is_nothing(postgres_server, tmp_path):
    import random
    import subprocess

    with breaking_wire(postgres_server.port, random.Random(2), before_commit=0.3) as wire:
        kim, _ = two_desks(postgres_server.url(postgres_server.database(), port=wire.port), tmp_path)
        kim.write("C-1", "Note", "x")
        env = {"TCSHEETS_HOME": str(kim.folder / "home"), "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-m", "tcsheets", "sync", str(kim.path)],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
