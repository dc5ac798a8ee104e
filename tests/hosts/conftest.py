"""The embedded Python, ready to run a lowered program in a bare JavaScript context."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tcsheets.errors import FileError
from tcsheets.hosts.embedded import interpreter
from tcsheets.hosts.embedded.bundle import MAIN, script
from tcsheets.hosts.embedded.lowering import lower_all
from tcsheets.hosts.embedded.sources import program

collect_ignore = ["libreoffice_calls.py"]  # runs in the Python that knows LibreOffice

HERE = Path(__file__).parent


def missing(reason):
    """Skip for want of a host; fail where hosts are required."""
    if os.environ.get("TCSHEETS_REQUIRE_HOSTS") == "1":
        pytest.fail(f"{reason}, and TCSHEETS_REQUIRE_HOSTS=1 says no host test may skip")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def wasm():
    """MicroPython as npm has it."""
    try:
        return interpreter.wasm(interpreter.default_cache())
    except FileError as error:
        missing(str(error))


@pytest.fixture(scope="session")
def bare(node):
    """Return what runs a script in a bare context: (script, function, requests) -> {"answers", "memory"}."""

    def run(source, function, requests):
        told = json.dumps({"script": source, "function": function, "requests": requests})
        command = [node, HERE / "bare.mjs"]
        done = subprocess.run(command, input=told, capture_output=True, text=True, encoding="utf-8", check=False)
        # A fault inside is preceded by a line of the script, which may be very long.
        assert done.returncode == 0, "\n".join(line[:300] for line in done.stderr.splitlines())
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def micropython(bare, wasm):
    """Return what asks the lowered core, and the runner of examples, inside: (function, requests) -> answers."""
    examples = lower_all({"examples": (HERE / "examples.py").read_text(encoding="utf-8")})["examples"]
    files = {**program(), "examples.py": examples, "main.py": MAIN + "from examples import run\n"}
    source = script(files, wasm)
    return lambda function, requests: bare(source, function, requests)["answers"]
