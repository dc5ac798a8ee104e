"""A connection to PostgreSQL: made when it is needed, made again when it was lost, and plain words for its faults.

What is done with it must bear being done twice: a commit whose answer was lost is repeated.
"""

from __future__ import annotations

import logging
import time
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, LiteralString, TypeVar

from tcsheets.errors import StoreError, TryAgainError
from tcsheets.stores.contract import MovedError, moved_words
from tcsheets.stores.postgres_address import Address, secured
from tcsheets.stores.postgres_faults import first_line, words_for

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql

ATTEMPTS = 6
WAITS = (0.0, 0.1, 0.3, 1.0, 3.0)  # seconds before each further attempt
HAS_MOVED = "TC001"  # what the tables themselves answer
COLLISIONS = {"23505", "40001", "40P01"}  # somebody was there first; looking again tells
T = TypeVar("T")
Work = Callable[["psycopg.Cursor[Any]"], T]


def driver() -> Any:
    """Return the driver; StoreError where it is not installed."""
    try:
        import psycopg
    except ImportError as error:
        raise StoreError("a store in PostgreSQL needs one more package: pip install 'tcsheets[postgres]'") from error
    logging.getLogger("psycopg").addHandler(logging.NullHandler())  # what it has to say is said once, as a fault
    return psycopg


class Connection:
    """A connection that is there when it is asked for."""

    def __init__(self, address: Address, name: str, wait: Callable[[float], None] = time.sleep) -> None:
        self.address, self.name, self.wait = address, name, wait
        self.psycopg = driver()
        self.open: psycopg.Connection[Any] | None = None

    def made(self) -> psycopg.Connection[Any]:
        """Return an open connection."""
        if self.open is None or self.open.closed:
            told = secured(self.address, self.defaults())
            self.open = self.psycopg.connect(**told, autocommit=True, prepare_threshold=None)
            weakref.finalize(self, self.open.close)
        return self.open

    def defaults(self) -> dict[str, str]:
        """Return where the environment would lead the driver."""
        known = self.psycopg.pq.Conninfo.get_defaults()
        wanted = {b"host", b"hostaddr", b"service"}
        return {each.keyword.decode(): each.val.decode() for each in known if each.keyword in wanted and each.val}

    def close(self) -> None:
        """Let go of the server; the next piece of work takes it up again."""
        if self.open is not None:
            self.open.close()
        self.open = None

    def text(self, statement: LiteralString, **names: sql.Composable) -> sql.Composed:
        """Return a statement with the store's schemas, and other names, in their places."""
        sql_of = self.psycopg.sql
        schemas = {"schema": self.address.schema, "lists": self.address.lists, "reports": self.address.reports}
        quoted = {key: sql_of.Identifier(value) for key, value in schemas.items()}
        literal = {f"{key}_text": sql_of.Literal(value) for key, value in schemas.items()}
        found: sql.Composed = sql_of.SQL(statement).format(**quoted, **literal, **names)
        return found

    def done(self, work: Work[T]) -> T:
        """Return what a piece of work comes to, in a transaction of its own; done again where the connection is lost.

        TryAgainError: the server cannot be reached now.  StoreError: it will not have it.
        """
        for attempt in range(ATTEMPTS):
            try:
                connection = self.made()
                with connection.transaction(), connection.cursor() as cursor:
                    return work(cursor)
            except self.psycopg.Error as error:
                if not self.may_pass(error) or attempt == ATTEMPTS - 1:
                    raise self.fault(error) from None
            self.wait(WAITS[attempt])
        raise AssertionError("the last attempt returns or raises")

    def may_pass(self, error: psycopg.Error) -> bool:
        """Whether the same may go well in a moment: the connection was lost, or somebody was there first."""
        if error.sqlstate in COLLISIONS:
            return True
        is_lost = isinstance(error, self.psycopg.OperationalError | self.psycopg.InterfaceError)
        if is_lost:
            self.close()
        return is_lost and words_for(str(error)) is None

    def fault(self, error: psycopg.Error) -> StoreError | TryAgainError:
        """Return a fault in one line."""
        said = first_line(str(error))
        if error.sqlstate in ("42P01", "3F000", "42883"):
            return StoreError(f"the store {self.name}: there is no store at its address; make it: tcsheets store init")
        if error.sqlstate == HAS_MOVED:
            return MovedError(moved_words(self.name, said))
        if error.sqlstate == "42501":
            return StoreError(f"the store {self.name}: this login may not do that there ({said}); ask its owner")
        if self.may_pass(error):
            return TryAgainError(f"the store {self.name} cannot be reached now ({said}); try again later")
        return StoreError(f"the store {self.name}: {words_for(str(error)) or said}")
