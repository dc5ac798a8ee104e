"""What must hold in the parts of any workbook, or Excel offers to repair it: each rule returns what is wrong."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from workbook.parsed import OFFICE, SPACE, Book, area_of, meet, place_of

FORMULA_SPACE = "{http://schemas.microsoft.com/office/excel/2006/main}"
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
TYPES = "[Content_Types].xml"
SHEET_IN_NAME = re.compile(r"(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!")


def parts_are_well_formed(book: Book) -> Iterator[str]:
    for part in filter(book.is_xml, book.parts):
        try:
            ET.fromstring(book.parts[part])
        except ET.ParseError as error:
            yield f"{part}: {error}"


def every_part_has_a_content_type(book: Book) -> Iterator[str]:
    types = book.tree(TYPES)
    endings = {each.get("Extension", "").lower() for each in types if each.tag.endswith("Default")}
    named = {each.get("PartName", "").lstrip("/") for each in types if each.tag.endswith("Override")}
    for part in book.parts:
        if part != TYPES and part not in named and part.rpartition(".")[2].lower() not in endings:
            yield f"{part}: no content type"


def every_declared_part_exists_once(book: Book) -> Iterator[str]:
    named = [each.get("PartName", "").lstrip("/") for each in book.tree(TYPES) if each.tag.endswith("Override")]
    yield from (f"{part}: declared, not there" for part in named if part not in book.parts)
    yield from (f"{part}: declared twice" for part in set(named) if named.count(part) > 1)


def every_relation_leads_to_a_part(book: Book) -> Iterator[str]:
    for each in book.relations:
        if each.target and each.target not in book.parts:
            yield f"{each.owner}: {each.id} leads to {each.target}, which is not there"


def every_part_is_reached(book: Book) -> Iterator[str]:
    reached, open_ends = {TYPES}, [""]
    while open_ends:
        owner = open_ends.pop()
        found = {each.target for each in book.relations if each.owner == owner and each.target} - reached
        reached |= found
        open_ends += found
    for part in book.parts:
        if part not in reached and not part.endswith(".rels"):
            yield f"{part}: nothing leads to it"


def every_relation_that_is_named_is_there(book: Book) -> Iterator[str]:
    for part in book.parts:
        if part.endswith(".xml") and OFFICE[1:-1].encode() in book.parts[part]:
            known = {each.id for each in book.relations if each.owner == part}
            used = {each.get(f"{OFFICE}{name}") for each in book.tree(part).iter() for name in ("id", "embed")}
            yield from (f"{part}: it names {each}, which it does not have" for each in used - known - {None})


def rows_and_cells_ascend(book: Book) -> Iterator[str]:
    for name, _, part in book.worksheets:
        rows = list(book.tree(part).iter(f"{SPACE}row"))
        numbers = [int(row.get("r", "0")) for row in rows]
        yield from (f"{name}: row {after} after row {before}" for before, after in pairwise(numbers) if after <= before)
        for row, number in zip(rows, numbers):
            places = [place_of(cell.get("r", "")) for cell in row.findall(f"{SPACE}c")]
            if any(place[0] != number for place in places) or any(b <= a for a, b in pairwise(places)):
                yield f"{name}: the cells of row {number} are not in order"


def dimensions_cover_the_cells(book: Book) -> Iterator[str]:
    for name, _, part in book.worksheets:
        found = book.tree(part).find(f"{SPACE}dimension")
        whole = area_of(found.get("ref", "")) if found is not None else (1, 1, 1 << 20, 1 << 14)
        outside = [cell.name for cell in book.cells[part].values() if not meet(whole, area_of(cell.name))]
        yield from (f"{name}: {cell} is outside the dimension" for cell in outside[:3])


def spans_cover_the_cells(book: Book) -> Iterator[str]:
    for name, _, part in book.worksheets:
        for row in book.tree(part).iter(f"{SPACE}row"):
            first, _, last = row.get("spans", "1:16384").partition(":")
            columns = [place_of(cell.get("r", ""))[1] for cell in row.findall(f"{SPACE}c")]
            if columns and not (int(first) <= min(columns) and max(columns) <= int(last)):
                yield f"{name}: the spans of row {row.get('r')} leave cells out"


def table_headers_match_their_cells(book: Book) -> Iterator[str]:
    for part, tables in book.tables.items():
        for name, table in tables:
            row, first, _, last = area_of(table.get("ref", ""))
            titles = [each.get("name", "") for each in table.iter(f"{SPACE}tableColumn")]
            cells = [book.cells[part].get((row, column)) for column in range(first, last + 1)]
            if titles != [book.text(each) if each else None for each in cells]:
                yield f"{name}: its columns are not what its header row says"


def tables_agree_with_their_filters(book: Book) -> Iterator[str]:
    for name, table in (each for tables in book.tables.values() for each in tables):
        found = table.find(f"{SPACE}autoFilter")
        bottom = int(table.get("totalsRowCount", "0"))
        area = area_of(table.get("ref", ""))
        if found is not None and area_of(found.get("ref", "")) != (*area[:2], area[2] - bottom, area[3]):
            yield f"{name}: its filter reaches elsewhere"


def tables_do_not_overlap(book: Book) -> Iterator[str]:
    for tables in book.tables.values():
        for (one, first), (other, second) in combinations(tables, 2):
            if meet(area_of(first.get("ref", "")), area_of(second.get("ref", ""))):
                yield f"{one} and {other} overlap"


def tables_have_names_and_ids_of_their_own(book: Book) -> Iterator[str]:
    tables = [table for found in book.tables.values() for _, table in found]
    for attribute in ("id", "displayName"):
        known = [table.get(attribute, "").lower() for table in tables]
        yield from (f"two tables have the {attribute} {each}" for each in set(known) if known.count(each) > 1)


def merged_cells_stay_out_of_tables_and_each_other(book: Book) -> Iterator[str]:
    for name, _, part in book.worksheets:
        merged = [each.get("ref", "") for each in book.tree(part).iter(f"{SPACE}mergeCell")]
        taken = [table.get("ref", "") for _, table in book.tables[part]]
        for one, other in [*combinations(merged, 2), *((one, other) for one in merged for other in taken)]:
            if meet(area_of(one), area_of(other)):
                yield f"{name}: {one} and {other} overlap"


def calc_chain_names_only_formulas(book: Book) -> Iterator[str]:
    chain, sheets, last = book.one("calcChain"), {number: part for _, number, part in book.worksheets}, ""
    for entry in chain if chain is not None else ():
        last = entry.get("i", last)
        cell = book.cells.get(sheets.get(last, ""), {}).get(place_of(entry.get("r", "")))
        if cell is None or not cell.has_formula:
            yield f"calcChain: sheet {last} has no formula in {entry.get('r')}"


def shared_strings_are_in_range(book: Book) -> Iterator[str]:
    for name, _, part in book.worksheets:
        for cell in book.cells[part].values():
            if cell.element.get("t") == "s" and not 0 <= int(cell.value) < len(book.strings):
                yield f"{name}!{cell.name}: there is no string {cell.value}"


def styles_are_in_range(book: Book) -> Iterator[str]:
    root = book.one("styles")
    count = len(root.find(f"{SPACE}cellXfs")) if root is not None else 1
    for name, _, part in book.worksheets:
        for element in book.tree(part).iter():
            style = element.get("style") if element.tag == f"{SPACE}col" else element.get("s", "0")
            if element.tag in (f"{SPACE}c", f"{SPACE}row", f"{SPACE}col") and int(style or 0) >= count:
                yield f"{name}!{element.get('r')}: there is no style {style}"


def tints_are_in_range(book: Book) -> Iterator[str]:
    root = book.one("styles")
    found = root.find(f"{SPACE}dxfs") if root is not None else None
    count = len(found) if found is not None else 0
    for name, _, part in book.worksheets:
        for rule in book.tree(part).iter(f"{SPACE}cfRule"):
            if int(rule.get("dxfId", "-1")) >= count:
                yield f"{name}: there is no tint {rule.get('dxfId')}"


def cell_metadata_is_in_range(book: Book) -> Iterator[str]:
    root = book.one("sheetMetadata")
    for attribute, block in (("cm", "cellMetadata"), ("vm", "valueMetadata")):
        found = root.find(f"{SPACE}{block}") if root is not None else None
        count = len(found) if found is not None else 0
        for name, _, part in book.worksheets:
            for cell in book.cells[part].values():
                if int(cell.element.get(attribute, "0")) > count:
                    yield f"{name}!{cell.name}: there is no {attribute} {cell.element.get(attribute)}"


def spilling_formulas_begin_where_they_stand(book: Book) -> Iterator[str]:
    for name, _, part in book.worksheets:
        for cell in book.cells[part].values():
            formula = cell.element.find(f"{SPACE}f")
            if (
                formula is not None
                and formula.get("t") == "array"
                and formula.get("ref", "").split(":")[0] != cell.name
            ):
                yield f"{name}!{cell.name}: its formula fills {formula.get('ref')}"


def sparklines_stand_in_one_cell_each(book: Book) -> Iterator[str]:
    for name, _, part in book.worksheets:
        for sparkline in book.tree(part).iter(f"{X14}sparkline"):
            where = sparkline.findtext(f"{FORMULA_SPACE}sqref") or ""
            if not re.fullmatch(r"[A-Z]+[0-9]+", where):
                yield f"{name}: a sparkline stands in {where}"


def defined_names_lead_to_sheets(book: Book) -> Iterator[str]:
    known = {name.lower() for name, _, _ in book.sheets}
    for each in book.tree(book.workbook).iter(f"{SPACE}definedName"):
        if int(each.get("localSheetId", "0")) >= len(known):
            yield f"the name {each.get('name')} belongs to a sheet that is not there"
        for quoted, bare in SHEET_IN_NAME.findall(re.sub(r"'?\[[^!]*!", "", each.text or "")):
            if (quoted.replace("''", "'") or bare).lower() not in known:
                yield f"the name {each.get('name')} leads to {quoted or bare}, which is not there"


def defined_names_are_there_once(book: Book) -> Iterator[str]:
    names = [
        (each.get("name", "").lower(), each.get("localSheetId"))
        for each in book.tree(book.workbook).iter(f"{SPACE}definedName")
    ]
    yield from (f"the name {name} is there twice" for name, sheet in set(names) if names.count((name, sheet)) > 1)


def sheets_have_names_and_ids_of_their_own(book: Book) -> Iterator[str]:
    for column in (0, 1, 2):
        known = [each[column].lower() for each in book.sheets]
        yield from (f"two sheets share {each}" for each in set(known) if known.count(each) > 1)


FIRST = parts_are_well_formed
RULES = (
    every_part_has_a_content_type,
    every_declared_part_exists_once,
    every_relation_leads_to_a_part,
    every_part_is_reached,
    every_relation_that_is_named_is_there,
    rows_and_cells_ascend,
    dimensions_cover_the_cells,
    spans_cover_the_cells,
    table_headers_match_their_cells,
    tables_agree_with_their_filters,
    tables_do_not_overlap,
    tables_have_names_and_ids_of_their_own,
    merged_cells_stay_out_of_tables_and_each_other,
    calc_chain_names_only_formulas,
    shared_strings_are_in_range,
    styles_are_in_range,
    tints_are_in_range,
    cell_metadata_is_in_range,
    spilling_formulas_begin_where_they_stand,
    sparklines_stand_in_one_cell_each,
    defined_names_lead_to_sheets,
    defined_names_are_there_once,
    sheets_have_names_and_ids_of_their_own,
)


def problems(data: bytes) -> list[tuple[str, str]]:
    """Return what is wrong with a workbook: (rule, what); only the first rule's where a part cannot be read."""
    book = Book(data)
    found = [(FIRST.__name__, each) for each in FIRST(book)]
    return found or [(rule.__name__, each) for rule in RULES for each in rule(book)]
