"""Lists of the practice's own, and what may leave: both are declared in this computer's configuration.

    "lists":   {"recalls": {"table": "Recalls", "mode": "cell", "label": ["Chart"], "columns": {"Chart": "text", ...}}}
    "columns": {"follow_ups": ["Case", "Status", "Next step"]}

Any table with a header row can be a list.  Only declared columns are shared; those it does not name stay here.  A
list that names its allowed columns shares those and no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from tcsheets.errors import FileError
from tcsheets.sync.lists import LISTS, ROW_ID, SYNC, Kind, ListColumn, ListDefinition, Mode, header_key

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}$")
KINDS, MODES = get_args(Kind), get_args(Mode)


def key_of(title: str) -> str:
    """Return the key of a column by its title, as journals carry it.

    >>> key_of("Last seen (hygiene)")
    'last_seen_hygiene'
    """
    return re.sub(r"\W+", "_", header_key(title)).strip("_")


def definitions_in(config: Mapping[str, Any], where: str) -> tuple[ListDefinition, ...]:
    """Return all lists of a configuration; FileError where one cannot be understood."""
    try:
        own = [own_list(name, each) for name, each in sorted(config.get("lists", {}).items())]
        known = {each.name: each for each in (*LISTS, *own)}
        for name, titles in config.get("columns", {}).items():
            known[name] = allowed(known[name], titles)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FileError(f"{where}: lists or columns cannot be understood ({error}); mend or remove them") from error
    return tuple(known.values())


def own_list(name: str, data: Mapping[str, Any]) -> ListDefinition:
    """Return a list of the practice's own; ValueError where its declaration is not one."""
    if not NAME.match(name) or name in {each.name for each in LISTS}:
        raise ValueError(f"{name!r} is no name for a list of one's own: small letters, digits and _")
    mode, titles = data.get("mode", "cell"), data["columns"]
    if mode not in MODES:
        raise ValueError(f"{name}: the mode is not one of {', '.join(MODES)}")
    personal = {key_of(each) for each in data.get("personal", [])}
    columns = tuple(own_column(name, title, kind, personal) for title, kind in titles.items())
    table = str(data["table"])
    label = tuple(key_of(each) for each in data.get("label", list(titles)[:1]))
    return ListDefinition(name, str(data.get("title", table)), "", table, mode, columns, label)


def own_column(name: str, title: str, kind: str, personal: set[str]) -> ListColumn:
    """Return a column of such a list."""
    if kind not in KINDS or not key_of(title) or header_key(title) in (ROW_ID, header_key(SYNC)):
        raise ValueError(f"{name}: the column {title!r} is not of a kind that is known: {', '.join(KINDS)}")
    return ListColumn(key_of(title), title, kind, personal=key_of(title) in personal)  # type: ignore[arg-type]


def allowed(definition: ListDefinition, titles: Sequence[str]) -> ListDefinition:
    """Return a list of which only some columns are shared; ValueError where one is not there."""
    wanted = {header_key(each) for each in titles}
    named = {each.key: {header_key(name) for name in (each.title, each.key)} for each in definition.columns}
    unknown = wanted - {name for names in named.values() for name in names}
    if unknown:
        raise ValueError(f"{definition.name} has no column {', '.join(sorted(unknown))}")
    columns = [
        each if each.place != "shared" or named[each.key] & wanted else replace(each, place="local")
        for each in definition.columns
    ]
    return replace(definition, columns=tuple(columns))
