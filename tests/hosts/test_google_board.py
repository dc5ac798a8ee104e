"""Board.gs, which runs inside the Google Sheet: it shows the sync, types one visible cell, and reminds; as in Node."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from sync.google_people import google_people, journaled

from tcsheets.hosts import google_sheets
from tcsheets.hosts.embedded import bundle
from tcsheets.hosts.embedded.sources import program
from tcsheets.stores.google_snapshot import MARKER_ID
from tcsheets.sync.google_board import WHEN
from tcsheets.sync.google_setup import SETTINGS, SETTINGS_TAB
from tcsheets.sync.google_tables import CONFLICTS, list_tab
from tcsheets.sync.lists import CONFLICT_COLUMNS, FOLLOW_UPS, LISTS

HERE = Path(__file__).parent
FILES = google_sheets.files()
SECRETIVE = ("Ann Example", "555-0100", "CH-77")
CONFLICT = (
    "5b3765e2",
    "Follow-ups",
    "C-1",
    "Note",
    "",
    "typed here",
    "2026-11-24 09:00",
    "called",
    "kim",
    "2026-11-24 10:00",
    "",
)
OTHER = (
    "77aa00ff",
    "Follow-ups",
    "C-2",
    "Status",
    "new",
    "thinking",
    "2026-11-24 09:00",
    "accepted",
    "lee",
    "2026-11-24 10:00",
    "",
)


def conflicts_tab(*rows):
    return {"id": list_tab(CONFLICTS), "title": "Conflicts", "cells": [[title for _, title in CONFLICT_COLUMNS], *rows]}


def shown(row):
    return {"mine": row[5], "theirs": row[7], "choice": row[10]}


@pytest.fixture
def board(node):
    """Return what runs calls of Board.gs over some tabs, and says what came of them."""

    def run(tabs, *calls, script="", **more):
        told = {"script": script + FILES["Bridge.gs"] + FILES["Board.gs"], "tabs": tabs, "calls": calls, **more}
        command = [node, HERE / "board.mjs"]
        settings = {**os.environ, "TZ": "UTC"}
        done = subprocess.run(
            command, input=json.dumps(told), capture_output=True, text=True, encoding="utf-8", check=False, env=settings
        )
        assert done.returncode == 0, done.stderr[-1000:]
        return json.loads(done.stdout)

    return run


def test_the_tabs_it_knows_are_those_that_set_up_makes():
    numbers = dict(re.findall(r"(\w+): (\d{5,})", FILES["Board.gs"]))
    wanted = {each.name: list_tab(each.name) for each in LISTS} | {CONFLICTS: list_tab(CONFLICTS)}
    assert {name: int(number) for name, number in numbers.items()} == wanted
    assert f"SETTINGS_TAB_ = {SETTINGS_TAB};" in FILES["Board.gs"]
    assert f"MEMORY_TAB_ = {MARKER_ID};" in FILES["Board.gs"]
    assert f'MEMORY_CELL_ = "{chr(ord("A") + WHEN)}1";' in FILES["Board.gs"]


def test_the_settings_it_reads_are_those_that_set_up_makes():
    asked = set(re.findall(r'setting_\("([^"]+)"\)', FILES["Board.gs"]))
    assert asked <= {words.lower() for words, _ in SETTINGS}


def test_no_formula_and_nothing_that_could_run_one_stands_in_it():
    for forbidden in ("@customfunction", "setFormula", "appendRow", "UrlFetchApp", "setValues", "innerHTML", "eval("):
        assert forbidden not in FILES["Board.gs"] + FILES["Sidebar.html"]


def test_the_menu_names_functions_that_are_there(board):
    done = board([], ["addBoardMenu_"], ["showBoard"])
    assert done["menu"][0] == "Treatment board"
    assert all(f"\nfunction {name}(" in FILES["Board.gs"] for _, name in done["menu"][1:])
    assert done["shown"] == ["Sidebar"]
    asked = set(re.findall(r'ask\((?:state\.reminds \? )?"(\w+)"(?: : "(\w+)")?', FILES["Sidebar.html"]))
    assert all(f"\nfunction {name}(" in FILES["Board.gs"] for pair in asked for name in pair if name)


def test_the_state_says_what_waits_and_what_needs_a_person(board):
    header = ["row_id", "Case", "Note", "Sync"]
    rows = [["a", "C-1", "x", "two versions of Note, see Conflicts"], ["", "C-9", "typed", ""], ["", "", "", ""]]
    tabs = [
        {"id": list_tab("follow_ups"), "title": "Anrufe", "cells": [["Our calls", "", "", ""], header, *rows]},
        {"id": list_tab("referrals"), "title": "Referrals", "cells": [["Chart", "Sync"], ["1", ""]]},
        {"id": MARKER_ID, "title": "_tcsheets", "cells": [["{}", "", "", "", "2026-11-25T09:00:05+00:00"]]},
        conflicts_tab(CONFLICT),
    ]
    done = board(tabs, ["boardState"])
    (state,) = done["results"]
    words = "two versions of Note, see Conflicts"
    assert state["lists"][0] == {"title": "Anrufe", "rows": 2, "fresh": 1, "marked": [{"row": 3, "words": words}]}
    assert state["lists"][1] == {"title": "Referrals", "broken": True}
    assert state["last"] == "2026-11-25T09:00:05+00:00"
    assert (state["isBoard"], state["reminds"]) == (True, False)
    assert state["conflicts"][0]["conflict_id"] == "5b3765e2"
    assert done["writes"] == []


@pytest.mark.parametrize(
    "choice", ["mine", "theirs", "left a message", '=IMPORTXML("http://evil.example","//a")', "+1", "00123"]
)
def test_a_choice_is_one_text_in_one_visible_cell(board, choice):
    done = board([conflicts_tab(OTHER, CONFLICT)], ["chooseVersion", "5b3765e2", choice, shown(CONFLICT)])
    assert done["writes"] == [{"tab": list_tab(CONFLICTS), "row": 2, "column": 10, "cell": choice, "how": "text"}]
    assert done["results"][0]["conflicts"][1]["choice"] == choice
    assert done["locks"] == 0


@pytest.mark.parametrize(
    ("tabs", "given", "said"),
    [
        ([conflicts_tab(OTHER)], shown(CONFLICT), "settled, or has changed"),
        ([conflicts_tab(CONFLICT)], {**shown(CONFLICT), "theirs": "something older"}, "settled, or has changed"),
        ([conflicts_tab(CONFLICT, CONFLICT)], shown(CONFLICT), "settled, or has changed"),
        ([conflicts_tab((*CONFLICT[:10], "theirs"))], shown(CONFLICT), "settled, or has changed"),
        ([], shown(CONFLICT), "settled, or has changed"),
    ],
)
def test_what_is_not_as_it_was_shown_is_not_chosen(board, tabs, given, said):
    done = board(tabs, ["chooseVersion", "5b3765e2", "mine", given])
    assert said in done["results"][0]["error"]
    assert (done["writes"], done["locks"]) == ([], 0)


def test_a_blank_choice_is_none(board):
    done = board([conflicts_tab(CONFLICT)], ["chooseVersion", "5b3765e2", "  ", shown(CONFLICT)])
    assert "Write what is to stand there" in done["results"][0]["error"]
    assert done["writes"] == []


def test_rows_that_are_sorted_just_then_get_no_choice_of_another(board):
    tabs = [conflicts_tab(CONFLICT, OTHER)]
    done = board(
        tabs, ["chooseVersion", "5b3765e2", "mine", shown(CONFLICT)], ["boardState"], sorted=list_tab(CONFLICTS)
    )
    assert "sorted just then" in done["results"][0]["error"]
    choices = {each["conflict_id"]: each["choice"] for each in done["results"][1]["conflicts"]}
    assert choices["77aa00ff"] == ""


def tabs_of(sheet):
    """Return the tabs of the stand-in for Google as Board.gs reads them."""
    return [
        {"id": each.sheet_id, "title": each.title, "cells": sheet.lines(each.title)}
        for each in sheet.google.book(sheet.spreadsheet).sheets
    ]


def test_a_choice_made_in_the_sidebar_settles_the_conflict_for_all(board):
    (kim, lee), sheet = google_people("kim", "lee")
    kim.add("C-1", "new")
    kim.sync()
    lee.sync()
    kim.change("C-1", "Note", "accepted")
    sheet.type("C-1", "Note", "declined")
    for _ in range(2):
        kim.sync()
        lee.sync()
    tabs = tabs_of(sheet)
    state = board(tabs, ["boardState"])["results"][0]
    assert state["last"].startswith("20")
    (conflict,) = state["conflicts"]
    word = "mine" if conflict["mine"] == "declined" else "theirs"
    done = board(tabs, ["chooseVersion", conflict["conflict_id"], word, conflict])
    (write,) = done["writes"]
    start = {"sheetId": write["tab"], "rowIndex": write["row"], "columnIndex": write["column"]}
    rows = [{"values": [{"userEnteredValue": {"stringValue": write["cell"]}}]}]
    sheet.person.request({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})
    for _ in range(2):
        kim.sync()
        lee.sync()
    assert kim.shown() == lee.shown() == sheet.shown() == [("C-1", "new", "declined", "")]
    assert [op.kind for op in journaled(kim)[1]].count("resolve") == 1


# --- the reminder ---


def follow_ups(*rows):
    return {
        "id": list_tab("follow_ups"),
        "title": "Follow-ups",
        "cells": [["row_id", "Patient", "Phone", "Chart", "Presented", "Status", "Sync"], *rows],
    }


def row(presented, status="presented"):
    return ["x1", *SECRETIVE, presented, status, ""]


def settings(**more):
    return {
        "id": SETTINGS_TAB,
        "title": "Settings",
        "cells": [["Setting", "Value"], *([k, v] for k, v in more.items())],
    }


def test_what_is_due_is_told_in_numbers_and_nobody_is_named(board, wasm):
    core = bundle.script({**program(), "main.py": bundle.MAIN}, wasm)
    rows = [
        row({"date": "2026-11-20 16:00"}),  # due Monday
        row({"date": "2026-11-20 17:00"}, "accepted"),
        row({"date": "2026-11-23 10:00"}),  # due today at 10
        row({"date": "2026-11-24 15:00"}),
        row("soon"),
    ]
    done = board([follow_ups(*rows)], ["remindOfDueFollowUps"], script=core, now="2026-11-25 09:00")
    (mail,) = done["mails"]
    assert mail["to"] == "kim@practice.example"
    assert "Follow-ups due today: 1\nOverdue: 1\n" in mail["body"]
    assert "rows that cannot be read, most likely for their date: 1" in mail["body"]
    assert mail["subject"].endswith(": 2")
    assert not any(each in json.dumps(mail) for each in SECRETIVE)
    assert done["writes"] == []


def test_the_hours_of_the_settings_are_those_that_count(board, wasm):
    core = bundle.script({**program(), "main.py": bundle.MAIN}, wasm)
    tabs = [follow_ups(row({"date": "2026-11-20 16:00"})), settings(**{"First call after, hours": "240"})]
    assert board(tabs, ["remindOfDueFollowUps"], script=core, now="2026-11-25 09:00")["mails"] == []


ASKING = 'var asked; var tcsheets = { ask: function (call) { asked = call; return [["Standing"], ["overdue"]]; } };'


def test_only_what_decides_is_handed_on(board):
    script = ASKING + "function handed() { return asked; }"
    done = board([follow_ups(row({"date": "2026-11-20 16:00"}))], ["remindOfDueFollowUps"], ["handed"], script=script)
    table, now, *_ = done["results"][1]["arguments"]
    assert table == [["presented", "status"], ["2026-11-20 16:00", "presented"]]
    assert now == "2026-11-25 09:00"
    assert not any(each in json.dumps(done["results"][1]) for each in SECRETIVE)


def test_every_column_that_decides_what_is_due_is_among_those_handed_on():
    asked = re.search(r"ASKED_ = \[([^\]]+)\]", FILES["Board.gs"])[1]
    deciding = ("presented", "status", "last_contact", "contacts", "no_calls")
    names = [
        name.lower() for key in deciding for name in (FOLLOW_UPS.column(key).title, *FOLLOW_UPS.column(key).synonyms)
    ]
    assert set(names) <= set(re.findall(r'"([^"]+)"', asked))


def test_without_anything_due_no_mail_is_sent(board):
    script = 'var tcsheets = { ask: function () { return [["Standing"], ["next"]]; } };'
    assert board([follow_ups(row("2026-11-24"))], ["remindOfDueFollowUps"], script=script)["mails"] == []


def test_a_list_that_cannot_be_read_is_told(board):
    done = board([{**follow_ups(), "cells": [["Case"]]}], ["remindOfDueFollowUps"])
    assert "has lost its column row_id" in done["mails"][0]["body"]


def test_the_reminder_is_switched_on_once_and_off(board):
    tabs = [settings(**{"Remind at, hour of the day": "7"})]
    done = board(tabs, ["switchReminderOn"], ["switchReminderOn"], triggers=["somethingElse"])
    assert done["triggers"] == [["somethingElse", None, None], ["remindOfDueFollowUps", 7, 1]]
    assert done["results"][1]["reminds"]
    done = board(tabs, ["switchReminderOff"], triggers=["somethingElse", "remindOfDueFollowUps"])
    assert [name for name, *_ in done["triggers"]] == ["somethingElse"]


def test_today_is_a_plain_date_and_a_formula_there_stays(board):
    done = board([], ["setToday"], today={"formula": ""})
    assert done["writes"][0]["cell"].startswith("Wed Nov 25 2026 00:00:00")
    assert board([], ["setToday"], today={"formula": "=TODAY()"})["writes"] == []
    assert board([], ["setToday"])["writes"] == []
