"""A service in plain words, from the practice's own glossary: what it is, why, what happens if we wait, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcsheets.errors import ArgumentError
from tcsheets.pricing.fees import code_key
from tcsheets.pricing.lines import PlanLine
from tcsheets.tables import Column, Range, Reading, read_table

# A language's names -> how the headings of its columns call it; plain headings are English.
LANGUAGES = {
    "english": "",
    "en": "",
    "spanish": "Spanish",
    "español": "Spanish",
    "espanol": "Spanish",
    "es": "Spanish",
}
# How a plan is told in a language: one step, several, those between, the last, and the word between the last two names.
FRAMES = {
    "": ("Your plan has one step: {}.", "Your plan has {} steps. First: {}.", "Then: {}.", "Last: {}.", "and"),
    "Spanish": (
        "Su plan tiene un paso: {}.",
        "Su plan tiene {} pasos. Primero: {}.",
        "Luego: {}.",
        "Al final: {}.",
        "y",
    ),
}
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


def language_of(name: str) -> str:
    """Return a language as the headings of its columns call it, "" for English.

    >>> language_of("en"), language_of("Español"), language_of("Polish")
    ('', 'Spanish', 'Polish')
    """
    return LANGUAGES.get(name.strip().lower(), name.strip())


def read_glossary(cells: Range, language: str = "") -> Reading[Words]:
    """Return the words of a glossary in a language, each English where it has none, and a problem for each bad row."""
    english = read_table(cells, columns_for(""), Words, "glossary")
    called = language_of(language)
    if not called:
        return english
    own = read_table(cells, columns_for(called), Words, "glossary")
    by_row = {each.row: each for each in own.records}
    return Reading(tuple([translated(each, by_row.get(each.row)) for each in english.records]), english.problems)


def translated(english: Words, own: Words | None) -> Words:
    """Return words in another language, each English where that has none."""
    if own is None:
        return english
    return Words(
        english.row,
        english.code,
        own.name or english.name,
        own.what or english.what,
        own.why or english.why,
        own.wait or english.wait,
        own.time or english.time,
    )


def words_for(code: str, glossary: Sequence[Words]) -> Words:
    """Return what to say of a code; `ArgumentError` where the glossary does not hold it."""
    key = code_key(code)
    for each in glossary:
        if code_key(each.code) == key:
            return each
    raise ArgumentError(f"{key[:12]} is not in the glossary; add a row there")


def said(words: Words, part: str) -> str:
    """Return one part of what is said, or all sentences; name is what the service is called.

    >>> said(Words(2, "D1110", what="We clean your teeth.", time="It takes an hour."), "")
    'We clean your teeth. It takes an hour.'
    """
    whole = (words.what, words.why, words.wait, words.time)
    parts = PARTS + ("name",)
    if part and part not in parts:
        raise ArgumentError("part is not one of: " + ", ".join(parts))
    chosen = (whole + (words.name,))[parts.index(part)] if part else " ".join([each for each in whole if each])
    if not chosen:
        raise ArgumentError(f"{words.code[:12]} has no such words in the glossary; write them there")
    return chosen


def listed(names: Sequence[str], between: str = "and") -> str:
    """Return names as a sentence has them.

    >>> listed(["a crown"]), listed(["a", "b", "c"])
    ('a crown', 'a, b and c')
    """
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" {between} " + names[-1]


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


def summary(lines: Sequence[PlanLine], glossary: Sequence[Words], language: str = "") -> str:
    """Return a plan as a paragraph: its steps with their services, and why the first one matters.

    A language without sentences of its own is told in English.
    """
    if not lines:
        raise ArgumentError("lines hold no service; type at least one")
    steps = steps_of(lines)
    one, several, then, last, between = FRAMES.get(language_of(language), FRAMES[""])
    told = [listed(once([name_of(line, glossary) for line in step]), between) for step in steps]
    why = once([why_of(line, glossary) for line in steps[0]])[:2]
    if len(steps) == 1:
        return " ".join([one.format(told[0]), *why])
    rest = [(last if place == len(told) - 1 else then).format(each) for place, each in enumerate(told)][1:]
    return " ".join([several.format(len(steps), told[0]), *why, *rest])
