"""The task pane's other end: how workbooks stand, their conflicts, a choice; by its own page on this computer."""

from dataclasses import replace

import pytest
from server.served import SECRET, asking

from tcsheets.demo import PEOPLE, run_demo
from tcsheets.server.workbooks import Workbooks
from tcsheets.sync.home import open_home

PAGE = {"X-Tcsheets-Page": SECRET}
OWN = {**PAGE, "Origin": "http://localhost"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return run_demo(tmp_path_factory.mktemp("demo") / "tour", lambda _: None).folder


@pytest.fixture
def served(demo, setup):
    kim = PEOPLE[0]
    home = open_home(demo / "computers" / kim.lower())
    paths = (demo / f"{kim.lower()}.xlsx", demo / "gone.xlsx")
    return replace(setup, workbooks=Workbooks(paths, "practice", kim, home))


@pytest.fixture
def client(served):
    return asking(served)


def test_the_state_says_of_each_workbook_how_it_stands(client):
    first, gone = client.get("/v1/sync/state", headers=PAGE).json()["workbooks"]
    assert first["summary"].startswith(f"{PEOPLE[0].lower()}.xlsx: ")
    assert first["conflicts"] > 0
    assert gone["error"].startswith("gone.xlsx is not there")
    assert "/" not in gone["workbook"]


def test_a_conflict_shows_both_sides_and_a_choice_settles_it(client):
    before = client.get("/v1/sync/conflicts", headers=PAGE).json()["conflicts"]
    wanted = next(each for each in before if each["kind"] == "value")
    assert wanted["workbook"] == 0
    assert {"id", "list_title", "label", "field_title", "was", "mine", "theirs", "theirs_by"} <= set(wanted)
    choice = {"workbook": 0, "conflict": wanted["id"], "choice": "theirs"}
    told = client.post("/v1/sync/resolve", json=choice, headers=OWN)
    assert told.status_code == 200, told.text
    assert wanted["id"] not in {each["id"] for each in told.json()["conflicts"]}
    after = client.get("/v1/sync/conflicts", headers=PAGE).json()["conflicts"]
    assert len(after) == len(before) - 1


@pytest.mark.parametrize(
    ("choice", "status", "reason"),
    [
        ({"workbook": 0, "conflict": "nope", "choice": "mine"}, 400, "wrong_value"),
        ({"workbook": 7, "conflict": "a", "choice": "mine"}, 404, "not_found"),
        ({"workbook": -1, "conflict": "a", "choice": "mine"}, 404, "not_found"),
        ({"workbook": 1, "conflict": "a", "choice": "mine"}, 409, "not_possible"),
        ({"workbook": True, "conflict": "a", "choice": "mine"}, 400, "wrong_value"),
        ({"workbook": "../kim.xlsx", "conflict": "a", "choice": "mine"}, 400, "wrong_value"),
        ({"workbook": 0, "conflict": "", "choice": "mine"}, 400, "wrong_value"),
        ([], 400, "wrong_value"),
    ],
)
def test_a_wrong_choice_is_refused_and_nothing_is_written(client, served, choice, status, reason):
    path = served.workbooks.paths[0]
    before = path.read_bytes()
    told = client.post("/v1/sync/resolve", json=choice, headers=OWN)
    assert (told.status_code, told.json()["error"]) == (status, reason)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("caller", "headers", "reason"),
    [
        ("192.168.1.9", OWN, "loopback_only"),
        ("127.0.0.1", {**OWN, "X-Forwarded-For": "1.2.3.4"}, "loopback_only"),
        ("127.0.0.1", {**OWN, "Host": "evil.example", "Origin": "http://evil.example"}, "loopback_only"),
        ("127.0.0.1", {**PAGE, "Origin": "https://evil.example"}, "foreign_origin"),
        ("127.0.0.1", {**PAGE, "Origin": "http://localhost:9999"}, "foreign_origin"),
        ("127.0.0.1", {**PAGE, "Origin": "null"}, "foreign_origin"),
        ("127.0.0.1", {**OWN, "Sec-Fetch-Site": "cross-site"}, "foreign_origin"),
        ("127.0.0.1", {"Origin": "http://localhost"}, "foreign_page"),
        ("127.0.0.1", {**OWN, "X-Tcsheets-Page": "guessed"}, "foreign_page"),
    ],
)
@pytest.mark.parametrize("path", ["state", "conflicts", "resolve"])
def test_nothing_is_told_or_done_but_for_this_servers_own_page(served, caller, headers, reason, path):
    client = asking(served, (caller, 40_000))
    how = {"json": {"workbook": 0, "conflict": "a", "choice": "mine"}} if path == "resolve" else {}
    told = client.request("POST" if how else "GET", f"/v1/sync/{path}", headers=headers, **how)
    assert (told.status_code, told.json()["error"]) == (403, reason)


def test_a_choice_without_an_origin_is_refused(client):
    told = client.post("/v1/sync/resolve", json={"workbook": 0, "conflict": "a", "choice": "mine"}, headers=PAGE)
    assert told.json()["error"] == "foreign_origin"


def test_an_origin_that_may_ask_for_formulas_may_not_see_workbooks(served):
    client = asking(replace(served, origins=frozenset({"https://excel.example"})))
    told = client.get("/v1/sync/state", headers={**PAGE, "Origin": "https://excel.example"})
    assert told.json()["error"] == "foreign_origin"
    assert "access-control-allow-origin" not in told.headers
