"""The way from a real gspread client to the stand-in: without a socket, as an adapter of `requests`."""

from urllib.parse import urlsplit

from google_fake.faults import ReplyLostError
from google_fake.service import Asked


def asked_from(prepared):
    """Return a prepared request of the `requests` package as the stand-in reads it."""
    parts = urlsplit(prepared.url)
    body = prepared.body or b""
    return Asked(
        prepared.method, parts.hostname, parts.path, parts.query, body.encode() if isinstance(body, str) else body
    )


def session(google, account=None):
    """Return a `requests.Session` whose calls to Google go to the stand-in."""
    import requests
    from requests.adapters import BaseAdapter

    class Adapter(BaseAdapter):
        def send(self, request, **_):
            try:
                answer = google.answer(asked_from(request), account)
            except ReplyLostError as error:
                raise requests.ConnectionError(str(error), request=request) from None
            response = requests.Response()
            response.status_code, response.headers = (
                answer.status,
                requests.structures.CaseInsensitiveDict(answer.headers),
            )
            response._content, response.url, response.request = answer.content, request.url, request
            response.encoding = "utf-8"
            return response

        def close(self):
            pass

    made = requests.Session()
    made.mount("https://", Adapter())
    return made


def client(google, account=None):
    """Return a real `gspread.Client` that talks to the stand-in."""
    import gspread

    return gspread.Client(auth=None, session=session(google, account))
