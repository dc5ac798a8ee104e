"""The golden calls as formulas of one sheet: their arguments one under the other, their results on another."""

from dataclasses import dataclass, field

from golden_calls import Sender, golden_calls

from tcsheets.workbook.addresses import cell_name


@dataclass
class GoldenSheet:
    """The sheet Cells as it fills; `mark` stands between its name and an address, `comma` between arguments."""

    sender: Sender
    mark: str
    comma: str
    rows: list = field(default_factory=list)

    def place(self, value):
        """Put an argument down and return its address; "" for one that is left out."""
        if value is None:
            return ""
        rows = value if isinstance(value, list) else [[value]]
        rows = rows if isinstance(rows[0], list) else [rows]
        top, width = len(self.rows) + 1, max(map(len, rows))
        self.rows += self.sender.sent(rows)
        last = cell_name(len(self.rows), width)
        return f"Cells{self.mark}A{top}" + (f":{last}" if last != f"A{top}" else "")

    def formulas(self):
        """Yield every golden call as a formula without an equals sign, its arguments put down."""
        for call in golden_calls():
            given = self.comma.join(self.place(each) for each in call.arguments).rstrip(self.comma)
            yield f"{call.function}({given})"

    def grid(self):
        """Return the sheet's rows, all of one width."""
        width = max(map(len, self.rows))
        return [row + [self.sender.empty_in_range] * (width - len(row)) for row in self.rows]


def size(result):
    """Return how many rows and columns a golden result fills."""
    return (len(result), len(result[0])) if isinstance(result, list) else (1, 1)
