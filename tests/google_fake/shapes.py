"""Read a request's JSON by Google's schema, and check an answer's JSON against it.

A request is read as Google's own parser does it: nulls are absent, numbers may be written as text, one value stands
for a list of one, and whatever does not fit is named with its path. An answer must fit without any of that mercy.
"""

import json
import re

from google_fake.discovery import SHEETS, schema

INTEGERS = {"int32": 2**31, "uint32": 2**32, "int64": 2**63, "uint64": 2**64}
PACKAGE = "type.googleapis.com/google.apps.sheets.v4."


def snake(name):
    """Return a field's name as Google's messages write it."""
    return re.sub(r"([A-Z])", lambda found: "_" + found.group(1).lower(), name)


def read(document, name, body, where=""):
    """Return `(value, problems)` of a body by the schema of that name; a problem is `(path, sentence)`."""
    problems = []
    return _message(document, name, body, where, problems), problems


def _message(document, name, body, where, problems):
    if not isinstance(body, dict):
        problems.append(_wrong(where, PACKAGE + name, body))
        return {}
    spec = schema(document, name)
    if "properties" not in spec:
        return body
    value = {}
    for key, given in body.items():
        if key not in spec["properties"]:
            at = f" at '{where}'" if where else ""
            problems.append((where, f'Invalid JSON payload received. Unknown name "{key}"{at}: Cannot find field.'))
        elif given is not None:
            path = f"{where}.{snake(key)}" if where else snake(key)
            value[key] = _field(document, spec["properties"][key], given, path, problems)
    return value


def _field(document, spec, given, where, problems):
    if "$ref" in spec:
        return _message(document, spec["$ref"], given, where, problems)
    kind = spec.get("type")
    if kind == "array":
        return _array(document, spec["items"], given, where, problems)
    if kind == "object":
        return _map(document, spec, given, where, problems)
    return _scalar(spec, given, where, problems)


def _array(document, items, given, where, problems):
    if not isinstance(given, list):
        one = _item(document, items, given, where, problems)
        return [one]
    return [_item(document, items, each, f"{where}[{at}]", problems) for at, each in enumerate(given)]


def _item(document, items, given, where, problems):
    if items.get("type") == "array":
        if not isinstance(given, list):
            problems.append(_wrong(where, "type.googleapis.com/google.protobuf.ListValue", given))
            return []
        return given
    return _field(document, items, given, where, problems)


def _map(document, spec, given, where, problems):
    inner = spec.get("additionalProperties")
    if not isinstance(given, dict) or inner is None:
        return given
    return {key: _field(document, inner, each, f"{where}.{key}", problems) for key, each in given.items()}


def _scalar(spec, given, where, problems):
    for fits, kind in (_checks(spec, given),):
        if fits is None:
            problems.append(_wrong(where, kind, given))
            return given
        return fits
    return given


def _checks(spec, given):
    kind, form = spec.get("type"), spec.get("format")
    if kind == "any":
        return given, ""
    if kind == "boolean":
        return (given if isinstance(given, bool) else {"true": True, "false": False}.get(given)), "TYPE_BOOL"
    if kind == "integer" or form in INTEGERS:
        return _integer(given, form), f"TYPE_{(form or 'int32').upper()}"
    if kind == "number":
        return _number(given), "TYPE_FLOAT" if form == "float" else "TYPE_DOUBLE"
    if "enum" in spec:
        return (given if given in spec["enum"] else None), "TYPE_ENUM"
    return (given if isinstance(given, str) else None), "TYPE_STRING"


def _integer(given, form):
    number = _number(given)
    if number is None or number != int(number) or abs(number) >= INTEGERS.get(form, 2**31):
        return None
    return int(number)


def _number(given):
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    try:
        return float(given) if isinstance(given, str) else given
    except ValueError:
        return None


def _wrong(where, kind, given):
    written = json.dumps(given, ensure_ascii=False)
    at = f" at '{where}'" if where else ""
    return where, f"Invalid value{at} ({kind}), {written}"


def parameter(spec, name, given):
    """Return `(value, problems)` of one parameter of an address."""
    problems = []
    given = {"True": "true", "False": "false"}.get(given, given) if spec.get("type") == "boolean" else given
    return _scalar(spec, given, snake(name), problems), problems


def faults(document, name, answer, where="answer"):
    """Return what in an answer does not fit the schema of that name: a list of sentences, empty if all fits."""
    if not isinstance(answer, dict):
        return [f"{where} is not an object but {answer!r}"]
    spec = schema(document, name)
    if "properties" not in spec:
        return []
    found = []
    for key, value in answer.items():
        if key not in spec["properties"]:
            found.append(f"{where}.{key} is not in {name}")
        else:
            found += _value_faults(document, spec["properties"][key], value, f"{where}.{key}")
    return found


def _value_faults(document, spec, value, where):
    if "$ref" in spec:
        return faults(document, spec["$ref"], value, where)
    if spec.get("type") == "array":
        if not isinstance(value, list):
            return [f"{where} is not a list"]
        if spec["items"].get("type") == "array":
            return [f"{where}[{at}] is not a list" for at, row in enumerate(value) if not isinstance(row, list)]
        pairs = enumerate(value)
        return [each for at, item in pairs for each in _value_faults(document, spec["items"], item, f"{where}[{at}]")]
    if spec.get("type") == "object":
        return [] if isinstance(value, dict) else [f"{where} is not an object"]
    return _scalar_faults(spec, value, where)


def _scalar_faults(spec, value, where):
    kind, form = spec.get("type"), spec.get("format")
    if kind == "any":
        return []
    if form in {"int64", "uint64"}:
        fits = isinstance(value, str) and value.lstrip("-").isdigit()
    elif kind == "string":
        fits = isinstance(value, str) and ("enum" not in spec or value in spec["enum"])
    elif kind == "boolean":
        fits = isinstance(value, bool)
    elif kind == "integer":
        fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**32
    else:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    return [] if fits else [f"{where} is {value!r}, which is not {form or kind}"]


def field_exists(name, key, document=SHEETS):
    """Whether a schema has a field, and the schema the field leads to (None for a plain value)."""
    spec = schema(document, name).get("properties", {}).get(key)
    if spec is None:
        return False, None
    spec = spec.get("items", spec)
    return True, spec.get("$ref")
