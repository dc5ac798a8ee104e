"""The facts are gathered: Windows' from a registry of ours, a Mac's from its folders, this computer's as it is."""

import json
import plistlib
import sys

import pytest
from typer.testing import CliRunner

from tcsheets import __version__
from tcsheets.cli import app
from tcsheets.doctor import looking, macos, windows
from tcsheets.doctor.facts import Excel, Trust
from tcsheets.doctor.looking import this_machine
from tcsheets.sync.home import VARIABLE, join_store, open_home

SECURITY = windows.OFFICE + r"\Excel\Security"


def registry(**values):
    """Return a registry that holds some values, by "key|name"."""
    return lambda key, name: values.get(f"{key}|{name}")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    return open_home()


@pytest.mark.parametrize(
    ("values", "excel"),
    [
        ({}, None),
        (
            {
                f"{windows.CLICK_TO_RUN}|VersionToReport": "16.0.17328.20282",
                f"{windows.CLICK_TO_RUN}|Platform": "x64",
                f"{windows.CLICK_TO_RUN}|ProductReleaseIds": "O365ProPlusRetail",
                f"{windows.PROGRAM}|": r"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE",
            },
            Excel("16.0.17328.20282", "O365ProPlusRetail", 64),
        ),
        (
            {
                f"{windows.PROGRAM}|": r"C:\Program Files\WindowsApps\Microsoft.Office.Desktop.Excel\EXCEL.EXE",
                "HKCR\\Excel.Application\\CurVer|": "Excel.Application.16",
            },
            Excel("16.0", is_from_store=True),
        ),
    ],
)
def test_excel_is_what_windows_registry_says(values, excel):
    assert windows.excel_in(registry(**values)) == excel


@pytest.mark.parametrize(
    ("values", "trust"),
    [
        ({}, Trust()),
        ({f"{SECURITY}|VBAWarnings": 2, f"{SECURITY}|AccessVBOM": 1}, Trust(True, 2)),
        ({f"{SECURITY}|VBAWarnings": 1, f"{windows.POLICY}|VBAWarnings": 4}, Trust(None, 4, True)),
    ],
)
def test_an_administrators_policy_comes_before_a_persons_setting(values, trust):
    assert windows.trust_in(registry(**values)) == trust


def test_an_add_in_of_ours_is_seen_in_windows_folders_and_registry(tmp_path):
    environment = {"APPDATA": str(tmp_path)}
    assert windows.our_add_ins(registry(), environment) == ()
    folder = windows.add_in_folder(environment)
    folder.mkdir(parents=True)
    (folder / "tcsheets.xlam").touch()
    known = registry(**{f"{windows.OFFICE}\\WEF\\Developer|{windows.ADD_IN_ID}": "C:/add-in/manifest.xml"})
    assert windows.our_add_ins(known, environment) == ("xlwings", "office_js")
    assert windows.webview_in(registry(**{f"{windows.WEBVIEWS[1]}|pv": "125.0"})) == "125.0"


def test_a_macs_excel_and_add_in_are_seen_in_its_folders(tmp_path):
    assert macos.excel_in(tmp_path) is None
    contents = tmp_path / "Microsoft Excel.app" / "Contents"
    contents.mkdir(parents=True)
    (contents / "Info.plist").write_bytes(plistlib.dumps({"CFBundleShortVersionString": "16.85"}))
    assert macos.excel_in(tmp_path) == Excel("16.85", bits=64)
    given = tmp_path / macos.OWN_FOLDER / "Documents" / "wef"
    given.mkdir(parents=True)
    (given / "other.xml").write_text("<Id>another</Id>", encoding="utf-8")
    assert macos.our_add_ins(tmp_path) == ()
    (given / "manifest.xml").write_text(f"<Id>{macos.ADD_IN_ID}</Id>", encoding="utf-8")
    assert macos.our_add_ins(tmp_path) == ("office_js",)


def test_xlwings_add_in_is_compared_with_the_packages_own_byte_for_byte(tmp_path):
    own = looking.metadata.distribution("xlwings").locate_file("xlwings/addin/xlwings.xlam").read_bytes()
    environment = {"APPDATA": str(tmp_path)}
    add_in = windows.start_folder(environment) / "xlwings.xlam"
    assert looking.xlwings_of("Windows", tmp_path, environment).add_in == "none"
    add_in.parent.mkdir(parents=True)
    add_in.write_bytes(own)
    assert looking.xlwings_of("Windows", tmp_path, environment).add_in == "same"
    add_in.write_bytes(own + b"0")
    assert looking.xlwings_of("Windows", tmp_path, environment).add_in == "other"


def test_the_interpreter_is_the_one_that_xlwings_settings_name(tmp_path):
    settings = tmp_path / ".xlwings" / "xlwings.conf"
    settings.parent.mkdir()
    settings.write_text(f'"INTERPRETER_WIN","{sys.executable}"\n"UDF MODULES",""\nodd\n', encoding="utf-8")
    found = looking.xlwings_of("Windows", tmp_path, {})
    assert (found.interpreter, found.is_there, found.licence_key) == (sys.executable, True, False)
    settings.write_text('"INTERPRETER_WIN","C:\\gone\\pythonw.exe"\n"LICENSE_KEY","x"\n', encoding="utf-8")
    found = looking.xlwings_of("Windows", tmp_path, {})
    assert (found.interpreter, found.is_there, found.licence_key) == ("C:\\gone\\pythonw.exe", False, True)


def test_this_computer_is_described_with_its_stores(home, tmp_path):
    join_store(home, tmp_path / "share", "practice")
    home.add_store("gone", tmp_path / "nowhere")
    machine = this_machine(home)
    assert machine.python.version == sys.version_info[:3]
    assert machine.tcsheets == __version__
    assert all(machine.packages[name] for name in looking.NEEDED)
    faults = {each.alias: bool(each.fault) for each in machine.stores}
    assert faults == {"practice": False, "gone": True}


def test_a_damaged_list_of_stores_is_a_finding_and_no_crash(home):
    home.folder.mkdir(parents=True)
    (home.folder / "config.json").write_text("{", encoding="utf-8")
    done = CliRunner().invoke(app, ["doctor", "--json"])
    named = {each["what"]: each["level"] for each in json.loads(done.output)["this computer"]}
    assert named["store (list of stores)"] == "mend"
    assert done.exit_code == 1


def test_the_command_says_what_to_do_and_ends_with_one_where_something_is_to_be_mended(home, tmp_path):
    join_store(home, tmp_path / "share", "practice")
    well = CliRunner().invoke(app, ["doctor"])
    assert well.exit_code == 0, well.output
    assert "ok    store practice: " in well.output
    (tmp_path / "share").rename(tmp_path / "away")
    ill = CliRunner().invoke(app, ["doctor"])
    assert ill.exit_code == 1
    assert "MEND  store practice: " in ill.output
    assert "-> open that place yourself" in ill.output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a registry")
def test_where_there_is_no_registry_nothing_is_found_in_it():
    assert windows.registry(windows.PROGRAM, "") is None
