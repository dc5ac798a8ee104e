"""A batch: a result or an error each, whatever else is in it; too much at once is refused with a clear error."""

import json
import threading
import time
from dataclasses import replace

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from server.served import GENEROUS, asking, batch
from sizes import sized

from tcsheets.functions import registry
from tcsheets.hosts import wire
from tcsheets.server import calls
from tcsheets.server.calls import PriceBooks, answers
from tcsheets.server.limits import Limits, Refusal

FEES = [["Code", "Office fee"], ["D2740", 1380]]
NONE = PriceBooks()
NEVER = float("inf")


def answered(*asked, books=NONE, limits=GENEROUS):
    body, count = answers(orjson.dumps({"calls": list(asked)}), books, limits, lambda: 0.0, NEVER)
    assert count == len(asked)
    return json.loads(body)["results"]


def call(name, *given):
    return {"function": name, "arguments": list(given)}


@pytest.mark.parametrize(
    ("odd", "message"),
    [
        (None, "this is not a call; it needs a function and arguments"),
        ([], "this is not a call; it needs a function and arguments"),
        ({}, "this is not a call; it needs a function and arguments"),
        ({"function": 5, "arguments": []}, "this is not a call; it needs a function and arguments"),
        ({"function": "TC_FEE"}, "TC_FEE: arguments must be a list"),
        (call("TC_FEE", [[[1]]]), "TC_FEE: argument 1 is neither a cell nor rows of cells"),
        (call("TC_FEE", 1, {"value": 5}), "TC_FEE: argument 2 is neither a cell nor rows of cells"),
        (call("X" * 41), "there is no function of so long a name"),
        (call("TC_FEE", *range(9)), "TC_FEE takes at most 4 arguments, 9 were given"),
        (call("TC_NOPE"), "there is no function TC_NOPE"),
        (call("TC_FEE", [[1], [2]], 0, 0, [[1]] * 3, 0), "TC_FEE takes at most 4 arguments, 5 were given"),
    ],
)
def test_an_odd_call_has_its_own_error_and_the_others_their_results(odd, message):
    good = call("TC_PAYMENT", 1200, None, 12)
    first, wrong, last = answered(good, odd, good)
    assert (first, wrong["message"], last) == (100.0, message, 100.0)


def test_our_own_bug_in_one_call_is_that_calls_error(monkeypatch, caplog):
    def broken(*given):
        raise RuntimeError("Ann Secret owes 77")

    function = registry.REGISTER["TC_FEE"]
    monkeypatch.setitem(registry.REGISTER, "TC_FEE", replace(function, body=broken))
    wrong, right = answered(call("TC_FEE", "D2740", FEES), call("TC_PAYMENT", 1200, None, 12))
    assert wrong["message"] == "TC_FEE: the server failed on this call; its log says where"
    assert right == 100.0
    assert "RuntimeError" in caplog.text
    assert "Secret" not in caplog.text


def test_a_price_book_of_the_server_stands_in_for_a_range_and_changes_the_version():
    books = PriceBooks({"office": FEES})
    right, unknown, text = answered(
        call("TC_FEE", "D2740", "@office"),
        call("TC_FEE", "D2740", "@other"),
        call("TC_EXPLAIN", "@office", [["Code", "Plain"]]),
        books=books,
    )
    assert right == 1380.0
    assert unknown["message"] == "fees: the server has no such price book; it has: @office"
    assert text["message"] == "@OFFICE is not in the glossary; add a row there"
    dearer = PriceBooks({"office": [FEES[0], ["D2740", 1400]]})
    assert len({books.version, dearer.version, PriceBooks().version}) == 3
    assert books.version == PriceBooks({"office": FEES}).version


def test_a_range_of_results_over_a_large_range_is_refused_before_it_is_begun():
    codes, fees = [["D2740"]] * 3000, [FEES[0], *[[f"D{each}", 1] for each in range(3000)]]
    (wrong,) = answered(call("TC_FEE", codes, fees))
    assert wrong["message"] == "TC_FEE: 3000 results over 6002 cells are too many; give fewer at once"


