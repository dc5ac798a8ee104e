"""The lists in a Google Sheet that is a store as well: a workbook that many people have open at once.

Harvested and shown like any workbook, its memory in the marker tab.  Workbook, journal and views change in one atomic
batch, which begins by moving on the mark of the version that was read: it fails as a whole if somebody was first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tcsheets.errors import DecisionError, StoreError, TryAgainError
from tcsheets.stores.contract import refuse_moved
from tcsheets.stores.google_journals import added
from tcsheets.stores.google_sheet import TRIES, Beside, GoogleSheetStore, chain_in, reading_of
from tcsheets.stores.google_snapshot import (
    MARKER_ID,
    VERSION,
    Request,
    Snapshot,
    Tab,
    grown,
    moved_mark,
    number_in,
    written_texts,
)
from tcsheets.sync.base import CHUNK, NOTHING_REPLACED, Base, decoded, encoded
from tcsheets.sync.gather import Sources
from tcsheets.sync.google_race import Settled, Writes, settled, writes_between, writes_data, writes_of
from tcsheets.sync.google_tables import (
    cell_requests,
    kept_before,
    lacking,
    names_in,
    picture_of,
    table_of,
)
from tcsheets.sync.guards import Limits
from tcsheets.sync.harvest import Author
from tcsheets.sync.history import History, history_of
from tcsheets.sync.home import Home
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.live_book import Grid, LiveBook, Picture
from tcsheets.sync.op import Entry, chained, compact
from tcsheets.sync.own_journal import OwnJournal
from tcsheets.sync.plan import Identity, Plan, absent, next_base, planned
from tcsheets.sync.report import SyncReport, report_of
from tcsheets.sync.table import Contents

SOMEBODY = "somebody in the Google Sheet"  # Google does not say to a program who typed what
BASE, LAST, WRITES, WHEN = 1, 2, 3, 4  # columns of the marker tab; the last is what the sidebar shows
HERE = "google"


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the lists comes to: what was read, the plan, the base it leaves, and what it writes."""

    snapshot: Snapshot
    now: Picture
    wanted: Picture
    base: Base
    last: Base
    plan: Plan
    must_write: bool


