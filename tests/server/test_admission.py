"""Who may ask: this computer alone, or who has a token; never another's web page.  And what every answer carries."""

import os
import stat
from dataclasses import replace
from datetime import date

import pytest
from server.served import GENEROUS, asking, batch
from starlette.requests import Request

from tcsheets.errors import ArgumentError, FileError
from tcsheets.server.admission import comes_from_here
from tcsheets.server.app import Setup
from tcsheets.server.limits import Limits
from tcsheets.server.running import Listening, make_server
from tcsheets.server.tokens import Tokens, hash_of

TODAY = date(2026, 11, 25)
FRIEND = "https://excel.example"
ELSEWHERE = ("192.168.1.9", 40_000)


def ask(client, **headers):
    response = client.post("/v1/call", json=batch(("TC_PAYMENT", 1200, None, 12)), headers=headers)
    return response.status_code, response.json().get("error", "")


@pytest.mark.parametrize(
    ("caller", "headers", "expected"),
    [
        ("127.0.0.1", {}, (200, "")),
        ("127.8.9.1", {}, (200, "")),
        ("::1", {"Host": "[::1]:8443"}, (200, "")),
        ("192.168.1.9", {}, (403, "loopback_only")),
        ("10.0.0.1", {"Host": "localhost"}, (403, "loopback_only")),
        ("127.0.0.1", {"Host": "evil.example"}, (403, "loopback_only")),  # a name that was made to point here
        ("127.0.0.1", {"Host": "localhost.evil.example"}, (403, "loopback_only")),
        ("127.0.0.1", {"Host": "[::1"}, (403, "loopback_only")),
        ("127.0.0.1", {"X-Forwarded-For": "8.8.8.8"}, (403, "loopback_only")),
        ("127.0.0.1", {"Forwarded": "for=127.0.0.1"}, (403, "loopback_only")),
        ("127.0.0.1", {"Origin": "https://evil.example"}, (403, "foreign_origin")),
        ("127.0.0.1", {"Origin": "null"}, (403, "foreign_origin")),
        ("127.0.0.1", {"Origin": "http://localhost"}, (200, "")),
    ],
)
def test_without_a_token_only_this_computer_may_ask(setup, caller, headers, expected):
    assert ask(asking(setup, (caller, 40_000)), **headers) == expected


def test_with_a_token_whoever_has_it_may_ask_from_anywhere_and_nobody_else(setup):
    token = setup.tokens.add("front desk", TODAY)
    client = asking(setup, ELSEWHERE)
    assert ask(client, Authorization=f"Bearer {token}") == (200, "")
    assert ask(client, Authorization=f"bearer  {token}") == (200, "")
    assert ask(client) == (401, "token_missing")
    assert ask(client, Authorization=f"Bearer {token}x") == (401, "token_wrong")
    assert ask(client, Authorization=f"Basic {token}") == (401, "token_wrong")
    assert ask(client, Authorization=f"Bearer {hash_of(token)}") == (401, "token_wrong")
    assert ask(asking(setup)) == (401, "token_missing"), "this computer too, for a balancer stands on it"
    assert client.post("/v1/call", json={}).headers["www-authenticate"] == "Bearer"


def test_a_token_that_is_revoked_is_refused_from_the_next_request_on(setup):
    kept, gone = setup.tokens.add("kept", TODAY), setup.tokens.add("gone", TODAY)
    client = asking(setup, ELSEWHERE)
    assert ask(client, Authorization=f"Bearer {gone}") == (200, "")
    setup.tokens.revoke("gone")
    assert ask(client, Authorization=f"Bearer {gone}") == (401, "token_wrong")
    assert ask(client, Authorization=f"Bearer {kept}") == (200, "")


def test_tokens_are_kept_as_hashes_in_a_file_that_is_its_owners_alone(setup):
    token = setup.tokens.add("front desk", TODAY)
    path = setup.tokens.path
    assert token not in path.read_text(encoding="utf-8")
    assert [each.name for each in setup.tokens.all()] == ["front desk"]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    setup.tokens.add("another", TODAY)
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_tokens_are_never_alike_and_a_name_is_given_once(setup):
    assert len({setup.tokens.add(f"n{each}", TODAY) for each in range(20)}) == 20
    with pytest.raises(ArgumentError, match="there is a token n1 already"):
        setup.tokens.add("n1", TODAY)
    with pytest.raises(ArgumentError, match="a token's name is"):
        setup.tokens.add("a\nb", TODAY)
    with pytest.raises(ArgumentError, match="there is no token nobody"):
        setup.tokens.revoke("nobody")


