"""A function that is declared is in every host, without another line anywhere."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DECLARED = '''

@sheet_function("Payments")
def TC_MADE_UP(payments: Count, greeting: Text = "moin") -> Text:
    """Return a greeting for each payment.

    Args:
        payments: how many greetings.
        greeting: what is said; left out, moin.
    """
    return " ".join([greeting] * payments)
'''
CALL = {"function": "TC_MADE_UP", "arguments": [2, None]}
# The files of each host in which a function must stand, and how it is written there.
PLACES = {
    "excel_windows": {
        "tcsheets_udfs.py": "def TC_MADE_UP(payments, greeting=None)",
        "tcsheets.intellisense.xml": "TC_MADE_UP",
    },
    "google_sheets": {"Code.gs": "function TC_MADE_UP(payments, greeting)"},
    "office_js": {
        "functions.json": '"id": "TC_MADE_UP"',
        "functions.js": 'associate("TC_MADE_UP"',
        "taskpane/help.json": "TC_MADE_UP(payments, [greeting])",
        "manifest.json": '"name": "MADE_UP"',
    },
    "xlwings_lite": {"main.py": "def TC_MADE_UP(payments, greeting=None)"},
    "libreoffice": {
        "CalcAddIns.xcu": 'oor:name="MADE_UP"',
        "types.rdb": "MADE_UP",
        "pythonpath/tcsheets/functions/payments.py": "TC_MADE_UP = declare(",
    },
    "core_wheel": {"tcsheets/functions/payments.py": "def TC_MADE_UP("},
    "embedded": {"tcsheets/functions/payments.py": "TC_MADE_UP = declare("},
    "server": {"functions.json": '"id": "TC_MADE_UP"', "functions.js": 'associate("TC_MADE_UP"'},
    "readme": {"functions": "| `TC_MADE_UP` | Payments | Return a greeting for each payment. |"},
    "headless": {"functions": "TC_MADE_UP"},
    "wire": {"answer": '["moin moin"]'},
}


@pytest.fixture(scope="module")
def made(wasm, tmp_path_factory):
    """What each host is given in a project with one function more."""
    folder = tmp_path_factory.mktemp("made-up")
    for package in ("tcsheets", "udfs", "workbook_templates"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "*_core.js"))
    with (folder / "tcsheets" / "functions" / "payments.py").open("a", encoding="utf-8") as file:
        file.write(DECLARED)
    (folder / "micropython.wasm").write_bytes(wasm)
    command = [sys.executable, HERE / "made_up_function.py", json.dumps([CALL]), folder / "micropython.wasm"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("host", "file"), [(host, file) for host, files in PLACES.items() for file in files])
def test_a_declared_function_stands_in_the_files_of_every_host(made, host, file):
    assert PLACES[host][file] in made[host][file]


def test_no_host_is_left_out(made):
    folders = {path.name for path in (ROOT / "udfs").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert {"excel_office_js" if host == "office_js" else host for host in PLACES} >= folders


@pytest.mark.host("Node")
def test_a_declared_function_answers_in_the_embedded_python(made, bare):
    files, asked = made["google_sheets"], json.dumps([CALL])
    script = made["bundle"]["script"] + files["Bridge.gs"] + files["Code.gs"]
    script += (HERE / "sheet_calls.js").read_text(encoding="utf-8")
    assert bare(script, "sheetAnswer", [asked])["answers"] == ['["moin moin"]']
