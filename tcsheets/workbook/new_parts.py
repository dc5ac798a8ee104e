"""A workbook with sheets and tables that it did not have; every part that need not name them stays as it was."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from tcsheets.errors import FileError
from tcsheets.workbook.addresses import Area
from tcsheets.workbook.archive import rewritten
from tcsheets.workbook.markup import Tag, attribute_text, cell_text, small_part, tags, with_attribute
from tcsheets.workbook.package import Package, open_package, rows_of
from tcsheets.workbook.parts import Sheet, relations_part
from tcsheets.workbook.sheet_patch import Splice, spliced

TYPES, APP = "[Content_Types].xml", "docProps/app.xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml."
COMMON, STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TABLE_STYLE = (
    '<tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" '
    'showColumnStripes="0"/>'
)


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table to be made over cells of a sheet: its name, its area, and the texts of its header row."""

    name: str
    area: Area
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to be made: its name, its state, the XML inside its `worksheet`, and the table on it."""

    name: str
    state: str
    body: str
    table: NewTable | None = None


def with_sheet(package: Package, sheet: NewSheet) -> Package:
    """Return the workbook with a sheet added after the others."""
    part = free_part(package, "worksheets/sheet{}.xml")
    relation = free_relation(package, package.workbook_part)
    root = f'<worksheet xmlns="{main_space(package)}">{sheet.body}</worksheet>'
    made = reopened(
        package,
        {
            package.workbook_part: with_sheet_tag(package, sheet, relation),
            **naming(package, package.workbook_part, relation, "worksheet", part),
            **listed(package, part, "worksheet"),
            **entitled(package, sheet),
            part: DECLARATION + root,
        },
    )
    return with_table(made, made.sheet(sheet.name), sheet.table) if sheet.table else made


def with_table(package: Package, sheet: Sheet, table: NewTable) -> Package:
    """Return the workbook with a table made over cells that stand on a sheet."""
    part = free_part(package, "tables/table{}.xml")
    relation = free_relation(package, sheet.part)
    return reopened(
        package,
        {
            sheet.part: with_table_tag(package, sheet, relation),
            **naming(package, sheet.part, relation, "table", part),
            **listed(package, part, "table"),
            part: DECLARATION + table_xml(package, table),
        },
    )


def reopened(package: Package, parts: Mapping[str, str | bytes]) -> Package:
    """Return the workbook with parts changed and added."""
    contents = {name: each.encode() if isinstance(each, str) else each for name, each in parts.items()}
    return open_package(rewritten(package.archive, contents), package.name)


def text_of(package: Package, part: str) -> str:
    """Return a small part as text."""
    return small_part(package.content(part), part, package.name)


def main_space(package: Package) -> str:
    """Return the namespace of the workbook's XML."""
    is_strict = STRICT in text_of(package, package.workbook_part)
    return STRICT + "spreadsheetml/main" if is_strict else COMMON + "spreadsheetml/2006/main"


def relation_space(package: Package) -> str:
    """Return the namespace of what points from one part of the workbook to another."""
    is_strict = STRICT in text_of(package, package.workbook_part)
    return (STRICT + "officeDocument/" if is_strict else COMMON + "officeDocument/2006/") + "relationships"


def with_format(package: Package, number_format: int) -> tuple[Package, str]:
    """Return the workbook with a cell format that shows numbers in a built-in way (14: a date), and its number.

    The number is "" where the workbook has no formats to add to.
    """
    part = next((each.target for each in package.relations if each.kind == "styles"), "")
    text = text_of(package, part) if package.has_part(part) else ""
    opening = next((tag for tag in tags(text) if tag.name == "cellXfs" and not tag.is_end), None)
    if opening is None:
        return package, ""
    end = next(tag.start for tag in tags(text) if tag.name == "cellXfs" and tag.is_end)
    count = sum(tag.name == "xf" and not tag.is_end for tag in tags(text, opening.end, end))
    new = f'<{opening.prefix}xf numFmtId="{number_format}" fontId="0" fillId="0" borderId="0" xfId="0" '
    head = with_attribute(text[opening.start : opening.end], "count", str(count + 1))
    whole = f'{text[: opening.start]}{head}{text[opening.end : end]}{new}applyNumberFormat="1"/>{text[end:]}'
    return reopened(package, {part: whole}), str(count)


