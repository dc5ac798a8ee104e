"""What the lint of every template shares: allowed functions and numbers, and how wide a shown value is."""

from openpyxl.formula import Tokenizer

# What every host and the headless engine have; no LAMBDA, MAP, LET, FILTER or the like.
ALLOWED = {"AND", "COUNTA", "COUNTIFS", "EDATE", "IF", "IFERROR", "INDEX", "ISNUMBER", "LEN", "MATCH", "MAX", "MINIFS"}
ALLOWED |= {
    "AND",
    "COUNT",
    "DAY",
    "MAXIFS",
    "MIN",
    "ISERROR",
    "NA",
    "N",
    "OR",
    "ROW",
    "ROWS",
    "SUM",
    "SUMIFS",
    "TEXT",
    "TODAY",
}
PLAIN_NUMBERS = {"0", "1"}


def functions_in(formula):
    tokens = Tokenizer("=" + formula).items
    return [
        token.value.rstrip("(").replace("_xlfn.", "")
        for token in tokens
        if token.type == "FUNC" and token.subtype == "OPEN"
    ]


def shown(value, number_format):
    """Return roughly what a cell shows."""
    if isinstance(value, str):
        return value
    if "$" in number_format:
        return f"${value:,.2f}"
    if hasattr(value, "strftime"):
        longest = {"d": "Wed Nov 30, 11:00 AM" if "h" in number_format else "Nov 30, 2026"}
        return longest.get("d" if "d" in number_format else "", "11:00 AM")
    return f"{value:.0%}" if "%" in number_format else f"{value:g}"


def column_width(page, column):
    for each in page.column_dimensions.values():
        if each.min <= column <= each.max:
            return each.width
    return 8.43
