"""Serves the built add-in on a free port: as static files, or as the local program does, with a real sync."""

import json
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tcsheets.sync.conflicts import side_words

SECRET = "the page's own"
POLICY = (  # as tcsheets serve sends it
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' https://appsforoffice.microsoft.com; "
    "connect-src 'self' https://appsforoffice.microsoft.com; img-src 'self' data:; style-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)


class StaticFiles(SimpleHTTPRequestHandler):
    """Files and nothing else."""

    def log_message(self, *_):
        """Say nothing."""

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class LocalProgram(StaticFiles):
    """The local program's answers about one workbook, which come from the sync itself."""

    def __init__(self, *given, person, **named):
        self.person = person
        super().__init__(*given, **named)

    def tell(self, told, status=200, kind="application/json"):
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/taskpane/":
            page = Path(self.translate_path("/taskpane/index.html")).read_bytes()
            meta = f'<head><meta name="tcsheets-page" content="{SECRET}" />'.encode()
            self.tell(page.replace(b"<head>", meta, 1), kind="text/html")
        elif self.path.startswith("/v1/sync/"):
            self.about_sync(self.path.rpartition("/")[2], {})
        else:
            super().do_GET()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.about_sync(self.path.rpartition("/")[2], json.loads(body))

    def about_sync(self, what, told):
        if self.headers["x-tcsheets-page"] != SECRET:
            return self.tell({"error": "foreign_page", "message": "not the page's own secret"}, 403)
        if what == "resolve":
            self.person.sync(choices={told["conflict"]: told["choice"]})
        report = self.person.sync(dry_run=True)
        state = {"number": 0, "workbook": report.workbook, "summary": report.summary, "notes": list(report.notes)}
        conflicts = [{"workbook": 0, **as_told(each)} for each in report.conflicts]
        return self.tell({"workbooks": [state], "conflicts": conflicts} if what != "state" else {"workbooks": [state]})


def as_told(dispute):
    """Return a conflict as the local program tells it."""
    told = {name: getattr(dispute, name) for name in dispute.__slots__}
    return told | {f"{side}_words": side_words(dispute, told[side]) for side in ("was", "mine", "theirs")}


@contextmanager
def serving(folder, person=None):
    """Give the task pane's address for as long as it is served; with a person, whose workbook is synced."""
    handler = partial(LocalProgram, person=person) if person else StaticFiles
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/taskpane/"
    finally:
        server.shutdown()
        server.server_close()
