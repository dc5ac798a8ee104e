"""How a plan is paid: level, interest only or fixed principal; with odd, extra and missed payments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.lending import schedules
from tcsheets.lending.schedules import Change, PaymentRule, Row
from tcsheets.lending.spans import Terms
from tcsheets.money import divide_half_up, divide_up
from tcsheets.tables import Column, Range, Reading, read_table

KINDS = ("level", "interest only", "fixed principal")
ROUNDINGS = ("up", "nearest", "none")

CHANGE_COLUMNS = (
    Column("number", "No.", "Count", ("Number", "Payment no."), required=True),
    Column("payment", "Payment", "Money", ("Amount", "Instead")),
    Column("extra", "Extra", "Money", ("On top",), default=0),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How terms are paid: kind, rounding, number of payments and their size in cents; 0 where it follows.

    Of a fixed principal, `payment` is the principal of each payment.
    """

    terms: Terms
    count: int = 0
    payment: int = 0
    kind: str = "level"
    rounding: str = "up"
    balloon: int = 0
    changes: tuple[Change, ...] = ()


def one_of(word: str, known: Sequence[str], name: str) -> str:
    """Return a word in lower case, if it is one of those known; `ArgumentError` names them otherwise.

    >>> one_of("Nearest", ROUNDINGS, "rounding")
    'nearest'
    """
    wanted = " ".join(word.lower().split())
    if wanted not in known:
        raise ArgumentError(f"{name} is not one of: " + ", ".join(known))
    return wanted


def read_changes(cells: Range) -> Reading[Change]:
    """Return the payments that differ, and a problem for each bad row."""
    return read_table(cells, CHANGE_COLUMNS, Change, "changes")


def level_size(agreement: Agreement) -> int:
    """Return the level payment in cents: the one that was chosen, or the one that pays the plan off."""
    if agreement.payment:
        return agreement.payment
    nearest = agreement.rounding == "nearest"
    return schedules.level_payment(agreement.terms, agreement.count, nearest, agreement.balloon)


def principal_of_each(agreement: Agreement) -> int:
    """Return the principal of each payment in cents, where it is fixed."""
    if agreement.payment:
        return agreement.payment
    round_off = divide_half_up if agreement.rounding == "nearest" else divide_up
    return round_off(agreement.terms.principal - agreement.balloon, agreement.count)


def rule_of(agreement: Agreement) -> PaymentRule:
    """Return what each payment of an agreement is to be."""
    if agreement.kind == "interest only":
        rule = schedules.interest_only()
    elif agreement.kind == "fixed principal":
        rule = schedules.fixed_principal(principal_of_each(agreement))
    else:
        rule = schedules.level(level_size(agreement), agreement.count > 0)
    return schedules.changed(rule, agreement.changes)


def check_agreement(agreement: Agreement) -> None:
    """Refuse an agreement that does not say how it ends, or whose parts do not go together."""
    ends = agreement.count or (agreement.payment and agreement.kind != "interest only")
    if not ends:
        raise ArgumentError("payments is missing; say how many there are, or how large a payment is")
    schedules.check_count(agreement.count or 1)
    # The exact schedule has a closed form, which changes would break.
    plain = agreement.kind == "level" and not agreement.changes and not agreement.balloon
    if agreement.rounding == "none" and not plain:
        raise ArgumentError("rounding none is for a level payment without changes or balloon; choose up or nearest")


def check_changes(changes: Sequence[Change], rows: Sequence[Row]) -> None:
    """Refuse a change of a payment that is not in the plan: it would change nothing, in silence."""
    for change in changes:
        if not 1 <= change.number <= len(rows):
            raise ArgumentError(f"changes row {change.row}: there is no payment {change.number} in the plan")


def agreed_rows(agreement: Agreement) -> tuple[Row, ...]:
    """Return the rows of an agreement.

    >>> [row.payment for row in agreed_rows(Agreement(Terms(100_000, 120_000), 3, kind="interest only"))]
    [1000, 1000, 101000]
    """
    check_agreement(agreement)
    if agreement.rounding == "none":
        return schedules.unrounded_rows(agreement.terms, agreement.count, agreement.payment)
    rows = schedules.rows_by(agreement.terms, rule_of(agreement), agreement.count or None)
    check_changes(agreement.changes, rows)
    return rows
