"""A stand-in for the part of xlwings' object model that the sync uses, with Excel's behaviour as it is documented.

No Excel was asked: every behaviour names the page or the issue it is taken from.  Members that the sync does not use
are not here, so a new use fails.  Pages: docs = docs.xlwings.org, API reference; vba = learn.microsoft.com, Excel's
object model.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tcsheets.cells import moment_of_serial, serial_of
from tcsheets.errors import CellError
from tcsheets.workbook.values import DateSerial

RPC_E_CALL_REJECTED = -2147418111  # 0x80010001; xlwings issue 1359, and _xlwindows.py (BSD) waits on this number
VBA_E_IGNORE = -2146777998  # 0x800AC472, the scode inside DISP_E_EXCEPTION; xlwings issues 587 and 800
DISP_E_EXCEPTION = -2147352567
RPC_S_SERVER_UNAVAILABLE = -2147023174  # 0x800706BA: Excel was closed; bovender/XLToolbox issue 559 shows its like
ERROR_NUMBERS = {"#N/A": -2146826246, "#SPILL!": -2146826243}  # xlwings _xlwindows.py: #SPILL! is not in its table
DATE_FORMAT = "m/d/yyyy"
LONGEST_IN_ARRAY = 8203  # Microsoft KB 832136: a longer text in an array cannot be assigned, error 1004


class ComError(Exception):
    """pywintypes.com_error: args are (hresult, text, (wcode, source, text, help file, help id, scode), argument)."""


def rejected():
    return ComError(RPC_E_CALL_REJECTED, "Call was rejected by callee.", None, None)


def ignored():
    return ComError(DISP_E_EXCEPTION, "Exception occurred.", (0, None, None, None, 0, VBA_E_IGNORE), None)


def gone():
    return ComError(RPC_S_SERVER_UNAVAILABLE, "The RPC server is unavailable.", None, None)


def refused(text):
    info = (0, "Microsoft Excel", text, "xlmain11.chm", 0, -2146827284)  # 0x800A03EC, run-time error 1004
    return ComError(DISP_E_EXCEPTION, "Exception occurred.", info, None)


class Excel:
    """The application.  `step` is told of every call and may raise; `typing` is what a person does at a call."""

    def __init__(self, step=None):
        self.books, self.calls, self.closed = [], 0, False
        self.step = step or (lambda name: None)
        self.busy, self.busy_error = 0, rejected  # so many calls are refused: a cell is being edited
        self.typing = {}  # the number of a call -> what a person does just before it
        self.settings = {
            "interactive": True,
            "screen_updating": True,
            "enable_events": True,
            "display_alerts": True,
            "calculation": "automatic",
        }
        self.selected = None
        self.log = []
        self.apostrophe_is_kept_in_text_cells = True  # not documented: both are tried

    def call(self, name):
        self.calls += 1
        self.log.append(name)
        self.step(name)
        # vba Application.Interactive: where it is False, Excel blocks all input from the keyboard and the mouse.
        if self.settings["interactive"]:
            for at in [each for each in self.typing if each <= self.calls]:
                self.typing.pop(at)()
        if self.closed:
            raise gone()
        if self.busy:
            self.busy -= 1
            raise self.busy_error()

    def __getattr__(self, name):
        if name == "selection":
            self.call("app.selection")
            return self.selected  # docs App.selection: a Range, or None if no range is selected
        if name in self.__dict__.get("settings", {}):
            self.call(f"app.{name}")
            return self.settings[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        if "settings" in self.__dict__ and name in self.settings:
            self.call(f"app.{name} =")
            self.settings[name] = value
        else:
            object.__setattr__(self, name, value)


@dataclass
class Held:
    """What a cell holds: None, float, str, bool or an error's text; a formula; a number format."""

    value: object = None
    formula: str = ""
    number_format: str = "General"


class Sheets:
    def __init__(self, book):
        self.book, self.all = book, []

    def __iter__(self):  # docs Sheets: hidden and very hidden ones are in the collection
        self.book.app.call("sheets")
        return iter(self.all)

    def __getitem__(self, name):
        self.book.app.call("sheets[]")
        return next(each for each in self.all if each.shown_name == name)


class Book:
    """docs Book."""

    def __init__(self, app, path, on_save, on_copy):
        self.app, self.path, self.on_save, self.on_copy = app, path, on_save, on_copy
        self.sheets = Sheets(self)
        self.api = Api(self)
        self.read_only = False
        app.books.append(self)

    @property
    def name(self):
        self.app.call("book.name")
        return self.path.name

    @property
    def fullname(self):
        self.app.call("book.fullname")
        return str(self.path)

    def save(self):
        self.app.call("book.save")
        if self.read_only:
            raise refused("Cannot access read-only document.")
        self.on_save()


