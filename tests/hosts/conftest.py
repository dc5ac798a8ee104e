"""The host programs of these tests: the embedded Python in a bare JavaScript context, a browser, npm's checks."""

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tcsheets.errors import FileError
from tcsheets.hosts import office_js
from tcsheets.hosts.embedded import interpreter
from tcsheets.hosts.embedded.bundle import MAIN, script
from tcsheets.hosts.embedded.lowering import lower_all
from tcsheets.hosts.embedded.sources import program

# They run in other Pythons, or in a copy of the project.
collect_ignore = ["libreoffice_calls.py", "excel_windows_calls.py", "lite_calls.py", "made_up_function.py"]

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


@pytest.fixture(scope="session")
def npm_packages():
    """The folder of the programs that `tests/hosts/package.json` names."""
    folder = HERE / "node_modules"
    if not folder.is_dir():
        missing(
            "the host checks are not installed: npm install --prefix tests/hosts --no-package-lock --ignore-scripts"
        )
    return folder


@pytest.fixture(scope="module")  # the driver's event loop runs on until it ends, and other tests want their own
def chromium():
    """A running headless Chromium, the system's own."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not path or not importlib.util.find_spec("playwright"):
        missing("Chromium or playwright is not installed on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def add_in(tmp_path_factory, wasm):
    """The add-in as the build writes it, with its Python inside."""
    folder = tmp_path_factory.mktemp("add-in")
    files = {**program(), "main.py": MAIN}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office_js, "bundle", lambda: script(files, wasm))
        office_js.build(folder, "https://example.test/tc")
    return folder