def test_calls_that_are_not_reached_in_time_say_so():
    moments = iter([0, 1, 2, 3, 4])
    asked = orjson.dumps({"calls": [call("TC_PAYMENT", 1200, None, 12)] * 4})
    body, _ = answers(asked, PriceBooks(), Limits(seconds=2), lambda: next(moments), 2)
    results = json.loads(body)["results"]
    assert results[:2] == [100.0, 100.0]
    assert {each["message"] for each in results[2:]} == {"not reached within 2 s; ask for fewer at once"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b'{"calls": [NaN]}', "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 2000 + b"]" * 2000, "not_json"),
        (b"[]", "not_calls"),
        (b'{"calls": {}}', "not_calls"),
        (orjson.dumps(batch(*[("TC_FEE",)] * 501)), "too_many_calls"),
        (orjson.dumps(batch(("TC_FEE", [[0] * 100_001, [0] * 100_000]))), "too_many_cells"),
    ],
)
def test_what_is_no_batch_or_too_large_a_one_is_refused(body, reason):
    with pytest.raises(Refusal) as caught:
        answers(body, PriceBooks(), Limits(), lambda: 0.0, NEVER)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("how", "status", "message"),
    [
        ({"content": b"x" * (2 << 20) + b"x", "headers": {"Content-Type": "application/json"}}, 413,
         "send at most 2097152 bytes at once"),
        ({"content": iter([b"x" * (1 << 20)] * 3), "headers": {"Content-Type": "application/json"}}, 413,
         "send at most 2097152 bytes at once"),
        ({"content": b"{}"}, 415, "send JSON, with the header Content-Type: application/json"),
        ({"content": b"{}", "headers": {"Content-Type": "text/plain"}}, 415,
         "send JSON, with the header Content-Type: application/json"),
        ({"json": batch(*[("TC_FEE",)] * 501)}, 422, "501 calls were sent at once; send at most 500"),
        ({"json": []}, 400, 'there is no list of calls; send {"calls": [{"function": "TC_FEE", "arguments": [...]}]}'),
    ],
)  # fmt: skip
def test_each_limit_is_a_clear_error_over_http(client, how, status, message):
    response = client.post("/v1/call", **how)
    assert (response.status_code, response.json()["message"]) == (status, message)


def test_who_asks_too_often_is_told_when_to_come_again(setup):
    client = asking(replace(setup, limits=Limits(rate=0.5, burst=2)), clock=lambda: 0.0)
    codes = [client.post("/v1/call", json=batch()).status_code for _ in range(3)]
    refused = client.post("/v1/call", json=batch())
    assert codes == [200, 200, 429]
    assert (refused.headers["retry-after"], refused.json()["message"]) == ("2", "too many requests; wait 2 s")


def test_an_answer_that_takes_too_long_is_given_up_and_the_server_goes_on(setup, monkeypatch):
    held = threading.Event()
    monkeypatch.setattr(calls, "result_of", lambda name, given: held.wait(20))
    client = asking(replace(setup, limits=replace(GENEROUS, seconds=0.2)), clock=time.monotonic)
    slow = client.post("/v1/call", json=batch(("TC_FEE", "D2740", FEES)))
    held.set()
    assert (slow.status_code, slow.json()["error"]) == (503, "too_long")
    assert client.get("/health").status_code == 200


CELLS = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
CELLS |= st.text(max_size=12) | st.fixed_dictionaries({"error": st.sampled_from(["#N/A", "#VALUE!"])})
CELLS |= st.sampled_from(["2026-11-24", "D2740", "10%", "$1,285.00", "@office", "#TC! oh"])
ARGUMENTS = CELLS | st.lists(st.lists(CELLS, max_size=4), max_size=4)
ASKED = st.fixed_dictionaries(
    {"function": st.sampled_from(registry.names()), "arguments": st.lists(ARGUMENTS, max_size=6)}
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=8), each, max_size=4),
    max_leaves=12,
)


def is_wire(value):
    """Whether a value is a result as the wire has it."""
    if isinstance(value, list):
        return all(isinstance(row, list) and all(map(is_wire, row)) for row in value)
    if isinstance(value, dict):
        return set(value) in ({"date"}, {"error", "message"}) and all(isinstance(each, str) for each in value.values())
    return value is None or isinstance(value, (bool, int, float, str))


@settings(max_examples=sized(60, 400, 4_000))
@given(st.lists(ASKED, max_size=5))
def test_every_call_of_a_batch_gives_what_it_gives_alone(asked):
    results = answered(*asked)
    assert all(map(is_wire, results))
    assert not any("its log says where" in str(each) for each in results)
    assert results == [answered(each)[0] for each in asked]


@settings(max_examples=sized(60, 400, 4_000))
@given(st.lists(ASKED, max_size=3))
def test_over_http_a_call_says_what_it_says_inside_the_program(asked):
    embedded = json.loads(wire.answer(json.dumps(asked)))
    marked = [each for each in asked if "@office" in str(each)]
    pairs = zip(asked, answered(*asked), embedded, strict=True)
    assert all(here == there for each, here, there in pairs if each not in marked)


@settings(max_examples=sized(60, 400, 4_000))
@given(ANYTHING)
def test_any_json_is_answered_or_refused_and_never_fails(told):
    try:
        body = orjson.dumps(told)
    except TypeError:
        return
    try:
        answers(body, PriceBooks(), Limits(), lambda: 0.0, NEVER)
    except Refusal as refusal:
        assert 400 <= refusal.status < 500
