"""The dated visits of one case as a calendar file (RFC 5545): days, not times, and no name unless it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar, Event

import tcsheets
from tcsheets.errors import ArgumentError, FileError
from tcsheets.outputs.presenting import area_named, computed, value_of
from tcsheets.tables import Column, read_table
from tcsheets.workbook.package import Package, open_package, read_area

DATED_COLUMNS = (
    Column("name", "Visit", "Text", default=""),
    Column("phase", "Phase", "Text", default=""),
    Column("what", "What", "Text", required=True),
    Column("day", "Date", "Date", required=True),
    Column("minutes", "Minutes", "Count", default=0),
    Column("provider", "Provider", "Text", default=""),
)


@dataclass(frozen=True, slots=True)
class DatedVisit:
    """A visit with its day, as the sheet Course shows it."""

    row: int
    name: str
    phase: str
    what: str
    day: date
    minutes: int = 0
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What all visits of a calendar share: the practice, its telephone, the case, the patient's name or ""."""

    practice: str
    phone: str
    case: str
    patient: str = ""


def uid_of(invitation: Invitation, visit: DatedVisit) -> str:
    """Return a visit's lasting identity: the same however often it is moved, so that a calendar moves it too.

    The case is in it only as a fingerprint.

    >>> some = DatedVisit(2, "1", "1", "Crown set", date(2026, 12, 1))
    >>> uid_of(Invitation("Cedar Family Dental", "", "C-101"), some)
    'ff5ad11769a91f87425822ec@tcsheets'
    """
    known = f"{invitation.practice}\x1f{invitation.case}\x1f{visit.name}"
    return hashlib.sha256(known.encode()).hexdigest()[:24] + "@tcsheets"


def event_of(invitation: Invitation, visit: DatedVisit, made: datetime) -> Event:
    """Return one visit as an event of a whole day."""
    event = Event()
    event.add("uid", uid_of(invitation, visit))
    event.add("dtstamp", made)
    event.add("dtstart", visit.day)
    event.add("dtend", visit.day + timedelta(days=1))
    who = f"{invitation.patient}: " if invitation.patient else ""
    event.add("summary", f"{who}{visit.what} ({invitation.practice})")
    told = (
        f"With {visit.provider}" if visit.provider else "",
        f"About {visit.minutes} minutes" if visit.minutes else "",
        "The time of day is not set yet" + (f"; call {invitation.phone}" if invitation.phone else ""),
    )
    event.add("description", "\n".join(f"{each}." for each in told if each))
    event.add("transp", "TRANSPARENT")
    return event


def calendar_of(invitation: Invitation, visits: Sequence[DatedVisit], made: datetime) -> bytes:
    """Return the calendar file of some visits; made: when, in UTC."""
    calendar = Calendar()
    calendar.add("prodid", f"-//tcsheets//tcsheets {tcsheets.__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for visit in visits:
        calendar.add_component(event_of(invitation, visit, made))
    return bytes(calendar.to_ical())


def visits_in(package: Package) -> tuple[DatedVisit, ...]:
    """Return the visits of the case shown, as the workbook has them dated; `DataError` where one is bad."""
    sheet, area = area_named(package, "VisitDates")
    rows = read_area(package, sheet, area)[0]
    if rows[0][0] in (None, ""):
        return ()
    return read_table(rows, DATED_COLUMNS, DatedVisit, "Course").all_records()


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar written: its file, the case, how many visits."""

    path: Path
    case: str
    visits: int


def write_visits(
    book: Path,
    case: str,
    path: Path,
    *,
    with_name: bool = False,
    today: date | None = None,
    made: datetime | None = None,
) -> Written:
    """Write the dated visits of one case as a calendar file; a file that is there already is never replaced."""
    if not book.is_file():
        raise FileError(f"{book} does not exist; check the name and the folder")
    if path.exists():
        raise FileError(f"{path} is there already; give another name with --out")
    package = computed(open_package(book.read_bytes(), book.name), case, today)
    visits = visits_in(package)
    if not visits:
        raise ArgumentError(f"case {case[:20]} has no visits; plan them on the sheet Visits")
    said = [str(value_of(package, name) or "") for name in ("PracticeName", "PracticePhone", "CasePatient")]
    if with_name and not said[2]:
        raise ArgumentError(f"case {case[:20]} has no name on the sheet Cases; leave out --with-name")
    invitation = Invitation(said[0], said[1], case, said[2] if with_name else "")
    path.write_bytes(calendar_of(invitation, visits, made or datetime.now(UTC).replace(microsecond=0)))
    return Written(path, case, len(visits))
