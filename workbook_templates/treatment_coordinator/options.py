"""The part of Estimate that sets the options side by side after insurance, and says who pays what."""

from __future__ import annotations

from workbook_templates.page import Page, Style
from workbook_templates.treatment_coordinator import layout
from workbook_templates.treatment_coordinator.layout import (
    AMOUNT,
    COMPARED,
    OPTION_ROOM,
    OPTIONS,
    SPLIT_AMOUNT,
    SPLIT_FIRST,
    SPLIT_LABEL,
    TOTALS,
    WORD,
    draw_heading,
)

HEADS: dict[str, tuple[str, Style]] = {
    "F": ("Option", WORD),
    "G": ("What it is", WORD),
    "H": ("Fee", AMOUNT),
    "I": ("Savings", AMOUNT),
    "J": ("Insurance", AMOUNT),
    "K": ("You pay", AMOUNT),
    "L": ("Payment", AMOUNT),
}
# Label, column of the options' table, name.
SPLIT = (
    ("Insurance", "J", "InsurancePays"),
    ("Savings", "I", "PlanSavings"),
    ("You pay", "K", "PatientPays"),
    ("Fee", "H", "PlanFee"),
)
ROWS_OF_TOTALS = 2  # a heading and a row for each option


def draw_options(page: Page) -> None:
    """Draw the options of the case with what each costs after insurance; one nameless row where there is one plan."""
    draw_heading(page, OPTIONS - 1, "Options side by side after insurance, and who pays what")
    layout.draw_heads(page, OPTIONS, HEADS)
    for place in range(1, OPTION_ROOM + 1):
        row, compared = OPTIONS + place, COMPARED + place
        for letter, formula in option_formulas(row, compared, totals_row(place) + 1).items():
            page.write(f"{letter}{row}", f'=IF($G${compared}="","",{formula})', *HEADS[letter][1])
    page.define("OptionTable", f"F{OPTIONS}:L{OPTIONS + OPTION_ROOM}")
    layout.rule_rows(page, f"F{OPTIONS + 1}:L{OPTIONS + OPTION_ROOM}", f"$G{OPTIONS + 1}")


def option_formulas(row: int, compared: int, total: int) -> dict[str, str]:
    """Return an option's formulas by column, from its rows among the prices compared and the insurance totals."""
    return {
        "F": f'$F${compared}&""',
        "G": name_of_option(f"$F{row}"),
        "H": f"$H${compared}",
        "I": f"$I${compared}+$H${total}",
        "J": f"$G${total}",
        "K": f"MAX(0,$I${total}-$I${compared}+$J${compared})",
        "L": f"IF(K{row}>0,TC_PAYMENT(K{row},RateOffered,PaymentsOffered),K{row})",
    }


def name_of_option(letter: str) -> str:
    """Return a formula for what Cases calls an option of the case; what the case is about, where it has none."""
    name = "CaseAbout"
    for option in ("C", "B", "A"):
        said = f'IFERROR(INDEX(Cases[Option {option}],MATCH(CaseShown,Cases[Case],0))&"","")'
        name = f'IF({letter}="{option}",{said},{name})'
    return name


def totals_row(place: int) -> int:
    """Return the row in which the insurance totals of the first, second ... option begin."""
    return TOTALS + ROWS_OF_TOTALS * (place - 1)


def draw_totals(page: Page) -> None:
    """Draw the insurance totals of each option."""
    draw_heading(page, TOTALS - 1, "Insurance totals of each option", "K")
    for place in range(1, OPTION_ROOM + 1):
        option = f'$F${COMPARED + place}&""'
        call = f"TC_INS_TOTALS(CaseLines,CaseBenefits,FeeSchedule[#All],Today,{option})"
        there = f'=IF($G${COMPARED + place}="","",{call})'
        page.spill(f"F{totals_row(place)}", there, (AMOUNT,) * 6, ROWS_OF_TOTALS)
        heads = f"F{totals_row(place)}:K{totals_row(place)}"
        layout.hide_empty(page, heads, f"$F{totals_row(place)}")


def draw_split(page: Page) -> None:
    """Draw who pays what for the option shown, each amount with its name."""
    layout.draw_heads(page, SPLIT_FIRST - 1, {SPLIT_LABEL: ("Option shown", WORD), SPLIT_AMOUNT: ("Amount", AMOUNT)})
    first, last = OPTIONS + 1, OPTIONS + OPTION_ROOM
    shown = f"MATCH(OptionShown,$F${first}:$F${last},0)"
    for row, (label, column, name) in enumerate(SPLIT, start=SPLIT_FIRST):
        page.put(f"{SPLIT_LABEL}{row}", label, *WORD)
        page.formula(f"{SPLIT_AMOUNT}{row}", f"=INDEX(${column}${first}:${column}${last},{shown})", *AMOUNT)
        page.define(name, f"{SPLIT_AMOUNT}{row}")
