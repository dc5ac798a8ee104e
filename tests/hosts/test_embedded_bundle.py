"""The bundle is one JavaScript file that runs in a bare context, small enough for a spreadsheet."""

import hashlib
import json
import re

import pytest

from tcsheets.errors import FileError
from tcsheets.hosts.embedded import bundle, interpreter
from tcsheets.hosts.embedded.sources import program

MEGABYTE = 1 << 20


@pytest.fixture(scope="session")
def built(wasm):
    return bundle.script({**program(), "main.py": bundle.MAIN}, wasm)


def test_the_bundle_is_at_most_two_megabytes_and_takes_at_most_64_of_memory(built, bare):
    assert len(built.encode()) <= 2 * MEGABYTE
    assert bare(built, "answer", ["[]"])["memory"] <= 64 * MEGABYTE


def test_text_beyond_ascii_crosses_both_ways_and_half_a_character_does_no_harm(built, bare):
    name = "é\u00a0😀 \\ud83d"
    request = json.dumps([{"function": name, "arguments": []}, {"function": "\ud83d", "arguments": []}])
    (answer,) = bare(built, "ask", [request])["answers"]
    assert [each["message"] for each in json.loads(answer)] == [
        f"there is no function {name}",
        "there is no function \ufffd",
    ]


def test_the_bundle_uses_only_javascript_that_every_engine_of_a_spreadsheet_parses():
    for name in ("python.js", "core.js"):
        source = bundle.text(name)
        code = re.sub(r"//.*|/\*[\s\S]*?\*/|\"[^\"\n]*\"", "", source)
        assert not re.search(r"\?\.|\?\?|\|\|=|&&=|\bimport\b|\brequire\b|#\w|\bstatic\b|\d_\d|\d+n\b", code), name
        assert "\t" not in source


def test_a_bundle_of_these_very_sources_is_used_as_it_is_and_another_is_not(tmp_path, monkeypatch):
    ready = tmp_path / "tcsheets_core.js"
    monkeypatch.setattr(bundle, "BUILT", ready)
    monkeypatch.setattr(interpreter, "wasm", lambda cache: b"new")
    fresh = bundle.bundle(tmp_path)
    ready.write_text(fresh.replace("bmV3", "b2xk"))
    assert bundle.bundle(tmp_path) == ready.read_text()
    ready.write_text(re.sub(r"Content \w+", "Content 0", ready.read_text()))
    assert bundle.bundle(tmp_path) == fresh


def test_a_binary_that_is_not_the_one_meant_is_refused(tmp_path):
    (tmp_path / interpreter.ARCHIVE).write_bytes(b"other")
    with pytest.raises(FileError, match="its hash differs; remove the file"):
        interpreter.wasm(tmp_path)


def test_without_npm_the_build_says_what_it_needs(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileError, match="npm is missing; install Node"):
        interpreter.wasm(tmp_path / "cache")


def test_a_registry_that_cannot_be_reached_is_told_in_one_line(tmp_path, monkeypatch):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho 'npm ERR! network is down' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setattr(interpreter.shutil, "which", lambda name: str(npm))
    with pytest.raises(FileError, match=r"could not fetch .* network is down"):
        interpreter.wasm(tmp_path / "cache")


def test_the_same_sources_make_the_same_bundle(wasm):
    files = {"main.py": "x = 1\n"}
    first, second = (hashlib.sha256(bundle.script(files, wasm).encode()).hexdigest() for _ in range(2))
    assert first == second
