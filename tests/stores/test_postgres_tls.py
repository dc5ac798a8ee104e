"""Connections that leave the computer are encrypted, to the server that is meant; no password is ever said."""

import logging
import random
from datetime import UTC, datetime, timedelta

import pytest
from sizes import sized
from stores.breaking_wire import breaking_wire
from stores.postgres_server import running_server
from stores.test_contract import chain
from typer.testing import CliRunner

from tcsheets.cli import app
from tcsheets.errors import ArgumentError, StoreError, TryAgainError

pytestmark = pytest.mark.host("postgres")

HOST, OTHER = "db.practice.test", "other.practice.test"
SECRET = "c0rrect-horse-battery"


@pytest.fixture(scope="module")
def authority():
    import trustme

    return trustme.CA()


@pytest.fixture(scope="module")
def root(authority, tmp_path_factory):
    """The practice's root certificate, as a file."""
    path = tmp_path_factory.mktemp("tls") / "root.pem"
    authority.cert_pem.write_to_path(path)
    return path


def with_certificate(made):
    """Return what gives a server its certificate, and lets the login `kim` in with a password alone."""

    def prepare(server):
        chain_of = b"".join(each.bytes() for each in made.cert_chain_pems)
        cert, key = server.give("server.pem", chain_of), server.give("server.key", made.private_key_pem.bytes())
        rules = server.give(
            "hba.conf", b"host all kim all scram-sha-256\nhost all all all trust\nlocal all all trust\n"
        )
        return f"-c ssl=on -c ssl_cert_file={cert} -c ssl_key_file={key} -c hba_file={rules}"

    return prepare


@pytest.fixture(scope="module")
def server(authority):
    with running_server(with_certificate(authority.issue_cert(HOST))) as found:
        found.sql(f"create role kim login superuser password '{SECRET}'")
        yield found


def far(server, database, user="owner", host=HOST, port=None, **settings):
    """The address of a server as from another computer: by its name, which here leads to this one."""
    more = "&".join(f"{name}={value}" for name, value in settings.items())
    return f"postgres://{user}@{host}:{port or server.port}/{database}?hostaddr=127.0.0.1&{more}".rstrip("&")


def made(address):
    from tcsheets.stores.postgres import PostgresStore, make_postgres_store

    make_postgres_store(address, "practice")
    return PostgresStore(address, "practice")


def refusal(address):
    with pytest.raises((StoreError, ArgumentError)) as refused:
        made(address)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def is_encrypted(store):
    asked = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
    return store.connection.done(lambda cursor: cursor.execute(asked).fetchone()[0])


@pytest.mark.parametrize("mode", [{}, {"sslmode": "verify-full"}, {"sslmode": "verify-ca"}, {"sslmode": "require"}])
def test_a_server_that_proves_its_name_is_spoken_to_encrypted(server, root, mode):
    store = made(far(server, server.database(), sslrootcert=root, **mode))
    store.append("kim", "", chain("a", "b"))
    assert store.read().entries == chain("a", "b")
    assert is_encrypted(store)


def test_a_server_under_another_name_is_refused(server, root):
    said = refusal(far(server, "postgres", host=OTHER, sslrootcert=root))
    assert f"is not {OTHER}" in said
    assert HOST in said
    assert "nothing was sent" in said


def test_a_server_whose_certificate_nobody_here_trusts_is_refused(server, tmp_path):
    import trustme

    trustme.CA().cert_pem.write_to_path(tmp_path / "another.pem")
    for settings in ({"sslrootcert": tmp_path / "another.pem"}, {}):
        said = refusal(far(server, "postgres", **settings))
        assert "not signed by anybody whom this computer trusts" in said
        assert "sslrootcert=FILE" in said


def test_a_root_certificate_that_is_not_there_is_named(server, tmp_path):
    said = refusal(far(server, "postgres", sslrootcert=tmp_path / "missing.pem"))
    assert "missing.pem" in said
    assert "is not there" in said


