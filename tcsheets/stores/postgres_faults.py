"""What a driver's faults mean, and what to do about them, in one line; the server's own words hold no password."""

from __future__ import annotations

import re
from typing import NamedTuple


class Fault(NamedTuple):
    """A fault by how the driver says it, and what a person is told; {0}, {1} are what stands in its groups."""

    pattern: str
    words: str


FOR_A_PERSON = (  # waiting does not help against these
    Fault(
        r'server certificate for "([^"]*)".* does not match host name "([^"]*)"',
        "the server that answers is not {1}: its certificate is for {0}; nothing was sent; mend the address, or ask "
        "the server's owner",
    ),
    Fault(
        "certificate verify failed",
        "the server's certificate is not signed by anybody whom this computer trusts, or has run out; nothing was "
        "sent; name the root certificate that the server's owner gives you: sslrootcert=FILE in the address",
    ),
    Fault(
        r'root certificate file "([^"]*)" does not exist',
        "the root certificate {0} is not there; put it there, or name another: sslrootcert=FILE in the address",
    ),
    Fault(
        "does not support SSL",
        "the server takes no encrypted connections; nothing was sent; let its owner switch TLS on (or write "
        "sslmode=disable into the address, where the network itself is safe)",
    ),
    Fault(
        'password authentication failed for user "([^"]*)"',
        "the password was not accepted for {0}, or there is no such login; look at its line in ~/.pgpass",
    ),
    Fault(
        "no password supplied",
        "the server wants a password and this computer has none for it; write a line into ~/.pgpass, for you alone to "
        "read: HOST:PORT:DATABASE:NAME:PASSWORD",
    ),
    Fault(
        "no pg_hba.conf entry",
        "the server lets this login in from nowhere near here, or not without encryption; ask its owner",
    ),
    Fault(
        'database "([^"]*)" does not exist', "the server has no database {0}; let its owner make it: create database"
    ),
    Fault('role "([^"]*)" does not exist', "the server has no login {0}; let its owner make it: create role ... login"),
    Fault("permission denied", ""),
    Fault("authentication|certificate", ""),
)


def words_for(said: str) -> str | None:
    """Return what a person is told of a fault that waiting does not mend; None for one that may pass by itself.

    >>> words_for('FATAL:  database "practice" does not exist')
    'the server has no database practice; let its owner make it: create database'
    >>> words_for("SSL error: unexpected eof while reading") is None
    True
    """
    for fault in FOR_A_PERSON:
        found = re.search(fault.pattern, said)
        if found:
            return fault.words.format(*found.groups()) or first_line(said)
    return None


def first_line(said: str) -> str:
    r"""Return the driver's own words, as far as they go on one line.

    >>> first_line("refused \n\tIs it running?"), first_line("")
    ('refused', 'no answer')
    """
    return (said.strip().splitlines() or ["no answer"])[0].strip()