# --- names and numbers that are free ---------------------------------------------------------------------------------


def free_part(package: Package, form: str) -> str:
    """Return the name of a part that the file does not have, by a form with the place of its number."""
    taken = {each.name.lower() for each in package.archive.members}
    names = (posixpath.join(posixpath.dirname(package.workbook_part), form.format(number)) for number in count(1))
    return next(name for name in names if name.lower() not in taken)


def free_relation(package: Package, part: str) -> str:
    """Return an id that no relation of a part has."""
    where = relations_part(part)
    found = tags(text_of(package, where)) if package.has_part(where) else ()
    taken = {tag.get("Id") for tag in found}
    return next(name for name in (f"rId{number}" for number in count(1)) if name not in taken)


def free_table_id(package: Package) -> int:
    """Return a number that no table of the workbook has."""
    heads = (next(tag for tag in tags(text_of(package, each.part)) if tag.name == "table") for each in package.tables)
    return max((int(head.get("id", "0")) for head in heads), default=0) + 1


# --- what names a new part -------------------------------------------------------------------------------------------


def with_child(text: str, parent: str, child: str, where: str) -> str:
    """Return a part with XML put last into one of its elements; {} in it stands for the prefix of the part's names.

    >>> with_child('<x:a><x:b n="1"/></x:a>', "b", "<{}c/>", "a part")
    '<x:a><x:b n="1"><x:c/></x:b></x:a>'
    """
    found = [tag for tag in tags(text) if tag.name == parent and (tag.is_end or tag.is_empty)]
    if not found:
        raise FileError(f"{where} is damaged; open the file in Excel, let it repair it and save it")
    last = found[-1]
    new = child.replace("{}", last.prefix)
    if last.is_end:
        return text[: last.start] + new + text[last.start :]
    opened = text[last.start : last.end].removesuffix("/>").rstrip() + ">"
    return f"{text[: last.start]}{opened}{new}</{last.prefix}{parent}>{text[last.end :]}"


def naming(package: Package, part: str, relation: str, kind: str, target: str) -> dict[str, str]:
    """Return the part of a part's relations, with a new one."""
    where = relations_part(part)
    path = posixpath.relpath(target, posixpath.dirname(part))
    child = f'<{{}}Relationship Id="{relation}" Type="{relation_space(package)}/{kind}" Target="{path}"/>'
    none = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'
    text = text_of(package, where) if package.has_part(where) else none
    return {where: with_child(text, "Relationships", child, f"{package.name}: {where}")}


def listed(package: Package, part: str, kind: str) -> dict[str, str]:
    """Return the list of content types with a new part."""
    child = f'<{{}}Override PartName="/{part}" ContentType="{CONTENT}{kind}+xml"/>'
    return {TYPES: with_child(text_of(package, TYPES), "Types", child, f"{package.name}: {TYPES}")}


def pointer(package: Package, root: str, relation: str) -> str:
    """Return the attribute that points to a part by a relation, its prefix declared where the root tag does not."""
    space = relation_space(package)
    is_known = f'xmlns:r="{space}"' in root or f"xmlns:r='{space}'" in root
    return f'r:id="{relation}"' if is_known else f'xmlns:r="{space}" r:id="{relation}"'


def with_sheet_tag(package: Package, sheet: NewSheet, relation: str) -> str:
    """Return the workbook's main part with a sheet added."""
    text = text_of(package, package.workbook_part)
    root = next(tag for tag in tags(text) if tag.name == "workbook")
    number = max(int(each.id) for each in package.sheets) + 1
    state = "" if sheet.state == "visible" else f' state="{sheet.state}"'
    name, where = attribute_text(sheet.name), pointer(package, root.attributes, relation)
    child = f'<{{}}sheet name="{name}" sheetId="{number}"{state} {where}/>'
    return with_child(text, "sheets", child, f"{package.name}: {package.workbook_part}")


