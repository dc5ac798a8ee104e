"""Text that looks as if it named a person, in a column that is not meant for that: it stays here until confirmed.

Shared lists carry chart numbers, never names; a name and a telephone number have columns of their own that do not
leave the workbook.  What is typed into a note is another matter, so it is looked at before it is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import Operation, row_of

LOOKS = (
    (
        "a social security number",
        re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\d-])"),
    ),
    ("an e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(\.[\w-]+)*\.[A-Za-z]{2,}")),
    (
        "a birth date",
        re.compile(r"\b(born|birth\s?day|birth\s?date|date of birth|d\.?o\.?b\.?)\b[^\d\n]{0,12}\d{1,4}[-/. ]", re.I),
    ),
)
MOST_NAMED = 5


def look_of(text: str) -> str:
    """Return what personal thing a text seems to hold; "" where it seems to hold none.

    >>> look_of("dob 4/5/1970, call back"), look_of("write to kim@example.org"), look_of("call 555-0100")
    ('a birth date', 'an e-mail address', '')
    """
    return next((name for name, pattern in LOOKS if pattern.search(text)), "")


def personal_finds(definition: ListDefinition, operations: Iterable[Operation]) -> list[str]:
    """Return where edits hold what looks personal, without repeating it."""
    found: dict[str, None] = {}
    for op in operations:
        before = row_of(op.old) if not op.field else {op.field: op.old}
        label = ", ".join(filter(None, (op.cells().get(key, before.get(key, "")) for key in definition.label)))
        for key, text in op.cells().items():
            look = "" if definition.column(key).personal or text == before.get(key) else look_of(text)
            if look:
                where = definition.column(key).title + (f" of {label}" if op.kind == "create" and label else "")
                found[f"{look} in {where}"] = None
    return list(found)


def objection(definition: ListDefinition, operations: Iterable[Operation]) -> str:
    """Say that what looks personal was about to be shared; "" where nothing does."""
    finds = personal_finds(definition, operations)
    if not finds:
        return ""
    more = f" and {len(finds) - MOST_NAMED} more" if len(finds) > MOST_NAMED else ""
    return (
        f"{definition.title}: what was typed looks like {'; '.join(finds[:MOST_NAMED])}{more}; "
        "take it out of the shared columns, or sync with --allow-personal if it is meant to be there"
    )
