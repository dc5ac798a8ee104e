"""What a write that hit rows by mistake has done is set right, wherever those rows stand by then."""

from tcsheets.sync.google_race import RowWrite, put_back
from tcsheets.sync.live_book import Grid

HEADER = ("row_id", "Case", "Status", "Note", "Sync")
OLD, NEW = ("a1", "C-1", "new", "one", None), ("b2", "C-2", "new", "two", None)
OTHER = ("c3", "C-3", "new", "three", None)


def grid(*rows):
    return Grid("Calls", "Calls", 1, 1, HEADER, rows, {})


def test_of_two_rows_that_look_alike_one_is_put_back_though_both_were_sorted_elsewhere():
    """A row stands twice: an earlier write put it into a wrong row, and this one has hit another row with it."""
    hit = RowWrite(2, (None,) * 5, dict(enumerate(NEW[:4])))
    before = grid(OLD, NEW, OTHER)
    for now in (grid(NEW, NEW, OLD), grid(OLD, NEW, NEW), grid(NEW, OLD, NEW)):
        assert sorted(put_back(now, before, [hit]).rows) == sorted([OLD, NEW, OTHER])


def test_a_row_that_was_hit_and_typed_over_since_keeps_what_was_typed():
    hit = RowWrite(1, (None,) * 5, dict(enumerate(NEW[:4])))
    typed = ("b2", "C-2", "new", "typed", None)
    assert put_back(grid(OLD, typed), grid(OLD, OTHER), [hit]).rows == (OLD, typed)
