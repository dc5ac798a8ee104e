"""The add-in for Excel on Windows: its ribbon is whole and names what is there, its settings are read, it installs."""

import importlib
import io
import json
import re
import sys
import types
import zipfile
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.errors import ArgumentError, FileError
from tcsheets.functions import registry
from tcsheets.hosts import excel_add_in, excel_installing, excel_ribbon, excel_windows
from tcsheets.workbook.addresses import area_of
from tcsheets.workbook.package import open_package, read_area
from udfs.excel_windows import function_help

SPACE = "{http://schemas.microsoft.com/office/2006/01/customui}"
PYTHON = r"C:\Program Files\Q&A\pythonw.exe"


def elements(name):
    return list(ET.fromstring(excel_ribbon.ribbon()).iter(SPACE + name))


@pytest.fixture(scope="module")
def made():
    return excel_add_in.add_in(excel_add_in.template(), PYTHON)


def test_the_ribbon_has_help_for_every_function_in_its_familys_menu():
    menus = {menu.get("label"): [each.get("tag") for each in menu] for menu in elements("menu")}
    assert {name: family for family, names in menus.items() for name in names} == {
        name: function.family for name, function in registry.REGISTER.items()
    }


def test_the_ribbon_keeps_to_what_its_schema_allows():
    everything = list(ET.fromstring(excel_ribbon.ribbon()).iter())
    ids = [each.get("id") for each in everything if each.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", each) for each in ids)
    for each in everything:
        for name in ("label", "screentip", "supertip", "tag", "imageMso", "onAction"):
            assert len(each.get(name, "")) <= excel_ribbon.LONGEST_TIP, (each.get("id"), name)
        assert "&" not in each.get("label", ""), "an ampersand in a label underlines the next letter"


def test_each_button_calls_a_macro_and_each_macro_a_python_function_that_are_there():
    macros = (excel_windows.FOLDER / "tcsheets_ribbon.bas").read_text(encoding="ascii")
    assert f'Attribute VB_Name = "{excel_ribbon.MODULE}"' in macros
    called = {each.get("onAction").removeprefix(excel_ribbon.MODULE + ".") for each in elements("button")}
    assert called == set(re.findall(r"^Sub (\w+)\(control As IRibbonControl\)$", macros, re.MULTILINE))
    for module, name in re.findall(r'RunPython "from ([\w.]+) import (\w+);', macros):
        assert callable(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("name", ["tcsheets_ribbon.bas", "sync_button.bas"])
def test_macros_end_their_lines_as_the_visual_basic_editor_reads_them(name):
    data = (excel_windows.FOLDER / name).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize("name", registry.names())
def test_a_box_shows_the_call_and_the_arguments_of_each_function(name):
    said = []
    function_help.show_help(name, types.SimpleNamespace(alert=lambda text, title: said.append((title, text))))
    ((title, text),) = said
    assert title == name
    assert text.startswith(f"={name}(")
    assert len(text) <= 1023


def test_the_add_in_is_xlwings_template_with_our_ribbon_and_our_settings(made):
    before, after = (excel_add_in.read_parts(each) for each in (excel_add_in.template(), made))
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {excel_add_in.RIBBON, excel_add_in.BOOK, excel_add_in.SHEET}
    package = open_package(made, "tcsheets.xlam")
    rows, _ = read_area(package, "myaddin.conf", area_of("A1:B9"))
    settings = {row[0]: row[1] for row in rows}
    assert settings["Interpreter_Win"] == PYTHON
    assert settings["UDF Modules"] == "udfs.excel_windows.tcsheets_udfs"
    assert settings["Use UDF Server"] is False


def test_the_same_add_in_is_the_same_bytes_and_without_a_python_the_cell_stays_empty(made):
    assert excel_add_in.add_in(excel_add_in.template(), PYTHON) == made
    bare = excel_add_in.read_parts(excel_add_in.add_in(excel_add_in.template()))[excel_add_in.SHEET]
    assert b'r="B1"' not in bare


def spoilt(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in excel_add_in.read_parts(excel_add_in.template()).items():
            kept = parts.get(name, content)
            if kept is not None:
                file.writestr(name, kept)
    return out.getvalue()


@pytest.mark.parametrize(
    "parts",
    [{excel_add_in.RIBBON: None}, {excel_add_in.BOOK: b"<workbook/>"}, {excel_add_in.TEXTS: b"<sst/>"}],
    ids=["no ribbon", "no settings", "other settings"],
)
def test_another_template_than_the_known_one_is_refused(parts):
    with pytest.raises(FileError, match="another one than tcsheets knows"):
        excel_add_in.add_in(spoilt(**parts))


def test_the_module_that_the_add_in_names_is_one_from_which_xlwings_makes_vba(monkeypatch, tmp_path):
    for name in ("pythoncom", "pywintypes", "win32com", "win32com.client", "win32com.server", "win32com.server.util",
                 "win32com.server.dispatcher", "win32com.server.policy", "xlwings._xlwindows"):  # fmt: skip
        stand_in = types.ModuleType(name)
        stand_in.__getattr__ = lambda attribute: type(attribute, (), {})
        monkeypatch.setitem(sys.modules, name, stand_in)
    monkeypatch.delitem(sys.modules, excel_add_in.FUNCTIONS, raising=False)
    udfs = importlib.import_module("xlwings.udfs")
    for name, decorator in (("func", udfs.xlfunc), ("arg", udfs.xlarg), ("ret", udfs.xlret)):
        monkeypatch.setattr(f"xlwings.{name}", decorator)
    module = udfs.get_udf_module(excel_add_in.FUNCTIONS, None)
    with (tmp_path / "made.bas").open("w", encoding="utf-8") as file:
        udfs.generate_vba_wrapper(excel_add_in.FUNCTIONS, module, file, types.SimpleNamespace(Name="tcsheets.xlam"))
    text = (tmp_path / "made.bas").read_text(encoding="utf-8")
    assert [name for name in registry.names() if f"Function {name}(" not in text] == []
    assert f'"{excel_add_in.FUNCTIONS}"' in text
    sys.modules.pop(excel_add_in.FUNCTIONS)


# --- installing ----------------------------------------------------------------------------------------------------


def install(*arguments):
    return CliRunner().invoke(app, ["udfs", "install", "excel-windows", *map(str, arguments)])


def test_on_another_system_it_says_that_it_is_for_windows(monkeypatch):
    monkeypatch.setattr("platform.system", lambda: "Linux")
    with pytest.raises(ArgumentError, match="this is for Excel on Windows"):
        raise install().exception
    with pytest.raises(ArgumentError, match="only excel-windows can be installed"):
        raise CliRunner().invoke(app, ["udfs", "install", "google-sheets"]).exception


def test_on_windows_the_add_in_goes_where_excel_looks_and_the_python_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("platform.system", lambda: "Windows")
    monkeypatch.setattr("sys.executable", r"C:\Python312\python.exe")
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    assert install("--dry-run").output.count("would write ") == 4
    assert list(tmp_path.iterdir()) == []
    done = install()
    assert done.exit_code == 0, done.output
    folder = tmp_path / "Roaming" / "Microsoft" / "AddIns"
    assert sorted(each.name for each in folder.iterdir()) == [
        "tcsheets.intellisense.xml", "tcsheets.xlam", "tcsheets_ribbon.bas"]  # fmt: skip
    told = (tmp_path / ".xlwings" / "xlwings.conf").read_text(encoding="utf-8")
    assert told == '"INTERPRETER_WIN","C:\\Python312\\pythonw.exe"\n'
    rows, _ = read_area(open_package((folder / "tcsheets.xlam").read_bytes(), "a"), "myaddin.conf", area_of("A1:B1"))
    assert rows[0][1] == r"C:\Python312\pythonw.exe"
    assert "Trust access to the VBA project object model" in done.output


def test_what_a_person_has_imported_and_set_is_left_alone(tmp_path):
    install("--out", tmp_path)
    add_in, settings = tmp_path / "tcsheets.xlam", tmp_path / "xlwings.conf"
    add_in.write_bytes(b"with functions in it")
    settings.write_text('"Interpreter_Win","C:\\mine.exe"', encoding="utf-8")
    told = json.loads(install("--out", tmp_path, "--json").output)
    assert [each["written"] for each in told] == [False, True, True]
    assert add_in.read_bytes() == b"with functions in it"
    assert excel_installing.settings_step(settings, "other").content is None
    settings.write_text('"UDF MODULES","theirs"', encoding="utf-8")
    assert excel_installing.settings_step(settings, "our.exe").content == (
        b'"UDF MODULES","theirs"\n"INTERPRETER_WIN","our.exe"\n'
    )
    install("--out", tmp_path, "--anew")
    assert zipfile.is_zipfile(add_in)


def test_a_file_that_excel_holds_is_one_clear_error(tmp_path):
    (tmp_path / "tcsheets.intellisense.xml").mkdir()
    with pytest.raises(FileError, match="close Excel and try again"):
        raise install("--out", tmp_path).exception