@dataclass
class GoogleBoard:
    """The lists in a Google Sheet, kept by one installation."""

    home: Home
    own: OwnJournal
    definitions: tuple[ListDefinition, ...]
    clock: Callable[[], datetime] = datetime.now
    limits: Limits = field(default_factory=Limits)

    # --- what the store asks for ---

    def harvest(self, store: GoogleSheetStore) -> list[str]:
        """Take over what people have typed, and show what has come; return what a person should hear."""
        try:
            found = self.brought_up(store)
        except DecisionError as error:
            return [f"the Google Sheet was left as it is: {error}"]
        except TryAgainError as error:
            return [f"{error}; what was typed in the Google Sheet is taken over by a later sync"]
        return [f"Google Sheet: {line}" for line in found.plan.notes] if found else []

    def beside(self, snapshot: Snapshot, journal: str, entries: Sequence[Entry]) -> Beside:
        """Return what shows entries in the lists, for the batch that adds them to a journal."""
        writer = self.own.writer()
        if journal != writer:
            return Beside()
        try:
            found = self.round(snapshot, history_of([*reading_of(snapshot).entries, *entries]))
        except (DecisionError, StoreError):
            return Beside()
        if found is None or not found.must_write:
            return Beside()
        more = chained(writer, entries[-1].mark, found.plan.operations)
        return Beside(first(found), last(found), more, lambda: self.keep(writer, entries[-1].hash, more))

    # --- a sync of the lists ---

    def looked_at(self, store: GoogleSheetStore) -> Round | None:
        """Return what would be done."""
        return self.round(store.snapshot(), reading_of(store.snapshot()).history())

    def brought_up(self, store: GoogleSheetStore) -> Round | None:
        """Bring lists and journals together in one batch; return what was done, nothing where no lists are shown."""
        writer = self.own.writer()
        sent: tuple[Entry, ...] = ()
        done: Round | None = None
        for attempt in range(TRIES):
            snapshot = store.snapshot()
            store.identity()
            chain, _ = chain_in(snapshot, writer)
            if sent and chain and chain[-1].mark == sent[-1].mark:
                self.keep(writer, sent[0].previous, sent)
                return done
            if chain != self.own.journals.chain(writer):
                return None  # the journal must be made whole first
            done = self.round(snapshot, reading_of(snapshot).history())
            if done is None or not done.must_write:
                return done
            sent = chained(writer, chain[-1].mark if chain else None, done.plan.operations)
            journaled = added(snapshot, writer, chain, sent) if sent else []
            if store.written([*first(done), *journaled, *last(done)], attempt):
                self.keep(writer, chain[-1].hash if chain else "", sent)
                return done
        raise TryAgainError("the Google Sheet is being changed by others all the time")

    def keep(self, writer: str, after: str, entries: Sequence[Entry]) -> None:
        """Keep on this computer what went into the own journal: it is there already, for the batch was done."""
        if entries:
            self.own.journals.append(writer, after, entries)

    def round(self, snapshot: Snapshot, history: History) -> Round | None:
        """Return what is to be done; nothing where no lists are shown; DecisionError where a person must be asked."""
        names = names_in(snapshot, self.definitions)
        marker = snapshot.tab(MARKER_ID)
        if not names or marker is None:
            return None
        now = picture_of(snapshot, self.definitions)
        identity = json.loads(marker.texts(0)[0])["id"]
        base = decoded(marker.texts(BASE), snapshot.title) or Base("born")
        met = self.met(snapshot, marker, now, base)
        book = LiveBook(met.picture)
        at = self.clock().astimezone().isoformat(timespec="seconds")
        author = Author(SOMEBODY, at, snapshot.title)
        contents = book.contents(self.definitions)
        sources = Sources(self.definitions, contents, met.base, history, author, self.limits, copies=met.copies)
        plan = planned(sources)
        lost = lacking(snapshot, self.definitions, base.lists)
        plan = replace(plan, notes=(*lost, *(each for each in plan.notes if each not in absent(sources))))
        wanted = book.patched(self.definitions, plan.patches)
        new = Identity(self.home.fresh(), identity, "", HERE, NOTHING_REPLACED)
        after = next_base(plan, wanted.contents(self.definitions), new)
        moved = plan.changes_workbook or base.store != identity or met.picture != now
        must = moved or has_lost_columns(base, contents)
        return Round(snapshot, now, wanted.picture, after, met.base, plan, must)

    def met(self, snapshot: Snapshot, marker: Tab, now: Picture, base: Base) -> Settled:
        """Return the lists and the base with what somebody did during the last write set right."""
        writes = writes_in(marker)
        earlier = decoded(marker.texts(LAST), snapshot.title)
        if not writes or earlier is None:
            return Settled(now, base)
        before = picture_of(snapshot, self.definitions, before=True)
        return settled(now, before, writes, base, earlier, self.definitions)


def has_lost_columns(base: Base, contents: Contents) -> bool:
    """Whether a list has fewer columns than are remembered: forgotten, they come back with their values, not blank."""
    known = {name: {*base.of(name).columns} for name in contents.tables}
    return any(columns - {*contents.tables[name].columns} for name, columns in known.items())


def writes_in(marker: Tab) -> Writes:
    """Return what the last write meant to write."""
    text = "".join(marker.texts(WRITES))
    return writes_of(json.loads(text)) if text else {}


# --- the batch -----------------------------------------------------------------------------------------------------


def first(found: Round) -> list[Request]:
    """Return what a batch begins with: the version moved on, and the lists that are written copied aside."""
    copies = [kept_before(found.snapshot, each) for each in written_lists(found)]
    return [*next_version(found.snapshot), *(request for each in copies for request in each)]


