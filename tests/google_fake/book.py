"""One spreadsheet: its sheets and what belongs to all of them, and how a range's text is found in it."""

from google_fake import a1
from google_fake.errors import GoogleError, invalid
from google_fake.grid import Sheet

CELL_LIMIT, TEXT_LIMIT = 10_000_000, 50_000
WHITE, BLACK = {"red": 1, "green": 1, "blue": 1}, {}
ACCENTS = {
    "ACCENT1": (0.25882354, 0.52156866, 0.95686275),
    "ACCENT2": (0.91764706, 0.2627451, 0.20784314),
    "ACCENT3": (0.9843137, 0.7372549, 0.015686275),
    "ACCENT4": (0.20392157, 0.65882355, 0.3254902),
    "ACCENT5": (1, 0.42745098, 0.003921569),
    "ACCENT6": (0.27450982, 0.7411765, 0.7764706),
    "LINK": (0.06666667, 0.33333334, 0.8),
}
DEFAULT_FORMAT = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": BLACK,
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": BLACK},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}


def _theme():
    colours = {"TEXT": BLACK, "BACKGROUND": WHITE}
    for name, (red, green, blue) in ACCENTS.items():
        colours[name] = {"red": red, "green": green, "blue": blue}
    pairs = [{"colorType": name, "color": {"rgbColor": colour}} for name, colour in colours.items()]
    return {"primaryFontFamily": "Arial", "themeColors": pairs}


def new_properties(title):
    """Return the properties of a new spreadsheet."""
    return {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": _theme(),
    }


def new_sheet(sheet_id, title, index=0, rows=1000, columns=26):
    """Return an empty sheet."""
    grid = {"rowCount": rows, "columnCount": columns}
    return Sheet({"sheetId": sheet_id, "title": title, "index": index, "sheetType": "GRID", "gridProperties": grid})


class Book:
    """A spreadsheet's state. `copy` is a snapshot; a batch works on one and replaces the original at its end."""

    def __init__(self, book_id, title):
        self.book_id = book_id
        self.properties = new_properties(title)
        self.sheets = [new_sheet(0, "Sheet1")]
        self.named_ranges = []
        self.metadata = []
        self.next_number = 1
        self.computed = None
        self.remembered = {}  # rows as they were read last

    def copy(self):
        """Return a snapshot."""
        twin = Book.__new__(Book)
        twin.__dict__.update(self.__dict__)
        twin.sheets = [each.copy() for each in self.sheets]
        twin.named_ranges, twin.metadata = list(self.named_ranges), list(self.metadata)
        twin.computed = None
        return twin

    def sheet(self, sheet_id):
        """Return the sheet of that number."""
        for each in self.sheets:
            if each.sheet_id == sheet_id:
                return each
        raise invalid(f"No grid with id: {sheet_id}")

    def titled(self, title):
        """Return the sheet of that title, as Google compares titles; None if there is none."""
        return next((each for each in self.sheets if each.title.lower() == title.lower()), None)

    def new_id(self, taken=()):
        """Return a number that nothing has yet; the same in every run."""
        while True:
            self.next_number = (self.next_number * 1103515245 + 12345) % 2**31
            if self.next_number not in taken and self.next_number:
                return self.next_number

    def sheet_ids(self):
        """The numbers of all sheets."""
        return {each.sheet_id for each in self.sheets}

    def renumber(self):
        """Write each sheet's place into its properties."""
        for index, each in enumerate(self.sheets):
            each.properties = {**each.properties, "index": index}

    def check_size(self):
        """Raise where the grids have more cells than a spreadsheet may."""
        if sum(each.height * each.width for each in self.sheets) > CELL_LIMIT:
            raise invalid(
                "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
            )

    def find(self, text):
        """Return `(sheet, area)` of a range's text, clipped to the grid."""
        sheet, corners = self._locate(text)
        top, left, bottom, right = corners
        height, width = sheet.height, sheet.width
        bottom, right = bottom or height, right or width
        if top >= height or left >= width:
            raise invalid(
                f"Range ({a1.write(sheet.title, a1.Area(top, left, max(bottom, top + 1), max(right, left + 1)))}) "
                f"exceeds grid limits. Max rows: {height}, max columns: {width}"
            )
        return sheet, a1.Area(top, left, min(bottom, height), min(right, width))

    def _locate(self, text):
        title, rest, _ = a1.split_sheet(text)
        if title is None:
            return self._without_title(text, rest)
        sheet = self.titled(title)
        if rest is None and sheet is None:
            return self._without_title(text, title)
        corners = (0, 0, None, None) if rest is None else a1.corners(rest)
        if corners is None:
            return self._named(text, rest)
        if sheet is None:
            raise invalid(f"Unable to parse range: {text}")
        return sheet, corners

    def _without_title(self, text, rest):
        corners = a1.corners(rest)
        if corners is not None:
            return self.sheets[0], corners
        sheet = self.titled(rest)
        return (sheet, (0, 0, None, None)) if sheet else self._named(text, rest)

    def _named(self, text, name):
        for each in self.named_ranges:
            if each["name"].lower() == name.lower():
                found = each["range"]
                keys = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")
                top, left, bottom, right = (found.get(key) for key in keys)
                return self.sheet(found.get("sheetId", 0)), (top or 0, left or 0, bottom, right)
        raise invalid(f"Unable to parse range: {text}")


def too_long(text):
    """Raise for a text that no cell takes."""
    if len(text) > TEXT_LIMIT:
        raise GoogleError(
            400, f"Your input contains more than the maximum of {TEXT_LIMIT} characters in a single cell."
        )
