"""Google Sheets: the committed project is what the register makes, and its functions give the golden results."""

import json
from pathlib import Path

import pytest
from golden_calls import golden_calls, in_a_table

from tcsheets.errors import FileError
from tcsheets.functions import registry
from tcsheets.hosts import google_sheets
from tcsheets.hosts.embedded import bundle
from tcsheets.hosts.embedded.sources import program

HERE = Path(__file__).parent


def test_the_committed_files_are_what_the_register_makes(request):
    for name, text in google_sheets.files().items():
        path = google_sheets.FOLDER / name
        if request.config.getoption("--update-hosts"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name}: run pytest tests/hosts --update-hosts"


def test_every_function_is_a_custom_function_with_its_help():
    code = google_sheets.code()
    for name in registry.names():
        assert f"function {name}(" in code
    assert code.count("@customfunction") == len(registry.names())
    assert not any(line.startswith("function") and "_(" in line for line in code.splitlines())


def test_the_build_holds_the_bundle_and_needs_no_server(wasm, tmp_path, monkeypatch):
    monkeypatch.setattr(google_sheets, "bundle", lambda: bundle.script({**program(), "main.py": bundle.MAIN}, wasm))
    made = {path.name for path in google_sheets.build(tmp_path / "sheet")}
    assert made == {*google_sheets.files(), "tcsheets_core.gs"}
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "sheet").iterdir())
    assert "UrlFetchApp" not in text


def test_a_build_without_npm_says_what_it_needs(tmp_path, monkeypatch):
    def missing():
        raise FileError("npm is missing; install Node")

    monkeypatch.setattr(google_sheets, "bundle", missing)
    with pytest.raises(FileError, match="npm is missing"):
        google_sheets.build(tmp_path / "sheet")


@pytest.mark.conformance
def test_every_golden_call_gives_its_result_through_the_custom_functions(bare, wasm, agree):
    script = bundle.script({**program(), "main.py": bundle.MAIN}, wasm)
    files = google_sheets.files()
    script += files["Bridge.gs"] + files["Code.gs"] + (HERE / "sheet_calls.js").read_text(encoding="utf-8")
    calls = json.dumps([call.on_the_wire for call in golden_calls()])
    (answer,) = bare(script, "sheetAnswer", [calls])["answers"]
    agree("google", json.loads(answer), in_a_table)
