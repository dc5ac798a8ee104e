"""A service in plain words, from the practice's own glossary: what it is, why, what happens if we wait, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.pricing.fees import code_key
from tcsheets.pricing.lines import PlanLine
from tcsheets.tables import Column, Range, Reading, read_table

PARTS = ("what", "why", "wait", "time")
HEADERS = {
    "what": ("What it is", ("What",)),
    "why": ("Why it matters", ("Why",)),
    "wait": ("If we wait", ("Wait",)),
    "time": ("How long it takes", ("Time", "How long")),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What to say of a code: sentences; "" where the glossary has none."""

    row: int
    code: str
    name: str = ""
    what: str = ""
    why: str = ""
    wait: str = ""
    time: str = ""


def columns_for(language: str) -> tuple[Column, ...]:
    """Return the columns of a glossary; another language's carry its name, such as "What it is (Spanish)"."""
    more = f" ({language})" if language else ""
    said = [
        Column(part, HEADERS[part][0] + more, "Text", tuple([each + more for each in HEADERS[part][1]]), default="")
        for part in PARTS
    ]
    name = Column("name", "Called" + more, "Text", ("Treatment" + more, "Name" + more), default="")
    return (Column("code", "Code", "Text", ("ADA Code", "CDT"), required=True), name, *said)


def read_glossary(cells: Range, language: str = "") -> Reading[Words]:
    """Return the words of a glossary in a language, and a problem for each bad row."""
    return read_table(cells, columns_for(language.strip()), Words, "glossary")


def words_for(code: str, glossary: Sequence[Words]) -> Words:
    """Return what to say of a code; `ArgumentError` where the glossary does not hold it."""
    key = code_key(code)
    for each in glossary:
        if code_key(each.code) == key:
            return each
    raise ArgumentError(f"{key[:12]} is not in the glossary; add a row there")


def said(words: Words, part: str) -> str:
    """Return one part of what is said, or all of it.

    >>> said(Words(2, "D1110", what="We clean your teeth.", time="It takes an hour."), "")
    'We clean your teeth. It takes an hour.'
    """
    if part and part not in PARTS:
        raise ArgumentError("part is not one of: " + ", ".join(PARTS))
    whole = (words.what, words.why, words.wait, words.time)
    chosen = whole[PARTS.index(part)] if part else " ".join([each for each in whole if each])
    if not chosen:
        raise ArgumentError(f"{words.code[:12]} has no such words in the glossary; write them there")
    return chosen


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them.

    >>> listed(["a crown"]), listed(["a", "b", "c"])
    ('a crown', 'a, b and c')
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def name_of(line: PlanLine, glossary: Sequence[Words]) -> str:
    """Return what a service is called: in the glossary, in the plan, or by its code."""
    for each in glossary:
        if code_key(each.code) == code_key(line.code) and each.name:
            return each.name
    return line.description or code_key(line.code)


def why_of(line: PlanLine, glossary: Sequence[Words]) -> str:
    """Return why a service matters, "" where the glossary does not say."""
    for each in glossary:
        if code_key(each.code) == code_key(line.code):
            return each.why
    return ""


def steps_of(lines: Sequence[PlanLine]) -> list[list[PlanLine]]:
    """Return the lines by phase, in the order in which phases first stand."""
    order: list[str] = []
    for line in lines:
        if line.phase not in order:
            order.append(line.phase)
    return [[line for line in lines if line.phase == phase] for phase in order]


def once(texts: Sequence[str]) -> list[str]:
    """Return texts that say something, each once."""
    found: list[str] = []
    for text in texts:
        if text and text not in found:
            found.append(text)
    return found


def summary(lines: Sequence[PlanLine], glossary: Sequence[Words]) -> str:
    """Return a plan as a paragraph: its steps with their services, and why the first one matters."""
    if not lines:
        raise ArgumentError("lines hold no service; type at least one")
    steps = steps_of(lines)
    told = [listed(once([name_of(line, glossary) for line in step])) for step in steps]
    why = once([why_of(line, glossary) for line in steps[0]])[:2]
    if len(steps) == 1:
        return " ".join([f"Your plan has one step: {told[0]}.", *why])
    rest = [("Last" if place == len(told) - 1 else "Then") + f": {each}." for place, each in enumerate(told)][1:]
    return " ".join([f"Your plan has {len(steps)} steps. First: {told[0]}.", *why, *rest])
