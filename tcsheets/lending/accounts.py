"""An in-house plan as it runs: what is paid, due, overdue, and what pays it off, as of a day.

Interest runs on what is really owed, in the proportion of the days of each
period, rounded half up once a period; so a plan paid on time follows its
schedule to the cent.  A payment pays interest that has fallen due first.
Interest left unpaid is owed on and bears none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tcsheets.errors import ArgumentError
from tcsheets.lending.agreements import one_of
from tcsheets.lending.periods import UNIT_PERIODS, UnitPeriod, add_periods, period_of
from tcsheets.lending.spans import DAY_COUNTS, NO_INTEREST, check_rate, day_rate, lowest_terms
from tcsheets.lending.unit_periods import unit_of
from tcsheets.money import PPM, divide_half_up
from tcsheets.tables import Column, Range, Reading, read_table

RECEIVED_KINDS = ("payment", "charge")

INSTALMENT_COLUMNS = (
    Column("number", "No.", "Count", ("Number",), default=1),
    Column("due", "Due", "Date", ("Due date", "Date")),
    Column("payment", "Payment", "Money", ("Amount",), required=True),
    Column("interest", "Interest", "Money", default=0),
)
RECEIVED_COLUMNS = (
    Column("day", "Date", "Date", ("Received", "Received on", "Paid on"), required=True),
    Column("amount", "Amount", "Money", ("Payment", "Paid"), required=True),
    Column("kind", "Kind", "Text", ("Type",), default="payment"),
)


@dataclass(frozen=True, slots=True)
class Instalment:
    """A payment that was agreed on, in cents; number 0 is the down payment, which is no part of what is owed after."""

    row: int
    due: date | None
    payment: int
    interest: int = 0
    number: int = 1


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came in, in cents, below 0 where it was returned; or a charge, which adds to what is owed."""

    row: int
    day: date
    amount: int
    kind: str = "payment"


@dataclass(frozen=True, slots=True)
class Rate:
    """At which rate a plan bears interest: APR in ppm, its period, and the day count, as in `spans.Terms`."""

    apr: int
    period: UnitPeriod
    day_count: str = "period"

    def over(self, start: date, end: date) -> tuple[int, int]:
        """Return the rate from one due date to another as an exact fraction."""
        if self.day_count != "period":
            return day_rate(start, end, self.apr, self.day_count)
        a_year, count = self.period.a_year
        return lowest_terms(self.apr * count * self.periods(start, end), PPM * a_year)

    def periods(self, start: date, end: date) -> int:
        """Return how many periods lie between two due dates: more than one where months are skipped."""
        number = 1
        # Up to three days short: from 28 February to 31 August is half a year, to 16 March half a month.
        while add_periods(start, self.period, number) < end - timedelta(days=3):
            number += 1
        return number


@dataclass(frozen=True, slots=True)
class Plan:
    """An agreed plan: principal in cents, its instalments in order of their due dates, and its rate.

    starts: when interest starts to run.
    """

    principal: int
    starts: date
    due: tuple[date, ...]
    payments: tuple[int, ...]
    bears: tuple[bool, ...]
    rate: Rate


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is owed on a day, in cents: principal, interest that has fallen due, and interest that is running up."""

    principal: int
    interest: int
    running: int = 0

    @property
    def payoff(self) -> int:
        """What pays the plan off that day; below 0, what the patient has paid too much."""
        return self.principal + self.interest + self.running


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands on a day, in cents."""

    paid: int
    due: int
    overdue: int
    overdue_days: int
    next_due: date | None
    next_payment: int
    ledger: Ledger
    payments_left: int
    new_payment: int


def make_received(row: int, day: date, amount: int, kind: str) -> Received:
    """Return money received from the cells of its row; `ValueError` says what is wrong with it."""
    if kind.lower() not in RECEIVED_KINDS:
        raise ValueError("Kind is not one of: " + ", ".join(RECEIVED_KINDS))
    return Received(row, day, amount, kind.lower())


def read_instalments(cells: Range) -> Reading[Instalment]:
    """Return the payments that were agreed on, and a problem for each bad row."""
    return read_table(cells, INSTALMENT_COLUMNS, Instalment, "schedule")


