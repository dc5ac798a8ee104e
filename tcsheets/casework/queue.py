"""The follow-up queue: who is to be called, when, in which order, and what to say.

A case is called first when its follow-up is due, then along a ladder of later
contacts (1 week, 1 month), until it is accepted, declined or closed.  The queue
sorts by overdue first, then by value and chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tcsheets.business_time import OfficeTime, date_words, day_of, midnight, next_opening
from tcsheets.casework.follow_ups import follow_up_due
from tcsheets.errors import ArgumentError
from tcsheets.money import share_of
from tcsheets.tables import Column, Range, Reading, header_key, read_table

WAITING = ("", "presented", "thinking")  # statuses of cases that are still to be called
LADDER = (7, 30)  # days after each contact
HALF = 500_000
STANDINGS = ("overdue", "due today", "next")
SCRIPTS = {
    "cost": "Shall we look at ways to spread the cost? I can show you what each month would be.",
    "fear": "Many people feel that way. Would it help to come in and talk, with nothing done that day?",
    "time": "What days work best for you? We can often put two visits into one.",
    "trust": "I would be glad to go through the pictures with you again, or to help you get a second opinion.",
    "needs to ask someone": "Of course. May I send you the page, so that you can look at it together?",
}
OTHERWISE = "How do you feel about the plan? Is there a question I can answer?"
QUEUE_COLUMNS = (
    Column("case", "Case", "Text", ("Case ID", "Case no."), default=""),
    Column("chart", "Chart", "Text", ("Chart no.", "Chart number"), default=""),
    Column("value", "Plan value", "Money", ("Value",), default=0),
    Column("presented", "Presented", "DateTime", ("Presented on",), required=True),
    Column("status", "Status", "Text", default=""),
    Column("coordinator", "Coordinator", "Text", default=""),
    Column("concern", "Concern", "Text", default=""),
    Column("last_contact", "Last contact", "Date"),
    Column("contacts", "Contacts", "Count", ("Times called",), default=0),
    Column("next_step", "Next step", "Text", default=""),
    Column("chance", "Chance", "Share"),
    Column("opt_out", "No calls", "Flag", ("Opt out", "Do not call"), default=False),
    Column("best_time", "Best time", "Text", ("Best time to call",), default=""),
)
SCRIPT_COLUMNS = (
    Column("concern", "Concern", "Text", required=True),
    Column("words", "Say", "Text", ("Script",), required=True),
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A case that waits for an answer; value in cents, chance in ppm (None: nobody said), contacts made so far."""

    row: int
    case: str
    chart: str
    value: int
    presented: datetime
    status: str = ""
    coordinator: str = ""
    concern: str = ""
    last_contact: date | None = None
    contacts: int = 0
    next_step: str = ""
    chance: int | None = None
    opt_out: bool = False
    best_time: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """When a practice calls: hours until the first call, days to each later one, its office time."""

    hours: float
    ladder: tuple[int, ...]
    office: OfficeTime


@dataclass(frozen=True, slots=True)
class Script:
    """What to say to a concern."""

    row: int
    concern: str
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case in the queue: its standing, when it is due, by how many days it is late."""

    follow_up: FollowUp
    standing: str
    due: datetime
    days_late: int

    @property
    def expected(self) -> int:
        """Its value x chance in cents; an unknown chance is one in two."""
        chance = self.follow_up.chance
        return share_of(self.follow_up.value, HALF if chance is None else chance)


def read_follow_ups(cells: Range) -> Reading[FollowUp]:
    """Return the cases of a follow-up list, and a problem for each bad row."""
    return read_table(cells, QUEUE_COLUMNS, FollowUp, "follow_up_list")


def read_scripts(cells: Range) -> Reading[Script]:
    """Return what to say to each concern, and a problem for each bad row."""
    return read_table(cells, SCRIPT_COLUMNS, Script, "scripts")


def check_ladder(ladder: Sequence[int]) -> tuple[int, ...]:
    """Return the days of a ladder, the usual ones where none are given."""
    if any(days < 1 or days > 366 for days in ladder):
        raise ArgumentError("ladder holds days that are not between 1 and 366; the usual are 7 and 30")
    return tuple(ladder) or LADDER


def due_of(follow_up: FollowUp, rules: Rules) -> datetime | None:
    """Return when a case is to be called next; None once all contacts of the ladder are made."""
    last = follow_up.last_contact
    if last is None or last < day_of(follow_up.presented):
        return follow_up_due(follow_up.presented, rules.hours, "clock", rules.office)
    # A contact that nobody counted was one.
    step = max(follow_up.contacts, 1) - 1
    if step >= len(rules.ladder):
        return None
    return next_opening(midnight(last) + timedelta(days=rules.ladder[step]), rules.office)


def closed_words(follow_up: FollowUp) -> str:
    """Return why nobody calls any more, "" where somebody does."""
    status = header_key(follow_up.status)
    if follow_up.opt_out:
        return "no calls: the patient asked for none"
    return "" if status in WAITING else f"closed: {status}"


def standing_of(due: datetime, now: datetime) -> str:
    """Return whether a call is overdue, due today, or comes next."""
    if due < now:
        return "overdue"
    return "due today" if day_of(due) == day_of(now) else "next"


def days_late(due: datetime, now: datetime) -> int:
    """Return by how many days a call is late, 0 on the day itself."""
    return max((day_of(now) - day_of(due)).days, 0)


def status_words(follow_up: FollowUp, rules: Rules, now: datetime) -> str:
    """Return how a case stands, in words.

    >>> from tcsheets.business_time import office_time
    >>> plan = FollowUp(2, "C-1", "", 0, datetime(2026, 11, 20, 16, 0))
    >>> status_words(plan, Rules(48, LADDER, office_time()), datetime(2026, 11, 25, 9, 0))
    'overdue by 2 days'
    """
    closed = closed_words(follow_up)
    if closed:
        return closed
    due = due_of(follow_up, rules)
    if due is None:
        return "all contacts made: close the case, or call once more"
    standing, late = standing_of(due, now), days_late(due, now)
    if standing == "overdue":
        return f"overdue by {late} day{'s' if late > 1 else ''}" if late else "overdue since this morning"
    return "due today" if standing == "due today" else f"due {date_words(day_of(due))}"


def queue_of(follow_ups: Sequence[FollowUp], rules: Rules, now: datetime) -> tuple[Waiting, ...]:
    """Return the cases to be called: overdue, due today, next; within each the most expected value first."""
    waiting: list[Waiting] = []
    for each in follow_ups:
        due = None if closed_words(each) else due_of(each, rules)
        if due is not None:
            waiting.append(Waiting(each, standing_of(due, now), due, days_late(due, now)))

    def key(entry: Waiting) -> tuple[int, int, datetime, int]:
        return STANDINGS.index(entry.standing), -entry.expected, entry.due, entry.follow_up.row

    return tuple(sorted(waiting, key=key))


def script_for(concern: str, scripts: Sequence[Script]) -> str:
    """Return what to say to a concern: the practice's own words, otherwise ours.

    >>> script_for("cost", [])
    'Shall we look at ways to spread the cost? I can show you what each month would be.'
    """
    key = header_key(concern)
    for each in scripts:
        if header_key(each.concern) == key:
            return each.words
    return SCRIPTS.get(key, OTHERWISE)
