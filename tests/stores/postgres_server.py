"""A PostgreSQL server of the tests' own."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from conftest import HOSTS_REQUIRED

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 120}


def programs():
    """The folder of the server's programs: PATH's, or the newest that Debian keeps aside; None without any."""
    found = [Path(each).parent for each in [shutil.which("pg_ctl")] if each and "/lib/" in each]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name.split(".")[0]))
    return next((each for each in reversed(found) if (each / "initdb").exists()), None)


def need_server():
    """Skip without a server and its driver; fail where hosts are required."""
    with suppress(ImportError):
        import psycopg

        if psycopg and programs():
            return programs()
    if HOSTS_REQUIRED:
        pytest.fail("PostgreSQL or psycopg is not installed, and TCSHEETS_REQUIRE_HOSTS=1 says no host test may skip")
    return pytest.skip("PostgreSQL or psycopg is not installed on this machine")


class Server:
    """A running server; `address` makes a new database each time."""

    def __init__(self, bin_folder, folder):
        self.bin, self.folder, self.shared = bin_folder, folder, ""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def run(self, *command):
        """Run one of the server's programs, as a user that is not root."""
        self_is_root = os.geteuid() == 0
        as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if self_is_root else {}
        subprocess.run([str(self.bin / command[0]), *command[1:]], cwd=self.folder, check=True, **as_user, **QUIET)

    def start(self, more=""):
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-A", "trust", "-U", "owner", "-E", "UTF8", "--no-sync")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off -c max_connections=120"
        options += f" {more}"
        self.run("pg_ctl", "-D", data, "-o", options, "-w", "-l", str(self.folder / "log"), "start")

    def stop(self):
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def give(self, name, content):
        """Write a file that the server alone may read; return its path."""
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        if os.geteuid() == 0:
            shutil.chown(path, "postgres", "postgres")
        return path

    def crash(self):
        """Stop the server as a crash does, and start it again with the same options."""
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "-l", log, "restart")

    def sql(self, statement, database="postgres", user="owner"):
        import psycopg

        with psycopg.connect(self.url(database, user), autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def url(self, database, user="owner", port=None):
        return f"postgres://{user}@127.0.0.1:{port or self.port}/{database}"

    def place(self):
        """Return the address of a new place for a store in a database that tests share: making one takes longer."""
        self.shared = self.shared or self.database()
        return f"{self.url(self.shared)}?schema=s{secrets.token_hex(4)}"

    def database(self):
        """Return the name of a new database."""
        name = f"d{secrets.token_hex(4)}"
        self.sql(f"create database {name}")
        return name


@contextmanager
def running_server(prepare=lambda server: ""):
    """A server in a folder of its own, for as long as it is needed; `prepare` gives it files and returns options."""
    bin_folder = need_server()
    folder = Path(tempfile.mkdtemp(prefix="tcpg"))  # short: a socket's path may have 107 bytes
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    server = Server(bin_folder, folder)
    try:
        server.start(prepare(server))
        yield server
    finally:
        with suppress(subprocess.SubprocessError):
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
