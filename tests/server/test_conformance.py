"""Every golden call gives its result over HTTP, and in Excel and Google Sheets where a server answers."""

import json
import re
from datetime import date, datetime

import pytest
from server.served import excel_script, golden, google_script, run_node, running

from tcsheets.cells import serial_of
from tcsheets.hosts import wire

DATE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")
CALLS = list(golden())


def as_excel(value):
    """Return a golden result as Excel would show it: dates as numbers."""
    if isinstance(value, list):
        return [as_excel(each) for each in value]
    if isinstance(value, str) and DATE.fullmatch(value):
        return serial_of(datetime.fromisoformat(value) if " " in value else date.fromisoformat(value))
    return value


def different(results, shown=lambda value: value):
    """Return what is not as the golden calls say."""
    pairs = zip(CALLS, results, strict=True)
    return {about: (got, result) for (about, _, result), got in pairs if got != shown(result)}


@pytest.fixture
def address(setup):
    with running(setup) as port:
        yield f"http://127.0.0.1:{port}"


def in_batches(calls, size=500):
    return [calls[start : start + size] for start in range(0, len(calls), size)]


def test_every_golden_call_gives_over_http_what_the_embedded_python_is_given(client):
    calls = [call for _, call, _ in CALLS]
    results = []
    for batch in in_batches(calls):
        results += client.post("/v1/call", json={"calls": batch}).json()["results"]
    assert results == json.loads(wire.answer(json.dumps(calls)))


def plain(value):
    """Return a result of the wire as golden calls have it."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return value["date"] if "date" in value else {"error": value["message"]}
    return value


def test_every_golden_call_gives_its_result_over_http(client):
    results = []
    for batch in in_batches([call for _, call, _ in CALLS]):
        results += client.post("/v1/call", json={"calls": batch}).json()["results"]
    assert different(map(plain, results)) == {}


@pytest.mark.host("Node")
def test_every_golden_call_gives_its_result_in_excel_where_a_server_answers(node, address):
    done = run_node(node, "excel.mjs", script=excel_script(address), calls=[call for _, call, _ in CALLS], rounds=2)
    assert different(done["rounds"][0], as_excel) == {}
    assert done["rounds"][1] == done["rounds"][0]
    assert {each["path"] for each in done["requests"]} == {"/v1/call"}
    assert sum(each["calls"] for each in done["requests"]) <= len(CALLS)


@pytest.mark.host("Node")
def test_every_golden_call_gives_its_result_in_google_sheets_where_a_server_answers(node, address):
    calls = [call for _, call, _ in CALLS]
    done = run_node(node, "google.mjs", script=google_script(), address=address, calls=calls, rounds=2)
    assert different(done["rounds"][0]) == {}
    assert done["rounds"][1] == done["rounds"][0]
    assert len(done["requests"]) <= len(calls) + 1  # and one look at the version