class Api:
    """vba Workbook: ReadOnly; SaveCopyAs writes a copy to a file and leaves the open workbook as it is."""

    def __init__(self, book):
        self.book = book

    @property
    def ReadOnly(self):  # noqa: N802
        self.book.app.call("api.ReadOnly")
        return self.book.read_only

    def SaveCopyAs(self, path):  # noqa: N802
        self.book.app.call("api.SaveCopyAs")
        self.book.on_copy(Path(path))


class Sheet:
    """docs Sheet."""

    def __init__(self, book, name, visible=True):
        self.book, self.shown_name, self.is_visible = book, name, visible
        self.cells, self.is_protected = {}, False
        self.tables = Tables(self)
        book.sheets.all.append(self)

    def held(self, row, column):
        return self.cells.setdefault((row, column), Held())

    @property
    def name(self):
        self.book.app.call("sheet.name")
        return self.shown_name

    @property
    def visible(self):
        self.book.app.call("sheet.visible")
        return self.is_visible

    @visible.setter
    def visible(self, value):
        self.book.app.call("sheet.visible =")
        self.is_visible = value

    def range(self, first, last=None):  # docs Sheet.range: two tuples (row, column), from 1, or an address
        self.book.app.call("sheet.range")
        return self.place(first, last or first)

    def place(self, first, last):
        return Range(self, first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1)

    @property
    def used_range(self):  # docs Sheet.used_range
        self.book.app.call("sheet.used_range")
        used = [spot for spot, held in self.cells.items() if held.value is not None or held.formula]
        last = (max((row for row, _ in used), default=1), max((column for _, column in used), default=1))
        return self.place((1, 1), last)

    def activate(self):
        self.book.app.call("sheet.activate")


class Tables:
    def __init__(self, sheet):
        self.sheet, self.all = sheet, []

    def __iter__(self):
        self.sheet.book.app.call("tables")
        return iter(self.all)

    def __getitem__(self, name):
        self.sheet.book.app.call("tables[]")
        return next(each for each in self.all if each.shown_name == name)


class Table:
    """docs Table; vba ListObject."""

    def __init__(self, sheet, name, row, column, width, height):
        self.sheet, self.shown_name, self.at = sheet, name, (row, column)
        self.width, self.height, self.totals = width, height, False
        self.fills_formulas = True
        sheet.tables.all.append(self)

    def call(self, name):
        self.sheet.book.app.call(f"table.{name}")

    @property
    def name(self):
        self.call("name")
        return self.shown_name

    @property
    def show_totals(self):
        self.call("show_totals")
        return self.totals

    @property
    def header_row_range(self):
        self.call("header_row_range")
        return Range(self.sheet, *self.at, 1, self.width)

    @property
    def data_body_range(self):
        # docs Table.data_body_range: "Returns an xlwings range object representing the range of values, excluding the
        # header row"; vba ListObject.DataBodyRange is Nothing where the table has no rows.
        self.call("data_body_range")
        return Range(self.sheet, self.at[0] + 1, self.at[1], self.height, self.width) if self.height else None

    def resize(self, place):
        # docs Table.resize, vba ListObject.Resize: the header must remain in the same row, the new range must overlap
        # the old one and have a row below the header.
        self.call("resize")
        if (place.top, place.left) != self.at or place.height < 2:
            raise refused("The range is invalid.")
        old, self.height = self.height, place.height - 1
        self.width = place.width
        for at in range(self.width) if self.fills_formulas else ():
            column = self.at[1] + at
            above = self.sheet.held(self.at[0] + old, column).formula if old else ""
            for row in range(self.at[0] + old + 1, self.at[0] + self.height + 1):
                if above:
                    self.sheet.held(row, column).formula = above  # a calculated column goes on in new rows


class Options:
    def __init__(self, place, err_to_str):
        self.place, self.err_to_str = place, err_to_str

    @property
    def value(self):
        self.place.call("value")
        return [[self.shown(held) for held in row] for row in self.place.rows()]

    def shown(self, held):
        """docs "Converters and Options": numbers float, empty cells None, dates datetime; err_to_str: errors as text.

        An error that xlwings does not know stays the number that COM gives (-2146826243).
        """
        if isinstance(held.value, CellError):
            code = held.value.code
            return code if self.err_to_str and code != "#SPILL!" else ERROR_NUMBERS.get(code)
        if isinstance(held.value, float) and ("yy" in held.number_format or "d" in held.number_format):
            return moment_of_serial(held.value)
        return held.value


