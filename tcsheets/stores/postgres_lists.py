"""A list's view as reporting tools find it in the database: a SQL view, a column a title, texts that no sheet executes.

Whatever stands there is made anew from the journals; nothing is read back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from tcsheets.stores.postgres_records import shown
from tcsheets.stores.view_files import harmless
from tcsheets.sync.op import digest
from tcsheets.sync.views import ListView

LONGEST_NAME = 63  # bytes; the server cuts what is longer
FIRST = "row_id"


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A list as the database takes it; the digest says whether it is there already."""

    name: str
    titles: list[str]
    kinds: list[str]
    ids: list[str]
    rows: str

    @property
    def digest(self) -> str:
        """What tells it from any other."""
        return digest(self.name, self.titles, self.kinds, self.ids, self.rows)


def published_form(view: ListView) -> PublishedList:
    """Return a view as the database takes it."""
    titles = column_names(view.header)
    rows = [dict(zip(titles, (harmless(shown(cell)) for cell in row))) for row in view.rows]
    ids = [*view.ids, *[""] * (len(rows) - len(view.ids))]
    kinds = [*view.kinds, *["text"] * (len(titles) - len(view.kinds))]
    return PublishedList(view.name, titles, kinds, ids, json.dumps(rows, ensure_ascii=False))


def column_names(titles: Iterable[str]) -> list[str]:
    """Return titles as names of columns: short enough, none of them twice.

    >>> column_names(["Case", "case", "row_id", ""])
    ['Case', 'case', 'row_id 2', 'column']
    """
    found = [FIRST]
    for title in titles:
        base = fitting(shown(title).strip() or "column", LONGEST_NAME)
        name, number = base, 1
        while name in found:
            number += 1
            name = f"{fitting(base, LONGEST_NAME - 6)} {number}"
        found.append(name)
    return found[1:]


def fitting(text: str, longest: int) -> str:
    """Return as much of a text as so many bytes can hold.

    >>> fitting("häufig", 2)
    'h'
    """
    return text.encode()[:longest].decode(errors="ignore")
