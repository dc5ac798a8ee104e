"""Case acceptance in each of its meanings; the definition stands beside the number.

By patient, plan, line or value; accepted, scheduled or completed; on the same
day, within so many days, or ever.  Without a denominator there is no rate:
blank, not 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tcsheets.casework.decisions import YES, Entry, days_to_decide
from tcsheets.errors import ArgumentError
from tcsheets.money import PPM, divide_half_up, money_text
from tcsheets.tables import header_key

MEASURES = ("patient", "plan", "line", "value")
STAGES = ("accepted", "scheduled", "completed")
GROUPS = ("coordinator", "provider", "category", "source", "paid by", "plan size", "month")
BOOKED = ("scheduled", "in treatment")  # statuses of the follow-up list that mean a visit was made or held
SAME_DAY = ("same day", "the same day", "0 days")
DAYS = ("", "day", "days")
FEW = 10  # presented; fewer say little
SIZES = (500_00, 2_000_00, 5_000_00)


@dataclass(frozen=True, slots=True)
class Definition:
    """What is measured: by what, up to which stage, within how many days, presented from and to when.

    within: 0 is the day of the presentation itself, None is ever.
    """

    by: str = "plan"
    stage: str = "accepted"
    within: int | None = None
    start: date | None = None
    end: date | None = None


def days_allowed(within: str) -> int | None:
    """Return within how many days, from a number or words; None is ever.

    A plain 0 is ever too, for several hosts send 0 for an empty cell: the same day is asked for in words.

    >>> days_allowed("30"), days_allowed("0 days"), days_allowed("same day"), days_allowed("ever")
    (30, 0, 0, None)
    """
    words = " ".join(within.lower().split())
    if words in ("", "0", "ever"):
        return None
    if words in SAME_DAY:
        return 0
    number = words.split(" ")[0]
    unit = words[len(number) :].strip()
    if not number or len(number) > 4 or not all(each in "0123456789" for each in number) or unit not in DAYS:
        raise ArgumentError('within is not understood; write a number of days such as 30, "same day", or "ever"')
    return int(number)


def within_words(within: int | None) -> str:
    """Return within how many days, as it stands in a definition; "" for ever.

    >>> within_words(0), within_words(30), within_words(None)
    (' on the same day', ' within 30 days', '')
    """
    if within is None:
        return ""
    return f" within {within} day{'' if within == 1 else 's'}" if within else " on the same day"


def defined(by: str, stage: str, within: str, start: date | None, end: date | None) -> Definition:
    """Return a definition from what is asked for; `ArgumentError` says what can be."""
    for name, word, words in (("measure", by, MEASURES), ("stage", stage, STAGES)):
        if header_key(word) not in words:
            raise ArgumentError(f"{name} is not one of: " + ", ".join(words))
    if start and end and end < start:
        raise ArgumentError("last_day lies before first_day; check the dates")
    return Definition(header_key(by), header_key(stage), days_allowed(within), start, end)


def presented_in(cases: Sequence[Entry], what: Definition) -> list[Entry]:
    """Return the cases presented in the time that is asked about."""
    return [
        each
        for each in cases
        if (what.start is None or each.presented >= what.start) and (what.end is None or each.presented <= what.end)
    ]


def reached(entry: Entry, stage: str, within: int | None) -> bool:
    """Whether a case came to a stage in time; what is completed was scheduled, what is scheduled was accepted."""
    if entry.decision not in YES or (within is not None and days_to_decide(entry) > within):
        return False
    if stage == "accepted":
        return True
    if entry.completed is not None or entry.status == "completed":
        return True
    return stage == "scheduled" and (entry.scheduled is not None or entry.status in BOOKED)


def parts(cases: Sequence[Entry], what: Definition) -> tuple[int, int]:
    """Return (of how many, how many came to the stage): patients, plans, lines, or cents."""
    good = [each for each in cases if reached(each, what.stage, what.within)]
    if what.by == "value":
        return sum([each.value for each in cases]), sum([each.accepted_value for each in good])
    if what.by == "line":
        return sum([each.lines for each in cases]), sum([each.accepted_lines for each in good])
    if what.by == "patient":
        return len(patients(cases)), len(patients(good))
    return len(cases), len(good)


def patients(cases: Sequence[Entry]) -> list[str]:
    """Return the patients of some cases, each once."""
    found: list[str] = []
    for each in cases:
        name = each.chart or each.name
        if name not in found:
            found.append(name)
    return found


def rate(cases: Sequence[Entry], what: Definition) -> int | None:
    """Return the acceptance rate in ppm; None where nothing was presented."""
    whole, good = parts(cases, what)
    return divide_half_up(good * PPM, whole) if whole else None


def definition_words(what: Definition, cases: Sequence[Entry]) -> str:
    """Return what a rate means and rests on, in words.

    >>> definition_words(Definition("value", within=30), [])
    'value accepted within 30 days of value presented: $0 of $0'
    """
    whole, good = parts(cases, what)
    unit = "value" if what.by == "value" else what.by + "s"
    said = (money_text(good), money_text(whole)) if what.by == "value" else (str(good), str(whole))
    return f"{unit} {what.stage}{within_words(what.within)} of {unit} presented: {said[0]} of {said[1]}"


def size_of(value: int) -> str:
    """Return the size of a plan in words.

    >>> size_of(120_000), size_of(600_000)
    ('$500 to $2,000', '$5,000 and more')
    """
    if value < SIZES[0]:
        return f"under {money_text(SIZES[0])}"
    for place, high in enumerate(SIZES):
        if value < high:
            return f"{money_text(SIZES[place - 1])} to {money_text(high)}"
    return f"{money_text(SIZES[-1])} and more"


def grouping(group: str) -> Callable[[Entry], str]:
    """Return what tells the groups apart."""
    key = header_key(group)
    if key not in GROUPS:
        raise ArgumentError("group is not one of: " + ", ".join(GROUPS))
    if key == "plan size":
        return lambda entry: size_of(entry.value)
    if key == "month":
        return lambda entry: f"{entry.presented.year}-{entry.presented.month:02d}"
    field = "paid_by" if key == "paid by" else key
    return lambda entry: getattr(entry, field) or "not said"


def grouped(cases: Sequence[Entry], group: str, change: date | None) -> list[tuple[str, list[Entry]]]:
    """Return (name, cases) of each group, all cases last; or before and after a change."""
    if change:
        before = [each for each in cases if each.presented < change]
        after = [each for each in cases if each.presented >= change]
        return [(f"before {change.isoformat()}", before), (f"from {change.isoformat()} on", after)]
    if not group:
        return [("all", list(cases))]
    name_of = grouping(group)
    names = sorted({name_of(each) for each in cases})
    if header_key(group) == "plan size":
        names = sorted(names, key=lambda name: min([each.value for each in cases if name_of(each) == name]))
    return [(name, [each for each in cases if name_of(each) == name]) for name in names] + [("all", list(cases))]


def remark(cases: Sequence[Entry]) -> str:
    """Return a warning where there are too few cases to say much."""
    return f"only {len(cases)} presented: a few more could change it" if 0 < len(cases) < FEW else ""
