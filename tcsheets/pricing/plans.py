"""Sums over the priced lines of a plan: by phase, by option, in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.pricing.lines import PlanLine, lines_of_option, options_of
from tcsheets.pricing.prices import Discounts, PricedLine, price_plan


@dataclass(frozen=True, slots=True)
class Total:
    """Sums in cents of some lines; `total = gross - discount + tax`."""

    name: str
    lines: int
    gross: int
    discount: int
    tax: int

    @property
    def total(self) -> int:
        """What these lines cost."""
        return self.gross - self.discount + self.tax


def total_of(name: str, priced: Sequence[PricedLine]) -> Total:
    """Return the sums of some lines under a name.

    >>> total_of("A", []).total
    0
    """
    gross = sum([each.gross for each in priced])
    return Total(name, len(priced), gross, sum([each.discount for each in priced]), sum([each.tax for each in priced]))


def names_in_order(names: Sequence[str]) -> list[str]:
    """Return names as they first appear, each once."""
    found: list[str] = []
    for name in names:
        if name not in found:
            found.append(name)
    return found


def phase_totals(priced: Sequence[PricedLine]) -> list[Total]:
    """Return the sums of each phase, in the order in which phases first appear."""
    phases = names_in_order([each.line.phase for each in priced])
    return [total_of(phase, [each for each in priced if each.line.phase == phase]) for phase in phases]


def option_totals(lines: Sequence[PlanLine], discounts: Discounts) -> list[Total]:
    """Return the sums of each option, priced as if it alone were chosen; one nameless option where none is named."""
    options = options_of(lines) or [""]
    return [total_of(option, price_plan(lines_of_option(lines, option), discounts)) for option in options]
