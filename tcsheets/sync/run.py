"""One sync, carried out: the workbook first, then the journal, then the views.

A new edit goes into the workbook's outbox in the same replacement as everything else, and only then into a journal; a
run begins by sending what an outbox still holds.  Stopped before the replacement, nothing has happened; stopped after
it, the next run sends.  All decisions are made before, in `plan`, which touches nothing.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from tcsheets.errors import FileError, StoreError, TcsheetsError, TryAgainError
from tcsheets.stores.contract import Store
from tcsheets.sync.at_rest import changed_by_others, note_rest, noted, prints_of, rest_of
from tcsheets.sync.base import Replaced, encoded
from tcsheets.sync.book import OpenBook
from tcsheets.sync.checkpoint import WORTH_WHILE, cut
from tcsheets.sync.excel_file import open_excel
from tcsheets.sync.gather import NO_LIMITS, Sources
from tcsheets.sync.guards import Limits
from tcsheets.sync.home import Home, open_home
from tcsheets.sync.lists import ListDefinition
from tcsheets.sync.places import Place, found_place
from tcsheets.sync.plan import Identity, Plan, next_base, planned
from tcsheets.sync.report import SyncReport, report_of, report_of_rest
from tcsheets.sync.starting import Job, Start, place_of, sources_of, started, unsent
from tcsheets.sync.values import text_form
from tcsheets.sync.views import list_view
from tcsheets.sync.workbook_file import ChangedMeanwhileError, digest_of
from tcsheets.workbook.collecting import without_collection

ROUNDS = 3  # how often a sync starts over when somebody saves the workbook in between


def sync_workbook(
    path: Path | str | Place,
    store: Store | str = "",
    *,
    actor: str = "",
    home: Home | None = None,
    dry_run: bool = False,
    choices: Mapping[str, str] | None = None,
    max_delete: int | None = None,
    as_typed: bool = False,
    allow_personal: bool = False,
    undo: str = "",
    joins: bool = False,
    clock: Callable[[], datetime] = datetime.now,
    definitions: tuple[ListDefinition, ...] | None = None,
    open_book: OpenBook = open_excel,
    thorough: bool = False,
    worth_while: int = WORTH_WHILE,
) -> SyncReport:
    """Return the report of bringing a workbook and a store together.

    `store` is an alias of the local configuration, or a store itself; without one, the store the workbook belongs to.
    `choices` are made as in the Conflicts sheet: a conflict's id, and mine, theirs or a value.
    `undo` takes back the sync of that moment; `joins` makes up a memory for a workbook that has none (see `joining`).
    `worth_while` is how many entries to be read one by one make a checkpoint worth its while.
    `thorough` looks at everything even where the workbook and the store are as the last sync left them.
    TryAgainError: busy, later will do.  DecisionError: a person must be asked.  FileError, StoreError, ArgumentError:
    nothing was written.
    """
    here = home or open_home()
    lists = here.definitions() if definitions is None else definitions
    file, open_book = found_place(path, here.files, open_book, lists)
    who = text_form(actor or getpass.getuser())
    limits = Limits(max_delete, as_typed, allow_personal)
    asked = (dry_run, choices or {}, limits, clock, lists, open_book, thorough or joins, undo)
    job = Job(file, here, store, who, *asked, worth_while=worth_while, joins=joins)
    if not dry_run:
        here.files.make_folder(here.folder)
    with nullcontext() if dry_run else here.files.hold(here.folder / "lock"), without_collection():
        return rounds(job)


def looked_at(path: Path | str, store: Store | str = "", *, home: Home | None = None) -> Sources:
    """Return a workbook as it is read, its base, and all that its store shows; nothing is written."""
    return sources_of(started(reading_job(path, store, home or open_home())))


def reading_job(path: Path | str, store: Store | str, home: Home) -> Job:
    """Return a job that only looks."""
    file, open_book = found_place(path, home.files, open_excel, home.definitions())
    return Job(file, home, store, "", True, {}, NO_LIMITS, datetime.now, home.definitions(), open_book, whole=True)


def checked(path: Path | str, store: Store | str = "", *, home: Home | None = None) -> list[str]:
    """Return what is the matter with a workbook and its store, one line each; nothing where they fit together."""
    start = started(reading_job(path, store, home or open_home()))
    sources = sources_of(start)
    behind = [each.title for each in sources.here() if sources.is_behind(each.name)]
    absent = [each.title for each in sources.definitions if each.name not in sources.contents.tables]
    return [
        *start.store.check(),
        *(f"{title}: the store shows less than this workbook has seen before" for title in behind),
        *(f"{title}: the workbook has no such list" for title in absent),
    ]


def rounds(job: Job) -> SyncReport:
    """Return the report of a sync that starts over when the workbook is saved by somebody in between."""
    for _ in range(ROUNDS - 1):
        try:
            return one_round(job)
        except ChangedMeanwhileError:
            continue
    return one_round(job)


def one_round(job: Job) -> SyncReport:
    """Return the report of one sync from beginning to end."""
    if rests(job):
        return report_of_rest(text_form(job.file.path.name), job.dry_run)
    start = started(job)
    plan = planned(sources_of(start))
    if job.dry_run:
        waiting = len(unsent(start.base, start.history))
        return report_of(plan, sent=len(plan.operations) + waiting, notes=start.problems, is_dry=True)
    backup, written = write_workbook(start, plan) if must_write(start, plan) else ("", start.data)
    report = delivered(start, plan, backup)
    remember_rest(start, report, written)
    return report


# --- at rest -------------------------------------------------------------------------------------------------------


def rests(job: Job) -> bool:
    """Whether the workbook and its store are byte for byte as the last sync left them."""
    if job.thorough or job.choices or job.undo or not isinstance(job.store, str):
        return False
    left = noted(job.home.files, job.home.folder, job.home.place_of(job.file.path))
    if left is None or job.store not in ("", left.alias) or left.alias not in job.home.stores():
        return False
    if job.file.changed_backup(left.replaced, left.replaced_digest) is not None:
        return False
    prints, replaced = prints_of(job.home.store(left.alias)), Replaced(left.replaced, left.replaced_digest)
    if prints is None:
        return False
    return left == rest_of(left.alias, job.definitions, digest_of(job.file.read()), prints, replaced)


def remember_rest(start: Start, report: SyncReport, written: bytes) -> None:
    """Note what this sync has left, where it left nothing open and nobody else has come in between."""
    job, before = start.job, start.prints
    after = prints_of(start.store) if before is not None and report.is_settled else None
    if before is None or after is None or changed_by_others(before, after, start.own.names()):
        return
    name = Path(report.backup).name
    replaced = job.file.replaced(name, digest_of(start.data)) if name else start.base.replaced
    rest = rest_of(start.store.name, job.definitions, digest_of(written), after, replaced)
    note_rest(job.home.files, job.home.folder, place_of(start), rest)


# --- writing -------------------------------------------------------------------------------------------------------


def must_write(start: Start, plan: Plan) -> bool:
    """Whether the workbook must be replaced: for the plan's sake, or because it has not been here before."""
    return plan.changes_workbook or start.base.place != place_of(start) or start.base.store != start.identity


