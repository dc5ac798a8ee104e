"""Nothing in the program makes a call to Google that can overwrite, duplicate or execute what others wrote."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    *("append_row", "append_rows", "values_append", "append_cells"),
    *("update_cell", "update_acell", "update_cells", "values_update", "values_batch_update"),
    *("import_csv", "BackOffHTTPClient", "BackoffClient", "USER_ENTERED", "appendCells", "del_spreadsheet"),
}
FORBIDDEN_TEXTS = re.compile(r"USER_ENTERED|values:append|:append\b|appendCells|pasteData|findReplace|deleteSheet")
SOURCES = sorted(path for part in ("tcsheets", "udfs", "workbook_templates") for path in (ROOT / part).rglob("*.py"))
LIBRARIES = {"gspread", "google", "google_auth_oauthlib"}
MAY_KNOW_GOOGLE = {"google_calls.py", "google_client.py"}


def unsafe_calls(source):
    """Return what a source names that is forbidden: names, attributes, imports and texts that are sent."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN:
            found.append(node.attr)
        elif isinstance(node, ast.Name) and node.id in FORBIDDEN:
            found.append(node.id)
        elif isinstance(node, ast.ImportFrom):
            found += [each.name for each in node.names if each.name in FORBIDDEN]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and FORBIDDEN_TEXTS.search(node.value):
            found.append(node.value)
    return found


def libraries_in(source):
    """Return which of Google's libraries a source imports."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = [
        name
        for node in nodes
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    ]
    return {name.split(".")[0] for name in names} & LIBRARIES


def test_no_source_makes_an_unsafe_call():
    assert len(SOURCES) > 200
    assert {
        path.name: unsafe_calls(path.read_text("utf-8")) for path in SOURCES if unsafe_calls(path.read_text("utf-8"))
    } == {}


def test_only_two_modules_know_googles_libraries():
    assert {path.name for path in SOURCES if libraries_in(path.read_text("utf-8"))} == MAY_KNOW_GOOGLE


@pytest.mark.parametrize(
    "line",
    [
        "sheet.append_row([1])",
        "sheet.append_rows([[1]])",
        "sheet.update_cell(1, 1, text)",
        "sheet.update_acell('A1', text)",
        "client.import_csv(key, data)",
        "from gspread.http_client import BackOffHTTPClient",
        "gspread.Client(auth, http_client=BackOffHTTPClient)",
        "options = {'valueInputOption': 'USER_ENTERED'}",
        "{'appendCells': {}}",
    ],
)
def test_an_unsafe_call_is_found(line):
    assert unsafe_calls(line)
