"""The Sync button: it does what `tcsheets sync` does, says what came of it, and its parts fit together."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sync.live_world import TOP, MacPerson
from sync.world import new_book

from tcsheets.files import DISK
from tcsheets.hosts.excel_windows import FOLDER
from tcsheets.sync.home import VARIABLE, join_store, open_home
from tcsheets.sync.lists import FOLLOW_UPS, LISTS


def load(name):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class App:
    """xlwings' App, as far as the button goes (docs App.status_bar, App.alert), around the stand-in."""

    def __init__(self, excel):
        object.__setattr__(self, "excel", excel)
        object.__setattr__(self, "said", [])

    def __getattr__(self, name):
        return getattr(self.excel, name)

    def __setattr__(self, name, value):
        if name == "status_bar":
            self.said.append(value)
        else:
            setattr(self.excel, name, value)

    def alert(self, prompt, title=None):
        self.said.append((title, prompt))


@pytest.fixture
def kim(tmp_path, monkeypatch):
    """Kim, with a workbook on the disk that is open in (a stand-in of) Excel, and a store."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    join_store(open_home(), tmp_path / "share", "practice")
    person = MacPerson("kim", DISK, tmp_path / "share", LISTS)
    person.path = tmp_path / "kim.xlsx"
    person.path.write_bytes(new_book((FOLLOW_UPS,)))
    person.files = type("Files", (), {"files": OnDisk(), "stop_at": None})()
    person.stopping = lambda name: None
    book = person.workbook
    book.app = App(person.excel)
    return person


class OnDisk(dict):
    """Files by their paths, on the disk."""

    def __getitem__(self, path):
        return path.read_bytes()

    def __setitem__(self, path, data):
        path.write_bytes(data)


def click(person):
    load("sync_button").sync_this_workbook(person.workbook)
    return person.workbook.app.said


def test_the_button_syncs_saves_and_says_so_in_the_status_bar(kim):
    kim.sheet("FollowUps").held(TOP + 1, 2).value = "C-1"
    kim.sheet("FollowUps").tables.all[0].height = 1
    assert click(kim) == ["one moment: syncing", "kim.xlsx: 1 sent"]
    saved = json.loads(kim.path.read_bytes())
    assert saved["tables"]["FollowUps"]["rows"][0][0]  # its row id
    assert len(list((kim.path.parent / "kim backups").iterdir())) == 1
    assert click(kim)[2:] == ["one moment: syncing", "kim.xlsx: nothing to do"]


def test_what_is_wrong_is_shown_in_a_box(kim):
    (kim.path.parent / "share" / "STORE.json").unlink()
    _, line, (title, text) = click(kim)
    assert (title, text) == ("tcsheets sync", line)
    assert "STORE.json" in line


def test_the_ribbon_calls_a_macro_and_the_macro_a_function_that_are_there():
    space = "{http://schemas.microsoft.com/office/2006/01/customui}"
    (button,) = ET.fromstring((FOLDER / "sync_ribbon.xml").read_text(encoding="utf-8")).iter(f"{space}button")
    macros = (FOLDER / "sync_button.bas").read_text(encoding="utf-8")
    assert f"Sub {button.get('onAction')}(control As IRibbonControl)" in macros
    assert "from udfs.excel_windows.sync_button import sync_this_workbook; sync_this_workbook()" in macros
    assert callable(load("sync_button").sync_this_workbook)


def test_a_sync_of_a_file_does_not_load_xlwings():
    code = "import sys, tcsheets.sync.run, tcsheets.cli.syncing; print([m for m in sys.modules if m[:7] == 'xlwings'])"
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
