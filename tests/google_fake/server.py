"""The stand-in as an HTTP server on this machine, for programs that cannot take a Python session.

Paths are as at Google with the host in front: `http://127.0.0.1:PORT/sheets.googleapis.com/v4/spreadsheets/...`.
"""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from google_fake.discovery import HOSTS
from google_fake.faults import ReplyLostError
from google_fake.service import Asked

DEFAULT_HOSTS = {"v4": "sheets.googleapis.com", "drive": "www.googleapis.com", "upload": "www.googleapis.com"}


def _handler(google, lock):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self):
            parts = urlsplit(self.path)
            first, _, rest = parts.path.lstrip("/").partition("/")
            host, path = (first, "/" + rest) if first in HOSTS else (DEFAULT_HOSTS.get(first, ""), parts.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                with lock:
                    answer = google.answer(Asked(self.command, host, path, parts.query, body))
            except ReplyLostError:
                self.close_connection = True
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - the server's names

        def log_message(self, *_):
            pass

    return Handler


@contextlib.contextmanager
def serving(google):
    """Serve the stand-in; yield its address. One request at a time changes the state."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(google, threading.Lock()))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def http_client(address):
    """Return a real `gspread.Client` that talks to the server over HTTP."""
    import gspread
    import requests

    class ToServer(requests.Session):
        def request(self, method, url, *args, **options):
            parts = urlsplit(url)
            return super().request(method, url.replace(f"{parts.scheme}://", f"{address}/", 1), *args, **options)

    return gspread.Client(auth=None, session=ToServer())
