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
        row = OPTIONS + place
        for letter, formula in option_formulas(row, COMPARED + place, totals_row(place)).items():
            page.write(f"{letter}{row}", where_compared(COMPARED + place, formula), *HEADS[letter][1])
    page.heights(dict.fromkeys(range(OPTIONS + 1, OPTIONS + OPTION_ROOM + 2), 20))
    page.define("OptionTable", f"F{OPTIONS}:L{OPTIONS + OPTION_ROOM}")
    layout.rule_rows(page, f"F{OPTIONS + 1}:L{OPTIONS + OPTION_ROOM}", f"$G{OPTIONS + 1}")


def where_compared(row: int, formula: str) -> str:
    """Return a formula that is empty where fewer options are compared, and an error where the comparison is one."""
    return f'=IF($G${COMPARED}<>"Lines",NA(),IF($G${row}="","",{formula}))'


def option_formulas(row: int, compared: int, totals: int) -> dict[str, str]:
    """Return an option's formulas by column, from its row among the prices compared and its insurance totals."""
    # Insurance is worked out on fees; discounts and tax come off and on after it, and never turn into a credit.
    patient, saved = total("Patient pays", totals), total("Write-off", totals)
    return {
        "F": f'$F${compared}&""',
        "G": name_of_option(f"$F{row}"),
        "H": f"$H${compared}",
        "I": f"$I${compared}+{saved}",
        "J": total("Plan pays", totals),
        "K": f"MAX(0,{patient}-$I${compared}+$J${compared})",
        "L": f"IF(K{row}>0,TC_PAYMENT(K{row},RateOffered,PaymentsOffered),K{row})",
    }


def total(header: str, row: int) -> str:
    """Return one of an option's insurance totals, found under its heading.

    Where the totals are an error there are no headings, so that this is an error too and never a 0.
    """
    return f'INDEX($F${row + 1}:$K${row + 1},MATCH("{header}",$F${row}:$K${row},0))'


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
        # A plan without options is one option without a name.
        option = f'$F${COMPARED + place}&""'
        call = f"TC_INS_TOTALS(CaseLines,CaseBenefits,FeeSchedule[#All],Today,{option},CaseHistory)"
        there = f'=IF($G${COMPARED + place}="","",{call})'
        page.spill(f"F{totals_row(place)}", there, (AMOUNT,) * 6, ROWS_OF_TOTALS)
        page.heights({totals_row(place): 34 if place == 1 else 20})
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
