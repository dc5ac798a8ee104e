"""What makes a practice board of a Google Sheet: its lists, conflicts, settings and figures, each in a tab of its own.

A tab that is there is left as it is, so this can be done again.  Columns that name a patient are left out: what is
local to a workbook does not go into a sheet that many people open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tcsheets.errors import TryAgainError
from tcsheets.stores.google_pace import RefusedError, Sheet, UnsureError
from tcsheets.stores.google_sheet import TRIES, make_google_store
from tcsheets.stores.google_snapshot import (
    FIELDS,
    MARKER_ID,
    Request,
    Snapshot,
    sheet_id_of,
    snapshot_of,
    text_row,
    written_texts,
)
from tcsheets.sync.base import born_mark, decoded, encoded
from tcsheets.sync.google_board import BASE, LAST, WRITES, next_version
from tcsheets.sync.google_tables import CONFLICTS, list_tab
from tcsheets.sync.lists import CONFLICT_COLUMNS, ROW_ID, STATUSES, SYNC, ListColumn, ListDefinition

ROWS = 1000
NAVY, PALE, AMBER = (0.12, 0.23, 0.37), (0.93, 0.95, 0.98), (1.0, 0.95, 0.8)
FORMATS = {
    "money": {"type": "NUMBER", "pattern": "#,##0.00"},
    "number": {"type": "NUMBER", "pattern": "0"},
    "date": {"type": "DATE", "pattern": "yyyy-mm-dd"},
    "datetime": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm"},
    "text": {"type": "TEXT", "pattern": "@"},
    "choice": {"type": "TEXT", "pattern": "@"},
}
WIDTHS = {"money": 95, "number": 80, "date": 95, "datetime": 130, "choice": 110, "flag": 70, "text": 130}
SETTINGS = (
    ("Practice", ""),
    ("Coordinators", ""),
    ("First call after, hours", "48"),
    ("Closed days", "Sat, Sun"),
    ("Remind at, hour of the day", "8"),
    ("Entries are kept for, months", "see the page on patient data"),
    ("Agreement with Google that covers health data, signed on", ""),
    ("Who may open this sheet", ""),
)
SETTINGS_TAB, FIGURES_TAB = sheet_id_of("settings"), sheet_id_of("figures")


def set_up(
    calls: Sheet, definitions: Sequence[ListDefinition], fresh: Callable[[], str], rows: int = ROWS
) -> list[str]:
    """Make a spreadsheet a store and a practice board; return the names of the tabs that had to be made."""
    make_google_store(calls, fresh())
    for attempt in range(TRIES):
        snapshot = snapshot_of(calls.read(FIELDS))
        tabs = lacking_tabs(snapshot, definitions, rows)
        requests = [*remembered(snapshot, definitions, fresh), *(request for _, made in tabs for request in made)]
        if not requests:
            return []
        try:
            calls.write(requests)
        except UnsureError:
            calls.pace.wait(attempt)
        except RefusedError:
            if attempt == TRIES - 1:
                raise
        else:
            return [title for title, _ in tabs]
    raise TryAgainError("the Google Sheet could not be set up now; try again later")


def remembered(snapshot: Snapshot, definitions: Sequence[ListDefinition], fresh: Callable[[], str]) -> list[Request]:
    """Return the requests that make the sheet's memory, or have it forget lists whose tabs are made anew.

    Otherwise the rows of a tab that somebody has deleted would count as deleted in the new, empty one.
    """
    marker = snapshot.tab(MARKER_ID)
    texts = marker.texts(BASE) if marker else []
    base = decoded(texts, snapshot.title) if texts else None
    if base is None:
        return [written_texts(MARKER_ID, 0, BASE, [[born_mark(fresh())]])]
    gone = {each.name for each in definitions if not snapshot.tab(list_tab(each.name))} & {*base.lists}
    if not gone:
        return []
    kept = {name: each for name, each in base.lists.items() if name not in gone}
    forgetting = encoded(replace(base, id=fresh(), lists=kept))
    blanked = [written_texts(MARKER_ID, 0, at, [], len(marker.texts(at))) for at in (LAST, WRITES)] if marker else []
    kept_memory = written_texts(MARKER_ID, 0, BASE, [[each] for each in forgetting], len(texts))
    return [*next_version(snapshot), kept_memory, *blanked]


def lacking_tabs(
    snapshot: Snapshot, definitions: Sequence[ListDefinition], rows: int
) -> list[tuple[str, list[Request]]]:
    """Return the tabs that are not there yet, by title, each with the requests that make it."""
    made = [
        *((list_tab(each.name), each.title, list_requests(each, rows)) for each in definitions),
        (list_tab(CONFLICTS), "Conflicts", conflicts_requests(rows)),
        (SETTINGS_TAB, "Settings", settings_requests()),
        (FIGURES_TAB, "Figures", figures_requests(definitions)),
    ]
    return [(title, requests) for sheet_id, title, requests in made if not snapshot.tab(sheet_id) and requests]


def board_columns(definition: ListDefinition) -> list[ListColumn]:
    """Return the columns that a list has on a board: those that are shared."""
    return list(definition.shared())


# --- a tab of a table ------------------------------------------------------------------------------------------------


def list_requests(definition: ListDefinition, rows: int) -> list[Request]:
    """Return what makes a list's tab: table, validation, formats, protected header, filter, and what tints a row."""
    columns = board_columns(definition)
    headers = [ROW_ID, *(each.title for each in columns), SYNC]
    sheet_id = list_tab(definition.name)
    kinds = [column_requests(sheet_id, at, each, rows) for at, each in enumerate(columns, 1)]
    return [
        *table_tab(sheet_id, definition.title, headers, rows),
        *(request for each in kinds for request in each),
        width_request(sheet_id, len(headers) - 1, 220),
        tint_request(sheet_id, len(headers), rows),
    ]


