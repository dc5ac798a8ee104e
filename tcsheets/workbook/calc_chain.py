"""The file's list of formulas in the order they were computed, without those that are gone."""

from __future__ import annotations

import re
from collections.abc import Set

ENTRY = re.compile(r"<(?:[\w.-]+:)?c(\s[^>]*?)/>")
CELL_NAME = re.compile(r"\sr=[\"']([A-Z]+[0-9]+)[\"']")
SHEET_ID = re.compile(r"\si=[\"']([0-9]+)[\"']")


def without_entries(chain: str, gone: Set[tuple[str, str]]) -> str:
    """Return the list without the cells given as (sheet's number, cell name); "" if none are left.

    An entry without a sheet's number belongs to the sheet of the entry before it.

    >>> without_entries('<calcChain><c r="A1" i="2"/><c r="A2"/></calcChain>', {("2", "A1")})
    '<calcChain><c r="A2" i="2"/></calcChain>'
    """
    pieces, place, sheet, written, kept = [], 0, "", "", 0
    for entry in ENTRY.finditer(chain):
        found = SHEET_ID.search(entry[1])
        sheet = found[1] if found else sheet
        name = CELL_NAME.search(entry[1])
        pieces.append(chain[place : entry.start()])
        place = entry.end()
        if name and (sheet, name[1]) in gone:
            continue
        must_name = not found and sheet != written
        pieces.append(entry[0][:-2] + f' i="{sheet}"/>' if must_name else entry[0])
        written, kept = sheet, kept + 1
    return "".join(pieces) + chain[place:] if kept else ""


def without_relation(relations: str, target_end: str) -> str:
    """Return a relations part without the relation whose target ends so."""
    return re.sub(rf"<(?:[\w.-]+:)?Relationship\s[^>]*Target=\"[^\"]*{re.escape(target_end)}\"[^>]*/>", "", relations)


def without_override(content_types: str, part: str) -> str:
    """Return the list of content types without a part's."""
    return re.sub(rf"<(?:[\w.-]+:)?Override\s[^>]*PartName=\"/{re.escape(part)}\"[^>]*/>", "", content_types)
