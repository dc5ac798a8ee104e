"""What most programs do with a shared sheet loses rows and doubles others; the store does neither."""

from benchmarks.google_append import ROWS, WRITERS, naive, through_the_store
from stores.google_world import without_checks


def test_appending_loses_and_doubles_what_the_store_keeps_once(monkeypatch):
    without_checks(monkeypatch)
    there, twice = naive(1)
    assert there < WRITERS * ROWS
    assert twice > 0
    assert through_the_store(1) == (WRITERS * ROWS, 0)
