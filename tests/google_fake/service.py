"""One request in, one answer out: find the call, check the request, do it, check the answer."""

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from google_fake import discovery, drive_service, masks, shapes, sheets_service
from google_fake.errors import DriveError, GoogleError, violations

JSON = "application/json; charset=UTF-8"
LISTS = ("ranges",)
CALLS = {
    discovery.SHEETS: sheets_service.CALLS,
    discovery.DRIVE: drive_service.CALLS,
    discovery.UPLOAD: drive_service.CALLS,
}
BODY_FIELDS = {
    "spreadsheets.values.update": "data",
    "spreadsheets.values.append": "data",
    "spreadsheets.create": "spreadsheet",
}


@dataclass(frozen=True)
class Asked:
    """An HTTP request: where to, and what is in it."""

    http: str
    host: str
    path: str
    query: str = ""
    body: bytes = b""


@dataclass
class Answer:
    """An HTTP answer; `call` names the published call it belongs to."""

    status: int
    content: bytes
    headers: dict = field(default_factory=lambda: {"Content-Type": JSON})
    call: str = ""

    @property
    def json(self):
        """The body as JSON, None if it has none."""
        return json.loads(self.content) if self.content and "json" in self.headers.get("Content-Type", "") else None


class SchemaFaultError(AssertionError):
    """The stand-in itself answered what Google's schema does not allow."""


def call_of(asked):
    """Return the published call of a request and its path's arguments; None where Google has none."""
    return discovery.find(asked.host, asked.http, asked.path)


def handle(world, asked):
    """Answer one request on a world."""
    found = call_of(asked)
    if not found:
        return Answer(404, b"<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>", {"Content-Type": "text/html"})
    method, path = found
    try:
        return _done(world, asked, method, path)
    except GoogleError as error:
        return refusal(error, method)


def refusal(error, method=None):
    """Return a refusal as an answer, in the words of the service that was asked."""
    if method and method.document != discovery.SHEETS and not isinstance(error, DriveError):
        reasons = {401: "authError", 403: "forbidden", 404: "notFound", 429: "rateLimitExceeded", 400: "badRequest"}
        error = DriveError(error.status, error.message, reasons.get(error.status, "backendError"))
    return Answer(error.status, written(error.body), call=method.name if method else "")


def _done(world, asked, method, path):
    options, body = read(asked, method, path)
    call = CALLS[method.document].get(method.name)
    if call is None:
        raise GoogleError(400, f"The stand-in does not know the call {method.name}.")
    answer = call(world, path, options, body)
    if answer is None:
        return Answer(204, b"", {"Content-Type": "text/html"}, method.name)
    if isinstance(answer, tuple):
        kind, content = answer
        return Answer(200, content, {"Content-Type": kind, "Content-Disposition": "attachment"}, method.name)
    return Answer(200, written(checked(answer, method, options)), call=method.name)


def written(answer):
    """Return an answer's JSON."""
    return json.dumps(answer, ensure_ascii=False).encode()


def checked(answer, method, options):
    """Return the answer's masked part; raise if the whole does not fit Google's schema."""
    faults = shapes.faults(method.document, method.answer, answer) if method.answer else []
    if faults:
        raise SchemaFaultError(f"{method.name}: {'; '.join(faults[:5])}")
    fields = options.get("fields") or (None if method.document == discovery.SHEETS else _drive_default(method))
    return masks.pick(answer, masks.parse(fields)) if fields else answer


def _drive_default(method):
    return {
        "File": drive_service.DEFAULT_FIELDS,
        "FileList": f"kind,incompleteSearch,nextPageToken,files({drive_service.DEFAULT_FIELDS})",
        "Permission": "kind,id,type,role",
        "PermissionList": "kind,permissions(kind,id,type,role)",
    }.get(method.answer)


def read(asked, method, path):
    """Return `(options, body)` of a request by the published schema; raise as Google does if they do not fit."""
    options = _options(asked, method, path)
    if method.name.endswith(".upload"):
        return options, asked.body
    body = _json(asked.body)
    if method.request is None:
        return options, {}
    if method.document != discovery.SHEETS:
        return options, {key: value for key, value in body.items() if value is not None}
    value, problems = shapes.read(method.document, method.request, body, BODY_FIELDS.get(method.name, ""))
    if problems:
        raise violations(problems)
    return options, value


def _json(body):
    if not body:
        return {}
    try:
        found = json.loads(body)
    except ValueError:
        raise GoogleError(400, "Invalid JSON payload received. Parsing terminated before end of input.") from None
    return {} if found is None else found


def _options(asked, method, path):
    known = {**discovery.document(method.document)["parameters"], **method.parameters}
    options, problems = {}, []
    for name, given in parse_qsl(asked.query, keep_blank_values=True):
        if name not in known:
            problems += _unknown(method, name)
            continue
        value, found = shapes.parameter(known[name], name, given)
        problems += found
        if known[name].get("repeated"):
            options.setdefault(name, []).append(value)
        else:
            options[name] = value
    for name in path:
        path[name], found = shapes.parameter(known.get(name, {"type": "string"}), name, path[name])
        problems += found
    if problems:
        raise violations(problems)
    if options.get("fields"):
        _check_fields(method, options["fields"])
    return options


def _check_fields(method, fields):
    if method.document == discovery.SHEETS and method.answer:
        try:
            masks.check(masks.parse(fields), method.answer)
        except GoogleError as error:
            path = error.message.removeprefix("Invalid field: ")
            text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
            raise violations([(path, text)]) from None


def _unknown(method, name):
    if method.document != discovery.SHEETS:
        return []
    text = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
    return [("", text + " Field could not be found in request message.")]