def conflicts_requests(rows: int) -> list[Request]:
    """Return what makes the tab of conflicts."""
    sheet_id, titles = list_tab(CONFLICTS), [title for _, title in CONFLICT_COLUMNS]
    widths = [width_request(sheet_id, at, 130) for at in range(1, len(titles))]
    plain = {"numberFormat": {"type": "TEXT", "pattern": "@"}}
    texts: Request = format_request(area(sheet_id, 1, rows, 0, len(titles)), plain, "userEnteredFormat.numberFormat")
    return [*table_tab(sheet_id, "Conflicts", titles, rows), *widths, texts]


def table_tab(sheet_id: int, title: str, headers: Sequence[str], rows: int) -> list[Request]:
    """Return what makes a tab with a header row that is frozen, protected and carries a filter; the ids are hidden."""
    count = len(headers)
    grid = {"rowCount": rows, "columnCount": count, "frozenRowCount": 1}
    head = area(sheet_id, 0, 1, 0, count)
    look = {
        "backgroundColor": colour(NAVY),
        "textFormat": {"bold": True, "foregroundColor": colour((1, 1, 1))},
        "verticalAlignment": "MIDDLE",
    }
    ids = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    words = "the header row: rename columns with care"
    return [
        {"addSheet": {"properties": {"sheetId": sheet_id, "title": title, "gridProperties": grid}}},
        {"updateCells": {"range": head, "rows": [text_row(headers)], "fields": "userEnteredValue"}},
        format_request(head, look, "userEnteredFormat(backgroundColor,textFormat,verticalAlignment)"),
        {"updateDimensionProperties": {"range": ids, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
        {"addProtectedRange": {"protectedRange": {"range": head, "description": words, "warningOnly": True}}},
        {"setBasicFilter": {"filter": {"range": area(sheet_id, 0, rows, 0, count)}}},
    ]


def column_requests(sheet_id: int, at: int, column: ListColumn, rows: int) -> list[Request]:
    """Return what makes a column look and check as its kind: typed digits of a text stay the text they are."""
    cells = area(sheet_id, 1, rows, at, at + 1)
    found = [width_request(sheet_id, at, WIDTHS[column.kind])]
    if column.kind in FORMATS:
        look = {"numberFormat": FORMATS[column.kind]}
        found.append(format_request(cells, look, "userEnteredFormat.numberFormat"))
    if column.choices:
        values = [{"userEnteredValue": each} for each in column.choices]
        rule = {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True, "strict": False}
        found.append({"setDataValidation": {"range": cells, "rule": rule}})
    if column.kind in ("date", "datetime"):
        rule = {"condition": {"type": "DATE_IS_VALID"}, "strict": False}
        found.append({"setDataValidation": {"range": cells, "rule": rule}})
    return found


def tint_request(sheet_id: int, count: int, rows: int) -> Request:
    """Return the rule that tints a row of which the column Sync has something to say."""
    formula = f"=LEN(${letter(count - 1)}2)>0"
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": formula}]}
    rule = {
        "ranges": [area(sheet_id, 1, rows, 0, count)],
        "booleanRule": {"condition": condition, "format": {"backgroundColor": colour(AMBER)}},
    }
    return {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def letter(at: int) -> str:
    """Return a column's letters, counted from 0.

    >>> letter(0), letter(26)
    ('A', 'AA')
    """
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def area(sheet_id: int, top: int, bottom: int, left: int, right: int) -> Request:
    """Return a range, its ends left out of it."""
    return {
        "sheetId": sheet_id,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def colour(shares: tuple[float, float, float]) -> Request:
    """Return a colour of shares of red, green and blue."""
    return dict(zip(("red", "green", "blue"), shares))


def format_request(cells: Request, look: Request, fields: str) -> Request:
    """Return what formats cells."""
    return {"repeatCell": {"range": cells, "cell": {"userEnteredFormat": look}, "fields": fields}}


def width_request(sheet_id: int, at: int, pixels: int) -> Request:
    """Return what makes a column as wide."""
    span = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    return {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": pixels}, "fields": "pixelSize"}}


# --- settings and figures --------------------------------------------------------------------------------------------


def settings_requests() -> list[Request]:
    """Return what makes the tab of settings."""
    grid = {"rowCount": len(SETTINGS) + 20, "columnCount": 2, "frozenRowCount": 1}
    rows = [text_row(each) for each in (("Setting", "Value"), *SETTINGS)]
    start = {"sheetId": SETTINGS_TAB, "rowIndex": 0, "columnIndex": 0}
    head = area(SETTINGS_TAB, 0, 1, 0, 2)
    look = {"backgroundColor": colour(PALE), "textFormat": {"bold": True}}
    return [
        {"addSheet": {"properties": {"sheetId": SETTINGS_TAB, "title": "Settings", "gridProperties": grid}}},
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}},
        format_request(head, look, "userEnteredFormat(backgroundColor,textFormat)"),
        width_request(SETTINGS_TAB, 0, 380),
        width_request(SETTINGS_TAB, 1, 260),
    ]


def figures_requests(definitions: Sequence[ListDefinition]) -> list[Request]:
    """Return what makes the tab of figures: how many cases stand where, and a chart of it."""
    found = [(each, column) for each in definitions for column in board_columns(each) if column.key == "status"]
    if not found:
        return []
    definition, column = found[0]
    place = letter(board_columns(definition).index(column) + 1)
    cells = f"'{definition.title}'!${place}$2:${place}"
    counts = [
        {
            "values": [
                {"userEnteredValue": {"stringValue": each}},
                {"userEnteredValue": {"formulaValue": count(cells, n)}},
            ]
        }
        for n, each in enumerate(column.choices or STATUSES, 2)
    ]
    grid = {"rowCount": 40, "columnCount": 8, "frozenRowCount": 1, "hideGridlines": True}
    start = {"sheetId": FIGURES_TAB, "rowIndex": 0, "columnIndex": 0}
    head = {"backgroundColor": colour(PALE), "textFormat": {"bold": True}}
    return [
        {"addSheet": {"properties": {"sheetId": FIGURES_TAB, "title": "Figures", "gridProperties": grid}}},
        {
            "updateCells": {
                "start": start,
                "rows": [text_row(("Status", "Cases")), *counts],
                "fields": "userEnteredValue",
            }
        },
        format_request(area(FIGURES_TAB, 0, 1, 0, 2), head, "userEnteredFormat(backgroundColor,textFormat)"),
        chart_request(f"{definition.title} by status", len(counts)),
    ]


def count(cells: str, row: int) -> str:
    """Return the formula that counts the cases of the status in a row's first cell.

    >>> count("'A'!$B$2:$B", 2)
    "=COUNTIF('A'!$B$2:$B,$A2)"
    """
    return f"=COUNTIF({cells},$A{row})"


def chart_request(title: str, rows: int) -> Request:
    """Return what makes the chart of the figures."""

    def source(left: int) -> Request:
        return {"sourceRange": {"sources": [area(FIGURES_TAB, 0, rows + 1, left, left + 1)]}}

    spec = {
        "title": title,
        "basicChart": {
            "chartType": "BAR",
            "legendPosition": "NO_LEGEND",
            "headerCount": 1,
            "domains": [{"domain": source(0)}],
            "series": [{"series": source(1), "targetAxis": "BOTTOM_AXIS"}],
        },
    }
    anchor = {"sheetId": FIGURES_TAB, "rowIndex": 0, "columnIndex": 3}
    return {"addChart": {"chart": {"spec": spec, "position": {"overlayPosition": {"anchorCell": anchor}}}}}