def with_table_tag(package: Package, sheet: Sheet, relation: str) -> bytes:
    """Return a sheet's XML with a table added to those it names."""
    content = package.content(sheet.part)
    rows = rows_of(package, sheet.name)
    head = content[: rows.places[0]].decode()
    root = next(tag for tag in tags(head) if tag.name == "worksheet")
    child = f"<{rows.prefix}tablePart {pointer(package, root.attributes, relation)}/>"
    return spliced(package.raw(sheet.part), table_splices(content, rows.places[-1], rows.prefix, child))


def table_splices(content: bytes, end_of_rows: int, prefix: str, child: str) -> list[Splice]:
    """Return the splices that name one more table in a sheet's XML, in the place that the format gives it."""
    tail = content[end_of_rows:].decode("latin-1")  # one character a byte, so that places stay places
    known = next((tag for tag in tags(tail) if tag.name == "tableParts" and not tag.is_end), None)
    if known:
        old = tail[known.start : known.end]
        new = with_attribute(old, "count", str(int(known.get("count", "0")) + 1)) + child
        return [(end_of_rows + known.start, end_of_rows + known.end, new.encode())]
    place = end_of_rows + last_place(tail)
    return [(place, place, f'<{prefix}tableParts count="1">{child}</{prefix}tableParts>'.encode())]


def last_place(tail: str) -> int:
    """Return where a sheet's list of tables belongs in what follows its rows: last but for its extensions.

    >>> last_place("</sheetData><a><extLst/></a><extLst></extLst></worksheet>")
    28
    """
    depth = 0
    for tag in tags(tail):
        if tag.name == "extLst" and depth == 0 and not tag.is_end:
            return tag.start
        if tag.name == "worksheet":
            return tag.start
        depth += step(tag)
    raise AssertionError("a sheet's XML ends with its own tag")


def step(tag: Tag) -> int:
    """Return how much deeper a tag leads; the end of the rows, whose beginning is not looked at, leads nowhere."""
    if tag.is_empty or tag.name == "sheetData":
        return 0
    return -1 if tag.is_end else 1


def entitled(package: Package, sheet: NewSheet) -> dict[str, str]:
    """Return the file's list of titles with a sheet's, where it has such a list and the sheet can be found by people.

    The list begins with the sheets, whose number stands in another list; one that does not fit is left alone.
    """
    text = text_of(package, APP) if package.has_part(APP) else ""
    found = list(tags(text))
    numbers = [tag for tag in found if tag.name == "i4" and not tag.is_end]
    starts = [place for place, tag in enumerate(found) if tag.name == "TitlesOfParts" and not tag.is_end]
    if sheet.state == "veryHidden" or not numbers or not starts:
        return {}
    size, number = found[starts[0] + 1], numbers[0]
    sheets = text[number.end : text.index("<", number.end)].strip()
    titles = [tag for tag in found[starts[0] :] if tag.name == "lpstr" and tag.is_end]
    if size.name != "vector" or not sheets.isdigit() or not 0 < int(sheets) <= len(titles):
        return {}
    last = titles[int(sheets) - 1]
    title = f"<{last.prefix}lpstr>{cell_text(sheet.name)}</{last.prefix}lpstr>"
    grown = with_attribute(text[size.start : size.end], "size", str(int(size.get("size", "0")) + 1))
    splices = [
        (number.end, text.index("<", number.end), str(int(sheets) + 1)),
        (size.start, size.end, grown),
        (last.end, last.end, title),
    ]
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return {APP: text}


def table_xml(package: Package, table: NewTable) -> str:
    """Return the XML of a new table."""
    columns = "".join(
        f'<tableColumn id="{number}" name="{column_name(name)}"/>' for number, name in enumerate(table.header, 1)
    )
    name = attribute_text(table.name)
    return (
        f'<table xmlns="{main_space(package)}" id="{free_table_id(package)}" name="{name}" displayName="{name}" '
        f'ref="{table.area}" totalsRowShown="0"><autoFilter ref="{table.area}"/>'
        f'<tableColumns count="{len(table.header)}">{columns}</tableColumns>{TABLE_STYLE}</table>'
    )


def column_name(header: str) -> str:
    r"""Return a header as a table's XML names its column: a line break in the cell is written out.

    >>> column_name("Plan\nvalue & more")
    'Plan_x000a_value &amp; more'
    """
    return cell_text(header).replace('"', "&quot;").replace("\n", "_x000a_").replace("\t", "_x0009_")
