"""Declaring a table of a workbook as a list of the practice's own."""

from __future__ import annotations

from collections.abc import Sequence

from tcsheets.cells import is_blank
from tcsheets.errors import ArgumentError
from tcsheets.sync.home import Home
from tcsheets.sync.lists import ROW_ID, SYNC, Kind, header_key
from tcsheets.sync.own_lists import definitions_in
from tcsheets.workbook.package import TableData, open_package, read_table
from tcsheets.workbook.values import Cell, DateSerial


def declare_list(home: Home, name: str, workbook: bytes, table: str, titles: Sequence[str], mode: str) -> list[str]:
    """Declare a table of a workbook as a list, and return the titles of the columns that are shared."""
    data = read_table(open_package(workbook), table)
    declared = declaration_of(table, data, titles, mode)
    config = {**home.config()}
    config["lists"] = {**config.get("lists", {}), name: declared}
    made = {each.name: each for each in definitions_in(config, "the declaration")}[name]
    home.keep_config(lists=config["lists"])
    return [each.title for each in made.shared()]


def allow_columns(home: Home, name: str, titles: Sequence[str]) -> list[str]:
    """Allow only some columns of a list to leave, or all again where none is named; return those that are shared."""
    columns = {key: each for key, each in home.config().get("columns", {}).items() if key != name}
    wanted = {**columns, name: list(titles)} if titles else columns
    known = {each.name: each for each in definitions_in({**home.config(), "columns": wanted}, "the columns")}
    if name not in known:
        raise ArgumentError(f"there is no list {name!r}; the lists: {', '.join(known)}")
    home.keep_config(columns=wanted)
    return [each.title for each in known[name].shared()]


def declaration_of(table: str, data: TableData, titles: Sequence[str], mode: str) -> dict[str, object]:
    """Return the declaration of a table as a list: its columns, all or some, each of the kind that its cells have."""
    known = {header_key(title): place for place, title in enumerate(data.header)}
    wanted = titles or [each for each in data.header if header_key(each) not in (ROW_ID, header_key(SYNC))]
    missing = [each for each in wanted if header_key(each) not in known]
    if missing:
        there = ", ".join(data.header)
        raise ArgumentError(f"the table {table} has no column {', '.join(missing)}; its columns: {there}")
    places = [known[header_key(each)] for each in wanted]
    kinds = {data.header[place]: kind_of([row[place] for row in data.rows]) for place in places}
    return {"table": table, "mode": mode, "label": list(kinds)[:1], "columns": kinds}


def kind_of(cells: Sequence[Cell]) -> Kind:
    """Return the kind of a column by its cells: of dates or of numbers where all are, otherwise of text.

    >>> kind_of([DateSerial(46350), None]), kind_of([1.5, 2.0]), kind_of(["00123", 7.0]), kind_of([])
    ('date', 'number', 'text', 'text')
    """
    filled = [each for each in cells if not is_blank(each)]
    if filled and all(isinstance(each, DateSerial) for each in filled):
        return "date"
    return "number" if filled and all(type(each) is float for each in filled) else "text"
