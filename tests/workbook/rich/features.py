"""The 37 kinds of content that load-and-save is known to lose, in one table, and a workbook with all of them."""

from datetime import date, datetime, timedelta

from workbook.rich import data_features as data
from workbook.rich import drawn_features as drawn
from workbook.rich import sheet_features as sheet
from workbook.rich.assembly import (
    MAIN,
    OFFICE,
    SPREADSHEET,
    WORKBOOK,
    Feature,
    Part,
    Relation,
    members_of,
    numbered,
    numbers_of,
    with_features,
    zipped,
)

from tcsheets.workbook.addresses import cell_name
from tcsheets.workbook.formulas import formulas_of
from tcsheets.workbook.package import open_package, read_table, rows_of
from tcsheets.workbook.patch import Patch, patched, table_cells
from workbook_templates import built
from workbook_templates.treatment_coordinator.facts import Facts

ROWS = 200
FEATURES = (
    sheet.TABLES,
    sheet.X14_VALIDATIONS,
    sheet.X14_DATA_BARS,
    sheet.X14_ICON_SETS,
    sheet.SPARKLINES,
    data.SLICERS,
    data.TIMELINES,
    data.PIVOTS,
    drawn.CHARTS,
    drawn.CHART_SHEETS,
    drawn.IMAGES,
    drawn.SHAPES,
    drawn.BUTTONS,
    drawn.HEADER_IMAGE,
    drawn.BACKGROUND,
    drawn.IMAGES_IN_CELLS,
    sheet.CHECKBOXES,
    drawn.THREADED_COMMENTS,
    drawn.NOTES,
    sheet.DYNAMIC_ARRAYS,
    data.POWER_QUERY,
    data.CONNECTIONS,
    data.PRINTER_SETTINGS,
    sheet.RICH_TEXT,
    sheet.PHONETIC_TEXT,
    sheet.DEFINED_NAMES,
    data.EXTERNAL_LINKS,
    sheet.PROTECTION,
    sheet.FREEZE_PANES,
    sheet.CUSTOM_PROPERTIES,
    sheet.THEME,
    data.CUSTOM_DATA,
    sheet.CUSTOM_VIEWS,
    sheet.WATCHES,
    sheet.SCENARIOS,
    sheet.OUTLINE,
    data.WEB_EXTENSIONS,
)
MACROS = data.MACROS
GROUND = (
    data.GROUND,
    drawn.GROUND,
    Feature("what the sheet needs for cells beside its table", "", pieces=(sheet.RULES_GROUND, *sheet.WIDER)),
)


def plain_workbook():
    """Return the bytes of the template's empty workbook."""
    return built("treatment_coordinator", Facts("Elm Street", date(2026, 11, 24), False, "b1"))


def call(place):
    """Return a row of the follow-up list by column."""
    presented = datetime(2026, 11, 2, 9) + timedelta(hours=place)
    about = {
        "Case": f"C-{place:03d}",
        "Chart": f"CH-{place}",
        "Patient": f"Nr {place} <&> é",
        "Treatment": "Crown",
    }
    return about | {"Plan value": 100 + place, "Presented": presented, "Status": "presented", "Coordinator": "Ana"}


def with_calls(content, calls):
    """Return a workbook with so many follow-ups: its blank rows filled, the others added below."""
    package = open_package(content, "book.xlsx")
    found = read_table(package, "FollowUps")
    free = [place for place, row in enumerate(found.rows) if row[1] is None]
    cells = {(place, name): value for place, row in zip(free, calls) for name, value in row.items()}
    table = package.table("FollowUps")
    added = [[row.get(name) for name in found.header] for row in calls[len(free) :]]
    return patched(package, Patch({table.sheet: table_cells(table, cells)}, {table.name: added}))


def rich_workbook(content, features=FEATURES):
    """Return the bytes of a workbook with 200 follow-ups and the features, and these as they stand in it."""
    members = members_of(with_calls(content, [call(place) for place in range(ROWS)]))
    numbers = numbers_of(members)
    known = tuple(numbered(each, numbers) for each in features)
    whole = zipped(with_features(members, (*GROUND, *known)))
    return zipped(with_features(members_of(whole), (chain_of(whole),), defaults={})), known


def chain_of(content):
    """Return the list of formulas, in the order of their sheets, as Excel would write it."""
    package = open_package(content, "book.xlsx")
    entries = [
        f'<c r="{cell_name(found.row, found.column)}" i="{each.id}"/>'
        for each in package.sheets
        if each.part.startswith("xl/worksheets")
        for found in formulas_of(rows_of(package, each.name))
    ]
    content = f'<calcChain xmlns="{MAIN}">{"".join(entries)}</calcChain>'
    part = Part("xl/calcChain.xml", content, f"{SPREADSHEET}.calcChain+xml")
    return Feature("calcChain", "", (part,), (Relation(WORKBOOK, "rIdChain", f"{OFFICE}/calcChain", part.name),))
