"""A workbook's parts as a plain XML parser reads them: sheets, cells, strings, tables, relations.

Nothing of the product is used here, so that a mistake of the one is not repeated by the other.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree as ET

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Area = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class Related:
    """A relation: who has it, its id and kind, and the part it leads to ("" outside the file)."""

    owner: str
    id: str
    kind: str
    target: str


@dataclass(frozen=True)
class Cell:
    """A cell: row, column, its XML, and its written value."""

    row: int
    column: int
    element: ET.Element

    @property
    def name(self) -> str:
        return self.element.get("r", "")

    @property
    def value(self) -> str:
        return self.element.findtext(f"{SPACE}v") or ""

    @property
    def has_formula(self) -> bool:
        return self.element.find(f"{SPACE}f") is not None


class Book:
    """The parts of a workbook, parsed when they are first looked at."""

    def __init__(self, data: bytes):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees: dict[str, ET.Element] = {}

    def tree(self, part: str) -> ET.Element:
        if part not in self.trees:
            self.trees[part] = ET.fromstring(self.parts[part])
        return self.trees[part]

    def is_xml(self, part: str) -> bool:
        return part.endswith((".xml", ".rels", ".vml"))

    @cached_property
    def relations(self) -> list[Related]:
        return [each for part in self.parts if part.endswith(".rels") for each in self.relations_in(part)]

    def relations_in(self, part: str) -> Iterator[Related]:
        owner = join(dirname(dirname(part)), basename(part).removesuffix(".rels"))
        for each in self.tree(part):
            inside = each.get("TargetMode") != "External"
            where = normpath(join("/", dirname(owner), unquote(each.get("Target", "")))).lstrip("/")
            yield Related(owner, each.get("Id", ""), each.get("Type", "").rpartition("/")[2], where if inside else "")

    def targets(self, kind: str, owner: str | None = None) -> list[str]:
        return [each.target for each in self.relations if each.kind == kind and owner in (None, each.owner)]

    def one(self, kind: str) -> ET.Element | None:
        found = self.targets(kind)
        return self.tree(found[0]) if found else None

    @cached_property
    def workbook(self) -> str:
        return self.targets("officeDocument", "")[0]

    @cached_property
    def sheets(self) -> list[tuple[str, str, str]]:
        """Name, sheetId and part of each sheet."""
        ids = {each.id: each.target for each in self.relations if each.owner == self.workbook}
        listed = self.tree(self.workbook).iter(f"{SPACE}sheet")
        return [(each.get("name", ""), each.get("sheetId", ""), ids[each.get(f"{OFFICE}id", "")]) for each in listed]

    @cached_property
    def worksheets(self) -> list[tuple[str, str, str]]:
        kept = set(self.targets("worksheet", self.workbook))
        return [each for each in self.sheets if each[2] in kept]

    @cached_property
    def cells(self) -> dict[str, dict[tuple[int, int], Cell]]:
        return {part: dict(cells_in(self.tree(part))) for _, _, part in self.worksheets}

    @cached_property
    def strings(self) -> list[str]:
        root = self.one("sharedStrings")
        return [text_of(each) for each in root.findall(f"{SPACE}si")] if root is not None else []

    @cached_property
    def tables(self) -> dict[str, list[tuple[str, ET.Element]]]:
        """The tables by the part of their sheet."""
        parts = {part: self.targets("table", part) for _, _, part in self.worksheets}
        return {part: [(each, self.tree(each)) for each in found] for part, found in parts.items()}

    def text(self, cell: Cell) -> str:
        kind = cell.element.get("t")
        if kind == "s":
            return self.strings[int(cell.value)]
        return text_of(cell.element.find(f"{SPACE}is")) if kind == "inlineStr" else cell.value


def text_of(element: ET.Element | None) -> str:
    """Return the text of a string, its runs put together, without the readings printed over it."""
    if element is None:
        return ""
    runs = [element, *element.findall(f"{SPACE}r")]
    return "".join(run.findtext(f"{SPACE}t") or "" for run in runs)


def cells_in(sheet: ET.Element) -> Iterator[tuple[tuple[int, int], Cell]]:
    """Return the cells of a sheet by place."""
    for element in sheet.iter(f"{SPACE}c"):
        row, column = place_of(element.get("r", ""))
        yield (row, column), Cell(row, column, element)


def place_of(name: str) -> tuple[int, int]:
    """Return the row and the column of a cell's name.

    >>> place_of("AB12")
    (12, 28)
    """
    letters, number = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", name).groups()
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return int(number), column


def area_of(ref: str) -> Area:
    """Return an area.

    >>> area_of("B3:D4"), area_of("A1")
    ((3, 2, 4, 4), (1, 1, 1, 1))
    """
    first, _, last = ref.partition(":")
    return (*place_of(first), *place_of(last or first))


def meet(one: Area, other: Area) -> bool:
    """Whether two areas have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
