"""A server of the functions: in this process, or listening on a free port of this computer."""

import threading
import time
from contextlib import contextmanager

from starlette.testclient import TestClient

from tcsheets.server.app import make_app
from tcsheets.server.limits import Limits
from tcsheets.server.running import Listening, make_server

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
