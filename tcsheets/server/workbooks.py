"""For the task pane on this computer: how the workbooks named at the start stand, their conflicts, and a choice.

Workbooks are known by their numbers; no path ever comes in.  Everything is done by the sync itself, whose errors
become refusals here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from tcsheets.errors import ArgumentError, DecisionError, TcsheetsError, TryAgainError
from tcsheets.server.limits import Refusal
from tcsheets.sync.conflicts import Dispute, side_words
from tcsheets.sync.home import Home, open_home
from tcsheets.sync.report import SyncReport
from tcsheets.sync.run import sync_workbook

T = TypeVar("T")
# Kind of error -> reason of the refusal; anything else is not possible now.
REASONS: tuple[tuple[type[TcsheetsError], str], ...] = (
    (TryAgainError, "busy"),
    (DecisionError, "decide"),
    (ArgumentError, "wrong_value"),
)


def told_or_refused(do: Callable[[], T]) -> T:
    """Return what something returns; its error as a refusal."""
    try:
        return do()
    except TcsheetsError as error:
        reason = next((name for kind, name in REASONS if isinstance(error, kind)), "not_possible")
        raise Refusal(reason, str(error)) from error


def dispute_told(each: Dispute) -> dict[str, Any]:
    """Return a conflict as plain data, with both sides in words."""
    words = {f"{side}_words": side_words(each, getattr(each, side)) for side in ("was", "mine", "theirs")}
    return {**asdict(each), **words}


@dataclass(frozen=True, slots=True)
class Workbooks:
    """The workbooks that the pane may show, by number; of one store, or each of its own."""

    paths: tuple[Path, ...] = ()
    store: str = ""
    person: str = ""
    home: Home | None = None

    def look(self, number: int) -> SyncReport:
        """Return what a sync of a workbook would do; nothing is written."""
        return self.sync(number, dry_run=True)

    def sync(self, number: int, **how: Any) -> SyncReport:
        """Return the report of a sync."""
        if not 0 <= number < len(self.paths):
            raise Refusal("not_found", "there is no workbook of this number; tcsheets serve --workbook names them")
        home = self.home or open_home()
        return sync_workbook(self.paths[number], self.store, actor=self.person, home=home, **how)

    def state(self) -> dict[str, Any]:
        """Return how each workbook stands; one that cannot be read says why, and the others are told."""
        return {"workbooks": [self.state_of(number) for number in range(len(self.paths))]}

    def state_of(self, number: int) -> dict[str, Any]:
        """Return how a workbook stands."""
        name = self.paths[number].name
        told: dict[str, Any] = {"number": number, "workbook": name}
        try:
            report = self.look(number)
        except TcsheetsError as error:
            return {**told, "summary": f"{name}: {error}", "error": str(error)}
        return {
            **told,
            "summary": report.summary,
            "exit_code": report.exit_code,
            "conflicts": len(report.conflicts),
            "notes": list(report.notes),
            "actions": list(report.actions),
        }

    def conflicts(self) -> dict[str, Any]:
        """Return the conflicts of all workbooks that can be read; the state says of the others why they cannot."""
        found: list[dict[str, Any]] = []
        for number in range(len(self.paths)):
            with suppress(TcsheetsError):
                found += self.told(number, self.look(number))
        return {"conflicts": found}

    def told(self, number: int, report: SyncReport) -> list[dict[str, Any]]:
        """Return a workbook's conflicts as plain data."""
        return [{"workbook": number, **dispute_told(each)} for each in report.conflicts]

    def resolve(self, number: int, conflict: str, choice: str) -> dict[str, Any]:
        """Settle a conflict as `tcsheets resolve` does, and return what came of it."""
        report = told_or_refused(lambda: self.sync(number, choices={conflict: choice}))
        return {"summary": report.summary, "notes": list(report.notes), "conflicts": self.told(number, report)}
