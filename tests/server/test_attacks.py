"""What somebody might try against a running server: deep JSON, other people's names, and connections that never end."""

import contextlib
import http.client
import json
import socket
import time
from dataclasses import replace

import pytest
from server.served import GENEROUS, asking, batch, running

from tcsheets.server import patience

JSON = {"Content-Type": "application/json"}
HEAD = b"POST /v1/call HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


@pytest.fixture
def impatient(monkeypatch):
    """A server that waits a fraction of a second, where it else waits some."""
    monkeypatch.setattr(patience, "HEADERS", 0.3)
    monkeypatch.setattr(patience, "READING", 0.3)


@contextlib.contextmanager
def connected(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        yield line


def seconds_until_closed(line):
    """Return after how many seconds the other side has closed a connection."""
    start = time.monotonic()
    with contextlib.suppress(ConnectionError):
        while line.recv(1 << 16):
            pass
    return time.monotonic() - start


@pytest.mark.parametrize("depth", [50, 990, 1000, 1010, 1022, 1100, 100_000])
@pytest.mark.parametrize(
    "form", ['{"calls":[{"function":"TC_FEE","arguments":[%s]}]}', '{"calls":%s}', '{"calls":[%s]}']
)
def test_json_of_any_depth_is_answered_or_refused(client, form, depth):
    told = client.post("/v1/call", content=form % ("[" * depth + "]" * depth), headers=JSON)
    assert told.status_code in (200, 400)


@pytest.mark.parametrize("path", ["/health/", "/functions.js/", "/v1/call/", "/openapi.json/"])
def test_no_answer_leads_to_a_host_that_the_asker_has_named(setup, path):
    told = asking(setup, base="http://evil.example").get(path, follow_redirects=False)
    assert told.status_code == 404
    assert "evil" not in str(told.headers)


def test_the_way_to_the_task_pane_names_no_host(setup):
    told = asking(setup, base="http://evil.example").get("/taskpane", follow_redirects=False)
    assert told.headers["location"] == "taskpane/"


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /health HTTP/1.1\r\nHost: lo", b"POST /v1/call HTTP/1.1\r\n"],
    ids=["nothing", "half a header", "half the headers"],
)
def test_a_connection_that_never_says_what_it_wants_is_closed(setup, impatient, sent):
    with running(setup) as port, connected(port) as line:
        line.sendall(sent)
        assert seconds_until_closed(line) < 5


def test_a_connection_that_says_it_a_letter_at_a_time_is_closed(setup, impatient):
    with running(setup) as port, connected(port) as line, contextlib.suppress(ConnectionError):
        for letter in b"GET /health HTTP/1.1\r\nX: " + b"a" * 60:
            line.sendall(bytes([letter]))
            time.sleep(0.02)
        assert seconds_until_closed(line) < 1
        line.sendall(b"\r\n\r\n")
        assert line.recv(10) == b"", "it was answered"


def test_half_a_second_request_on_a_kept_connection_is_closed_too(setup, impatient):
    with running(setup) as port, connected(port) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert line.recv(1 << 16).startswith(b"HTTP/1.1 200")
        line.sendall(b"GET /health HT")
        assert seconds_until_closed(line) < 5


def test_whoever_is_slow_within_reason_is_answered(setup, impatient):
    body = json.dumps(batch(("TC_PAYMENT", 1200, None, 12))).encode()
    with running(setup) as port, connected(port) as line:
        line.sendall(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode())
        time.sleep(0.6)  # longer than headers may take: a body has the time of an answer
        line.sendall(body)
        with line.makefile("rb") as answer:
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"
            while answer.readline() != b"\r\n":
                pass
            assert answer.read(10) == b'{"version"'
        time.sleep(0.5)  # a connection that is kept may rest
        line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"HTTP/1.1 200" in line.recv(1 << 16)


def test_a_body_that_never_comes_is_given_up(setup):
    with running(replace(setup, limits=replace(GENEROUS, seconds=0.3))) as port, connected(port) as line:
        line.sendall(HEAD + b"Content-Length: 500\r\n\r\n{")
        told = line.recv(1 << 16)
        assert told.startswith(b"HTTP/1.1 408")


def test_an_answer_that_nobody_reads_is_thrown_away(setup, impatient):
    fees = [["Code", "Office fee"], ["D1", 1]]
    large = json.dumps(batch(("TC_FEE", [["x" * 300]] * 5000, fees))).encode()
    with running(setup) as port, connected(port) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        for _ in range(8):
            line.sendall(HEAD + f"Content-Length: {len(large)}\r\n\r\n".encode() + large)
        time.sleep(1.5)
        with pytest.raises(ConnectionError):
            for _ in range(10_000):
                line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\rc: d\r\n\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["two hosts", "a zero", "a bare return", "a negative length", "two lengths", "a long address"],
)
def test_a_request_that_is_none_is_refused_and_the_server_goes_on(setup, request_line):
    with running(setup) as port:
        with connected(port) as line:
            line.sendall(request_line)
            assert line.recv(1 << 16)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 404")
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        line.request("GET", "/health")
        assert line.getresponse().status == 200


@pytest.mark.parametrize(
    "number", ["1e400", "-1e400", "9" * 5000, "1e308", "-0.0", "5e-324", "NaN", "Infinity", '"NaN"', '"1e999999"']
)
def test_a_number_of_any_size_is_answered_or_refused(client, number):
    body = f'{{"calls":[{{"function":"TC_PAYMENT","arguments":[{number},0,12]}}]}}'
    told = client.post("/v1/call", content=body, headers=JSON)
    assert told.status_code in (200, 400)
    assert "its log says where" not in told.text
    json.loads(told.text, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
