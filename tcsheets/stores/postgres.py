"""A store in a PostgreSQL database, for groups that have outgrown a folder or a shared sheet.

The journals are one table to which a writer's login may add and in which it may change nothing; the server refuses an
entry that does not continue its journal.  Lists are shown as SQL views in a schema of their own, for reporting tools.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, LiteralString

from tcsheets.errors import StoreError
from tcsheets.stores.contract import MovedError, Reading, fault_words, lacking_after, moved_words
from tcsheets.stores.postgres_address import address_of
from tcsheets.stores.postgres_connection import Connection
from tcsheets.stores.postgres_lists import published_form
from tcsheets.stores.postgres_making import make, refuse_newer, refuse_older, version_there
from tcsheets.stores.postgres_records import COLUMNS, record, sound_part, vector_row, vectors_of
from tcsheets.sync.checkpoint import checkpoint_bytes, read_checkpoint
from tcsheets.sync.foundation import Foundation
from tcsheets.sync.history import history_of
from tcsheets.sync.op import Entry, Mark, Vector
from tcsheets.sync.views import HandEdit, ListView

if TYPE_CHECKING:
    import psycopg

    Cursor = psycopg.Cursor[Any]

AT_ONCE = 5_000  # entries in one statement
TYPES = ["integer" if name == "seq" else "text" for name in COLUMNS]
UNNESTED = ", ".join(f"%s::{each}[]" for each in TYPES)
PUBLISH: LiteralString = "select {schema}.publish_list(%s, %s::text[], %s::text[], %s, %s::text[], %s::jsonb)"
ALL: LiteralString = "select {columns} from {schema}.operation o order by o.journal, o.seq"
UNCOVERED: LiteralString = """with covered as (
    select e.writer, e.journal, max(e.seq) as seq
    from unnest(%s::text[], %s::integer[], %s::text[]) as mark(writer, seq, hash)
    join {schema}.journal_end j on split_part(j.journal, '~', 1) = mark.writer
    join {schema}.operation e
        on e.journal = j.journal and e.seq = mark.seq and e.hash = mark.hash and e.writer = mark.writer
    group by e.writer, e.journal
)
select {columns} from {schema}.journal_end j
left join covered on covered.journal = j.journal
cross join lateral (
    select * from {schema}.operation where journal = j.journal and seq > coalesce(covered.seq, 0) offset 0
) o where not exists (
    select 1 from covered v join {schema}.operation c on c.journal = v.journal and c.seq = o.seq and c.hash = o.hash
    where v.writer = o.writer and o.seq <= v.seq
) order by o.journal, o.seq"""
BEYOND: LiteralString = """select {columns} from {schema}.journal_end j
    left join unnest(%s::text[], %s::integer[], %s::text[]) as mark(writer, seq, hash) on mark.writer = j.journal
    cross join lateral (
        select * from {schema}.operation where journal = j.journal and seq > coalesce(mark.seq, 0) offset 0
    ) o order by o.journal, o.seq"""
THERE: LiteralString = """select count(*)
    from unnest(%s::text[], %s::integer[], %s::text[]) as mark(writer, seq, hash)
    join {schema}.operation e on e.journal = mark.writer and e.seq = mark.seq and e.hash = mark.hash"""


class PostgresStore:
    """A store in PostgreSQL, at an address without a password."""

    def __init__(self, address: str, name: str = "") -> None:
        self.address = address_of(address)
        self.name = name or self.address.settings.get("dbname", "in PostgreSQL")
        self.connection = Connection(self.address, self.name)

    # --- what it is ---

    def identity(self) -> str:
        """Return the store's own id; StoreError where there is none, or one of another version."""
        return self.connection.done(self.identity_in)

    def identity_in(self, cursor: Cursor) -> str:
        """Return the same within a transaction."""
        version = version_there(self.connection, cursor)
        refuse_newer(self.connection, version)
        refuse_older(self.connection, version)
        found = cursor.execute(self.connection.text("select id from {schema}.store")).fetchone()
        if found is None:
            raise StoreError(f"the store {self.name} has lost its identity; restore the database from a backup")
        return str(found[0])

    def ready(self, journal: str) -> None:
        """Raise StoreError or TryAgainError where a journal could not be added to now."""

        def work(cursor: Cursor) -> None:
            self.identity_in(cursor)
            if place := self.moved_in(cursor):
                raise MovedError(moved_words(self.name, place))
            table = f"{self.address.schema}.operation"
            asked = "select has_table_privilege(%s, 'insert'), current_setting('transaction_read_only') = 'on'"
            may, is_read_only = cursor.execute(asked, [table]).fetchone() or (False, False)
            if not may or is_read_only:
                why = "the server takes no changes now" if is_read_only else "this login may not write"
                raise StoreError(f"the store {self.name} cannot be written to for {journal}: {why}; ask its owner")

        self.connection.done(work)

    # --- reading ---

    def vector(self) -> Vector:
        """Return the ends of all chains."""
        return history_of(self.read().entries).tips

    def read(self, since: Vector = ()) -> Reading:
        """Return the entries beyond a vector."""
        return self.connection.done(
            lambda cursor: self.reading(cursor, UNCOVERED, arrays(since)) if since else self.reading(cursor, ALL)
        )

    def read_quickly(self) -> Reading:
        """Return a checkpoint and the entries that it does not stand for; without one, all entries.

        A checkpoint counts only while the journals hold the ends of all that it stands for, and so all of it.
        """

        def work(cursor: Cursor) -> Reading:
            made = self.checkpoint(cursor)
            if made is None:
                return self.reading(cursor, ALL)
            known = arrays([made.tip(writer) for writer in made.chains])
            there = cursor.execute(self.connection.text(THERE), known).fetchone()
            if there is None or there[0] != len(made.chains):
                return self.reading(cursor, ALL)
            found = self.reading(cursor, BEYOND, known)
            return Reading(found.entries, found.problems, made)

        return self.connection.done(work)

    def reading(self, cursor: Cursor, statement: LiteralString, values: Sequence[Any] = ()) -> Reading:
        """Return the entries that a statement selects, and what is the matter with journals."""
        self.identity_in(cursor)
        sql = self.connection.psycopg.sql
        columns = sql.SQL(", ").join(sql.Identifier("o", each) for each in COLUMNS)
        rows = cursor.execute(self.connection.text(statement, columns=columns), values).fetchall()
        vectors = self.vectors(cursor, sorted({row[COLUMNS.index("seen")] for row in rows}))
        entries: list[Entry] = []
        problems = []
        for journal, alike in groupby(rows, itemgetter(0)):
            found, extent = sound_part((row[1:] for row in alike), vectors)
            entries += found
            problems += [fault_words(journal, extent)] if extent != "whole" else []
        return Reading(tuple(entries), tuple(problems))

    def vectors(self, cursor: Cursor, names: Sequence[str]) -> dict[str, Vector]:
        """Return vectors by their names."""
        asked = self.connection.text("select name, marks from {schema}.vector where name = any(%s)")
        return vectors_of(cursor.execute(asked, [list(names)]).fetchall())

    # --- adding ---

    def append(self, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add entries to a journal that ends with the hash `after`; all of them or, where that fails, none."""
        if entries:
            self.connection.done(lambda cursor: self.add(cursor, journal, after, entries))

    def add(self, cursor: Cursor, journal: str, after: str, entries: Sequence[Entry]) -> None:
        """Add the same within a transaction."""
        self.identity_in(cursor)
        end = "select hash from {schema}.operation where journal = %s order by seq desc limit 1"
        found = cursor.execute(self.connection.text(end), [journal]).fetchone()
        last = str(found[0]) if found else ""
        lacking = entries if last == after else self.lacking(cursor, journal, last, entries)
        for place in range(0, len(lacking), AT_ONCE):
            self.insert(cursor, journal, lacking[place : place + AT_ONCE])

    def lacking(self, cursor: Cursor, journal: str, end: str, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return which of the entries a journal lacks that does not end where they begin."""
        asked = "select writer, seq, hash from {schema}.operation where journal = %s and seq between %s and %s"
        first, last = entries[0].seq, entries[-1].seq
        rows = cursor.execute(self.connection.text(asked), [journal, first, last]).fetchall()
        return lacking_after(end, {Mark(*row) for row in rows}, entries, journal)

    def insert(self, cursor: Cursor, journal: str, entries: Sequence[Entry]) -> None:
        """Insert entries that continue a journal, and the vectors that they name."""
        vectors = {entry.operation.seen: vector_row(entry.operation) for entry in entries}
        names = sorted(vectors.values())
        statement = "insert into {schema}.vector (name, marks) select * from unnest(%s::text[], %s::text[])"
        cursor.execute(
            self.connection.text(f"{statement} on conflict do nothing"),
            [[name for name, _ in names], [marks for _, marks in names]],
        )
        sql = self.connection.psycopg.sql
        columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
        insert = self.connection.text(
            "insert into {schema}.operation ({columns}) select * from unnest({arrays})",
            columns=columns,
            arrays=sql.SQL(UNNESTED),
        )
        rows = [record(journal, entry, vectors[entry.operation.seen][0]) for entry in entries]
        cursor.execute(insert, [list(column) for column in zip(*rows)])

    # --- what is derived ---

    def checkpoint(self, cursor: Cursor) -> Foundation | None:
        """Return the checkpoint, if there is one that can be read."""
        self.identity_in(cursor)
        found = cursor.execute(self.connection.text("select content from {schema}.checkpoint")).fetchone()
        with suppress(StoreError):
            return read_checkpoint(bytes(found[0])) if found else None
        return None

    def keep_checkpoint(self, made: Foundation) -> None:
        """Keep a checkpoint for those who read next."""
        statement = self.connection.text("select {schema}.keep_checkpoint(%s)")
        self.connection.done(lambda cursor: cursor.execute(statement, [checkpoint_bytes(made)]))

    def publish(self, views: Sequence[ListView]) -> None:
        """Make the SQL views anew that are not as they should be."""
        statement = self.connection.text(PUBLISH)

        def work(cursor: Cursor) -> None:
            known = self.published(cursor)
            for each in map(published_form, views):
                if known.get(each.name) != each.digest:
                    cursor.execute(statement, [each.name, each.titles, each.kinds, each.digest, each.ids, each.rows])

        self.connection.done(work)

    def published(self, cursor: Cursor) -> dict[str, str]:
        """Return the digests of the lists that are shown, by name."""
        self.identity_in(cursor)
        return dict(cursor.execute(self.connection.text("select list, digest from {schema}.published_list")).fetchall())

    def stale_views(self, views: Iterable[ListView]) -> list[str]:
        """Return which of some views are there and not as they should be."""
        known = self.connection.done(self.published)
        return [view.name for view in views if known.get(view.name, "") not in ("", published_form(view).digest)]

    def hand_edits(self, names: Sequence[str]) -> tuple[list[HandEdit], list[str]]:  # noqa: ARG002
        """Return nothing: nobody can type into a SQL view."""
        return [], []

    def check(self) -> list[str]:
        """Return what is the matter with the store: entries that do not hold, and chains with a gap."""
        reading = self.read()
        waiting = history_of(reading.entries).waiting
        return [*reading.problems, *([f"{waiting} entries wait for others that have not arrived"] if waiting else [])]

    def prints(self) -> dict[str, str]:
        """Return the end of each journal and the digest of each list: what a sync depends on, without reading it."""

        def work(cursor: Cursor) -> dict[str, str]:
            views = {f"view/{name}": print_ for name, print_ in self.published(cursor).items()}
            ends = cursor.execute(self.connection.text("select journal, hash from {schema}.journal_end")).fetchall()
            store = f"{self.identity_in(cursor)} {self.moved_in(cursor)}"
            return {"STORE": store, **views, **{f"journal/{name}/": end for name, end in ends}}

        return self.connection.done(work)

    def moved(self) -> str:
        """Return where the store's history goes on; "" where that is here."""
        return self.connection.done(self.moved_in)

    def moved_in(self, cursor: Cursor) -> str:
        """Return the same within a transaction."""
        self.identity_in(cursor)
        found = cursor.execute(self.connection.text("select place from {schema}.moved")).fetchone()
        return str(found[0]) if found else ""

    def mark_moved(self, place: str) -> None:
        """Add nothing from now on: whoever is adding has done so first, and the server refuses the next."""

        def work(cursor: Cursor) -> None:
            self.identity_in(cursor)
            cursor.execute(self.connection.text("lock table {schema}.operation in share row exclusive mode"))
            cursor.execute(self.connection.text("delete from {schema}.moved"))
            if place:
                cursor.execute(self.connection.text("insert into {schema}.moved (place) values (%s)"), [place])

        self.connection.done(work)

    def take_identity(self, identity: str) -> None:
        """Give the store, as long as it holds nothing, the id of the one whose history it will hold."""
        statement = "update {schema}.store set id = %s where not exists (select 1 from {schema}.operation)"
        self.connection.done(lambda cursor: cursor.execute(self.connection.text(statement), [identity]))


def arrays(marks: Iterable[Mark]) -> list[list[Any]]:
    """Return marks as the three columns that a statement takes."""
    found = list(marks)
    return [[each.writer for each in found], [each.seq for each in found], [each.hash for each in found]]


def make_postgres_store(address: str, name: str = "") -> bool:
    """Make a store's tables, or bring them up to date; return whether they were made."""
    store = PostgresStore(address, name)
    return make(store.connection)
