"""Watching says what is new, once, and goes on through faults."""

from sync.world import start

from tcsheets.sync.watching import watched


def test_it_syncs_what_changes_and_says_only_that():
    kim, lee = start("kim", "lee")
    deeds = iter(
        [
            lambda: None,
            lambda: kim.change("C-1", "Note", "called"),
            lambda: None,
            lambda: (lee.change("C-2", "Note", "x"), lee.sync()),
        ]
    )
    lines = list(watched(kim.sync, lambda seconds: next(deeds)(), 15, rounds=5))
    assert lines == ["kim.xlsx: 1 sent", "kim.xlsx: 1 received, 1 row changed"]


def test_a_store_that_is_away_is_said_once_and_waited_for():
    kim, _ = start("kim", "lee")
    kim.change("C-1", "Note", "called")
    files = kim.files.files
    marker = kim.share / "STORE.json"
    kept = files.pop(marker)
    steps = iter([lambda: None, lambda: files.update({marker: kept})])
    lines = list(watched(kim.sync, lambda seconds: next(steps)(), 15, rounds=3))
    assert len(lines) == 2
    assert "is missing" in lines[0]
    assert lines[1] == "kim.xlsx: 1 sent"
