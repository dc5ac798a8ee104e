"""The embedded Python, ready to run a lowered program."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tcsheets.errors import FileError
from tcsheets.hosts.embedded import interpreter
from tcsheets.hosts.embedded.lowering import lower_all

HERE = Path(__file__).parent


def missing(reason):
    """Skip for want of a host; fail where hosts are required."""
    if os.environ.get("TCSHEETS_REQUIRE_HOSTS") == "1":
        pytest.fail(f"{reason}, and TCSHEETS_REQUIRE_HOSTS=1 says no host test may skip")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def binaries(node):
    """MicroPython as npm has it."""
    try:
        return interpreter.interpreter(interpreter.default_cache())
    except FileError as error:
        missing(str(error))


@pytest.fixture(scope="session")
def micropython(node, binaries, tmp_path_factory):
    """Return what runs requests inside MicroPython: (program, module and function, requests) -> answers."""
    folder = tmp_path_factory.mktemp("micropython")
    (folder / "micropython.mjs").write_text(binaries.glue, encoding="utf-8")
    (folder / "micropython.wasm").write_bytes(binaries.wasm)

    def run(program, entry, requests):
        told = json.dumps({"program": program, "entry": entry, "requests": requests})
        command = [node, HERE / "micropython.mjs", folder / "micropython.mjs"]
        done = subprocess.run(command, input=told, capture_output=True, text=True, encoding="utf-8", check=False)
        # A fault inside is preceded by the interpreter's own source, one very long line.
        assert done.returncode == 0, "\n".join(line[:300] for line in done.stderr.splitlines())
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def examples():
    """The module that runs examples inside, lowered."""
    source = (HERE / "examples.py").read_text(encoding="utf-8")
    return {"examples.py": lower_all({"examples": source})["examples"]}