def read_received(cells: Range) -> Reading[Received]:
    """Return what came in, and a problem for each bad row."""
    return read_table(cells, RECEIVED_COLUMNS, make_received, "received")


def due_dates(rows: Sequence[Instalment]) -> list[date]:
    """Return the due dates of instalments; `ArgumentError` where one is missing or does not come after the last."""
    days = [each.due for each in rows if each.due is not None]
    if not rows or len(days) < len(rows):
        raise ArgumentError("schedule lacks due dates; give TC_PAY_SCHEDULE a first_due")
    for place in range(1, len(days)):
        if days[place] <= days[place - 1]:
            raise ArgumentError(f"schedule: {days[place]} does not come after {days[place - 1]}; check the dates")
    return days


def period_of_plan(days: Sequence[date], word: str) -> UnitPeriod:
    """Return the period of a plan: the one that is named, otherwise the one its due dates have."""
    if word:
        return UNIT_PERIODS[period_of(word)]
    return unit_of(days) if len(days) > 1 else UnitPeriod("month")


def plan_of(
    instalments: Sequence[Instalment],
    apr: int = 0,
    period: str = "",
    day_count: str = "period",
    starts: date | None = None,
) -> Plan:
    """Return the plan of a schedule; `ArgumentError` where dates are missing or out of order, or the APR is."""
    check_rate(apr)
    rows = [each for each in instalments if each.number]
    days = due_dates(rows)
    bears = tuple([each.interest > 0 for each in rows])
    # A rate worked back from a rounded row of interest would not be the plan's own, so it must be given.
    if True in bears and not apr:
        raise ArgumentError("apr is missing; the schedule bears interest, so say at which yearly rate")
    rate = Rate(apr, period_of_plan(days, period), one_of(day_count, DAY_COUNTS, "day_count"))
    principal = sum([each.payment - each.interest for each in rows])
    payments = tuple([each.payment for each in rows])
    return Plan(principal, starts or add_periods(days[0], rate.period, -1), tuple(days), payments, bears, rate)


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a plan, from one due date to the next, and its rate as an exact fraction."""

    start: date
    end: date
    rate: tuple[int, int]


def period_after(plan: Plan, number: int, start: date) -> Period:
    """Return a period by its number, 0 the first; after the last due date they go on, and interest with them."""
    beyond = number - len(plan.due) + 1
    if beyond > 0:
        end = add_periods(plan.due[-1], plan.rate.period, beyond)
        return Period(start, end, plan.rate.over(start, end))
    end = plan.due[number]
    return Period(start, end, plan.rate.over(start, end) if plan.bears[number] else NO_INTEREST)


def periods_until(plan: Plan, as_of: date) -> list[Period]:
    """Return the periods that have begun before a day."""
    found: list[Period] = []
    start = plan.starts
    while start < as_of:
        found.append(period_after(plan, len(found), start))
        start = found[-1].end
    return found


def after(ledger: Ledger, received: Received) -> Ledger:
    """Return the ledger after money came in, which pays interest that has fallen due first; or after a charge."""
    if received.kind == "charge":
        return Ledger(ledger.principal + received.amount, ledger.interest)
    # Money that goes back to the patient was principal: it takes no interest with it.
    interest = min(ledger.interest, max(received.amount, 0))
    return Ledger(ledger.principal - received.amount + interest, ledger.interest - interest)


def run_period(ledger: Ledger, period: Period, received: Sequence[Received], until: date) -> Ledger:
    """Return the ledger at the end of a period, or at an earlier day of it; interest falls due at the end."""
    weight, since = 0, period.start  # principal x days, so that money in the middle counts from its day on
    for each in received:
        at = max(each.day, period.start)
        weight += max(ledger.principal, 0) * (at - since).days
        ledger, since = after(ledger, each), at
    weight += max(ledger.principal, 0) * (until - since).days
    interest = divide_half_up(weight * period.rate[0], period.rate[1] * (period.end - period.start).days)
    if until == period.end:
        return Ledger(ledger.principal, ledger.interest + interest)
    return Ledger(ledger.principal, ledger.interest, interest)


def in_order(received: Sequence[Received], as_of: date) -> list[Received]:
    """Return what came in up to a day, in order of the days."""
    order = sorted([(each.day, place) for place, each in enumerate(received) if each.day <= as_of])
    return [received[place] for _, place in order]


def ledger_of(plan: Plan, received: Sequence[Received], as_of: date) -> Ledger:
    """Return what is owed at the end of a day, from all that came in up to it."""
    waiting = in_order(received, as_of)
    ledger = Ledger(plan.principal, 0)
    # Period by period, as the schedule is made: so one that is paid on time agrees with it to the cent.
    for period in periods_until(plan, as_of):
        # Money that comes on a due date finds the interest of that day already due, so it waits for the next period.
        within = [each for each in waiting if each.day < period.end]
        waiting = waiting[len(within) :]
        ledger = run_period(ledger, period, within, min(period.end, as_of))
    for each in waiting:
        ledger = after(ledger, each)
    return ledger


def unpaid_parts(payments: Sequence[int], paid: int) -> list[int]:
    """Return what of each instalment is not paid, where money pays them in their order.

    >>> unpaid_parts([100, 100], 130)
    [0, 70]
    """
    parts: list[int] = []
    for payment in payments:
        part = min(max(paid, 0), payment)
        parts.append(payment - part)
        paid -= part
    return parts


def open_parts(plan: Plan, paid: int) -> list[tuple[date, int]]:
    """Return the instalments that are not fully paid, as (due date, what is missing)."""
    return [(day, part) for day, part in zip(plan.due, unpaid_parts(plan.payments, paid)) if part]


def left_after(plan: Plan, ledger: Ledger, payment: int, count: int) -> int:
    """Return what is left after the last payments of a plan, if each is of one size; below 0, too much was paid."""
    principal, unpaid = ledger.principal, ledger.interest
    for number in range(len(plan.due) - count, len(plan.due)):
        top, bottom = period_after(plan, number, plan.due[number - 1] if number else plan.starts).rate
        unpaid += divide_half_up(max(principal, 0) * top, bottom)
        interest = min(payment, unpaid)
        principal, unpaid = principal - payment + interest, unpaid - interest
    return principal + unpaid


def new_payment(plan: Plan, ledger: Ledger, count: int) -> int:
    """Return the smallest level payment that pays off what is owed in the payments that are left."""
    if not count:
        return max(ledger.payoff, 0)
    # By trying, not by the formula of a level payment: unpaid interest bears none, and rows are rounded.
    low, high = 0, max(left_after(plan, ledger, 0, count), 0)
    while low < high:
        middle = (low + high) // 2
        if left_after(plan, ledger, middle, count) <= 0:
            high = middle
        else:
            low = middle + 1
    return low


def next_payment(plan: Plan, received: Sequence[Received], coming: Sequence[tuple[date, int]], overdue: int) -> int:
    """Return how large the next payment is: what is agreed, but never more than is owed then; the last takes it all.

    coming: the instalments that are still to be paid, the next one first.
    """
    if not coming:
        return 0
    # What a missed payment cost in interest comes with the last, as it would in the schedule.
    day, part = coming[0]
    owed = max(ledger_of(plan, received, day).payoff - overdue, 0)
    return owed if day == plan.due[-1] else min(part, owed)


def standing_of(plan: Plan, received: Sequence[Received], as_of: date) -> Standing:
    """Return how a plan stands at the end of a day.

    An instalment is due on its day and overdue from the day after. Nothing is due beyond what pays the plan off.
    """
    came = in_order(received, as_of)
    paid = sum([each.amount for each in came if each.kind == "payment"])
    ledger = ledger_of(plan, came, as_of)
    # Paid off early, nothing is due or overdue, whatever the schedule still says.
    missing = open_parts(plan, paid) if ledger.payoff > 0 else []
    late = [each for each in missing if each[0] < as_of]
    coming = missing[len(late) :]
    overdue = sum([part for _, part in late])
    due = sum([payment for payment, day in zip(plan.payments, plan.due) if day <= as_of])
    left = len([day for day in plan.due if day > as_of]) if ledger.payoff > 0 else 0
    return Standing(
        paid,
        due,
        min(overdue, max(ledger.payoff, 0)),
        (as_of - late[0][0]).days if late else 0,
        coming[0][0] if coming else None,
        next_payment(plan, came, coming, overdue),
        ledger,
        left,
        new_payment(plan, ledger, left),
    )
