"""A server of the functions: in this process, or listening on a free port of this computer."""

import json
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from tcsheets.hosts import google_sheets, office_js
from tcsheets.server.app import make_app
from tcsheets.server.limits import Limits
from tcsheets.server.running import Listening, make_server

HERE = Path(__file__).parent
TESTS = HERE.parent
GENEROUS = Limits(rate=1e6, burst=1_000_000)
SECRET = "the page's own"


def asking(setup, client=("127.0.0.1", 50_000), base="http://localhost", **how):
    """Return a client of a server in this process."""
    return TestClient(make_app(setup, page_secret=SECRET, **how), base_url=base, client=client)


def batch(*calls):
    """Return the body of a request: each call a name and arguments."""
    return {"calls": [{"function": name, "arguments": list(given)} for name, *given in calls]}


@contextmanager
def running(setup, chain=None, host="127.0.0.1"):
    """Run a server on a free port, and give the port."""
    server = make_server(setup, Listening(host, 0, chain))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(1000):
        if server.started:
            break
        time.sleep(0.01)
    assert server.started, "the server did not start"
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def excel_script(address=""):
    """Return what Excel runs where a server answers."""
    files = office_js.files()
    hosts = TESTS / "hosts"
    stand_in = (hosts / "excel_calls.js").read_text("utf-8") + (HERE / "excel_later.js").read_text("utf-8")
    return office_js.asking(address) + files["bridge.js"] + stand_in + files["functions.js"]


def google_script():
    """Return what Google Sheets runs where a server answers."""
    files = google_sheets.files()
    asking = (google_sheets.FOLDER / "Asking.gs").read_text("utf-8")
    return asking + files["Bridge.gs"] + files["Code.gs"] + (TESTS / "hosts" / "sheet_calls.js").read_text("utf-8")


def run_node(node, program, **told):
    """Return what a program of Node prints."""
    done = subprocess.run(
        [node, HERE / program], input=json.dumps(told), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, "\n".join(line[:300] for line in done.stderr.splitlines())
    return json.loads(done.stdout)
