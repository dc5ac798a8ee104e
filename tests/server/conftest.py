"""What a server is started with in these tests, and a client of one in this process."""

import pytest
from server.served import GENEROUS, asking

from tcsheets.server.app import Setup
from tcsheets.server.tokens import Tokens


@pytest.fixture
def setup(tmp_path):
    return Setup(Tokens(tmp_path / "server" / "tokens.json"), GENEROUS)


@pytest.fixture
def client(setup):
    return asking(setup)
