"""A spreadsheet of Google's as one read shows it: its tabs, their cells and its named ranges, as values.

One answer holds all of it, so the version mark in it is the version of every cell in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tcsheets.sync.op import digest

FIELDS = (
    "properties(title),namedRanges(namedRangeId,name,range.sheetId),"
    "sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount)),"
    "data.rowData.values(userEnteredValue.formulaValue,effectiveValue,effectiveFormat.numberFormat.type))"
)
SHEET_IDS = 0x7FFFFFFF
VERSION, JOURNAL_END = "tcsheets_version_", "tcsheets_journal_"  # how the names of our named ranges begin
Request = dict[str, Any]


def sheet_id_of(*parts: str) -> int:
    """Return the sheet id of a tab of ours: the same wherever it is made, so that it is made once.

    >>> sheet_id_of("journal", "kim") == sheet_id_of("journal", "kim") != sheet_id_of("journal", "lee")
    True
    """
    return int(digest("tcsheets", *parts)[:8], 16) & SHEET_IDS or 1


MARKER_ID = sheet_id_of("marker")


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its name, the size of its grid, and its cells as Google answers them, row by row."""

    sheet_id: int
    title: str
    is_hidden: bool
    height: int
    width: int
    rows: Sequence[Sequence[Mapping[str, Any]]]

    def texts(self, column: int) -> list[str]:
        """Return the texts of a column, down to its last one."""
        cells = [row[column] if column < len(row) else {} for row in self.rows]
        found = [text_in(each) for each in cells]
        while found and not found[-1]:
            found.pop()
        return found

    def lines(self) -> list[str]:
        """Return the texts of each row, put together."""
        return ["".join(map(text_in, row)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class NamedRange:
    """A named range: one of ours is a mark of how far something has come."""

    id: str
    name: str
    sheet_id: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A spreadsheet as it was read at one moment."""

    title: str
    tabs: Mapping[int, Tab]
    named: Sequence[NamedRange]

    def tab(self, sheet_id: int) -> Tab | None:
        """Return a tab by its id."""
        return self.tabs.get(sheet_id)

    def mark(self, beginning: str, sheet_id: int) -> NamedRange | None:
        """Return the mark of ours on a tab, by how its name begins."""
        found = [each for each in self.named if each.name.startswith(beginning) and each.sheet_id == sheet_id]
        return max(found, key=lambda each: number_in(each.name)) if found else None


def text_in(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell; "" where there is none."""
    return str(cell.get("effectiveValue", {}).get("stringValue", ""))


def number_in(name: str) -> int:
    """Return the number at the end of a mark's name, 0 where there is none.

    >>> number_in("tcsheets_version_17")
    17
    """
    end = name.rpartition("_")[2]
    return int(end) if end.isdecimal() else 0


def snapshot_of(answer: Mapping[str, Any]) -> Snapshot:
    """Return what an answer to `spreadsheets.get` with our fields holds."""
    tabs = [tab_of(each) for each in answer.get("sheets", ())]
    named = [
        NamedRange(each.get("namedRangeId", ""), each.get("name", ""), each.get("range", {}).get("sheetId", 0))
        for each in answer.get("namedRanges", ())
    ]
    return Snapshot(str(answer.get("properties", {}).get("title", "")), {each.sheet_id: each for each in tabs}, named)


def tab_of(sheet: Mapping[str, Any]) -> Tab:
    """Return one tab of an answer."""
    properties = sheet.get("properties", {})
    grid = properties.get("gridProperties", {})
    data = sheet.get("data") or [{}]
    rows = [row.get("values", ()) for row in data[0].get("rowData", ())]
    return Tab(
        properties.get("sheetId", 0),
        str(properties.get("title", "")),
        bool(properties.get("hidden")),
        grid.get("rowCount", 0),
        grid.get("columnCount", 0),
        rows,
    )


# --- requests that several modules make ------------------------------------------------------------------------------


def text_row(texts: Sequence[str]) -> Request:
    """Return a row of typed texts: `stringValue` is never read as a formula, a number or a date."""
    return {"values": [{"userEnteredValue": {"stringValue": each}} if each else {} for each in texts]}


def written_texts(sheet_id: int, row: int, column: int, rows: Sequence[Sequence[str]], height: int = 0) -> Request:
    """Return the request that writes texts at an explicit place; down to `height` rows what stood there is blanked."""
    width = max((len(each) for each in rows), default=1)
    area = {
        "sheetId": sheet_id,
        "startRowIndex": row,
        "endRowIndex": row + max(len(rows), height, 1),
        "startColumnIndex": column,
        "endColumnIndex": column + max(width, 1),
    }
    return {"updateCells": {"range": area, "rows": [text_row(each) for each in rows], "fields": "userEnteredValue"}}


def moved_mark(old: NamedRange | None, beginning: str, sheet_id: int, number: int) -> list[Request]:
    """Return the requests that move a mark on: they fail, and all with them, if somebody has moved it since."""
    name = f"{beginning}{sheet_id}_{number}" if beginning == JOURNAL_END else f"{beginning}{number}"
    place = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    new = {"namedRangeId": name.replace("_", "x"), "name": name, "range": place}
    gone: list[Request] = [{"deleteNamedRange": {"namedRangeId": old.id}}] if old else []
    return [*gone, {"addNamedRange": {"namedRange": new}}]


def hidden_tab(sheet_id: int, title: str, height: int, width: int) -> list[Request]:
    """Return the requests that make a hidden, protected tab; they fail where it is there."""
    grid = {"rowCount": height, "columnCount": width}
    properties = {"sheetId": sheet_id, "title": title, "hidden": True, "gridProperties": grid}
    words = "kept by tcsheets: do not edit"
    return [
        {"addSheet": {"properties": properties}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": sheet_id}, "description": words}}},
    ]


def grown(tab: Tab, height: int, width: int = 0) -> list[Request]:
    """Return the requests that make a tab's grid large enough."""
    lacking = (("ROWS", height - tab.height), ("COLUMNS", width - tab.width))
    return [
        {"appendDimension": {"sheetId": tab.sheet_id, "dimension": dimension, "length": length}}
        for dimension, length in lacking
        if length > 0
    ]
