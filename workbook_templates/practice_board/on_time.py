"""Follow-ups on time: of the calls that wait, those whose day has not passed, by coordinator."""

from __future__ import annotations

from workbook_templates.page import Page
from workbook_templates.practice_board.places import CALLS_ROOM, RATES
from workbook_templates.treatment_coordinator.follow_ups import EVERY_CALL, LATE_CALLS, STANDINGS, guarded
from workbook_templates.treatment_coordinator.layout import rule_rows

WORDS = "In time: calls that wait now and are not overdue. Others: of nobody who stands on Settings."
HEADS = ("Coordinator", "Calls waiting", "Overdue", "In time", "In time, of waiting")


def of_coordinator(standing: str, row: int) -> str:
    """Return the calls of one standing that the coordinator of a row has."""
    return f'COUNTIFS(CallCoordinators,H{row},CallStandings,"{standing}")'


def draw(page: Page) -> None:
    """Draw the sum, the calls of nobody on Settings, and one row a coordinator."""
    page.put(page.across(f"H{RATES - 1}:M{RATES - 1}", "heading"), "Follow-ups in time", "heading")
    for letter, head in zip("HIJKL", HEADS):
        page.put(f"{letter}{RATES}", head, "column", *(("left", "indent") if letter in "HL" else ("center", "wrap")))
    total, others, first, last = RATES + 1, RATES + 2, RATES + 3, RATES + CALLS_ROOM
    page.heights(dict.fromkeys(range(total, last + 1), 21))
    page.put(f"H{total}", "All", "row", "bold", "left", "indent")
    page.put(f"H{others}", "Others", "row", "left", "indent")
    for letter, whole in (("I", EVERY_CALL), ("J", LATE_CALLS)):
        page.write(f"{letter}{total}", guarded(whole), "row", "bold", "count", "center")
        rest = guarded(f"{letter}{total}-SUM({letter}{first}:{letter}{last})")
        page.write(f"{letter}{others}", rest, "row", "count", "center")
    draw_shares(page, total, "row", "bold")
    draw_shares(page, others, "row")
    for place in range(first, last + 1):
        draw_coordinator(page, place, others)
    rule_rows(page, f"H{first}:L{last}", f"$H{first}")
    page.put(page.across(f"M{total}:M{total + 2}", "note"), WORDS, "note")


def draw_coordinator(page: Page, row: int, head: int) -> None:
    """Draw the calls of the coordinator who stands on Settings so many rows down as this row below its head."""
    name = f"INDEX(CoordinatorNames,ROW()-ROW(H${head}))"
    page.write(f"H{row}", f'=IFERROR(IF({name}="","",{name}),"")', "cell", "left", "indent")
    waiting = "+".join(of_coordinator(each, row) for each in STANDINGS)
    for letter, found in (("I", waiting), ("J", of_coordinator(STANDINGS[0], row))):
        page.write(f"{letter}{row}", blank_without(row, guarded(found)), "cell", "count", "center")
    draw_shares(page, row, "cell")


def draw_shares(page: Page, row: int, *look: str) -> None:
    """Draw how many calls of a row are in time, and their share; blank where none wait."""
    page.write(f"K{row}", f'=IF(I{row}="","",I{row}-J{row})', *look, "count", "center")
    page.write(f"L{row}", f'=IF(I{row}="","",IF(I{row}=0,"",K{row}/I{row}))', *look, "percent", "left", "indent")


def blank_without(row: int, formula: str) -> str:
    """Return a formula that stays blank where no coordinator stands in the row.

    >>> blank_without(9, "=C9+1")
    '=IF(H9="","",C9+1)'
    """
    return f'=IF(H{row}="","",{formula.removeprefix("=")})'
