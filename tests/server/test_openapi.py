"""The OpenAPI description says what happens: schemathesis asks all that it allows, and much that it does not."""

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from server.served import GENEROUS, SECRET
from sizes import sized

from tcsheets.functions import registry
from tcsheets.server.app import Setup, make_app
from tcsheets.server.openapi import description
from tcsheets.server.tokens import Tokens


class FromHere:
    """An application to which every request comes from this computer."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            scope["client"] = ("127.0.0.1", 50_000)
            scope["headers"] = [each for each in scope["headers"] if each[0] != b"host"] + [(b"host", b"localhost")]
        await self.app(scope, receive, send)


SETUP = Setup(Tokens(Path("there are none.json")), GENEROUS, address="https://localhost:8443")
APP = FromHere(make_app(SETUP, page_secret=SECRET))
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP)
OPERATIONS = [each.ok() for each in SCHEMA.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "not allowed"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.label for each in OPERATIONS])
def test_what_is_described_is_what_happens(operation, mode):
    @settings(max_examples=sized(15, 100, 600), suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode), st.booleans())
    def asked(case, is_own_page):
        if is_own_page and "X-Tcsheets-Page" in (case.headers or {}):
            case.headers = {**case.headers, "X-Tcsheets-Page": SECRET, "Origin": "http://localhost"}
        case.call_and_validate()

    try:
        asked()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # an address that is asked for nothing cannot be asked for it wrongly


def test_every_function_is_described_with_its_arguments():
    schemas = description(GENEROUS)["components"]["schemas"]
    for name, function in registry.REGISTER.items():
        told = schemas[name]
        assert told["properties"]["function"] == {"const": name}
        assert [each["title"] for each in told["x-arguments"]] == [each.name for each in function.parameters]
        assert all(each["description"] for each in told["x-arguments"])
