"""The OpenAPI description, made from the register of functions: what may be asked, and what is answered."""

from __future__ import annotations

from typing import Any

from tcsheets import __version__
from tcsheets.hosts.catalogue import Argument, Entry, entries
from tcsheets.hosts.google_sheets import RANGES
from tcsheets.server.calls import LONGEST_NAME
from tcsheets.server.limits import STATUS, Limits

JSON = "application/json"
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}, "message": {"type": "string"}},
    "additionalProperties": False,
}
DATE = {
    "type": "object",
    "required": ["date"],
    "properties": {"date": {"type": "string"}},
    "additionalProperties": False,
    "description": "A date, or a date and time, as ISO text.",
}
SINGLE: list[dict[str, Any]] = [{"type": "null"}, {"type": "boolean"}, {"type": "number"}, {"type": "string"}]
WORDS = {
    "ok": "The answer.",
    400: "It is not what is asked for here.",
    401: "A token is missing, unknown or revoked.",
    403: "Whoever asks may not.",
    404: "There is nothing here.",
    405: "Asked for in another way than this address takes.",
    408: "The body did not come in time.",
    409: "Not possible now, or a person must decide first.",
    413: "Too large a body.",
    415: "The body is not JSON.",
    422: "Too many calls or cells at once.",
    429: "Too often.",
    500: "This server has failed.",
    503: "Busy, or it took too long.",
}
PAGE = {
    "name": "X-Tcsheets-Page",
    "in": "header",
    "required": True,
    "schema": {"type": "string"},
    "description": "What stands in the meta element tcsheets-page of the task pane.",
}


def ref(name: str) -> dict[str, Any]:
    """Return a reference to one of the schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def rows_of(cell: dict[str, Any]) -> dict[str, Any]:
    """Return rows of cells."""
    return {"type": "array", "items": {"type": "array", "items": cell}}


def argument(each: Argument) -> dict[str, Any]:
    """Return an argument of a function."""
    shape = ref("Rows") if each.kind in RANGES else ref("Cell")
    return {"title": each.name, "description": each.help, "x-kind": each.kind, "x-required": each.required, **shape}


def function(entry: Entry) -> dict[str, Any]:
    """Return a call of a function; what it may be given stands beside the schema, for any cell is taken and judged."""
    return {
        "type": "object",
        "required": ["function", "arguments"],
        "description": entry.summary,
        "properties": {
            "function": {"const": entry.name},
            "arguments": {"type": "array", "items": ref("Argument"), "maxItems": len(entry.arguments)},
        },
        "x-arguments": [argument(each) for each in entry.arguments],
        "x-returns": entry.returns,
    }


def schemas(limits: Limits) -> dict[str, Any]:
    """Return the schemas, one for each function among them."""
    functions = {name: function(entry) for name, entry in entries().items()}
    any_call = {
        "type": "object",
        "required": ["function", "arguments"],
        "properties": {
            "function": {"type": "string", "maxLength": LONGEST_NAME},
            "arguments": {"type": "array", "items": ref("Argument")},
        },
        "x-functions": [ref(name)["$ref"] for name in functions],
    }
    calls = {"type": "array", "maxItems": limits.calls, "items": {"anyOf": [ref("Call"), {}]}}
    calls["description"] = "Whatever is no call has an error of its own in the answer, and the others are answered."
    results = {"type": "array", "items": ref("Result"), "description": "One for each call, in their order."}
    return {
        "Cell": {"anyOf": [*SINGLE, ERROR]},
        "Rows": rows_of(ref("Cell")),
        "Argument": {"anyOf": [ref("Cell"), ref("Rows")]},
        "Answer": {"anyOf": [*SINGLE, DATE, ERROR]},
        "Result": {"anyOf": [ref("Answer"), rows_of(ref("Answer"))]},
        "Call": any_call,
        "Batch": {"type": "object", "required": ["calls"], "properties": {"calls": calls}},
        "Results": named(version={"type": "string"}, results=results),
        "Refusal": named(error={"enum": sorted(STATUS)}, message={"type": "string"}),
        "Health": named(status={"const": "ok"}, version={"type": "string"}, functions={"type": "integer"}),
        "Choice": {
            **named(
                workbook={"type": "integer", "minimum": 0},
                conflict={"type": "string", "minLength": 1},
                choice={"type": "string"},
            )
        },
        **functions,
    }


def named(**properties: dict[str, Any]) -> dict[str, Any]:
    """Return an object all of whose properties are there."""
    return {"type": "object", "required": list(properties), "properties": properties}


def answer(schema: dict[str, Any], kind: str = JSON) -> dict[str, Any]:
    """Return an answer of status 200."""
    return {"200": {"description": WORDS["ok"], "content": {kind: {"schema": schema}}}}


def refusals(*statuses: int) -> dict[str, Any]:
    """Return the refusals that an address may answer with."""
    content = {JSON: {"schema": ref("Refusal")}}
    return {str(status): {"description": WORDS[status], "content": content} for status in statuses}


def file(kind: str, what: str) -> dict[str, Any]:
    """Return the address of a file."""
    schema = {} if kind == JSON else {"type": "string"}
    return {"get": {"summary": what, "responses": {**answer(schema, kind), **refusals(404, 405)}}}


def call_path() -> dict[str, Any]:
    """Return the address that answers calls."""
    body = {"required": True, "content": {JSON: {"schema": ref("Batch")}}}
    told = {**answer(ref("Results")), **refusals(400, 401, 403, 405, 408, 413, 415, 422, 429, 500, 503)}
    security: list[dict[str, Any]] = [{}, {"token": []}]
    return {
        "post": {"summary": "Answer a batch of calls.", "security": security, "requestBody": body, "responses": told}
    }


def sync_path(method: str, what: str) -> dict[str, Any]:
    """Return an address of the sync."""
    told = {**answer({"type": "object"}), **refusals(400, 403, 404, 405, 408, 409, 413, 415, 429, 503)}
    asked: dict[str, Any] = {"summary": what, "parameters": [PAGE], "responses": told}
    if method == "post":
        asked["requestBody"] = {"required": True, "content": {JSON: {"schema": ref("Choice")}}}
    return {method: asked}


def description(limits: Limits) -> dict[str, Any]:
    """Return the description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "tcsheets", "version": __version__, "description": "Formulas for treatment coordinators."},
        "paths": {
            "/health": {"get": {"summary": "Is it well?", "responses": {**answer(ref("Health")), **refusals(405)}}},
            "/v1/call": call_path(),
            "/v1/sync/state": sync_path("get", "How the workbooks stand, on their own computer only."),
            "/v1/sync/conflicts": sync_path("get", "What needs a person."),
            "/v1/sync/resolve": sync_path("post", "Settle a conflict."),
            "/functions.json": file(JSON, "The functions as Excel reads them."),
            "/functions.js": file("text/javascript", "Each function joined to what answers."),
            "/manifest.xml": file("application/xml", "The add-in as Excel reads it."),
        },
        "components": {
            "schemas": schemas(limits),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
