"""Backups are kept beside the workbook, not for ever, and nothing else in their folder is touched."""

from datetime import datetime, timedelta
from pathlib import Path

from sync.world import MemoryFiles, start

from tcsheets.sync.workbook_file import LEAST_BACKUPS, MOST_BACKUPS, BookFile

NOW = datetime(2026, 11, 24, 9)


def with_backups(ages):
    book = BookFile(Path("/kim/Kim.xlsx"), MemoryFiles())
    names = [book.backup_for(f"{number:08d}", NOW - timedelta(days=age)) for number, age in enumerate(ages)]
    for name in [*names, "Kim notes.txt", "Kim 2020 plan.xlsx", "Other 2020-01-01 00.00.00 ffff.xlsx"]:
        book.files.files[book.backups / name] = b"x"
    book.prune(NOW)
    return names, {path.name for path in book.files.files}


def test_the_newest_are_kept_up_to_a_number():
    names, left = with_backups(range(40))
    assert set(names) & left == set(names[:MOST_BACKUPS])


def test_old_ones_go_but_never_the_last_few():
    names, left = with_backups([1, 2, 100, 200, 300, 400, 500])
    assert set(names) & left == set(names[:LEAST_BACKUPS])


def test_other_files_stay():
    _, left = with_backups(range(200, 300))
    assert {"Kim notes.txt", "Kim 2020 plan.xlsx", "Other 2020-01-01 00.00.00 ffff.xlsx"} <= left


def test_every_replacement_leaves_the_workbook_as_it_was():
    kim, _ = start("kim", "lee")
    before = kim.files.files[kim.path]
    kim.change("C-1", "Note", "called")
    typed = kim.files.files[kim.path]
    backup = kim.sync().backup
    assert kim.files.files[Path(backup)] == typed != before
