"""A workbook with features added to it: parts, relations, and pieces of XML put where they belong.

Made of text and nothing else, so that it can hold what no library writes.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from posixpath import basename, dirname

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"
SHEET = "xl/worksheets/sheet16.xml"  # Follow-ups, which the sync changes
TABLE = "xl/tables/table6.xml"
BASE = "xl/worksheets/sheet30.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DEFAULTS = {
    "png": "image/png",
    "bin": f"{SPREADSHEET}.printerSettings",
    "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
}
SHEET_ORDER = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF"),
    *("picture", "oleObjects", "mc:AlternateContent", "webPublishItems", "tableParts", "extLst"),
)
WORKBOOK_ORDER = (
    *("workbookPr", "bookViews", "sheets", "externalReferences", "definedNames", "calcPr", "customWorkbookViews"),
    *("pivotCaches", "extLst"),
)


@dataclass(frozen=True)
class Piece:
    """XML that goes into a part that others share; `put` is given the part's text and the XML."""

    part: str
    xml: str
    put: Callable[[str, str], str]


@dataclass(frozen=True)
class Part:
    """A part of its own; kind: its content type, "" for that of its file name's ending."""

    name: str
    content: str | bytes
    kind: str = ""


@dataclass(frozen=True)
class Relation:
    """A relation of a part ("" for the whole file) to another, or to something outside."""

    owner: str
    id: str
    kind: str
    target: str
    outside: bool = False


@dataclass(frozen=True)
class Feature:
    """One kind of content, and what carries it.

    mark: what is still in some part of the file, in anybody's wording, as long as the feature is;
    kept: what the template had of it already, as (part, XML), "" for the whole part.
    """

    name: str
    mark: str
    parts: tuple[Part, ...] = ()
    relations: tuple[Relation, ...] = ()
    pieces: tuple[Piece, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()

    def carriers(self):
        """Return (part, XML) of all that must stay byte for byte; "" for the whole part."""
        return [*((each.name, "") for each in self.parts), *((each.part, each.xml) for each in self.pieces), *self.kept]


# --- where pieces go -----------------------------------------------------------------------------------------------


def in_order(order):
    """Return what puts an element among its siblings, in the order that the format wants."""

    def put(text, xml):
        later = order[order.index(re.match(r"<([\w:]+)", xml)[1]) + 1 :]
        start = text.find("</sheetData>") + 1
        found = [re.compile(rf"<{each}[\s/>]").search(text, start) for each in later]
        place = next((each.start() for each in found if each), text.rindex("</"))
        return text[:place] + xml + text[place:]

    return put


def before(end):
    """Return what puts XML before the last of some words."""

    def put(text, xml):
        place = text.rindex(end)
        return text[:place] + xml + text[place:]

    return put


def instead_of(old):
    """Return what puts XML in the place of some words."""

    def put(text, xml):
        if old not in text:
            raise AssertionError(f"{old} is not there")
        return text.replace(old, xml, 1)

    return put


def counted(end, attributes):
    """Return what puts XML before an end tag and counts it in the attributes that say how many there are."""

    def put(text, xml):
        for pattern in attributes:
            text = re.sub(pattern, lambda found: f"{found[1]}{int(found[2]) + 1}", text, count=1)
        return before(end)(text, xml)

    return put


def as_cell(text, xml):
    """Put a cell into its row of a sheet, behind all that are there."""
    row = re.search(r'r="[A-Z]+([0-9]+)"', xml)[1]
    place = text.index("</row>", text.index(f'<row r="{row}" '))
    return text[:place] + xml + text[place:]


def on_sheet(xml):
    """Return a piece of the sheet Follow-ups."""
    return Piece(SHEET, xml, in_order(SHEET_ORDER))


def in_workbook(xml):
    """Return a piece of the workbook's main part."""
    return Piece(WORKBOOK, xml, in_order(WORKBOOK_ORDER))


def extension(part, uri, namespaces, xml):
    """Return a piece that is one extension in a part's list."""
    declared = "".join(f' xmlns:{name}="{address}"' for name, address in namespaces.items())
    return Piece(part, f'<ext uri="{uri}"{declared}>{xml}</ext>', before("</extLst>"))


def cell(xml):
    """Return a piece that is a cell of Follow-ups."""
    return Piece(SHEET, xml, as_cell)


def defined_name(name, text, attributes=""):
    """Return a piece that is a name of the workbook."""
    return Piece(WORKBOOK, f'<definedName name="{name}"{attributes}>{text}</definedName>', before("</definedNames>"))


# --- assembling ----------------------------------------------------------------------------------------------------


def members_of(data):
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members):
    """Return a file of parts, as different programs pack them: stored pictures, several times of change."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, (2026, 1 + place % 12, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=1 + place % 9)
    return out.getvalue()


def with_features(members, features, defaults=DEFAULTS):
    """Return a workbook's parts with all that carries the features."""
    members = dict(members)
    for ending, kind in defaults.items():
        declared = f'<Default Extension="{ending}" ContentType="{kind}"/><Override'
        change(members, TYPES, lambda text, declared=declared: text.replace("<Override", declared, 1))
    for feature in features:
        for part in feature.parts:
            add_part(members, part)
    for feature in features:
        for piece in feature.pieces:
            change(members, piece.part, lambda text, piece=piece: piece.put(text, piece.xml))
        for relation in feature.relations:
            relate(members, relation)
    return members


def change(members, part, how):
    """Change the text of a part."""
    members[part] = how(members[part].decode()).encode()


def add_part(members, part):
    """Add a part, and its content type."""
    members[part.name] = part.content if isinstance(part.content, bytes) else (HEAD + part.content).encode()
    if part.kind:
        declared = f'<Override PartName="/{part.name}" ContentType="{part.kind}"/>'
        change(members, TYPES, lambda text: before("</Types>")(text, declared))


def relate(members, relation):
    """Add a relation."""
    where = f"{dirname(relation.owner)}/_rels/{basename(relation.owner)}.rels".lstrip("/")
    members.setdefault(where, f'{HEAD}<Relationships xmlns="{RELATIONS}"></Relationships>'.encode())
    target = relation.target if relation.outside else f"/{relation.target}"
    outside = ' TargetMode="External"' if relation.outside else ""
    xml = f'<Relationship Id="{relation.id}" Type="{relation.kind}" Target="{target}"{outside}/>'
    change(members, where, lambda text: before("</Relationships>")(text, xml))


def numbered(feature, numbers):
    """Return a feature whose pieces have numbers in the place of @words@: they depend on the template."""

    def filled(text):
        for word, number in numbers.items():
            text = text.replace(f"@{word}@", str(number))
        return text

    return replace(feature, pieces=tuple(replace(each, xml=filled(each.xml)) for each in feature.pieces))


def numbers_of(members):
    """Return the numbers that new shared strings and a new style get in a workbook."""
    strings = members["xl/sharedStrings.xml"].count(b"<si>")
    styles = int(re.search(rb'<cellXfs count="([0-9]+)"', members["xl/styles.xml"])[1])
    return {"rich": strings, "phonetic": strings + 1, "checkbox": styles}
