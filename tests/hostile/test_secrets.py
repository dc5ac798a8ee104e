"""What must stay on a computer stays there: no path, no credential and no local column in what others can see."""

import base64
import csv
import io
import os
import re
import zlib

import pytest
from hostile.world import offices, parts_of, settle

from tcsheets.sync.excel_file import ExcelBook

PATIENT, PHONE = "Wilhelmina Featherstonehaugh", "+1-555-0142-7788"
CREDENTIAL = "sk-live-51HxPlantedCredential0000"
SECRETS = {"patient": PATIENT, "phone": PHONE, "credential": CREDENTIAL}


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    """Two offices that exchanged edits and a conflict; patients' names, and a credential where programs keep them."""
    folder = tmp_path_factory.mktemp("private-home-of-kim")
    rows = [{"Case": f"C-{n}", "Patient": PATIENT, "Phone": PHONE, "Note": "called"} for n in range(5)]
    kim, lee = offices(folder, "kim", "lee", rows=rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"postgresql://kim:{CREDENTIAL}@198.51.100.7/practice")
        patch.setenv("TCSHEETS_TOKEN", CREDENTIAL)
        (kim.folder / "credentials.json").write_text(f'{{"private_key": "{CREDENTIAL}"}}')
        (kim.folder / ".env").write_text(f"TOKEN={CREDENTIAL}")
        for office in (kim, lee):
            office.home.add_store("practice", office.share)
        reports = [office.sync(store="practice") for office in (kim, lee, kim)]
        kim.write("C-1", "Note", "mine")
        lee.write("C-1", "Note", "theirs")
        reports += [office.sync(store="practice") for office in (kim, lee, kim, lee)]
    return kim, lee, reports


def texts_in_workbook(data):
    """All that a workbook holds, its packed memory too."""
    from tcsheets.workbook.package import open_package

    yield from (part.decode("utf-8", "replace") for part in parts_of(data, "").values())
    cells = ExcelBook(open_package(data, "a")).base_cells()
    yield zlib.decompress(base64.b64decode("".join(cells[1:]))).decode()


def texts_of_the_store(kim):
    for path in kim.share.rglob("*"):
        yield str(path.relative_to(kim.share))
        if path.is_file():
            yield path.read_text(encoding="utf-8-sig")


def places(office):
    """Spellings of where an office keeps its things."""
    folder = office.folder.parent
    return [str(folder), folder.name, str(office.home.folder), folder.as_uri(), str(folder).replace("/", "\\")]


@pytest.mark.parametrize("secret", SECRETS)
def test_the_store_holds_no_local_column_and_no_credential(exchange, secret):
    kim, _, _ = exchange
    assert not [text for text in texts_of_the_store(kim) if SECRETS[secret] in text]
    assert any("called" in text for text in texts_of_the_store(kim))


@pytest.mark.parametrize("secret", SECRETS)
def test_the_other_workbook_got_no_local_column_and_no_credential(exchange, secret):
    _, lee, _ = exchange
    texts = list(texts_in_workbook(lee.path.read_bytes()))
    assert not [text for text in texts if SECRETS[secret] in text]
    assert any("called" in text for text in texts)


def test_the_memory_in_a_workbook_holds_no_local_column_and_no_credential(exchange):
    kim, _, _ = exchange
    *parts, memory = texts_in_workbook(kim.path.read_bytes())
    assert any(PATIENT in part for part in parts)
    assert not [secret for secret in SECRETS.values() if secret in memory]
    assert not [part for part in parts if CREDENTIAL in part]


def test_no_workbook_and_no_store_holds_a_path(exchange):
    kim, lee, _ = exchange
    texts = [*texts_of_the_store(kim)]
    for office in (kim, lee):
        texts += texts_in_workbook(office.path.read_bytes())
    for office in (kim, lee):
        for place in places(office):
            assert not [text for text in texts if place in text], place
    assert not [text for text in texts if re.search(r"(/home/|/Users/|/tmp/|[A-Z]:\\\\)", text)]


def test_backups_hold_no_more_than_the_workbook(exchange):
    kim, _, _ = exchange
    backups = list((kim.folder / "kim backups").iterdir())
    assert backups
    for path in backups:
        texts = list(parts_of(path.read_bytes(), "").values())
        assert not [text for text in texts if CREDENTIAL.encode() in text or str(kim.folder).encode() in text]


def test_the_files_of_the_installation_hold_no_local_column_and_no_credential(exchange):
    kim, _, _ = exchange
    texts = [path.read_text() for path in kim.home.folder.rglob("*") if path.is_file()]
    assert texts
    assert not [text for text in texts if any(secret in text for secret in SECRETS.values())]


def test_reports_say_nothing_private(exchange):
    _, _, reports = exchange
    said = [str(report.as_dict() | {"backup": ""}) for report in reports]
    assert not [text for text in said if any(secret in text for secret in SECRETS.values())]
    assert not [text for text in said if str(exchange[0].folder.parent) in text]


def test_the_computers_name_and_environment_are_in_no_file_that_others_see(exchange):
    kim, lee, _ = exchange
    texts = [*texts_of_the_store(kim), *texts_in_workbook(lee.path.read_bytes())]
    words = {os.uname().nodename, os.environ.get("HOME", "")} - {"", "/", "root", "localhost"}
    assert not [word for word in words if len(word) > 4 and any(word in text for text in texts)]


def test_only_columns_of_the_list_are_in_the_view(exchange):
    kim, _, _ = exchange
    text = (kim.share / "view" / "follow_ups.csv").read_text(encoding="utf-8-sig")
    header = next(csv.reader(io.StringIO(text)))
    assert "Patient" not in header
    assert "Phone" not in header
    assert "Note" in header


@pytest.mark.parametrize("title", ["Patient", "Phone"])
def test_a_local_column_that_is_edited_deleted_and_copied_stays_here(tmp_path, title):
    kim, lee = offices(tmp_path, "kim", "lee", rows=[{"Case": "C-1", title: PATIENT}])
    settle([kim, lee])
    kim.write("C-1", title, f"{PATIENT} edited")
    kim.write("C-1", "Note", "moved")
    settle([kim, lee])
    assert lee.row("C-1")["Note"] == "moved"
    assert lee.row("C-1")[title] is None
    assert not [text for text in texts_of_the_store(kim) if PATIENT in text]
