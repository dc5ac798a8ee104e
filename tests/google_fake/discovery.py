"""Google's published discovery documents: which calls there are, and the shape of what goes in and comes out.

The documents come with the package google-api-python-client; nothing is fetched.
"""

import functools
import importlib.util
import json
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

SHEETS, DRIVE, UPLOAD = "sheets.v4", "drive.v3", "drive.v2"
HOSTS = {"sheets.googleapis.com": (SHEETS,), "www.googleapis.com": (DRIVE, UPLOAD)}


@dataclass(frozen=True)
class Method:
    """One call that Google publishes."""

    document: str
    name: str
    http: str
    pattern: re.Pattern
    parameters: dict
    request: str | None
    answer: str | None

    @property
    def api(self):
        """The service's short name."""
        return self.document.split(".")[0]


@functools.cache
def document(name):
    """Return one discovery document."""
    spec = importlib.util.find_spec("googleapiclient")
    if spec is None:
        raise ModuleNotFoundError("the stand-in for Google needs the package google-api-python-client")
    folder = Path(spec.submodule_search_locations[0]) / "discovery_cache" / "documents"
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


@functools.cache
def schema(document_name, name):
    """Return one schema of a document."""
    return document(document_name)["schemas"][name]


@functools.cache
def methods(name):
    """Return the calls of a document, the ones with a verb in their path first."""
    found = document(name)
    calls = list(_walk(name, {"resources": found["resources"]}, found["servicePath"], ""))
    return sorted(calls, key=lambda each: -each.pattern.pattern.rsplit("/", 1)[-1].count(":"))


def _walk(name, resource, base, prefix):
    for key, method in resource.get("methods", {}).items():
        yield _method(name, prefix + key, method, base + method["path"])
        upload = method.get("mediaUpload", {}).get("protocols", {}).get("simple")
        if upload:
            yield _method(name, prefix + key + ".upload", method, upload["path"].lstrip("/"))
    for key, inner in resource.get("resources", {}).items():
        yield from _walk(name, inner, base, prefix + key + ".")


def _method(name, full_name, method, path):
    pattern = re.sub(r"\\?\{\+?(\w+)\\?\}", r"(?P<\1>[^/]+)", re.escape(path).replace(r"\{", "{").replace(r"\}", "}"))
    request = method.get("request", {}).get("$ref")
    answer = method.get("response", {}).get("$ref")
    return Method(name, full_name, method["httpMethod"], re.compile(pattern), method["parameters"], request, answer)


def find(host, http, path):
    """Return the call that an HTTP request makes and its path's arguments; None where Google has none."""
    for name in HOSTS.get(host, ()):
        for method in methods(name):
            match = method.pattern.fullmatch(path.lstrip("/")) if method.http == http else None
            if match:
                return method, {key: unquote(value) for key, value in match.groupdict().items()}
    return None
