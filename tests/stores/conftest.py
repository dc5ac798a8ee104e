"""The server that the tests of stores share."""

import pytest
from stores.postgres_server import running_server


@pytest.fixture(scope="session")
def postgres_server():
    with running_server() as server:
        yield server


@pytest.fixture
def address(postgres_server):
    """The address of a new, empty database."""
    return postgres_server.url(postgres_server.database())
