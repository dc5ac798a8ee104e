"""The meetings of two people, with one of them in Excel: the same tests, the same ends."""

import pytest
from sync import world
from sync.live_world import LivePerson, MacPerson
from sync.test_meeting import *  # noqa: F403


@pytest.fixture(autouse=True, params=[LivePerson, MacPerson])
def kim_works_in_excel(request, monkeypatch):
    monkeypatch.setattr(world, "KINDS", {"kim": request.param})
