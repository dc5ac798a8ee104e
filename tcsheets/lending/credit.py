"""A credit as a table states it: what is advanced and when, what is paid and when; and its APR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.errors import ArgumentError
from tcsheets.lending.apr import apr, regular_apr
from tcsheets.lending.periods import UNIT_PERIODS
from tcsheets.lending.schedules import check_count
from tcsheets.lending.unit_periods import Flow, series
from tcsheets.tables import Column, Range, Reading, read_table

PAID_COLUMNS = (
    Column("number", "No.", "Count", ("Number",), default=1),
    Column("day", "Due", "Date", ("Date", "Due date")),
    Column("amount", "Payment", "Money", ("Amount",), required=True),
)
ADVANCE_COLUMNS = (
    Column("day", "Date", "Date", ("Advanced", "Due"), required=True),
    Column("amount", "Amount", "Money", ("Advance", "Payment"), required=True),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount in cents in a table; number 0 is the down payment, which is no part of the credit."""

    row: int
    day: date | None
    amount: int
    number: int = 1


def read_paid(cells: Range) -> Reading[Entry]:
    """Return the payments of a schedule, and a problem for each bad row."""
    return read_table(cells, PAID_COLUMNS, Entry, "schedule")


def read_advances(cells: Range) -> Reading[Entry]:
    """Return the advances of a table, and a problem for each bad row."""
    return read_table(cells, ADVANCE_COLUMNS, Entry, "advances")


def flows_of(entries: Sequence[Entry]) -> list[Flow]:
    """Return the dated amounts of a table."""
    return [Flow(each.day, each.amount) for each in entries if each.day is not None and each.amount]


def level_payments(first: date | None, period: str, count: int, payment: int) -> list[Entry]:
    """Return level payments as entries, dated where the first date is known."""
    check_count(count)
    if payment <= 0:
        raise ArgumentError("payment is missing; say how large a payment is, or give a schedule")
    if first is None:
        return [Entry(0, None, payment)] * count
    return [Entry(0, flow.day, payment) for flow in series(first, UNIT_PERIODS[period], count, payment)]


def advances_of(amount: int, advanced: date | None, cells: Range | None) -> list[Flow]:
    """Return the dated advances: those of a table, and the amount financed where its day is known."""
    found = flows_of(read_advances(cells).all_records()) if cells else []
    return found + ([Flow(advanced, amount)] if advanced and amount else [])


def apr_of(undated: int, advances: Sequence[Flow], entries: Sequence[Entry], period: str) -> int:
    """Return the APR in ppm of a credit: by dates where payments have them, otherwise one period apart.

    undated: an amount advanced one period before the first payment; where there are dates, it needs its own.
    period: empty, the unit period is found from the dates.
    """
    payments = [each for each in entries if each.number and each.amount]
    flows = flows_of(payments)
    if not flows and not advances:
        return regular_apr(undated, [each.amount for each in payments], period or "monthly")
    if len(flows) < len(payments):
        raise ArgumentError("payments lack dates; give first_due, or a schedule with the date of each payment")
    # An amount without its day must not be left out of the advances in silence.
    if undated:
        raise ArgumentError("advanced is missing; say on which day the amount was financed")
    # The interval of a single payment is its whole term, whatever period was named.
    return apr(advances, flows, UNIT_PERIODS[period] if period and len(flows) > 1 else None)
