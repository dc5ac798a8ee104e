"""Where a sync starts: the workbook as read, and all that its store shows once the outbox was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tcsheets.errors import ArgumentError, DecisionError, StoreError
from tcsheets.stores.contract import Reading, Store, refuse_moved
from tcsheets.sync.at_rest import Prints, prints_of
from tcsheets.sync.base import Base, DamagedError, decoded
from tcsheets.sync.book import Book, OpenBook
from tcsheets.sync.checkpoint import WORTH_WHILE
from tcsheets.sync.copies import Copy
from tcsheets.sync.gather import Sources
from tcsheets.sync.google_board import keep_board
from tcsheets.sync.guards import Limits
from tcsheets.sync.harvest import Author
from tcsheets.sync.history import History
from tcsheets.sync.home import Home
from tcsheets.sync.joining import Adopted, joined
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.op import Operation
from tcsheets.sync.own_journal import OwnJournal
from tcsheets.sync.places import Place
from tcsheets.sync.values import text_form
from tcsheets.sync.views import HandEdit


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked for: a workbook, a store, by whom, and what they allowed."""

    file: Place
    home: Home
    store: Store | str
    actor: str
    dry_run: bool
    choices: Mapping[str, str]
    limits: Limits
    clock: Callable[[], datetime]
    definitions: tuple[ListDefinition, ...]
    open_book: OpenBook
    thorough: bool = True
    undo: str = ""
    worth_while: int = WORTH_WHILE  # entries read one by one, from which on a checkpoint is cut
    whole: bool = False  # all operations are needed, not only what they came to
    joins: bool = False  # without a memory of the store, or in spite of another's


@dataclass(frozen=True, slots=True)
class Start:
    """Where a sync starts: the workbook as read, its base, the store and all that it shows."""

    job: Job
    data: bytes
    book: Book
    base: Base
    store: Store
    identity: str
    own: OwnJournal
    history: History
    problems: tuple[str, ...]
    prints: Prints | None = None  # of the store's files, from before it was read
    edits: tuple[HandEdit, ...] = ()
    adopted: Mapping[str, Adopted] = field(default_factory=dict)
    sent: int = 0
    put_back: int = 0  # of this installation's own, what the store had lost
    now: datetime = field(default_factory=datetime.now)


def started(job: Job) -> Start:
    """Return where a sync starts, after the store was made whole and the outbox was sent."""
    data = job.file.read()
    book = job.open_book(data, job.file.path.name)
    base = remembered(job, book)
    store = job.home.store_of(base) if job.store == "" else job.store
    store = job.home.store(store) if isinstance(store, str) else store
    identity = store.identity()
    refuse_moved(store)
    if base.store and base.store != identity:
        raise StoreError(f"{job.file.path.name} belongs to another store than {store.name}; name the one it belongs to")
    own = job.home.own_journal(identity)
    prints = None if job.dry_run else prints_of(store)
    if not job.dry_run:
        keep_board(store, job.home, own, job.definitions)
    edits, told = store.hand_edits([each.name for each in job.definitions])
    is_whole = job.whole or bool(job.undo or edits)
    reading = shown_by(store, job.definitions, is_whole)
    history, sent, put_back = reading.history(), 0, 0
    if not job.dry_run:
        put_back = own.repair(store, history)
        if put_back:
            reading = shown_by(store, job.definitions, is_whole)
            history = reading.history()
        sent = sent_from_outbox(store, own, base, history)
        if sent:
            history = shown_by(store, job.definitions, is_whole).history()
    adopted: Mapping[str, Adopted] = {}
    if job.joins:
        join = joined(base, job.definitions, book.contents(job.definitions), history)
        base, adopted = join.base, join.adopted
    problems = (*reading.problems, *told)
    return Start(
        *(job, data, book, base, store, identity, own, history),
        problems,
        prints,
        tuple(edits),
        adopted,
        sent,
        put_back,
        job.clock(),
    )


def remembered(job: Job, book: Book) -> Base:
    """Return what a workbook remembers of its last sync; a fresh memory where it joins; DecisionError for none."""
    name = job.file.path.name
    try:
        base = decoded(book.base_cells(), name)
    except DamagedError:
        if not job.joins:
            raise
        base = None
    if job.joins:
        return Base(job.home.fresh())
    if base is None:
        raise DecisionError(
            f"{name}: it has no memory of a sync (sheet _tcsheets); put back a backup, or let it join the store anew: "
            "tcsheets resync"
        )
    return base


def sent_from_outbox(store: Store, own: OwnJournal, base: Base, history: History) -> int:
    """Send what the outbox still holds; return how many operations that were."""
    waiting = unsent(base, history)
    if waiting:
        own.append(store, waiting)
    return len(waiting)


def shown_by(store: Store, definitions: Sequence[ListDefinition], is_whole: bool) -> Reading:
    """Return what a store shows; with a checkpoint in place of what it stands for, unless all of it is needed."""
    if is_whole:
        return store.read()
    reading = store.read_quickly()
    modes = reading.foundation.modes if reading.foundation else {}
    return reading if all(modes.get(each.name, each.mode) == each.mode for each in definitions) else store.read()


def unsent(base: Base, history: History) -> list[Operation]:
    """Return the operations of an outbox that no journal holds."""
    return [op for op in base.outbox if not history.holds(op.id)]


def sources_of(start: Start) -> Sources:
    """Return what a sync is planned from."""
    job = start.job
    at = start.now.astimezone().isoformat(timespec="seconds")
    return Sources(
        job.definitions,
        start.book.contents(job.definitions),
        start.base,
        start.history,
        Author(job.actor, at, text_form(job.file.path.name)),
        job.limits,
        tuple(chosen_ids(start.base, job.choices)),
        tuple(changed_copies(start)),
        start.edits,
        job.undo,
        start.adopted,
    )


def chosen_ids(base: Base, choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return choices by whole conflict ids; ArgumentError where an id, or its beginning, names no conflict."""
    found = []
    for wanted, text in choices.items():
        ids = sorted({each.id for each in base.conflicts if each.id.startswith(wanted)})
        if len(ids) != 1:
            known = ", ".join(each.id for each in base.conflicts) or "none"
            raise ArgumentError(f"there is no conflict {wanted!r} in this workbook; its conflicts: {known}")
        found.append((ids[0], text))
    return found


def changed_copies(start: Start) -> list[Copy]:
    """Return the replaced file if somebody had saved it in the very moment it was replaced."""
    name, digest = start.base.replaced.name, start.base.replaced.digest
    data = start.job.file.changed_backup(name, digest)
    if data is None:
        return []
    book = start.job.open_book(data, name)
    base = decoded(book.base_cells(), name)
    return [Copy(name, book.contents(start.job.definitions), base)] if base else []


def place_of(start: Start) -> str:
    """Return the digest of this installation and the workbook's path."""
    return start.job.home.place_of(start.job.file.path)
