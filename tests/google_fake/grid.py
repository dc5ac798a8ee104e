"""One sheet: its cells and everything that lies on them.

Rows map a row's number to `{column: cell}`; a cell is the part of Google's CellData that a person or a program enters.
Nothing inside is ever changed in place (rows and cells are replaced), so `copy` is cheap and a copy is a snapshot.
"""

from google_fake.a1 import Area
from google_fake.errors import invalid

ROWS, COLUMNS = "ROWS", "COLUMNS"
PIXELS = {ROWS: 21, COLUMNS: 100}
LISTS = (
    "merges",
    "protected",
    "filter_views",
    "conditional",
    "banded",
    "row_groups",
    "column_groups",
    "charts",
    "slicers",
    "tables",
)


class Sheet:
    """A sheet's properties, its cells and what is laid on them."""

    def __init__(self, properties):
        self.properties = properties
        self.rows = {}
        self.dimensions = {ROWS: {}, COLUMNS: {}}
        self.basic_filter = None
        for name in LISTS:
            setattr(self, name, [])

    def copy(self):
        """Return a snapshot."""
        twin = Sheet(dict(self.properties))
        twin.rows = dict(self.rows)
        twin.dimensions = {key: dict(value) for key, value in self.dimensions.items()}
        twin.basic_filter = self.basic_filter
        for name in LISTS:
            setattr(twin, name, list(getattr(self, name)))
        return twin

    @property
    def sheet_id(self):
        """The sheet's number."""
        return self.properties["sheetId"]

    @property
    def title(self):
        """The name on its tab."""
        return self.properties["title"]

    @property
    def height(self):
        """Rows of the grid."""
        return self.properties.get("gridProperties", {}).get("rowCount", 0)

    @property
    def width(self):
        """Columns of the grid."""
        return self.properties.get("gridProperties", {}).get("columnCount", 0)

    @property
    def area(self):
        """The whole grid."""
        return Area(0, 0, self.height, self.width)

    def size(self, dimension):
        """Rows or columns of the grid."""
        return self.height if dimension == ROWS else self.width

    def resize(self, height=None, width=None):
        """Set the number of rows or columns; cells outside are gone."""
        grid = dict(self.properties["gridProperties"])
        grid |= {"rowCount": height or self.height, "columnCount": width or self.width}
        self.properties = {**self.properties, "gridProperties": grid}
        self.crop()

    def crop(self):
        """Drop what lies outside the grid."""
        height, width = self.height, self.width
        self.rows = {
            row: cells if max(cells) < width else {at: cell for at, cell in cells.items() if at < width}
            for row, cells in self.rows.items()
            if row < height
        }
        self.rows = {row: cells for row, cells in self.rows.items() if cells}

    def cell(self, row, column):
        """Return a cell, `{}` where nothing was entered."""
        return self.rows.get(row, {}).get(column, {})

    def put(self, row, column, cell):
        """Put a cell in its place."""
        cells = dict(self.rows.get(row, {}))
        if cell:
            cells[column] = cell
        else:
            cells.pop(column, None)
        self._put_row(row, cells)

    def _put_row(self, row, cells):
        if cells:
            self.rows[row] = cells
        else:
            self.rows.pop(row, None)

    def put_row(self, row, cells):
        """Replace several cells of a row: `{column: cell}`."""
        merged = {**self.rows.get(row, {}), **cells}
        self._put_row(row, {column: cell for column, cell in merged.items() if cell})

    def change(self, area, function):
        """Replace each cell of an area by `function(cell)`."""
        for row in range(area.top, area.bottom):
            found = self.rows.get(row, {})
            self.put_row(row, {column: function(found.get(column, {})) for column in range(area.left, area.right)})

    def entered(self, row, column):
        """Whether a cell holds a value."""
        return "userEnteredValue" in self.cell(row, column)

    def used(self):
        """Return the rows and columns up to the last one that holds anything."""
        width = max((max(cells) for cells in self.rows.values()), default=-1) + 1
        return max(self.rows, default=-1) + 1, width

    def last_row_with_value(self, columns=None):
        """Return the row after the last one that holds a value."""
        for row in sorted(self.rows, reverse=True):
            for column, cell in self.rows[row].items():
                if "userEnteredValue" in cell and (columns is None or column in columns):
                    return row + 1
        return 0

    def pixels(self, dimension, at):
        """Return one row's or column's properties as they are shown."""
        return {"pixelSize": PIXELS[dimension], **self.dimensions[dimension].get(at, {})}


def area_of(sheet, grid_range, where="range"):
    """Return the rectangle of a GridRange on its sheet, open ends closed."""
    height, width = sheet.height, sheet.width
    found = Area(
        grid_range.get("startRowIndex", 0),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endRowIndex", height), height),
        min(grid_range.get("endColumnIndex", width), width),
    )
    over_rows = grid_range.get("endRowIndex", 0) > height or found.top > height
    over_columns = grid_range.get("endColumnIndex", 0) > width or found.left > width
    if over_rows or over_columns:
        raise invalid(_beyond(sheet, grid_range, where))
    if found.height < 0 or found.width < 0 or min(found.top, found.left) < 0:
        raise invalid(f"{where} is not a valid range")
    return found


def _beyond(sheet, grid_range, where):
    rows = (
        f"range.startRowIndex[{grid_range.get('startRowIndex', 0)}], "
        f"endRowIndex[{grid_range.get('endRowIndex', sheet.height)}]"
    )
    return f"{where} exceeds grid limits ({rows}). Max rows: {sheet.height}, max columns: {sheet.width}"


def grid_range(sheet_id, area):
    """Return an area as Google writes it: sheet 0 is not named."""
    found = {
        "startRowIndex": area.top,
        "endRowIndex": area.bottom,
        "startColumnIndex": area.left,
        "endColumnIndex": area.right,
    }
    return {"sheetId": sheet_id, **found} if sheet_id else found


def shown_range(found):
    """Return a GridRange or DimensionRange as Google answers it: sheet 0 is not named."""
    return {key: value for key, value in found.items() if key != "sheetId" or value}
