"""The files that Excel and a browser load: the add-in in its server form, and the task pane with its secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tcsheets.hosts import office_js
from tcsheets.server.admission import Door, comes_from_here
from tcsheets.server.limits import Refusal

PANE = office_js.FOLDER / "taskpane"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
MARK = '<meta name="tcsheets-page" content="{secret}" />'
AN_HOUR = {"Cache-Control": "public, max-age=3600"}
NO_HTTPS = "Excel takes an add-in from https only; start with: tcsheets serve --tls, or say --address https://..."


def type_of(name: str) -> str:
    """Return what a file is, by its name's end."""
    return TYPES.get(Path(name).suffix, "application/octet-stream")


def add_in_files(address: str, namespace: str = "") -> Mapping[str, bytes]:
    """Return the add-in's files by path, but for the task pane; without an https address all but what names one."""
    is_https = urlsplit(address).scheme == "https"
    found = office_js.contents(address if is_https else office_js.ADDRESS, namespace, office_js.asking(address))
    apart = ("taskpane/",) if is_https else ("taskpane/", "manifest")
    return {f"/{name}": content for name, content in found.items() if not name.startswith(apart)}


def with_secret(page: bytes, secret: str) -> bytes:
    """Return a page that knows the secret by which the server knows it again.

    >>> with_secret(b"<head></head>", "x")
    b'<head><meta name="tcsheets-page" content="x" /></head>'
    """
    return page.replace(b"<head>", b"<head>" + MARK.format(secret=escape(secret)).encode(), 1)


@dataclass(frozen=True, slots=True)
class AddIn:
    """What serves the files."""

    files: Mapping[str, bytes]
    door: Door
    pane: Path

    async def file(self, request: Request) -> Response:
        """Return one of the add-in's files."""
        content = self.files.get(request.url.path)
        if content is None:
            raise Refusal("not_found", NO_HTTPS)
        return Response(content, headers=AN_HOUR, media_type=type_of(request.url.path))

    async def pane_file(self, request: Request) -> Response:
        """Return a file of the task pane; its page with the secret, on this computer only."""
        name = request.path_params.get("name", "") or "index.html"
        path = self.pane.joinpath(name.replace("\0", "")).resolve()
        if not path.is_relative_to(self.pane.resolve()) or not path.is_file():
            raise Refusal("not_found", "the task pane has no such file")
        content = path.read_bytes()
        if path.suffix == ".html" and comes_from_here(request):
            content = with_secret(content, self.door.page_secret)
        return Response(content, media_type=type_of(path.name))

    async def pane_root(self, _: Request) -> Response:
        """Send the browser to the folder, so that the page finds its files."""
        return RedirectResponse("taskpane/", 308)