def test_a_certificate_that_has_run_out_is_refused(authority, root):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with running_server(with_certificate(authority.issue_cert(HOST, not_after=yesterday))) as late:
        assert "has run out" in refusal(far(late, "postgres", sslrootcert=root))


def test_a_server_that_cannot_encrypt_is_refused_unless_the_address_says_so(postgres_server):
    said = refusal(far(postgres_server, "postgres"))
    assert "takes no encrypted connections" in said
    assert "nothing was sent" in said
    store = made(far(postgres_server, postgres_server.database(), sslmode="disable"))
    assert not is_encrypted(store)


@pytest.mark.parametrize("mode", ["allow", "prefer", "Disable"])
def test_a_mode_that_may_send_plain_text_is_refused(server, mode, monkeypatch):
    assert "unencrypted" in refusal(far(server, "postgres", sslmode=mode))
    monkeypatch.setenv("PGSSLMODE", mode)
    assert "unencrypted" in refusal(far(server, "postgres"))


def test_a_host_that_the_environment_names_is_no_way_around_it(server, monkeypatch):
    monkeypatch.setenv("PGHOST", HOST)
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    assert "not signed by anybody" in refusal(f"postgres://owner@:{server.port}/postgres")


@pytest.fixture
def said_by_all(caplog, monkeypatch, tmp_path):
    """All that the program leaves behind: its log, and its own folder; `tell` adds what it printed."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("TCSHEETS_HOME", str(tmp_path / "home"))
    printed = []

    def left():
        files = [path.read_text() for path in (tmp_path / "home").rglob("*") if path.is_file()]
        return "\n".join([*printed, *files, caplog.text])

    return printed.append, left


def password_file(tmp_path, monkeypatch, server, password):
    path = tmp_path / "pgpass"
    path.write_text(f"*:{server.port}:*:kim:{password}\n")
    path.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(path))


@pytest.mark.parametrize("password", [SECRET, f"{SECRET}-wrong"])
def test_a_password_is_taken_from_its_file_and_never_said(server, root, tmp_path, monkeypatch, said_by_all, password):
    tell, left = said_by_all
    password_file(tmp_path, monkeypatch, server, password)
    address = far(server, server.database(), "kim", sslrootcert=root)
    for command in (["init", address], ["show"], ["copy", address, str(tmp_path / "copy")]):
        done = CliRunner().invoke(app, ["store", *command])
        tell(done.output + str(done.exception))
    assert ("made the store" in left()) == (password == SECRET)
    assert ("password was not accepted" in left()) == (password != SECRET)
    assert SECRET not in left()


@pytest.mark.parametrize(
    "spelled", ["postgres://kim:{}@{}/p", "postgres://{1}/p?password={0}", "postgres://kim:{}@{}:x/p"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(spelled, tmp_path, said_by_all):
    tell, left = said_by_all
    for command in (["init"], ["copy", str(tmp_path)], ["grant"]):
        done = CliRunner().invoke(app, ["store", *command, spelled.format(SECRET, HOST)])
        assert isinstance(done.exception, ArgumentError)
        tell(done.output + str(done.exception))
    assert SECRET not in left()


def test_a_wire_that_breaks_under_encryption_is_taken_up_again(server, root):
    database, entries = server.database(), chain(*map(str, range(sized(40, 80, 200))))
    made(far(server, database, sslrootcert=root))
    with breaking_wire(server.port, random.Random(3), anywhere=0.1) as wire:
        store = made(far(server, database, port=wire.port, sslrootcert=root))
        for place in range(0, len(entries), 4):
            for _ in range(9):
                try:
                    store.append("kim", entries[place - 1].hash if place else "", entries[place : place + 4])
                    break
                except TryAgainError:
                    continue
    assert wire.lost["anywhere"] > sized(2, 5, 20)
    assert made(far(server, database, sslrootcert=root)).read().entries == entries