def write_workbook(start: Start, plan: Plan) -> tuple[str, bytes]:
    """Replace the workbook: cells, base and outbox in one step; return its backup's path and its new bytes.

    Where what is new could not be journaled now, nothing is written.
    """
    job, read = start.job, digest_of(start.data)
    if plan.operations:
        start.own.ready(start.store)
    written = start.book.patched(job.definitions, plan.patches)
    base_id = job.home.fresh()
    backup = job.file.backup_for(base_id, start.now)
    alias = start.store.name if start.base.alias == "" or isinstance(job.store, str) else start.base.alias
    identity = Identity(base_id, start.identity, alias, place_of(start), job.file.replaced(backup, read))
    base = next_base(plan, written.contents(job.definitions), identity)
    data = written.with_base(encoded(base)).data
    job.file.replace(read, data, backup)
    return str(job.file.backups / backup), data


def delivered(start: Start, plan: Plan, backup: str) -> SyncReport:
    """Journal what is new and publish the views; what cannot be delivered now stays in the workbook's outbox."""
    notes = list(start.problems)
    pending = 0
    try:
        start.own.append(start.store, plan.operations)
        publish(start, plan)
    except (StoreError, TryAgainError, FileError) as error:
        pending = len(plan.operations)
        notes.append(f"{error}; what was not sent is kept in the workbook and goes with the next sync")
    start.job.file.prune(start.now)
    sent = start.sent + len(plan.operations) - pending
    return report_of(plan, sent=sent, put_back=start.put_back, pending=pending, notes=notes, backup=backup)


def publish(start: Start, plan: Plan) -> None:
    """Make the views of the lists that are up to date, and a checkpoint where that saves much reading.

    They are made by the next sync if this fails.
    """
    shown = [each for each in plan.sources.here() if each.name not in plan.held]
    try:
        start.store.publish([list_view(each, plan.states[each.name]) for each in shown])
        if plan.changes_workbook:
            keep_checkpoint(start)
    except TcsheetsError:
        return


def keep_checkpoint(start: Start) -> None:
    """Keep a checkpoint, so that nobody need read all entries one by one, where there have come to be many."""
    history = start.history
    founded = len(history.foundation.entries) if history.foundation else 0
    if len(history.entries) - founded >= start.job.worth_while:
        made = cut(start.job.definitions, history)
        if made:
            start.store.keep_checkpoint(made)
