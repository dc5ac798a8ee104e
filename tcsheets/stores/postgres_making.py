"""Making a store in PostgreSQL, bringing an older one up to date, and saying who may do what in it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from tcsheets import __version__
from tcsheets.errors import ArgumentError, StoreError
from tcsheets.stores.postgres_connection import Connection
from tcsheets.stores.postgres_schema import BEGIN, NEWEST, READER, STEPS, WRITER

if TYPE_CHECKING:
    import psycopg


def version_there(connection: Connection, cursor: psycopg.Cursor[Any]) -> int:
    """Return which step a store's tables have come to, 0 where there are none."""
    known = cursor.execute("select to_regclass(%s)", [f"{connection.address.schema}.migration"]).fetchone()
    if known is None or known[0] is None:
        return 0
    found = cursor.execute(connection.text("select coalesce(max(number), 0) from {schema}.migration")).fetchone()
    return int(found[0]) if found else 0


def refuse_newer(connection: Connection, version: int) -> None:
    """Refuse a store that a newer program has changed."""
    if version > NEWEST:
        raise StoreError(f"the store {connection.name} is of a newer tcsheets; bring this computer's up to date")


def refuse_older(connection: Connection, version: int) -> None:
    """Refuse a store that is not there yet, or that an older program has made."""
    if version == 0:
        raise StoreError(
            f"the store {connection.name} is not at its address: the database has no such tables, or this login may "
            "not see them; make it: tcsheets store init"
        )
    if version < NEWEST:
        raise StoreError(
            f"the store {connection.name} is of an older tcsheets; its owner brings it up to date: tcsheets store init"
        )


def make(connection: Connection, identity: str = "", newest: int = NEWEST) -> bool:
    """Bring a store's tables up to date, making them where there are none; return whether they were made.

    One program at a time; a step that fails leaves the store as it was.
    """

    def work(cursor: psycopg.Cursor[Any]) -> bool:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"tcsheets {connection.address.schema}"])
        before = version_there(connection, cursor)
        refuse_newer(connection, before)
        if before >= newest:
            return False
        if before == 0:
            cursor.execute(connection.text(BEGIN))
        else:
            act_as_owner(connection, cursor)
        writers = writers_of(connection, cursor) if before else []
        readers = readers_of(connection, cursor) if before else []
        for number, step in enumerate(STEPS[before:newest], start=before + 1):
            cursor.execute(connection.text(step))
            note = "insert into {schema}.migration (number, program) values (%s, %s)"
            cursor.execute(connection.text(note), [number, __version__])
        let_in(connection, cursor, writers, readers)
        if before == 0:
            cursor.execute(
                connection.text("insert into {schema}.store (id) values (%s)"), [identity or secrets.token_hex(8)]
            )
        return before == 0

    return connection.done(work)


def act_as_owner(connection: Connection, cursor: psycopg.Cursor[Any]) -> None:
    """Do the rest of a transaction as the store's owner; the server refuses a login that may not.

    What another role grants comes to nothing, and what an administrator makes would be the administrator's.
    """
    asked = "select tableowner from pg_tables where schemaname = %s and tablename = 'migration'"
    found = cursor.execute(asked, [connection.address.schema]).fetchone()
    if found:
        cursor.execute(connection.text("set local role {owner}", owner=connection.psycopg.sql.Identifier(found[0])))


def writers_of(connection: Connection, cursor: psycopg.Cursor[Any]) -> list[str]:
    """Return the roles that may insert into the journals without owning them."""
    cursor.execute(
        "select distinct grantee from information_schema.role_table_grants where table_schema = %s"
        " and table_name = 'operation' and privilege_type = 'INSERT' and grantee <> grantor",
        [connection.address.schema],
    )
    return [str(row[0]) for row in cursor.fetchall()]


def readers_of(connection: Connection, cursor: psycopg.Cursor[Any]) -> list[str]:
    """Return the roles that may look into the lists without owning them."""
    cursor.execute(
        "select distinct r.rolname from pg_namespace n, aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee"
        " where n.nspname = %s and a.privilege_type = 'USAGE' and a.grantee <> n.nspowner",
        [connection.address.lists],
    )
    return [str(row[0]) for row in cursor.fetchall()]


def let_in(connection: Connection, cursor: psycopg.Cursor[Any], writers: list[str], readers: list[str]) -> None:
    """Let some roles write and some read, in the newest tables."""
    for roles, statement in ((writers, WRITER), (readers, READER)):
        for role in roles:
            cursor.execute(connection.text(statement, role=connection.psycopg.sql.Identifier(role)))


def allow(connection: Connection, writers: list[str], readers: list[str]) -> None:
    """Let some roles write (insert, never change or delete) and some read the lists, and nothing else."""

    def work(cursor: psycopg.Cursor[Any]) -> None:
        refuse_older(connection, version_there(connection, cursor))
        act_as_owner(connection, cursor)
        for role in (*writers, *readers):
            if not cursor.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
                raise ArgumentError(f"the server has no role {role!r}; make it first: create role ... login")
        let_in(connection, cursor, writers, readers)

    connection.done(work)
