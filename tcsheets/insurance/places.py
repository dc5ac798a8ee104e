"""Where in the mouth a service was done, compared by the place only: same area, or a tooth in common."""

from __future__ import annotations

from tcsheets.insurance.heart_history import same_area
from tcsheets.insurance.model import Place

ARCHES = {"UPPER": "U", "UA": "U", "LOWER": "L", "LA": "L"}
QUADRANTS = ("UR", "UL", "LL", "LR")
ARCH_OF_QUADRANT = {"UR": "U", "UL": "U", "LL": "L", "LR": "L"}


def tooth_number(text: str) -> int | None:
    """Return a tooth's number, 1 to 32; letters A to T are the milk teeth where the numbers of their places stand.

    >>> tooth_number("14"), tooth_number("A"), tooth_number("x1")
    (14, 4, None)
    """
    text = text.strip().upper()
    if len(text) == 1 and "A" <= text <= "T":
        place = ord(text) - ord("A")
        return place + 4 if place < 10 else place + 10
    return int(text) if text and all(each in "0123456789" for each in text) and 1 <= int(text) <= 32 else None


def teeth_of(text: str) -> tuple[int, ...]:
    """Return the teeth of a range as it is typed.

    >>> teeth_of("2-4, 8")
    (2, 3, 4, 8)
    """
    found: list[int] = []
    for part in text.replace(";", ",").split(","):
        first, _, last = part.partition("-")
        start, end = tooth_number(first), tooth_number(last or first)
        if start is not None and end is not None:
            found += range(start, end + 1)
    return tuple(found)


def quadrant_of(tooth: int) -> str:
    """Return the quadrant of a tooth.

    >>> quadrant_of(1), quadrant_of(14), quadrant_of(17), quadrant_of(32)
    ('UR', 'UL', 'LL', 'LR')
    """
    return QUADRANTS[(tooth - 1) // 8]


def quadrants(place: Place) -> list[str]:
    """Return the quadrants of a place."""
    return [place.quadrant] if place.quadrant else sorted({quadrant_of(tooth) for tooth in place.teeth})


def arches(place: Place) -> list[str]:
    """Return the arches of a place."""
    if place.arch:
        return [place.arch]
    return sorted({ARCH_OF_QUADRANT.get(each, "") for each in quadrants(place)} - {""})


def teeth(place: Place) -> list[int]:
    """Return the teeth of a place, all of an arch where only that is known (upper 1-16, lower 17-32)."""
    if place.teeth:
        return list(place.teeth)
    if place.arch:
        return list(range(1, 17)) if place.arch == "U" else list(range(17, 33))
    return []


def place_of(text: str) -> Place:
    """Return the place that is typed: teeth, a quadrant (UR, UL, LL, LR), or an arch (upper, lower); else nothing.

    >>> place_of("14").teeth, place_of("ur").quadrant, place_of("Lower").arch
    ((14,), 'UR', 'L')
    """
    key = text.strip().upper()
    if key in ARCH_OF_QUADRANT:
        return Place(quadrant=key)
    if key in ARCHES:
        return Place(arch=ARCHES[key])
    return Place(teeth_of(text))


def area_mask(place: Place) -> int:
    """Return a place as bits: its teeth, then its quadrants, then its arches.

    >>> area_mask(Place((1, 2))) == 0b11 + (1 << 32) + (1 << 36)
    True
    """
    bits = sum([1 << (tooth - 1) for tooth in set(teeth(place))])
    found, ends = quadrants(place), arches(place)
    bits += sum([1 << (32 + number) for number, name in enumerate(QUADRANTS) if name in found])
    return bits + sum([1 << (36 + number) for number, name in enumerate(("U", "L")) if name in ends])


def where_mask(area: str) -> int:
    """Return the bits by which a rule compares places; 0 for the whole mouth."""
    return {"mouth": 0, "quadrant": 15 << 32, "arch": 3 << 36}.get(area, (1 << 32) - 1)


def same_place(one: Place, other: Place, area: str) -> bool:
    """Whether two services were done at one place, as a rule counts it; two without a place were."""
    return same_area(area_mask(one), area_mask(other), where_mask(area))
