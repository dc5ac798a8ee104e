"""What comes of running a worked example, and how figures are compared."""

from dataclasses import dataclass


class UnsupportedError(Exception):
    """The product cannot hold a case; the text says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """right, wrong or unsupported, and why."""

    verdict: str
    detail: str = ""


def known(record, keys, what):
    """Refuse a record with a field that nobody reads: it would change nothing, in silence."""
    unknown = sorted(key for key in record if key not in keys and record[key] not in (None, [], {}))
    if unknown:
        raise UnsupportedError(f"{what}: {', '.join(unknown)}")


def merged(*records):
    """Return one record of several; what a later one says holds."""
    found = {}
    for record in records:
        found.update(record)
    return found


def paired(first, second):
    """Return the pairs of two lists of one length."""
    assert len(first) == len(second)
    return list(zip(first, second))


def agrees(expected, found, tolerance=0.005):
    """Whether a figure is the expected one, within half a cent; words and flags exactly; null is none or 0."""
    if isinstance(expected, bool) or isinstance(found, bool) or isinstance(expected, str):
        return expected == found
    if expected is None or found is None:
        return (expected or 0) == (found or 0)
    return abs(expected - found) <= tolerance + 1e-9


def compare(expected, found, tolerance=0.005):
    """Return the outcome of comparing every key of what is expected: {place: value} against {place: value}."""
    for place, value in expected.items():
        if place not in found:
            raise UnsupportedError(f"does not compute {place}")
        if not agrees(value, found[place], tolerance):
            return Outcome("wrong", f"{place}: expected {value}, got {found[place]}")
    return Outcome("right")
