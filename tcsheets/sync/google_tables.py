"""The visible lists of a Google Sheet as tables, and the requests that change their cells.

Each list has a tab of its own, known by its sheet id, so a person may rename, move and colour it.  Its header row is
the first one that names `row_id`; what stands above and beside belongs to the person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tcsheets.errors import CellError
from tcsheets.stores.google_snapshot import Request, Snapshot, Tab, grown, hidden_tab, sheet_id_of
from tcsheets.sync.lists import CONFLICTS_TABLE, ROW_ID, ListDefinition, header_key, places_of
from tcsheets.sync.live_book import Changed, Grid, Picture, Spot, changed_cells
from tcsheets.workbook.values import Cell, DateSerial

CONFLICTS = "conflicts"  # the name of the tab of conflicts, beside the names of lists
DATES = {"DATE": "yyyy-mm-dd", "DATE_TIME": "yyyy-mm-dd hh:mm"}
ERRORS = {"DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "NAME": "#NAME?", "REF": "#REF!", "VALUE": "#VALUE!"}
DEEPEST_HEADER = 20
SPARE_ROWS = 100


def list_tab(name: str) -> int:
    """Return the sheet id of a list's visible tab."""
    return sheet_id_of("list", name)


def before_tab(name: str) -> int:
    """Return the sheet id of the hidden tab that keeps a list as it stood before the last write."""
    return sheet_id_of("before", name)


def table_of(name: str, definitions: Sequence[ListDefinition]) -> str:
    """Return the table of a list, by its name."""
    return next((each.table for each in definitions if each.name == name), CONFLICTS_TABLE)


def names_in(snapshot: Snapshot, definitions: Sequence[ListDefinition]) -> list[str]:
    """Return the names of the lists that a spreadsheet shows; of its conflicts too, if it shows any list."""
    found = [each.name for each in definitions if snapshot.tab(list_tab(each.name))]
    return [*found, CONFLICTS] if found and snapshot.tab(list_tab(CONFLICTS)) else found


# --- reading -------------------------------------------------------------------------------------------------------


def picture_of(snapshot: Snapshot, definitions: Sequence[ListDefinition], *, before: bool = False) -> Picture:
    """Return the lists of a spreadsheet as they stand, or as they stood before the last write."""
    known = {each.name: each for each in definitions}
    grids = {}
    for name in names_in(snapshot, definitions):
        tab = snapshot.tab(before_tab(name) if before else list_tab(name))
        grid = grid_of(tab, table_of(name, definitions), known.get(name)) if tab else None
        if grid:
            grids[grid.name] = grid
    return Picture(grids)


def grid_of(tab: Tab, table: str, definition: ListDefinition | None) -> Grid | None:
    """Return a tab's table; None where it has lost its header row."""
    lines = [[cell_of_data(each) for each in row] for row in tab.rows]
    wanted = ROW_ID if definition else "conflict_id"
    named = (at for at, row in enumerate(lines[:DEEPEST_HEADER]) if any(header_key(str(c)) == wanted for c in row if c))
    top = next(named, None)
    if top is None:
        return None
    header = tuple("" if each is None else str(each) for each in lines[top])
    places = places_of(definition, header) if definition else {}
    computed = (
        {places[each.key] for each in definition.columns if each.place == "formula" and each.key in places}
        if (definition)
        else set()
    )
    body = [fitted(row, len(header)) for row in lines[top + 1 :]]
    while body and all(cell is None for at, cell in enumerate(body[-1]) if at not in computed):
        body.pop()
    formulas = formulas_in(tab.rows[top + 1 : top + 1 + len(body)], len(header))
    return Grid(table, tab.title, top + 1, 1, header, tuple(map(tuple, body)), formulas)


def lacking(snapshot: Snapshot, definitions: Sequence[ListDefinition], remembered: Collection[str]) -> list[str]:
    """Return what visible lists have lost, one line each, and what to do; `remembered` are lists shown before."""
    found = []
    for each in definitions:
        tab = snapshot.tab(list_tab(each.name))
        grid = grid_of(tab, each.table, each) if tab else None
        if tab is None and each.name in remembered:
            found.append(f"{each.title}: its tab was deleted; undo that, or make it anew: tcsheets google setup")
        elif tab and grid is None:
            found.append(
                f"{each.title}: its tab has lost the hidden column {ROW_ID}, so nothing is taken over from it or shown "
                "there; undo that, or restore an earlier version of the sheet (File, Version history)"
            )
        elif grid:
            titles = [column.title for column in each.shared() if column.key not in grid.places(each)]
            words = f"{each.title}: its tab has no column {', '.join(titles)} (renamed, or deleted?); nothing is lost"
            found += [f"{words}: write that title over a column, and it is filled again"] * bool(titles)
    return found


def fitted(row: Sequence[Cell], width: int) -> list[Cell]:
    """Return a row as wide as its table."""
    return [*row[:width], *[None] * (width - len(row))]


def formulas_in(rows: Sequence[Sequence[Mapping[str, Any]]], width: int) -> dict[Spot, str]:
    """Return the formulas of a table by their places."""
    return {
        (place, at): str(cell["userEnteredValue"]["formulaValue"])
        for place, row in enumerate(rows)
        for at, cell in enumerate(row[:width])
        if "formulaValue" in cell.get("userEnteredValue", ())
    }


