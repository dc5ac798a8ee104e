"""How Excel and Google Sheets ask a server: together, equal calls once, nothing again; and what they say of faults."""

from dataclasses import replace
from datetime import date

import pytest
from server.served import GENEROUS, excel_script, google_script, run_node, running

from tcsheets.errors import ArgumentError
from tcsheets.hosts import google_sheets, office_js
from tcsheets.server.calls import PriceBooks

pytestmark = pytest.mark.host("Node")
PAYMENT = {"function": "TC_PAYMENT", "arguments": [1200, None, 12]}
FEE = {"function": "TC_FEE", "arguments": ["D2740", "@office"]}
FEES = [["Code", "Office fee"], ["D2740", 1380]]


def payments(count):
    return [{"function": "TC_LINE_TOTAL", "arguments": [(10_000 + place) / 100]} for place in range(count)]


@pytest.fixture
def excel(node):
    """Return what asks as Excel does: (address, calls, ...) -> rounds, requests."""

    def ask(address, calls, **how):
        done = run_node(node, "excel.mjs", script=excel_script(address), calls=calls, **how)
        return done["rounds"], done["requests"]

    return ask


@pytest.fixture
def google(node):
    def ask(address, calls, **how):
        done = run_node(node, "google.mjs", script=google_script(), address=address, calls=calls, **how)
        return done["rounds"], done["requests"]

    return ask


def test_ten_thousand_cells_travel_in_twenty_posts_and_the_same_again_in_none(setup, excel):
    with running(setup) as port:
        rounds, requests = excel(f"http://127.0.0.1:{port}", payments(10_000), rounds=3)
    assert [each["calls"] for each in requests] == [500] * 20
    assert rounds[0] == rounds[1] == rounds[2] == [(10_000 + place) / 100 for place in range(10_000)]


def test_equal_calls_are_sent_once(setup, excel):
    with running(setup) as port:
        rounds, requests = excel(f"http://127.0.0.1:{port}", [PAYMENT] * 50 + payments(2))
    assert [each["calls"] for each in requests] == [3]
    assert rounds[0][:51] == [100.0] * 51


def test_a_post_holds_at_most_a_megabyte_unless_one_call_alone_is_larger(setup, excel):
    small = [{"function": "TC_PLAN_TOTAL", "arguments": [[["Code", "é" * 30_000 + str(n)]]]} for n in range(40)]
    large = {"function": "TC_PLAN_TOTAL", "arguments": [[["Code", "x" * 1_100_000]]]}
    with running(setup) as port:
        rounds, requests = excel(f"http://127.0.0.1:{port}", [*small, large])
    assert sum(each["calls"] for each in requests) == 41
    assert [each["calls"] for each in requests if each["bytes"] > 1_000_000] == [1]
    assert rounds[0] == [0] * 41


def test_a_call_too_large_for_the_server_says_so_and_the_others_are_answered(setup, excel):
    large = {"function": "TC_PLAN_TOTAL", "arguments": [[["Code", "x" * 2_200_000]]]}
    with running(setup) as port:
        rounds, _ = excel(f"http://127.0.0.1:{port}", [large, PAYMENT])
    assert rounds[0] == [{"error": "send at most 2097152 bytes at once"}, 100.0]


def test_answers_of_another_price_book_are_forgotten_when_ten_minutes_are_over(setup, excel, node):
    first = replace(setup, books=PriceBooks({"office": FEES}))
    with running(first) as port:
        rounds, requests = excel(f"http://127.0.0.1:{port}", [FEE], rounds=2, later=601_000)
    assert [each["path"] for each in requests] == ["/v1/call", "/health"]
    assert rounds == [[1380.0], [1380.0]]


def test_where_no_server_answers_a_cell_says_so_and_asks_again_later(excel):
    rounds, requests = excel("http://127.0.0.1:9", [PAYMENT], rounds=2)
    assert rounds[0] == [{"error": "the tcsheets server cannot be reached; check the network, then recalculate"}]
    assert len(requests) == 2


def test_a_token_kept_by_the_browser_is_sent_and_without_one_a_cell_says_so(setup, excel):
    token = setup.tokens.add("front desk", date(2026, 11, 25))
    with running(setup) as port:
        address = f"http://127.0.0.1:{port}"
        without, _ = excel(address, [PAYMENT])
        with_token, _ = excel(address, [PAYMENT], kept={"tcsheets token": token})
    assert without == [[{"error": "the tcsheets server wants a token; type it in the task pane"}]]
    assert with_token == [[100.0]]


def test_a_server_that_is_busy_is_asked_again(setup, excel):
    limits = replace(GENEROUS, rate=1.0, burst=1)
    with running(replace(setup, limits=limits)) as port:
        rounds, requests = excel(f"http://127.0.0.1:{port}", payments(1_000))
    assert rounds[0] == [(10_000 + place) / 100 for place in range(1_000)]
    assert len(requests) > 2


def test_a_google_sheet_asks_once_a_call_and_remembers_across_runs(setup, google):
    with running(setup) as port:
        rounds, requests = google(f"http://127.0.0.1:{port}/", [PAYMENT, PAYMENT, *payments(2)], rounds=2)
    assert rounds[0] == rounds[1] == [100.0, 100.0, 100.0, 100.01]
    assert [each["path"] for each in requests] == ["/health", "/v1/call", "/v1/call", "/v1/call"]


def test_a_google_sheet_sends_its_token_and_says_what_is_missing(setup, google):
    token = setup.tokens.add("sheet", date(2026, 11, 25))
    with running(setup) as port:
        address = f"http://127.0.0.1:{port}"
        without, _ = google(address, [PAYMENT])
        with_token, requests = google(address, [PAYMENT], token=token)
    nowhere, _ = google("", [PAYMENT])
    away, _ = google("http://127.0.0.1:9", [PAYMENT])
    assert with_token == [[100.0]]
    assert requests[1]["headers"]["Authorization"] == f"Bearer {token}"
    assert without[0][0]["error"].endswith("set the script property TCSHEETS_TOKEN")
    assert nowhere[0][0]["error"].startswith("set the script property TCSHEETS_SERVER")
    assert away == [[{"error": "the tcsheets server cannot be reached; try again later"}]]


def test_accented_texts_and_half_characters_are_answered_each_for_itself(setup, excel, google):
    calls = [{"function": "TC_EXPLAIN", "arguments": [code, [["Code", "Words"]]]} for code in ("É1", "E1", "\ud83d")]
    with running(setup) as port:
        address = f"http://127.0.0.1:{port}"
        (there,), _ = excel(address, calls)
        (here,), _ = google(address, calls)
    assert there == here
    assert len({each["error"] for each in there}) == 3


def test_builds_for_a_server_hold_no_bundle_and_the_google_one_no_address(tmp_path):
    made = office_js.build(tmp_path / "excel", server="https://formulas.example")
    assert (tmp_path / "excel" / "tcsheets_core.js").stat().st_size < 10_000
    assert '"https://formulas.example/taskpane/' not in (tmp_path / "excel" / "functions.js").read_text()
    assert "https://formulas.example/functions.json" in (tmp_path / "excel" / "manifest.xml").read_text()
    assert {path.name for path in made} >= {"functions.json", "functions.js", "bridge.js", "manifest.xml"}
    google_sheets.build(tmp_path / "google", has_server=True)
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "google").iterdir())
    assert "https://" not in text
    assert "UrlFetchApp" in text


def test_a_server_without_https_is_refused(tmp_path):
    with pytest.raises(ArgumentError, match="does not begin with https"):
        office_js.build(tmp_path, server="http://formulas.example")
