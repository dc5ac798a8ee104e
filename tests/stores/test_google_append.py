"""What most programs do with a shared sheet loses rows and doubles others; the store does neither."""

import sys
from pathlib import Path

from stores.google_world import without_checks


def test_appending_loses_and_doubles_what_the_store_keeps_once(monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, str(Path(__file__).parents[1] / "benchmarks")])
    from google_append import ROWS, WRITERS, naive, through_the_store

    without_checks(monkeypatch)
    there, twice = naive(1)
    assert there < WRITERS * ROWS
    assert twice > 0
    assert through_the_store(1) == (WRITERS * ROWS, 0)
