"""Who may do what in a store in PostgreSQL: the server itself refuses the rest."""

import itertools

import pytest
from stores.test_contract import VIEW, chain
from typer.testing import CliRunner

from tcsheets.cli import app, exit_code
from tcsheets.errors import ArgumentError, StoreError

pytestmark = pytest.mark.host("postgres")

REFUSED = "42501"  # insufficient_privilege
TABLES = ("store", "migration", "operation", "vector", "published", "published_list", "checkpoint", "moved")
NAMES = itertools.count()


class Practice:
    """A store with something in it, and one login for each role."""

    def __init__(self, server):
        from tcsheets.stores.postgres import PostgresStore, make_postgres_store

        self.server, self.database, number = server, server.database(), next(NAMES)
        self.writer, self.reader, self.nobody = (f"{each}_{number}" for each in ("writer", "reader", "nobody"))
        for role in (self.writer, self.reader, self.nobody):
            server.sql(f"create role {role} login")
        self.address = server.url(self.database)
        make_postgres_store(self.address)
        self.owner = PostgresStore(self.address)
        self.owner.append("kim", "", chain("a", "b"))
        self.owner.publish([VIEW])

    def store(self, role):
        from tcsheets.stores.postgres import PostgresStore

        return PostgresStore(self.server.url(self.database, role))

    def grant(self, *options):
        return CliRunner().invoke(app, ["store", "grant", self.address, *options])

    def code(self, role, statement):
        """Return how the server refuses a statement; "" where it does not."""
        import psycopg

        try:
            self.server.sql(statement, self.database, role)
        except psycopg.Error as error:
            return error.sqlstate
        return ""


@pytest.fixture
def practice(postgres_server):
    return practice_with_roles(postgres_server)


@pytest.fixture(scope="module")
def guarded(postgres_server):
    """The same for tests that change nothing, or so they claim."""
    return practice_with_roles(postgres_server)


def practice_with_roles(server):
    made = Practice(server)
    done = made.grant("--writer", made.writer, "--reader", made.reader)
    assert (done.exit_code, made.writer in done.output, made.reader in done.output) == (0, True, True)
    return made


def test_a_writer_does_all_that_a_sync_does(practice):
    store, entries = practice.store(practice.writer), chain("c", writer="lee")
    store.ready("lee")
    store.append("lee", "", entries)
    store.append("lee", "", entries)
    store.publish([VIEW])
    assert {*store.read().entries} == {*entries, *chain("a", "b")}
    assert store.check() == store.stale_views([VIEW]) == []
    assert dict(store.prints()) == dict(practice.owner.prints())


def test_a_writer_joins_a_store_that_is_there(practice, tmp_path):
    address = practice.server.url(practice.database, practice.writer)
    done = CliRunner().invoke(app, ["store", "init", address], env={"TCSHEETS_HOME": str(tmp_path)})
    assert done.output.startswith("joined the store"), done.exception