class Range:
    """docs Range."""

    def __init__(self, sheet, top, left, height, width):
        self.sheet, self.top, self.left, self.height, self.width = sheet, top, left, height, width

    def call(self, name):
        self.sheet.book.app.call(f"range.{name}")

    def rows(self):
        return [
            [self.sheet.held(row, column) for column in range(self.left, self.left + self.width)]
            for row in range(self.top, self.top + self.height)
        ]

    def all(self):
        return [held for row in self.rows() for held in row]

    def options(self, ndim, err_to_str):
        assert ndim == 2
        return Options(self, err_to_str)

    @property
    def row(self):
        self.call("row")
        return self.top

    @property
    def column(self):
        self.call("column")
        return self.left

    @property
    def last_cell(self):
        return Range(self.sheet, self.top + self.height - 1, self.left + self.width - 1, 1, 1)

    @property
    def address(self):
        self.call("address")
        return f"R{self.top}C{self.left}:R{self.top + self.height - 1}C{self.left + self.width - 1}"

    @property
    def merge_cells(self):
        self.call("merge_cells")
        return False

    @property
    def formula(self):
        # vba Range.Formula: a constant is returned as it is; of several cells a two-dimensional array.
        self.call("formula")
        texts = tuple(tuple(constant(held) for held in row) for row in self.rows())
        return texts[0][0] if (self.height, self.width) == (1, 1) else texts

    @formula.setter
    def formula(self, text):
        self.write("formula =")
        for held in self.all():
            held.value, held.formula = 0.0, text

    @property
    def number_format(self):
        # docs Range.number_format; vba: Null (xlwings: None) where the cells do not all have the same.
        self.call("number_format")
        found = {held.number_format for held in self.all()}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, text):
        self.write("number_format =")
        for held in self.all():
            held.number_format = text

    def set_value(self, rows):
        self.write("value =")
        texts = [each for row in rows for each in row if isinstance(each, str)]
        if len(rows) * len(rows[0]) > 1 and any(len(each) > LONGEST_IN_ARRAY for each in texts):
            raise refused("Application-defined or object-defined error")
        for held_row, row in zip(self.rows(), rows, strict=True):
            for held, value in zip(held_row, row, strict=True):
                enter(held, value, self.sheet.book.app)

    value = property(fset=set_value)

    def write(self, name):
        self.call(name)
        if self.sheet.is_protected:
            raise refused("The cell or chart you're trying to change is on a protected sheet.")

    def select(self):
        self.call("select")
        self.sheet.book.app.selected = self


def constant(held):
    if held.formula:
        return held.formula
    if held.value is None:
        return ""
    return str(held.value) if not isinstance(held.value, CellError) else held.value.code


def enter(held, value, app):
    """Do what assigning Range.Value does: as if it were typed, except in cells of the format Text.

    vba Range.Value, support.microsoft.com KB 141765 ("anything that is entered is displayed as text") and "Number
    format codes": "Text format cells are treated as text even when a number is in the cell".
    """
    held.formula = ""
    if value is None or value == "":  # docs: None empties a cell
        held.value = None
    elif held.number_format == "@":
        text = value if isinstance(value, str) else str(value)
        kept = app.apostrophe_is_kept_in_text_cells or not text.startswith("'")
        held.value = text if kept else text[1:]
    elif isinstance(value, datetime):
        held.value = serial_of(value)
        if held.number_format == "General":
            held.number_format = DATE_FORMAT
    elif isinstance(value, str):
        enter_text(held, value)
    else:
        held.value = value if isinstance(value, bool) else float(value)


def enter_text(held, text):
    """What Excel makes of a text in a cell that is not of the format Text."""
    if text.startswith("'"):  # vba Range.PrefixCharacter
        held.value = text[1:]
    elif text[0] in "=+-@" and len(text) > 1:
        held.value, held.formula = 0.0, "=" + text.lstrip("=")
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        held.value, held.number_format = serial_of(datetime.fromisoformat(text)), DATE_FORMAT
    elif re.fullmatch(r"-?\d+(\.\d+)?", text):
        held.value = float(text)
    elif text.upper() in ("TRUE", "FALSE"):
        held.value = text.upper() == "TRUE"
    else:
        held.value = text


def type_into(sheet, row, column, value):
    """Do what a person's typing does."""
    held = sheet.held(row, column)
    if isinstance(value, (DateSerial, CellError)):
        held.value, held.formula = value if isinstance(value, CellError) else float(value), ""
        held.number_format = DATE_FORMAT if isinstance(value, DateSerial) else held.number_format
    else:
        enter(held, value, sheet.book.app)
