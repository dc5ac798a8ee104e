"""How wide a column must be for its text: Arial's widths, which Helvetica shares."""

from google_fake.formulas import effective
from google_fake.shown import formatted

WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
BY_LETTER = {chr(32 + at): int(each) / 1000 for at, each in enumerate(WIDTHS.split())}
POINTS_TO_PIXELS, PADDING = 4 / 3, 3


def text_width(text, size=10):
    """Return a text's width in pixels."""
    return sum(BY_LETTER.get(letter, 1.0) for letter in text) * size * POINTS_TO_PIXELS


def column_width(book, sheet, column):
    """Return the width that shows every text of a column; 0 for a column without any."""
    widest = 0
    for row, cells in sheet.rows.items():
        value = effective(book, sheet, row, column) if column in cells else None
        if value:
            form = cells[column].get("userEnteredFormat", {})
            text = formatted(value, form.get("numberFormat"))
            widest = max(widest, text_width(text, form.get("textFormat", {}).get("fontSize", 10)))
    return round(widest) + 2 * PADDING if widest else 0
