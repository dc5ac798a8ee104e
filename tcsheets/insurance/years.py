"""The same treatment over two benefit years: everything now, everything next year, or split between phases.

Maximum and deductible both start anew, so a split can also pay less; the words say which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tcsheets.business_time import date_words
from tcsheets.insurance.eligibility import next_year
from tcsheets.insurance.estimate import estimate
from tcsheets.insurance.model import EstimateLine, Past, Service
from tcsheets.insurance.plans import Benefits
from tcsheets.money import money_text


@dataclass(frozen=True, slots=True)
class Course:
    """One way through both years: its lines, and how many of the steps are done now."""

    lines: tuple[EstimateLine, ...]
    steps_now: int

    @property
    def plan_pays(self) -> int:
        """What all plans pay in both years."""
        return sum([line.plan_pays for line in self.lines])

    @property
    def write_off(self) -> int:
        """What is written off."""
        return sum([line.write_off for line in self.lines])

    @property
    def patient(self) -> int:
        """What is left for the patient."""
        return sum([line.patient for line in self.lines])

    @property
    def deductible(self) -> int:
        """What deductibles take in both years."""
        return sum([plan.deductible for line in self.lines for plan in line.plans])


@dataclass(frozen=True, slots=True)
class TwoYears:
    """The three ways: all now, all next year, the best split (None where there is one step only); when they part."""

    now: Course
    later: Course
    split: Course | None
    steps: tuple[tuple[Service, ...], ...]
    begins: date


def phase_key(phase: str) -> tuple[int, str]:
    """Return what phases are ordered by: their numbers, otherwise their names."""
    digits = "".join([each for each in phase if each in "0123456789"])
    return (int(digits) if digits else 9_999, phase.upper())


def steps_of(services: Sequence[Service]) -> tuple[tuple[Service, ...], ...]:
    """Return the services by phase in the order they are done in; without phases each line is a step of its own.

    A line without a phase belongs to the phase of the line before it.
    """
    if not any(service.phase for service in services):
        return tuple([(service,) for service in services])
    found: dict[str, list[Service]] = {}
    phase = ""
    for service in services:
        phase = service.phase or phase
        found.setdefault(phase.upper(), []).append(service)
    return tuple([tuple(found[name]) for name in sorted(found, key=phase_key)])


def course(
    steps: Sequence[Sequence[Service]],
    steps_now: int,
    days: tuple[date, date],
    benefits: Benefits,
    past: Sequence[Past],
) -> Course:
    """Return what comes of doing so many steps now and the others next year."""
    dated: list[Service] = []
    for place, step in enumerate(steps):
        day = days[0] if place < steps_now else days[1]
        dated += [replace(service, day=day, age=benefits.patient.age_on(day)) for service in step]
    return Course(estimate(dated, benefits.plans, past, benefits.options), steps_now)


def two_years(services: Sequence[Service], benefits: Benefits, past: Sequence[Past], day: date) -> TwoYears:
    """Return the three ways through this benefit year and the next, of the first plan."""
    steps, begins = steps_of(services), next_year(day, benefits.plans[0].first_month)
    ways = [course(steps, count, (day, begins), benefits, past) for count in range(len(steps) + 1)]
    # Of equals the one that does more now: nobody waits for nothing.
    between = sorted(ways[1:-1], key=lambda way: (-way.plan_pays, way.patient, -way.steps_now))
    return TwoYears(ways[-1], ways[0], between[0] if between else None, steps, begins)


def difference(way: Course, now: Course) -> str:
    """Return how a way differs from everything now, in words."""
    more = way.plan_pays - now.plan_pays
    if more == 0:
        return "Insurance pays the same as for everything now."
    if more > 0:
        return f"Insurance pays {money_text(more)} more than for everything now."
    twice = " because a deductible is owed in each year" if way.deductible > now.deductible else ""
    return f"Insurance pays {money_text(-more)} less than for everything now{twice}."


def words_of(found: TwoYears, way: Course) -> str:
    """Return one of the ways in a plain sentence."""
    if way.steps_now == len(found.steps):
        return "All of it this benefit year."
    if way.steps_now == 0:
        return f"All of it from {date_words(found.begins)} on. " + difference(way, found.now)
    lead = f"{count_words(way, found)} now, the rest from {date_words(found.begins)} on. "
    return lead + difference(way, found.now)


def count_words(way: Course, found: TwoYears) -> str:
    """Return which steps are done now: their phases, or how many lines."""
    phases = [step[0].phase for step in found.steps[: way.steps_now]]
    if all(phases):
        return ("Phase " if len(phases) == 1 else "Phases ") + ", ".join(phases)
    return "The first line" if way.steps_now == 1 else f"The first {way.steps_now} lines"


def moved(found: TwoYears, way: Course) -> str:
    """Return the codes that are moved to the next year."""
    return ", ".join([service.code for step in found.steps[way.steps_now :] for service in step])
