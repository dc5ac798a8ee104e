"""The add-in's files, the task pane with its secret, the log that holds no value, the certificate, the command."""

import json
import logging
import os
import ssl
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from xml.etree import ElementTree as ET

import pytest
from server.served import SECRET, asking, batch, running
from typer.testing import CliRunner

from tcsheets import __version__
from tcsheets.cli import app
from tcsheets.functions import registry
from tcsheets.hosts import office_js
from tcsheets.server.certificate import local_certificate
from tcsheets.sync.home import VARIABLE

HTTPS = "https://localhost:8443"


@pytest.fixture
def setup(setup, tmp_path):
    """A server with a folder in the task pane's place."""
    folder = tmp_path / "taskpane"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><html><head></head><body>pane</body></html>")
    (folder / "pane.js").write_text("let pane;")
    (tmp_path / "beside.txt").write_text("not yours")
    return replace(setup, pane=folder)


def test_the_functions_are_served_as_the_build_writes_them(client):
    assert client.get("/functions.json").text == office_js.metadata()
    assert client.get("/functions.js").text == office_js.stubs()
    assert client.get("/functions.js").headers["content-type"].startswith("text/javascript")
    assert "/v1/call" in client.get("/tcsheets_core.js").text


def test_the_manifest_names_files_that_are_there(setup):
    client = asking(replace(setup, address=HTTPS))
    text = client.get("/manifest.xml").text
    named = {each.get("DefaultValue") for each in ET.fromstring(text).iter() if each.get("DefaultValue")}
    paths = [each.removeprefix(HTTPS) for each in named if each.startswith(HTTPS)]
    assert len(paths) >= 5
    assert {path: client.get(path).status_code for path in paths if "taskpane" not in path} == dict.fromkeys(
        [path for path in paths if "taskpane" not in path], 200
    )


def test_without_https_the_manifest_says_what_to_do(client):
    told = client.get("/manifest.xml")
    assert (told.status_code, "tcsheets serve --tls" in told.json()["message"]) == (404, True)


def test_health_says_the_version_and_how_many_functions(client):
    told = client.get("/health").json()
    assert told["status"] == "ok"
    assert told["version"].startswith(__version__ + "-")
    assert told["functions"] == len(registry.names())


def test_the_task_pane_is_served_with_its_secret_on_this_computer_only(setup):
    here, there = asking(setup), asking(setup, ("192.168.1.9", 4000))
    assert here.get("/taskpane", follow_redirects=True).url.path == "/taskpane/"
    assert f'<meta name="tcsheets-page" content="{escape(SECRET)}" />' in here.get("/taskpane/").text
    assert "script-src 'self'" in here.get("/taskpane/").headers["content-security-policy"]
    assert "tcsheets-page" not in there.get("/taskpane/").text
    assert here.get("/taskpane/pane.js").text == "let pane;"


@pytest.mark.parametrize(
    "name",
    ["../beside.txt", "..%2Fbeside.txt", "%2e%2e/beside.txt", "gone.js", "%00", "%00../beside.txt", "/etc/hosts"],
)
def test_no_other_file_is_served_through_the_task_pane(setup, name):
    told = asking(setup).get(f"/taskpane/{name}")
    assert told.status_code == 404
    assert "not yours" not in told.text


def test_a_link_out_of_the_task_panes_folder_leads_nowhere(setup):
    (setup.pane / "link.txt").symlink_to(setup.pane.parent / "beside.txt")
    assert asking(setup).get("/taskpane/link.txt").status_code == 404


# --- the log -------------------------------------------------------------------------------------------------------

TYPED = "Ann Secretperson 555-0199"


def test_no_value_that_anybody_sent_is_in_the_log(client, caplog):
    caplog.set_level(logging.DEBUG)
    client.post("/v1/call", json=batch(("TC_FEE", TYPED, [["Code", TYPED], [TYPED, 1]]), (TYPED,), ("TC_NO", 774411)))
    client.post("/v1/call", content=f'{{"calls": "{TYPED}'.encode(), headers={"Content-Type": "application/json"})
    client.post("/v1/call", json={TYPED: 1}, headers={"Authorization": f"Bearer {TYPED}", "X-Odd": TYPED})
    client.get(f"/{TYPED}?name={TYPED}")
    client.get(f"/taskpane/{TYPED}")
    client.request(TYPED.split(maxsplit=1)[0], "/health")
    ours = [each.getMessage() for each in caplog.records if each.name.startswith(("tcsheets", "uvicorn"))]
    assert any("POST /v1/call 200 3 calls" in each for each in ours)
    assert len(ours) >= 6
    for word in (*TYPED.split(), "774411"):
        assert word not in "\n".join(ours)