FORBIDDEN = [
    "update tcsheets.operation set new = 'forged'",
    "update tcsheets.operation set new = new where false",
    "delete from tcsheets.operation",
    "insert into tcsheets.vector values ('a', '[]') on conflict (name) do update set marks = 'x'",
    "merge into tcsheets.operation o using tcsheets.store on true when matched then delete",
    "alter table tcsheets.operation add extra text",
    "alter table tcsheets.operation disable trigger all",
    "create table tcsheets.mine (a text)",
    "create view tcsheets.mine as select 1",
    "create table tcsheets_lists.mine (a text)",
    "create schema mine",
    "drop schema tcsheets cascade",
    "create rule mine as on insert to tcsheets.operation do instead nothing",
    "create trigger mine before insert on tcsheets.operation execute function tcsheets.mine()",
    "select tcsheets.show_list('calls', array['a'], array['text'])",
    "insert into tcsheets.store (only_one, id) values (false, 'forged')",
    "insert into tcsheets.moved (place) values ('elsewhere')",
    "alter table tcsheets.operation disable trigger moved",
    "create view tcsheets_reports.mine as select 1",
    "insert into tcsheets.published values ('calls', 9, 'r', '{}')",
    "insert into tcsheets.checkpoint (content) values ('x')",
    "insert into tcsheets.migration values (99, 'x')",
    "do $$ begin lock table tcsheets.operation in access exclusive mode; end $$",
    *(f"truncate tcsheets.{each} cascade" for each in TABLES),
    *(f"drop table tcsheets.{each} cascade" for each in TABLES),
    *(f"delete from tcsheets.{each}" for each in TABLES),
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_server_refuses_a_writer_who_would_change_or_delete(guarded, statement):
    assert guarded.code(guarded.writer, statement) == REFUSED
    assert guarded.owner.read().entries == chain("a", "b")
    assert guarded.code(guarded.reader, statement) == REFUSED
    assert guarded.code(guarded.nobody, statement) == REFUSED


def test_a_writer_cannot_put_an_entry_where_it_does_not_continue_a_journal(practice):
    entry = chain("a", "b")[1]
    what = "id, kind, list, row_id, field, old, new, at, actor, workbook, seen, after"
    for journal, seq, previous, refused in (
        ("kim", 2, entry.previous, "23505"),  # there is one
        ("kim", 4, entry.hash, "23503"),  # a gap
        ("kim", 3, entry.previous, "23503"),  # not the end
        ("lee", 1, entry.hash, "23514"),  # a first one that follows another
        ("no/path", 1, "", "23514"),
    ):
        statement = f"""insert into tcsheets.operation (journal, seq, writer, previous, hash, {what})
            select '{journal}', {seq}, 'x', '{previous}', 'x', {what} from tcsheets.operation where seq = 2"""
        assert practice.code(practice.writer, statement) == refused


def test_a_reader_sees_the_lists_and_no_journal(practice):
    assert practice.server.sql('select "Case", "Note" from tcsheets_lists.calls', practice.database, practice.reader)
    for table in TABLES:
        assert practice.code(practice.reader, f"select * from tcsheets.{table}") == REFUSED
    assert practice.code(practice.reader, "delete from tcsheets_lists.calls") == REFUSED
    with pytest.raises(StoreError, match="may not do that there"):
        practice.store(practice.reader).append("kim", "", chain("a"))


def test_a_reader_sees_lists_that_are_published_later(practice):
    from dataclasses import replace

    practice.store(practice.writer).publish([replace(VIEW, name="later")])
    assert practice.server.sql("select count(*) from tcsheets_lists.later", practice.database, practice.reader)


def test_a_login_without_a_role_sees_nothing_and_is_told_so(practice):
    for table in ("tcsheets.operation", "tcsheets_lists.calls"):
        assert practice.code(practice.nobody, f"select * from {table}") == REFUSED
    with pytest.raises(StoreError, match="may not do that there"):
        practice.store(practice.nobody).identity()


def test_granting_takes_back_what_a_role_could_do_before(practice):
    practice.server.sql(f"grant all on all tables in schema tcsheets to {practice.writer}", practice.database)
    assert practice.code(practice.writer, "update tcsheets.store set made = made") == ""
    assert practice.grant("--writer", practice.writer).exit_code == 0
    assert practice.code(practice.writer, "update tcsheets.store set made = made") == REFUSED


def test_a_role_that_is_not_there_is_named_and_nobody_is_let_in(practice):
    done = practice.grant("--writer", practice.nobody, "--writer", "missing")
    assert isinstance(done.exception, ArgumentError)
    assert "create role" in str(done.exception)
    assert exit_code(done.exception) == 2
    assert practice.code(practice.nobody, "select * from tcsheets.store") == REFUSED


def test_only_the_owner_lets_others_in(practice):
    asked = practice.server.url(practice.database, practice.writer)
    done = CliRunner().invoke(app, ["store", "grant", asked, "--writer", practice.nobody])
    assert isinstance(done.exception, StoreError)
    assert "ask its owner" in str(done.exception)
    assert practice.code(practice.nobody, "select * from tcsheets.store") == REFUSED
