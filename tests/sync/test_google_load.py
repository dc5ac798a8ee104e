"""Ten people and one who has the sheet open, all at once, while everything that can goes wrong."""

import pytest
from sizes import sized
from stores.google_world import without_checks
from sync.google_load import OPERATIONS, ROWS, WRITERS, Load

SEEDS = range(sized(2, 50, 200))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_operation_is_there_exactly_once_and_nothing_typed_is_lost(seed, monkeypatch):
    without_checks(monkeypatch)
    load = Load(seed).run()
    said = load.times_said()
    mine = {text: count for text, count in said.items() if " note " in text or " status " in text}
    assert sum(mine.values()) == len(mine) == WRITERS * OPERATIONS
    lost = [text for text in load.typed if text not in said and text not in load.replaced]
    assert lost == []
    shown = load.sheet.shown()
    assert all(person.shown() == shown for person in load.people)
    assert len(shown) == WRITERS * ROWS
    counted = f"{len(mine)} of {WRITERS * OPERATIONS} exactly once, {len(load.typed)} typed, none lost"
    print(f"seed {seed}: {counted}; {load.later} told to try again, {load.sheet.google.clock():.0f} s on its clock")
