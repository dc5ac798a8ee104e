"""Every golden call gives its result over HTTP, and in Excel and Google Sheets where a server answers."""

import json

import pytest
from golden_calls import golden_calls, in_a_table, with_serials
from server.served import excel_script, google_script, run_node, running

from tcsheets.hosts import wire

CALLS = [call.on_the_wire for call in golden_calls()]


@pytest.fixture
def address(setup):
    with running(setup) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def results(client):
    """What a server answers, asked as often as its limits want."""
    batches = [CALLS[start : start + 500] for start in range(0, len(CALLS), 500)]
    return [each for batch in batches for each in client.post("/v1/call", json={"calls": batch}).json()["results"]]


def plain(value):
    """Return a result of the wire as golden calls have it."""
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return value["date"] if "date" in value else {"error": value["message"]}
    return value


def test_every_golden_call_gives_over_http_what_the_embedded_python_is_given(results):
    assert results == json.loads(wire.answer(json.dumps(CALLS)))


@pytest.mark.conformance
def test_every_golden_call_gives_its_result_over_http(results, agree):
    agree("http", list(map(plain, results)))


@pytest.mark.conformance
@pytest.mark.host("Node")
def test_every_golden_call_gives_its_result_in_excel_where_a_server_answers(node, address, agree):
    done = run_node(node, "excel.mjs", script=excel_script(address), calls=CALLS, rounds=2)
    assert done["rounds"][1] == done["rounds"][0]
    assert {each["path"] for each in done["requests"]} == {"/v1/call"}
    assert sum(each["calls"] for each in done["requests"]) <= len(CALLS)
    agree("excel asking", done["rounds"][0], lambda result: with_serials(in_a_table(result)))


@pytest.mark.conformance
@pytest.mark.host("Node")
def test_every_golden_call_gives_its_result_in_google_sheets_where_a_server_answers(node, address, agree):
    done = run_node(node, "google.mjs", script=google_script(), address=address, calls=CALLS, rounds=2)
    assert done["rounds"][1] == done["rounds"][0]
    assert len(done["requests"]) <= len(CALLS) + 1  # and one look at the version
    agree("google asking", done["rounds"][0], in_a_table)
