"""How a program gets into a Google Sheet, what it says when it does not, and that no secret is ever said."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from google_fake.google import stand_in
from stores.google_world import calls_on, google_store
from sync.google_people import google_people

from tcsheets.errors import ArgumentError, FileError, StoreError, TryAgainError
from tcsheets.stores.google_access import faults_of, google_address, keep_credentials, read_credentials
from tcsheets.stores.google_doctor import examined
from tcsheets.stores.google_pace import Pace
from tcsheets.stores.google_snapshot import FIELDS
from tcsheets.stores.opening import settings_of, where_in, where_of

SECRET = "s3cr3t-key-material"
ACCOUNT = "helper@practice.example"
KEY = {
    "type": "service_account",
    "client_email": ACCOUNT,
    "private_key": f"-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----\n",
    "private_key_id": SECRET,
    "token_uri": "https://oauth2.googleapis.com/token",
}
SHEET = "google:1AbCdEfGhIjKlMnOpQrStUv"


@pytest.fixture
def key(tmp_path):
    return keep_credentials(KEY, tmp_path / "config" / "google.json")


def test_credentials_are_kept_for_their_owner_alone(key):
    assert read_credentials(key) == KEY
    if sys.platform != "win32":
        assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are not Windows'")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o777])
def test_credentials_that_others_may_read_are_refused(key, mode):
    key.chmod(mode)
    with pytest.raises(FileError, match="others on this computer may read it"):
        read_credentials(key)


@pytest.mark.parametrize(("beside", "said"), [(".git", "repository"), ("kim.xlsx", "workbook")])
def test_credentials_in_a_repository_or_beside_a_workbook_are_refused(key, beside, said):
    (key.parent / beside).mkdir()
    assert said in faults_of(key)[0]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"type": "external_account"}', b"\xff\xfe"])
def test_a_file_that_is_none_is_refused(tmp_path, content):
    path = tmp_path / "google.json"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(FileError):
        read_credentials(path)


@pytest.mark.parametrize(
    "text", [SHEET, "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUv/edit?usp=sharing#gid=0"]
)
def test_a_sheet_is_named_by_its_id_or_its_link(text):
    assert where_of(text) == SHEET == where_in(settings_of(where_of(text)))
    assert settings_of(SHEET) == {"kind": "google", "address": SHEET}


def test_a_link_to_something_else_is_refused():
    with pytest.raises(ArgumentError):
        google_address("google:../../etc")


# --- what is said of a refusal ---


def refused(switch):
    google = stand_in()
    book = google.create()
    switch(google, book)
    with pytest.raises((StoreError, TryAgainError)) as error:
        calls_on(google, book).read(FIELDS)
    return str(error.value), google


@pytest.mark.parametrize(
    ("switch", "said"),
    [
        (lambda google, book: google.disable(), "the Google Sheets API is not switched on"),
        (lambda google, book: google.unshare(book), "not shared with helper@practice.example"),
        (lambda google, book: google.revoke(), "share it with helper@practice.example as an editor"),
        (lambda google, book: google.faults.plan("error_before", calls=None), "try again in a few minutes"),
    ],
)
def test_a_refusal_is_one_line_that_says_what_to_do(switch, said):
    words, _ = refused(switch)
    assert said in words
    assert "\n" not in words


def test_waiting_is_bounded_and_told_by_the_clock_it_was_given():
    _, google = refused(lambda google, book: google.faults.plan("error_before", calls=None))
    assert 60 < google.clock() < 300


def test_what_google_asks_to_wait_is_waited():
    pace = Pace(sleep=lambda seconds: None, draw=lambda: 0.0)
    pace.wait(0, "30")
    pace.wait(0, "not a number")
    assert pace.waited == 30.5


def test_a_write_that_google_cannot_do_is_said_once():
    store = google_store()
    before = len(store.google.log)
    with pytest.raises(StoreError, match="Google refused the write"):
        store.calls.write([{"deleteNamedRange": {"namedRangeId": "none"}}])
    assert len(store.google.log) == before + 1


# --- the doctor ---


def test_the_doctor_finds_all_well_on_a_practice_board():
    (kim,), _ = google_people("kim")
    found = examined(SHEET, lambda where: kim.calls())
    assert all(each.is_well for each in found), found
    assert [each.what for each in found] == ["access", "store", "tabs", "journals", "room", "quota"]


@pytest.mark.parametrize(
    ("switch", "what"),
    [
        (lambda google, book: google.disable(), "access"),
        (lambda google, book: google.unshare(book), "access"),
        (lambda google, book: None, "store"),
    ],
)
def test_the_doctor_names_what_is_missing(switch, what):
    google = stand_in()
    book = google.create()
    switch(google, book)
    found = examined(SHEET, lambda where: calls_on(google, book))
    assert what in {each.what for each in found if not each.is_well}


# --- no secret anywhere ---


def test_no_secret_stands_in_anything_that_is_left_or_said(tmp_path):
    home, work = tmp_path / "home", tmp_path / "work"
    work.mkdir()
    key = keep_credentials(KEY, tmp_path / "private" / "google.json")
    settings = {
        **os.environ,
        "TCSHEETS_HOME": str(home),
        "TCSHEETS_GOOGLE_CREDENTIALS": str(key),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    said = ""
    for words in (
        ("google", "doctor", SHEET),
        ("store", "init", SHEET),
        ("google", "setup", SHEET),
        ("google", "sync"),
        ("store", "show"),
    ):
        run = subprocess.run(
            [sys.executable, "-m", "tcsheets", *words],
            capture_output=True,
            text=True,
            check=False,
            env=settings,
            cwd=work,
            timeout=120,
        )
        said += run.stdout + run.stderr
        assert "Traceback" not in run.stderr
    left = [path.read_bytes() for path in (*home.rglob("*"), *work.rglob("*")) if path.is_file()]
    assert SECRET not in said
    assert not any(SECRET.encode() in each for each in left)


def test_no_secret_stands_in_the_errors_of_googles_library(key):
    from tcsheets.stores.google_client import client_of

    with pytest.raises(FileError) as error:
        client_of(key)
    chain = [error.value, error.value.__cause__]
    assert not any(SECRET in str(each) + json.dumps([str(arg) for arg in getattr(each, "args", ())]) for each in chain)
    assert error.value.__suppress_context__