def next_version(snapshot: Snapshot) -> list[Request]:
    """Return the requests that move the version on: refused, and all with them, where somebody was first."""
    mark = snapshot.mark(VERSION, MARKER_ID)
    return moved_mark(mark, VERSION, MARKER_ID, number_in(mark.name) + 1 if mark else 1)


def last(found: Round) -> list[Request]:
    """Return what a batch ends with: the changed cells, and the memory of them."""
    cells = [
        request
        for name in written_lists(found)
        for request in cell_requests(found.snapshot, name, *grids_of(found, name))
    ]
    writes = writes_between(found.now, found.wanted)
    text = compact(writes_data(writes)) if writes else ""
    columns = [encoded(found.base), encoded(found.last), chunks(text), [found.plan.sources.author.at]]
    marker = found.snapshot.tabs[MARKER_ID]
    kept = [memory(marker, at, each) for at, each in zip((BASE, LAST, WRITES, WHEN), columns)]
    return [*cells, *grown(marker, max(map(len, columns))), *kept]


def memory(marker: Tab, column: int, texts: Sequence[str]) -> Request:
    """Return the request that writes one column of the marker tab, over all that stood there."""
    return written_texts(MARKER_ID, 0, column, [[each] for each in texts], len(marker.texts(column)))


def chunks(text: str) -> list[str]:
    """Return a text in pieces that fit into cells."""
    return [text[place : place + CHUNK // 2] for place in range(0, len(text), CHUNK // 2)]


def written_lists(found: Round) -> list[str]:
    """Return the names of the lists whose cells are to be changed."""
    definitions = found.plan.sources.definitions
    names = names_in(found.snapshot, definitions)
    changed = writes_between(found.now, found.wanted)
    return [name for name in names if table_of(name, definitions) in changed]


def grids_of(found: Round, name: str) -> tuple[Grid, Grid]:
    """Return a list's table as it was read, and as it is to be."""
    table = table_of(name, found.plan.sources.definitions)
    return found.now.grids[table], found.wanted.grids[table]


# --- a sync without a workbook of one's own --------------------------------------------------------------------------


def keep_board(store: object, home: Home, own: OwnJournal, definitions: tuple[ListDefinition, ...]) -> None:
    """Let a store in a Google Sheet keep the lists that are shown there; other stores have none."""
    if isinstance(store, GoogleSheetStore):
        store.keeper = GoogleBoard(home, own, definitions)


def sync_board(
    home: Home,
    alias: str,
    *,
    limits: Limits | None = None,
    dry_run: bool = False,
    definitions: tuple[ListDefinition, ...] | None = None,
    clock: Callable[[], datetime] = datetime.now,
    store: GoogleSheetStore | None = None,
) -> SyncReport:
    """Return the report of bringing the lists of a Google Sheet and its journals together."""
    found = store or home.store(alias)
    if not isinstance(found, GoogleSheetStore):
        raise StoreError(f"the store {alias} is not in a Google Sheet; sync a workbook with it: tcsheets sync FILE")
    lists = home.definitions() if definitions is None else definitions
    home.files.make_folder(home.folder)
    with home.files.hold(home.folder / "lock"):
        found.forget()
        identity = found.identity()
        refuse_moved(found)
        own = home.own_journal(identity)
        board = GoogleBoard(home, own, lists, clock, limits or Limits())
        reading = reading_of(found.snapshot())
        put_back = 0 if dry_run else own.repair(found, reading.history())
        done = board.looked_at(found) if dry_run else board.brought_up(found)
    if done is None:
        raise StoreError(f"the store {found.name} shows no lists; make them with: tcsheets google setup")
    sent = len(done.plan.operations)
    return report_of(done.plan, sent=sent, put_back=put_back, notes=reading.problems, is_dry=dry_run)
