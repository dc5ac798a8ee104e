"""Where the parts of the sheet Board stand; two printed pages, the first at a glance."""

from __future__ import annotations

from dataclasses import dataclass

FIRST, LAST = "B", "M"


@dataclass(frozen=True, slots=True)
class Part:
    """A table of acceptance by group: the row of its headings, its title, the group, rows it may need."""

    row: int
    title: str
    group: str
    room: int


GLANCE, GLANCE_ROOM = 7, 13  # the heading over the charts, and the rows below that they cover
ALL = GLANCE + GLANCE_ROOM + 2
RATES = ALL + 4  # calls in time stand beside the rates
CALLS_ROOM = 8
COORDINATORS = Part(RATES + CALLS_ROOM + 2, "By coordinator", "coordinator", 8)
PROVIDERS = Part(COORDINATORS.row + COORDINATORS.room + 1, "By provider", "provider", 8)
SECOND_PAGE = PROVIDERS.row + PROVIDERS.room - 1  # the row it begins below
EARNED, EARNED_ROOM = SECOND_PAGE + 3, 14
# Last, for nobody knows how many there will be.
SOURCES = Part(EARNED + EARNED_ROOM + 2, "By who sent the patient", "source", 20)
MONTHS = 5  # on a sheet of its own, which may grow as long as it likes
