"""How often a service is paid, read from the words of a booklet: "2 per calendar year", "once in 5 years per tooth"."""

from __future__ import annotations

from dataclasses import replace

from tcsheets.insurance.model import Frequency
from tcsheets.insurance.scopes import EVERYTHING

NUMBERS = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
AREAS = {"mouth": "mouth", "arch": "arch", "quadrant": "quadrant", "tooth": "tooth", "teeth": "tooth_range"}
SAY = 'is no frequency; write it like "2 per calendar year", "1 in 6 months" or "once in 5 years per tooth"'


def words_in(text: str) -> list[str]:
    """Return the words of a text, without what stands between them."""
    plain = text.lower().replace("-", " ").replace("/", " per ").replace(",", " ")
    return [word for word in plain.split() if word not in ("a", "an", "the", "times", "time", "x", "in", "per")]


def number_of(word: str) -> int:
    """Return the number a word is; 0 for another word."""
    if word in NUMBERS:
        return NUMBERS[word]
    return int(word) if word and all(each in "0123456789" for each in word) else 0


def unit_of(word: str) -> str:
    """Return the unit a word is, "" for another word."""
    for unit in ("month", "year"):
        if word in (unit, unit + "s"):
            return unit
    return ""


def frequency_of(text: str) -> Frequency:
    """Return how often a service is paid; `ValueError` says how to write it.

    "Every 5 years" and "once in 5 years" still block on the anniversary day; "2 in the last 12 months" does not.

    >>> frequency_of("2 per calendar year").period, frequency_of("every 5 years").months
    ('calendar_year', 60)
    >>> frequency_of("1 in 36 months per quadrant").area, frequency_of("2 in last 12 months").period
    ('quadrant', 'last_12_months')
    """
    words = words_in(text)
    area = "mouth"
    if words and words[-1] in AREAS:
        area = AREAS[words.pop()]
    if "every" in words:
        words = ["once"] + [word for word in words if word not in ("every", "once", "1", "one")]
    count = number_of(words[0]) if words else 0
    found = span_of(words[1:], count) if count else None
    if found is None or text.strip()[:1] == "-":
        raise ValueError(SAY)
    # "2 in 12 months" looks back from the day; only "every" still blocks on the anniversary.
    if found.months == 12 and "every" not in text.lower() and "month" in text.lower():
        found = Frequency(EVERYTHING, count, "last_12_months")
    return replace(found, area=area)


def span_of(words: list[str], count: int) -> Frequency | None:
    """Return a frequency from its count and the words of its span; None where they say none."""
    if words == ["lifetime"]:
        return Frequency(EVERYTHING, count, "lifetime")
    if words in (["calendar", "year"], ["year"]):
        return Frequency(EVERYTHING, count, "calendar_year")
    if words in (["benefit", "year"], ["plan", "year"], ["service", "year"]):
        return Frequency(EVERYTHING, count, "benefit_year")
    if words in (["last", "12", "months"], ["rolling", "12", "months"]):
        return Frequency(EVERYTHING, count, "last_12_months")
    if len(words) == 2 and number_of(words[0]) and unit_of(words[1]):
        return Frequency(EVERYTHING, count, "months", number_of(words[0]) * (12 if unit_of(words[1]) == "year" else 1))
    return None


def frequency_words(rule: Frequency) -> str:
    """Return a frequency as a sentence has it.

    >>> frequency_words(frequency_of("twice a calendar year")), frequency_words(frequency_of("every 60 months"))
    ('twice a calendar year', 'once every 5 years')
    """
    spans = {
        "calendar_year": "a calendar year",
        "benefit_year": "a benefit year",
        "last_12_months": "in any 12 months",
        "lifetime": "in a lifetime",
    }
    if rule.months:
        years = rule.months // 12
        whole = f"{years} years" if years > 1 else "year"
        span = f"every {whole}" if rule.months % 12 == 0 else f"every {rule.months} months"
    else:
        span = spans[rule.period]
    area = "" if rule.area == "mouth" else ", by " + rule.area.replace("_", " ")
    times = {1: "once", 2: "twice"}.get(rule.count, f"{rule.count} times")
    return f"{times} {span}{area}"
