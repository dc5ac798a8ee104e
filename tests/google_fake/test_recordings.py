"""The stand-in answers recorded requests as the real service did."""

import json

import pytest

from google_fake.recordings import difference, is_values, replay, report, share

VALUES_BAR, ALL_BAR = 0.95, 0.85


def test_every_answer_fits_googles_schema(replayed):
    wrong = [(each.recording, each.place, each.schema) for each in replayed if each.schema]
    assert replayed
    assert not wrong


def test_values_calls_agree_with_the_recordings(replayed):
    assert share([each for each in replayed if is_values(each)]) >= VALUES_BAR


def test_all_calls_agree_with_the_recordings(replayed):
    assert share(replayed) >= ALL_BAR


def test_calls_about_files_made_in_the_recording_agree_too(replayed):
    assert share([each for each in replayed if not each.laid_out]) >= ALL_BAR


def test_every_recorded_request_is_one_that_google_publishes(replayed, pytestconfig):
    strange = [each for each in replayed if each.call == "unknown"]
    if pytestconfig.getoption("--recordings"):  # other folders may hold calls of other services: named, each a mismatch
        strange = [each for each in strange if not each.differs]
    assert not strange


SHEETS, OK = "https://sheets.googleapis.com/v4/spreadsheets/", {"code": 200, "message": "OK"}
BOOK = SHEETS + "1" + "a" * 43
STRANGE = [
    ("POST", SHEETS + "abc:unknownCall", "{}"),
    ("PATCH", "https://other.googleapis.com/v9/things", None),
    ("POST", BOOK + ":batchUpdate", '{"requests": [{"frobnicate": {}}]}'),
    ("POST", BOOK + ":batchUpdate", '{"requests": [{"updateCells": {"rows": "x"}}]}'),
    ("POST", BOOK + ":batchUpdate", "not json"),
    ("POST", BOOK + ":batchUpdate", {"base64_string": "e30="}),
    ("GET", BOOK + "/values/Sheet1?fields=((", None),
    ("GET", BOOK + "?includeGridData=true", None),
    ("GET", "https://www.googleapis.com/drive/v3/files?q=weird+and+(", None),
]


@pytest.mark.parametrize("body", [{"string": '{"strange": 1}'}, {"base64_string": "e30="}, None, {"string": "<html>"}])
def test_whatever_a_recording_holds_is_compared_or_named_and_nothing_crashes(tmp_path, body):
    requests = [{"method": method, "uri": uri, "body": sent} for method, uri, sent in STRANGE]
    calls = [{"request": each, "response": {"status": OK, "body": body}} for each in [*requests, {"method": "GET"}]]
    (tmp_path / "Übung 1.json").write_text(json.dumps({"interactions": calls}), "utf-8")
    for name, text in (("none", '{"version": 1}'), ("broken", "{"), ("list", "[1]")):
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
    results = replay(tmp_path)
    lines = report(results)
    assert len(results) == len(calls) + 3
    assert all(each.differs for each in results)
    assert sum(line.startswith("MISMATCH") for line in lines) == len(results)


def test_a_difference_is_named_with_its_place():
    recorded, ours = {"values": [["1", "2"]], "range": "A1"}, {"values": [["1", "3"]], "range": "A1"}
    assert difference(recorded, ours) == 'body.values[0][1]: "2" recorded, "3" answered'
    assert difference({"a": True}, {"a": 1}) != ""
    assert difference({"a": 1}, {}) == "body.a is missing: 1"
    assert difference({}, {"a": 1}) == "body.a is too much: 1"
    assert difference([1], [1, 2]) != ""