def test_a_fault_of_ours_is_logged_by_its_place_and_told_without_it(setup, monkeypatch, caplog):
    def broken(limits):
        raise RuntimeError(TYPED)

    monkeypatch.setattr("tcsheets.server.openapi.description", broken)
    client = asking(setup)
    client.raise_server_exceptions = False
    told = client.get("/openapi.json")
    assert (told.status_code, told.json()["error"]) == (500, "our_fault")
    assert "x-content-type-options" in told.headers
    assert "RuntimeError" in caplog.text
    assert TYPED not in "".join(each.getMessage() for each in caplog.records if each.name.startswith("tcsheets"))


def test_a_running_server_prints_no_value(tmp_path):
    """A process of its own, with all of uvicorn's log."""
    code = f"""
import sys, threading, urllib.request, urllib.error, json
sys.path.insert(0, {str(office_js.FOLDER.parents[1] / "tests")!r})
from pathlib import Path
from server.served import running
from tcsheets.server.app import Setup
from tcsheets.server.running import log_to_screen
from tcsheets.server.tokens import Tokens
log_to_screen()
with running(Setup(Tokens(Path({str(tmp_path)!r}) / "tokens.json"))) as port:
    body = json.dumps({{"calls": [{{"function": "TC_FEE", "arguments": [{TYPED!r}]}}]}}).encode()
    asked = urllib.request.Request(f"http://127.0.0.1:{{port}}/v1/call?x=Secretperson", body, {{"Content-Type": "application/json"}})
    urllib.request.urlopen(asked).read()
"""  # noqa: E501
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "POST /v1/call 200 1 calls" in done.stderr
    assert "Secretperson" not in done.stderr + done.stdout


# --- https ---------------------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 25, 9)


def test_a_browser_that_trusts_the_authority_shakes_hands(setup, tmp_path):
    made = local_certificate(tmp_path / "server", NOW)
    trusting = ssl.create_default_context(cafile=str(made.authority))
    with running(replace(setup, address=HTTPS), made.chain) as port:
        address = f"https://localhost:{port}/health"
        with urllib.request.urlopen(address, context=trusting) as answer:
            assert json.loads(answer.read())["status"] == "ok"
        with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(address)


def test_the_certificate_is_its_owners_alone_and_the_authoritys_key_is_nowhere(tmp_path):
    folder = tmp_path / "server"
    made = local_certificate(folder, NOW)
    if os.name != "nt":
        assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "PRIVATE KEY" in made.chain.read_text()
    assert [each.name for each in folder.iterdir() if each != made.chain and "PRIVATE" in each.read_text()] == []


def test_a_certificate_is_kept_until_it_is_near_its_end(tmp_path):
    first = local_certificate(tmp_path, NOW)
    before = first.chain.read_bytes()
    assert first.is_new
    assert not local_certificate(tmp_path, NOW + timedelta(days=700)).is_new
    assert first.chain.read_bytes() == before
    assert local_certificate(tmp_path, NOW + timedelta(days=800)).is_new
    assert first.chain.read_bytes() != before


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def invoke(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "home"))
    return lambda *arguments: CliRunner().invoke(app, ["serve", *arguments])


def test_tokens_are_made_shown_once_listed_and_revoked(invoke, tmp_path):
    token = invoke("token", "add", "front desk").output.splitlines()[0]
    assert len(token) >= 40
    assert token not in (tmp_path / "home" / "server" / "tokens.json").read_text()
    listed = invoke("token", "list", "--json").output
    assert json.loads(listed)[0]["name"] == "front desk"
    assert token not in listed
    assert "may not ask any more" in invoke("token", "revoke", "front desk").output
    assert invoke("token", "list").output.strip() == "there are no tokens"


@pytest.mark.parametrize("words", [(), ("token", "add"), ("token", "list"), ("token", "revoke")])
def test_every_command_has_help_with_an_example(invoke, words):
    told = invoke(*words, "--help")
    assert told.exit_code == 0
    assert "Example: tcsheets serve" in " ".join(told.output.split())


def test_a_server_that_others_could_reach_is_not_started_without_a_token(invoke):
    told = invoke("--host", "0.0.0.0", "--port", "0")
    assert "first make a token" in str(told.exception)


def test_without_what_it_needs_the_command_says_how_to_get_it(invoke, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "pip install 'tcsheets[server]'" in str(invoke("token", "list").exception)


def test_a_price_book_is_read_and_named(tmp_path):
    from tcsheets.cli.serving import books_in

    (tmp_path / "office.csv").write_text("Code,Office fee\nD2740,1380\nD0120,64\n")
    books = books_in([tmp_path / "office.csv"])
    rows = books.books["office"]
    assert len(rows) == 3
    assert registry.call("TC_FEE", ["D2740", rows]) == 1380.0