def cell_of_data(data: Mapping[str, Any]) -> Cell:
    """Return what a cell comes to.

    >>> cell_of_data({"effectiveValue": {"numberValue": 5}}), cell_of_data({})
    (5.0, None)
    """
    value = data.get("effectiveValue", {})
    if "numberValue" in value:
        kind = data.get("effectiveFormat", {}).get("numberFormat", {}).get("type", "")
        return DateSerial(value["numberValue"]) if kind in DATES else float(value["numberValue"])
    if "errorValue" in value:
        return CellError(ERRORS.get(value["errorValue"].get("type", ""), "#ERROR!"))
    found: Cell = value.get("stringValue", value.get("boolValue"))
    return None if found == "" else found


# --- writing -------------------------------------------------------------------------------------------------------


def kept_before(snapshot: Snapshot, name: str) -> list[Request]:
    """Return the requests that copy a list aside as it stands when they are done: its values, and what are dates."""
    source, aside = list_tab(name), snapshot.tab(before_tab(name))
    tab = snapshot.tabs[source]
    height, width = tab.height + SPARE_ROWS, tab.width
    title = f"_tcsheets before {name}"
    made = grown(aside, height, width) if aside else hidden_tab(before_tab(name), title, height, width)
    whole = {"sheetId": before_tab(name)}
    start = {**whole, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    copies: list[Request] = [
        {"copyPaste": {"source": {"sheetId": source}, "destination": start, "pasteType": kind}}
        for kind in ("PASTE_VALUES", "PASTE_FORMAT")
    ]
    blanked: Request = {"updateCells": {"range": whole, "fields": "userEnteredValue"}}
    return [*made, blanked, *copies]


def cells_to_write(now: Grid, wanted: Grid) -> dict[Spot, Cell | Changed]:
    """Return the cells of a table that are written: those that change, and a whole row that another takes the place of.

    What somebody types into such a row just then would stand beside the other's values; so it is written over, and
    found again in what was copied aside.
    """
    changed = changed_cells(now, wanted)
    at = next((at for at, title in enumerate(now.header) if header_key(title) == ROW_ID), None)
    left = [place for place, column in changed if column == at and place < len(now.rows) and now.rows[place][column]]
    for place in left:
        row = wanted.rows[place] if place < len(wanted.rows) else (None,) * len(now.header)
        for column, value in enumerate(row):
            if (place, column) not in now.formulas and (place, column) not in wanted.formulas:
                changed.setdefault((place, column), value)
    return changed


def cell_requests(snapshot: Snapshot, name: str, now: Grid, wanted: Grid) -> list[Request]:
    """Return the requests that make a table what is wanted."""
    tab = snapshot.tabs[list_tab(name)]
    changed = cells_to_write(now, wanted)
    if not changed:
        return []
    end = now.row + 1 + max(place for place, _ in changed)
    more = grown(tab, end + SPARE_ROWS if end > tab.height else 0)
    return [*more, *(run_request(tab.sheet_id, now, start, run) for start, run in runs_of(now, changed))]


def runs_of(now: Grid, changed: Mapping[Spot, Cell | Changed]) -> list[tuple[Spot, list[Request]]]:
    """Return changed cells as runs in a row, each with its first place and its cells."""
    runs: list[tuple[Spot, list[Request]]] = []
    last = (-1, -1)
    for spot in sorted(changed):
        data = cell_data(changed[spot], is_blank=spot[0] >= len(now.rows) or now.rows[spot[0]][spot[1]] is None)
        joins = bool(runs) and spot == (last[0], last[1] + 1) and has_format(runs[-1][1][-1]) == has_format(data)
        if joins:
            runs[-1][1].append(data)
        else:
            runs.append((spot, [data]))
        last = spot
    return runs


def has_format(data: Request) -> bool:
    """Whether a cell is written with its format."""
    return "userEnteredFormat" in data


def run_request(sheet_id: int, grid: Grid, start: Spot, cells: Sequence[Request]) -> Request:
    """Return the request that writes a run of cells."""
    place = {"sheetId": sheet_id, "rowIndex": grid.row + start[0], "columnIndex": grid.column - 1 + start[1]}
    fields = "userEnteredValue,userEnteredFormat.numberFormat" if has_format(cells[0]) else "userEnteredValue"
    return {"updateCells": {"start": place, "rows": [{"values": list(cells)}], "fields": fields}}


def cell_data(value: Cell | Changed, *, is_blank: bool) -> Request:
    """Return a cell with its typed value: a text is a text, whatever it begins with; a date in a blank cell looks so.

    >>> cell_data("=1+1", is_blank=True)
    {'userEnteredValue': {'stringValue': '=1+1'}}
    """
    if isinstance(value, Changed):
        return {"userEnteredValue": {"formulaValue": value.formula}}
    if value is None or isinstance(value, CellError):
        return {}
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, (int, float)):
        number: Request = {"userEnteredValue": {"numberValue": float(value)}}
        if not isinstance(value, DateSerial) or not is_blank:
            return number
        kind = "DATE" if float(value).is_integer() else "DATE_TIME"
        return {**number, "userEnteredFormat": {"numberFormat": {"type": kind, "pattern": DATES[kind]}}}
    return {"userEnteredValue": {"stringValue": str(value)}}


def with_rows(grid: Grid, rows: Sequence[Sequence[Cell]]) -> Grid:
    """Return a table with other rows."""
    return replace(grid, rows=tuple(map(tuple, rows)))