def test_a_damaged_file_of_tokens_lets_nobody_in(setup):
    setup.tokens.add("front desk", TODAY)
    setup.tokens.path.write_text("{", encoding="utf-8")
    with pytest.raises(FileError, match="cannot be read"):
        setup.tokens.all()
    assert ask(asking(setup)) == (500, "our_fault")


def test_every_kept_hash_is_compared_whichever_is_right(setup, monkeypatch):
    tokens = [setup.tokens.add(f"n{each}", TODAY) for each in range(5)]
    compared = []
    monkeypatch.setattr("hmac.compare_digest", lambda one, two: compared.append(1) or one == two)
    for token in (tokens[0], tokens[4], "wrong"):
        compared.clear()
        setup.tokens.whose(token)
        assert len(compared) == 5


def test_who_guesses_tokens_is_slowed_down(setup):
    setup.tokens.add("front desk", TODAY)
    client = asking(replace(setup, limits=Limits(rate=1, burst=3)), ELSEWHERE, clock=lambda: 0.0)
    assert [ask(client, Authorization=f"Bearer {each}")[0] for each in range(4)] == [401, 401, 401, 429]


def test_a_server_open_to_others_does_not_start_without_a_token(setup):
    with pytest.raises(ArgumentError, match="first make a token"):
        make_server(setup, Listening("0.0.0.0", 0))
    setup.tokens.add("front desk", TODAY)
    make_server(setup, Listening("0.0.0.0", 0))


# --- other pages ---------------------------------------------------------------------------------------------------


def preflight(client, origin, path="/v1/call"):
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return client.options(path, headers=headers)


def test_only_pages_that_were_allowed_may_ask(setup):
    client = asking(replace(setup, origins=frozenset({FRIEND})))
    allowed, refused = preflight(client, FRIEND), preflight(client, "https://evil.example")
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == FRIEND
    assert allowed.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    assert "access-control-allow-credentials" not in allowed.headers
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    answer = client.post("/v1/call", json=batch(), headers={"Origin": FRIEND})
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "Origin" in answer.headers["vary"]
    assert preflight(client, FRIEND, "/v1/sync/resolve").headers.get("access-control-allow-origin") is None


def test_the_add_ins_files_may_be_read_by_excel_on_the_web_and_nothing_else(client):
    for path in ("/functions.json", "/functions.js"):
        assert client.get(path, headers={"Origin": "https://any.example"}).headers["access-control-allow-origin"] == "*"
    for path in ("/health", "/openapi.json", "/taskpane/"):
        told = client.get(path, headers={"Origin": "https://any.example"}).headers
        assert "access-control-allow-origin" not in told


@pytest.mark.parametrize("path", ["/health", "/functions.js", "/manifest.xml", "/openapi.json", "/nowhere", "/v1/call"])
def test_every_answer_carries_the_headers_of_security(client, path):
    told = client.get(path).headers
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert "frame-ancestors" in told["content-security-policy"]
    assert "server" not in told
    assert "strict-transport-security" not in told, "localhost serves other programs too"


def test_an_answer_is_kept_by_nobody_and_a_public_server_insists_on_https(setup):
    client = asking(replace(setup, is_public_tls=True))
    told = client.post("/v1/call", json=batch()).headers
    assert told["cache-control"] == "no-store"
    assert told["strict-transport-security"].startswith("max-age=")


def test_nothing_is_left_of_one_request_for_the_next(tmp_path):
    # Two servers of the same tokens are one to whoever asks: that is what stands behind a balancer.
    tokens = Tokens(tmp_path / "tokens.json")
    token = tokens.add("all", TODAY)
    first, second = (asking(Setup(tokens, GENEROUS), ELSEWHERE) for _ in range(2))
    answers = [each.post("/v1/call", json=batch(("TC_PAYMENT", 1200, None, 12)),
                         headers={"Authorization": f"Bearer {token}"}).content for each in (first, second)]  # fmt: skip
    assert answers[0] == answers[1]


def test_a_request_without_a_client_is_not_from_here():
    scope = {"type": "http", "headers": [(b"host", b"localhost")], "client": None}
    assert not comes_from_here(Request(scope))
