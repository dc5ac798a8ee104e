"""LibreOffice: the extension is what the register makes, and in a real LibreOffice it gives the golden results."""

import ast
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from golden_calls import Sender, golden_calls, serial, with_error_text, with_serials
from golden_sheet import GoldenSheet, size
from hosts.conftest import missing

import workbook_templates
from tcsheets.functions import registry
from tcsheets.hosts import libreoffice
from tcsheets.hosts.catalogue import entries
from tcsheets.workbook.addresses import cell_name
from tcsheets.workbook.formulas import formulas_of
from tcsheets.workbook.package import open_package, reader, rows_of
from workbook_templates.treatment_coordinator.facts import Facts

HERE = Path(__file__).parent
SDK = Path("/usr/lib/libreoffice/sdk/bin")
AS_CALC = Sender(date=serial)
OUTSIDE = 32767  # #N/A: the error in cells of an array formula beyond its result


def test_the_committed_files_are_what_the_register_makes(request):
    for name, text in libreoffice.files().items():
        path = libreoffice.FOLDER / name
        if request.config.getoption("--update-hosts"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name}: run pytest tests/hosts --update-hosts"


def test_the_extension_carries_the_core_and_the_same_register_makes_the_same_bytes():
    made = libreoffice.extension()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {"META-INF/manifest.xml", "addin.py", "types.rdb"} <= set(archive.namelist())
        assert "pythonpath/tcsheets/insurance/estimate.py" in archive.namelist()
    assert libreoffice.extension() == made


def test_all_that_travels_in_the_extension_is_in_the_language_of_python_3_8():
    sources = {name: text for name, text in libreoffice.members().items() if name.endswith(".py")}
    assert len(sources) > 50
    for name, text in sources.items():
        ast.parse(text, name, feature_version=(3, 8))


@pytest.mark.skipif(not SDK.exists(), reason="LibreOffice's SDK is not here, and nobody needs it")
def test_libreoffices_own_sdk_reads_the_types_as_they_are_meant(tmp_path):
    (tmp_path / "types.rdb").write_bytes(libreoffice.types())
    command = [SDK / "unoidl-read", SDK.parents[1] / "program" / "types.rdb"]
    run = subprocess.run([*command, tmp_path / "types.rdb"], capture_output=True, text=True, check=True)
    arguments = ", ".join(f"[in] any {each.name}" for each in entries()["TC_FEE"].arguments)
    assert f"sequence< sequence< any > > FEE({arguments});" in run.stdout
    assert run.stdout.count("sequence< sequence< any > >") == len(registry.names())


@pytest.fixture(scope="session")
def uno_python():
    """A Python that knows LibreOffice's `uno`: the system's, or the one beside LibreOffice."""
    beside = Path(os.path.realpath(shutil.which("soffice") or "soffice")).parent / "python"
    for each in (beside, Path("/usr/bin/python3"), shutil.which("python3"), sys.executable):
        if each and Path(each).exists():
            run = subprocess.run([each, "-c", "import uno"], capture_output=True, check=False)
            if run.returncode == 0:
                return str(each)
    return missing("python3-uno, LibreOffice's bridge to Python, is not installed on this machine")


def values_of_formulas(path):
    """Return the values in a workbook of its cells with a formula, by (sheet, row, column)."""
    package = open_package(path.read_bytes(), path.name)
    read = reader(package)
    found = {}
    for sheet in package.sheets:
        for each in formulas_of(rows_of(package, sheet.name)):
            assert "_xldudf_" not in each.text and "TC_" not in each.text
            found[sheet.name, each.row, each.column] = read.cell(each.cell)
    return found


@pytest.fixture(scope="session")
def in_libreoffice(soffice, uno_python, tmp_path_factory):
    """What comes of all golden calls in one sheet of a LibreOffice with the extension, and of our workbooks there."""
    folder = tmp_path_factory.mktemp("libreoffice")
    (extension,) = libreoffice.build(folder)
    sheet = GoldenSheet(AS_CALC, ".", ";")
    formulas = [[f"={text}", *size(call.result)] for text, call in zip(sheet.formulas(), golden_calls(), strict=True)]
    asked = {"soffice": soffice, "profile": str(folder / "profile"), "extension": str(extension)}
    facts, ours = Facts("Elm", datetime.now().date(), True, "b1"), {}
    for template in workbook_templates.TEMPLATES:
        book = folder / f"{template}.xlsx"
        book.write_bytes(workbook_templates.built(template, facts, "dotted"))
        ours[book] = values_of_formulas(book)
    asked |= {"books": [[book.as_uri(), list(cells)] for book, cells in ours.items()]}
    asked |= {"grid": sheet.grid(), "formulas": formulas, "names": registry.names()}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # LibreOffice's Python would take the library of the first python3 on the path, such as this environment's.
    paths = os.environ["PATH"].split(os.pathsep)
    environment["PATH"] = os.pathsep.join(each for each in paths if not Path(each).is_relative_to(sys.prefix))
    run = subprocess.run(
        [uno_python, HERE / "libreoffice_calls.py"],
        input=json.dumps(asked), capture_output=True, text=True, timeout=400, env=environment, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return {**json.loads(run.stdout), "ours": ours}


def is_same(ours, theirs):
    """Whether two values of a cell are the same: numbers as far as both write them, to 15 places."""
    if isinstance(ours, float) and isinstance(theirs, float):
        return f"{ours:.14g}" == f"{theirs:.14g}"
    return ours == theirs


def came_of(rows):
    """Return what came of a formula: its rows; the error alone where all its cells show the same of LibreOffice's."""
    texts = {str(cell) for row in rows for cell in row}
    return texts.pop() if texts <= {"#N/A", "Err:504"} and len(texts) == 1 else rows


def shown(result):
    """Return what a golden result looks like in cells of LibreOffice."""
    cells = with_serials(with_error_text(result))
    return cells if isinstance(cells, list) else [[cells]]


@pytest.mark.conformance
@pytest.mark.host("libreoffice")
def test_every_golden_call_gives_its_result_in_a_sheet(in_libreoffice, agree):
    agree("libreoffice", list(map(came_of, in_libreoffice["results"])), shown)


@pytest.mark.host("libreoffice")
def test_a_table_has_no_row_or_column_more_than_the_golden_result(in_libreoffice):
    assert len(in_libreoffice["spare"]) > 100
    assert {error for each in in_libreoffice["spare"] for error in each} == {OUTSIDE}


@pytest.mark.host("libreoffice")
def test_the_function_wizard_shows_the_help_of_every_function_and_argument(in_libreoffice):
    for name, entry in entries().items():
        assert in_libreoffice["help"][name] == [entry.summary, [[each.name, each.help] for each in entry.arguments]]


@pytest.mark.host("libreoffice")
def test_every_formula_of_a_workbook_in_libreoffices_dialect_is_computed_there_to_the_same_value(in_libreoffice):
    different, count = {}, 0
    for (book, ours), theirs in zip(in_libreoffice["ours"].items(), in_libreoffice["books"], strict=True):
        for ((sheet, row, column), value), cell in zip(ours.items(), theirs, strict=True):
            count += 1
            if not is_same(value or "", cell or ""):
                different[f"{book.stem} {sheet}!{cell_name(row, column)}"] = (cell, value)
    assert count > 2000
    assert different == {}
