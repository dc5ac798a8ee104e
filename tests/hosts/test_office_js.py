"""The Office.js add-in: the committed files are what the register makes, and its functions give the golden results."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from golden_calls import golden_calls, in_a_table, with_serials

from tcsheets.errors import ArgumentError
from tcsheets.functions import registry
from tcsheets.hosts import office_js, office_manifest
from tcsheets.hosts.embedded import bundle
from tcsheets.hosts.embedded.sources import program

HERE = Path(__file__).parent


def test_the_committed_files_are_what_the_register_makes(request):
    for name, text in office_js.files().items():
        path = office_js.FOLDER / name
        if request.config.getoption("--update-hosts"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name}: run pytest tests/hosts --update-hosts"


def test_the_metadata_keeps_to_what_excel_allows():
    told = json.loads(office_js.metadata())["functions"]
    assert [each["id"] for each in told] == list(office_js.entries())
    assert {each["id"] for each in told} == set(registry.names())
    for each in told:
        assert re.fullmatch(r"TC_[A-Z][A-Z0-9_]{0,36}", each["id"])
        assert len(each["description"]) <= 128
        assert all(len(one["description"]) <= 255 for one in each["parameters"])
        optional = [one.get("optional", False) for one in each["parameters"]]
        assert optional == sorted(optional), f"{each['id']}: an argument that is needed follows one that is not"


def test_the_manifest_names_what_the_build_writes_and_holds_together(wasm, tmp_path, monkeypatch):
    monkeypatch.setattr(office_js, "bundle", lambda: bundle.script({"main.py": "x = 1\n"}, wasm))
    made = {path.name for path in office_js.build(tmp_path, "https://example.test/tc/")}
    text = (tmp_path / "manifest.xml").read_text(encoding="utf-8")
    tree = ET.fromstring(text)
    addresses = re.findall(r'"(https://example\.test/tc/[^"]*)"', text)
    assert {each.rpartition("/")[2] for each in addresses} <= made
    defined = {each.get("id") for each in tree.iter() if each.get("id")}
    assert {each.get("resid") for each in tree.iter() if each.get("resid")} <= defined
    assert "Namespace" not in text
    assert all(len(each.get("DefaultValue")) <= 250 for each in tree.iter() if each.get("DefaultValue"))
    assert {(tmp_path / f"icon-{size}.png").read_bytes()[16:20] for size in (16, 80)} == {b"\0\0\0\x10", b"\0\0\0\x50"}


def test_a_namespace_is_an_option_and_another_address_than_https_is_refused():
    assert '<bt:String id="Namespace" DefaultValue="TC" />' in office_manifest.manifest("https://a.test", "TC")
    with pytest.raises(ArgumentError, match="does not begin with https"):
        office_manifest.manifest("http://a.test")


@pytest.mark.conformance
def test_every_golden_call_gives_its_result_through_the_custom_functions(bare, wasm, agree):
    files = office_js.files()
    stand_in = (HERE / "excel_calls.js").read_text(encoding="utf-8")
    script = bundle.script({**program(), "main.py": bundle.MAIN}, wasm)
    script += files["bridge.js"] + stand_in + files["functions.js"]
    calls = json.dumps([call.on_the_wire for call in golden_calls()])
    (answer,) = bare(script, "sheetAnswer", [calls])["answers"]
    agree("excel", json.loads(answer), lambda result: with_serials(in_a_table(result)))
